"""What a new module needs besides itself: its file among the action plugins, its action group, its declaration."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils import _fast_door

PLUGINS = "ansible_collections.martech.marketo_dynamics.plugins"
CHECKOUT = Path(__file__).resolve().parents[3]
MODULES = sorted(path.stem for path in (CHECKOUT / "plugins" / "modules").glob("*.py"))
GROUPS = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text())["action_groups"]

# It signs in to Dynamics and not to Marketo's page, so that the defaults it takes are those of Dynamics' modules.
GROUP_OF = {"marketo_dynamics_flow_test": "dynamics"}


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_both_doors_and_its_group(module):
    assert issubclass(importlib.import_module(f"{PLUGINS}.action.{module}").ActionModule, _fast_door.ActionModule)
    assert module in GROUPS[GROUP_OF.get(module, module.partition("_")[0])]
    declared = importlib.import_module(f"{PLUGINS}.modules.{module}").OPERATION
    assert isinstance(declared, Operation)


def test_no_action_plugin_and_no_group_without_its_module():
    actions = sorted(path.stem for path in (CHECKOUT / "plugins" / "action").glob("*.py"))
    members = sorted(name for group in GROUPS.values() for name in group if isinstance(name, str))
    assert actions == members == MODULES
