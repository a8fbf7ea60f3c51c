"""Server-to-server: from nothing, and the migration from the sync user's sign-in and back."""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import assert_ran, run_playbook

# Seconds instead of Adobe's 15 minutes, for the role and for the emulated page alike.
WAIT = 3
S2S = {"dynamics_sync_auth_method": "s2s", "dynamics_sync_auth_method_wait": str(WAIT)}
ROPC = {"dynamics_sync_auth_method": "ropc", "dynamics_sync_auth_method_wait": str(WAIT)}


@pytest.fixture
def quick(role_emulator: EmulatorProcess) -> dict:
    """The page wants no more than this wait."""
    return {"marketo": {"behaviour": {"auth_method_wait_seconds": WAIT}}}


def application_user(emulator: EmulatorProcess) -> dict:
    """The one that belongs to the application."""
    (application,) = directory.tenant(emulator)["applications"]
    users = emulator.state()["organizations"]["contoso.crm4.dynamics.com"]["systemusers"]
    (user,) = [user for user in users if user.get("applicationid") == application["appId"]]
    return user


def assert_server_to_server(emulator: EmulatorProcess) -> None:
    """Marketo signs in as the application, which has its user in Dynamics; all rows are green and the sync runs."""
    (application,) = directory.tenant(emulator)["applications"]
    (key,) = application["passwordCredentials"]
    instance = directory.instance(emulator)
    assert instance["auth_method"] == "s2s"
    assert instance["credentials"]["client_id"] == application["appId"]
    assert instance["credentials"]["username"] == application_user(emulator)["internalemailaddress"]
    assert [row["passed"] for row in instance["last_validation"]["rows"]] == [True] * 7
    assert instance["sync_enabled"] is True
    assert directory.live_tag(key["keyId"]) in application["tags"]


def test_server_to_server_from_nothing_and_then_nothing_to_do(untouched: EmulatorProcess, quick: dict) -> None:
    untouched.patch_state(quick)
    assert_ran(run_playbook(untouched, **S2S))
    assert_server_to_server(untouched)
    again = run_playbook(untouched, **S2S)
    assert_ran(again)
    assert again.recap["changed"] == 0, again.output


def test_from_the_users_sign_in_to_server_to_server_and_back(configured: EmulatorProcess, quick: dict) -> None:
    configured.patch_state(quick)
    there = run_playbook(configured, **S2S)
    assert_ran(there)
    assert_server_to_server(configured)
    assert "editCredentials" not in "".join(
        entry["path"] for entry in configured.requests(service="marketo", method="POST")[-8:]
    )

    back = run_playbook(configured, **ROPC)
    assert_ran(back)
    assert directory.instance(configured)["auth_method"] == "ropc"
    directory.assert_configured(configured)
    again = run_playbook(configured, **ROPC)
    assert_ran(again)
    assert again.recap["changed"] == 0, again.output


def test_check_mode_of_the_migration(configured: EmulatorProcess) -> None:
    before = directory.writes(configured)
    outcome = run_playbook(configured, "--check", "--diff", **S2S)
    assert_ran(outcome)
    assert "Marketo | Switch to the other authentication method (P12-P16)" in outcome.changed_tasks
    assert directory.writes(configured) == before
