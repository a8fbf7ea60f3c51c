"""Run a module in this process, as the action plugins do on a local connection."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import run

MODULES = "ansible_collections.martech.marketo_dynamics.plugins.modules"


def validated(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that a module's operation gets for these options of a task."""
    operation = importlib.import_module(f"{MODULES}.{name}").OPERATION
    checked = ArgumentSpecValidator(operation.arguments, **operation.constraints).validate(options)
    assert not checked.error_messages, checked.error_messages
    return dict(checked.validated_parameters)


def run_module(
    name: str,
    options: Mapping[str, Any],
    check_mode: bool = False,
    writes: Callable[[], Sequence[Any]] = tuple,
) -> dict[str, Any]:
    """Validate the options, run the module and return its result.

    ``writes`` returns what was written to the service so far. In check mode, and by a module that only reads, nothing
    may be added to it.
    """
    operation = importlib.import_module(f"{MODULES}.{name}").OPERATION
    arguments = validated(name, options)
    before = len(writes())
    result: dict[str, Any] = run(operation, arguments, check_mode)
    if check_mode or name.endswith("_info"):
        assert list(writes())[before:] == [], f"{name} wrote, and should only have read"
    return result
