"""Whatever a Marketo session can be told, the role can tell it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.martech.marketo_dynamics.plugins.modules import marketo_session

ROLE = Path(__file__).resolve().parents[3] / "roles" / "dynamics_sync"
# The handle, the choice between open and closed, the address with what it says, and what recording a session alone needs.
GIVEN_BY_TASKS = {"state", "session", "url", "munchkin_id"}
NOT_FOR_A_ROLE = {
    "record_timeout": "the playbook sign_in records a session",
    "idle_timeout": "the role closes its session itself",
    "reload_after": "the role's tasks follow each other",
}


def handed_on() -> dict[str, str]:
    """Return the options that the role hands to marketo_session, each with its variable."""
    text = (ROLE / "vars/main/module_options.yml").read_text(encoding="utf-8")
    block = text.partition("__dynamics_sync_session_options:")[2].partition("__dynamics_sync_page_options:")[0]
    return dict(re.findall(r"\['(\w+)', (dynamics_sync_\w+)", block))


def described() -> dict[str, Any]:
    specs = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text(encoding="utf-8"))
    return specs["argument_specs"]["main"]["options"]


def test_the_role_hands_every_option_of_a_session_on() -> None:
    options = set(yaml.safe_load(marketo_session.DOCUMENTATION)["options"])
    assert options - GIVEN_BY_TASKS - set(NOT_FOR_A_ROLE) == set(handed_on())


def test_every_variable_that_is_handed_on_is_described() -> None:
    assert set(handed_on().values()) - set(described()) == set()
