"""The tabs *Sync Status* and *Sync Errors*, and the way of signing in."""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import MUNCHKIN_ID, behave, task, writes

RENDERINGS = ["ext3", "ext4", "plain"]


def render(emulator: EmulatorProcess, rendering: str) -> None:
    """Draw the page so."""
    emulator.patch_state({"marketo": {"rendering": rendering}})


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_both_tabs(emulator: EmulatorProcess, opened: str, rendering: str) -> None:
    """Under standard names and as shown; N/A is null."""
    render(emulator, rendering)
    found = task("marketo_dynamics_info", session=opened, gather_subset=["all"])
    assert not found.get("failed"), found
    assert found["backlog"]["records"][0] == {"object": "Lead", "inserts": 14, "updates": 212}
    assert found["backlog"]["records"][3] == {"object": "Opportunity", "inserts": None, "updates": None}
    assert found["throughput"]["records"][1] == {"object": "Contact", "inserts": None, "updates": None, "records": 960}
    assert found["throughput"]["rows"][1] == ["Contact", "N/A", "N/A", "960"]
    assert found["errors"]["columns"][1] == "Object"
    assert found["errors"]["records"][0] == {
        "date": "2026-01-12T08:41:00Z",
        "object": "Lead",
        "record": "kim.larsen@example.org",
        "operation": "Update",
        "direction": "Marketo to Dynamics",
        "code": "0x80040237",
        "message": "A record with matching key values already exists.",
    }
    assert found["auth_method"] == "ropc"
    again = task("marketo_dynamics_sync", session=opened, state="enabled")
    assert (again.get("failed"), again["changed"]) == (None, False), "the page is loaded anew for what follows"
    assert writes(emulator) == []


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_nothing_to_show(emulator: EmulatorProcess, opened: str, rendering: str) -> None:
    """An empty table has no records; a sentence in its place is told as it is."""
    emulator.patch_state(
        {"marketo": {"rendering": rendering, "instances": {MUNCHKIN_ID: {"sync_status": [], "sync_errors": []}}}}
    )
    found = task("marketo_dynamics_info", session=opened, gather_subset=["status", "errors"])
    assert not found.get("failed"), found
    for name in ("backlog", "throughput", "errors"):
        assert not found[name]["records"], found[name]
        assert (found[name]["records"] is None) is bool(found[name]["note"])


def test_a_plain_read_is_of_the_first_tab(emulator: EmulatorProcess, opened: str) -> None:
    """So that a tab that is missing fails only who asks for it."""
    behave(emulator, missing_element=["sync_status", "sync_errors"], hide_auth_method=True)
    plain = task("marketo_dynamics_info", session=opened)
    assert (plain.get("failed"), plain["backlog"], plain["throughput"], plain["errors"], plain["auth_method"]) == (
        None,
        None,
        None,
        None,
        None,
    )


def test_a_missing_tab(emulator: EmulatorProcess, impatient: str) -> None:
    """Is named to who asks for it; the other one is read."""
    behave(emulator, missing_element="sync_status")
    result = task("marketo_dynamics_info", session=impatient, gather_subset=["status"])
    assert "'Sync Status'" in result["msg"]
    assert result["error"]["sync_enabled"] is True
    assert task("marketo_dynamics_info", session=impatient, gather_subset=["errors"])["errors"]["records"]
