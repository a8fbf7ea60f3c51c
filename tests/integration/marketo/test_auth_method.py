"""Reconfigure New Auth Method on the emulated page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import CREDENTIALS, MUNCHKIN_ID, SERVICE, assert_no_secret, instance, task, writes

GREEN = [{"row": number, "kind": "passed"} for number in range(1, 8)]
CLIENT = {name: CREDENTIALS[name] for name in ("client_id", "client_secret", "organization_url")}
S2S = {
    **CLIENT,
    "method": "s2s",
    "username": "marketo.application@contoso.com",
    "tenant_id": "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001",
}
ROPC = {
    **CLIENT,
    "method": "ropc",
    "username": "marketo.sync@contoso.com",
    "password": "test-Password-of-marketo.sync-1",
}


def off(emulator: EmulatorProcess, rendering: str = "ext3", **switches: Any) -> None:
    """Disable the sync without the page; all rows will be green."""
    emulator.patch_state(
        {
            "marketo": {
                "rendering": rendering,
                "behaviour": {"validation_rows": GREEN, **switches},
                "instances": {MUNCHKIN_ID: {"sync_enabled": False}},
            }
        }
    )


def switch(session: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    """Switch, server-to-server unless asked otherwise."""
    return task("marketo_dynamics_auth_method", check_mode=check_mode, session=session, **{**S2S, **options})


@pytest.mark.parametrize("rendering", ["ext3", "ext4", "plain"])
def test_there_and_back(emulator: EmulatorProcess, opened: str, rendering: str) -> None:
    """ROPC to server-to-server to ROPC, each run twice."""
    off(emulator, rendering)
    before = datetime.now(UTC).replace(microsecond=0)
    there = switch(opened)
    assert not there.get("failed"), there
    ready = datetime.strptime(there["ready_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert before + timedelta(minutes=15) <= ready <= datetime.now(UTC) + timedelta(minutes=15)
    assert (there["method"], [check["passed"] for check in there["checks"]], len(there["dialogs"])) == (
        "s2s",
        [True] * 7,
        3,
    )
    assert writes(emulator) == ["validateAuthMethod", "switchAuthMethod"]
    saved = instance(emulator)
    assert (saved["auth_method"], saved["credentials"]["username"], saved["credentials"]["organization_url"]) == (
        "s2s",
        S2S["username"],
        SERVICE,
    )
    assert saved["credentials"]["tenant_id"] == S2S["tenant_id"]
    again = switch(opened)
    assert (again.get("failed"), again["changed"], again["ready_at"], len(writes(emulator))) == (None, False, None, 2)
    back = task("marketo_dynamics_auth_method", session=opened, **ROPC, wait_seconds=0)
    assert back.get("changed"), back
    assert (instance(emulator)["auth_method"], len(writes(emulator))) == ("ropc", 4)
    assert_no_secret([there, again, back])


def test_credentials_and_validation_server_to_server(emulator: EmulatorProcess, opened: str) -> None:
    """Their forms have no password there."""
    off(emulator)
    assert switch(opened).get("changed")
    values = {**CLIENT, "username": S2S["username"], "tenant_id": S2S["tenant_id"], "session": opened}
    saved = task("marketo_dynamics_credentials", **values)
    validated = task("marketo_dynamics_validation", **values)
    assert (saved.get("failed"), saved["changed"], validated.get("failed"), validated["passed"]) == (
        None,
        True,
        None,
        True,
    ), (saved, validated)


def test_not_while_the_sync_runs(emulator: EmulatorProcess, opened: str) -> None:
    """One sentence, and nothing sent; check mode tells what would change."""
    refused = switch(opened)
    assert "Disable it first" in refused["msg"]
    assert refused["error"]["sync_enabled"] is True
    assert switch(opened, check_mode=True)["changed"]
    assert writes(emulator) == []


def test_a_red_row_stops_before_the_switch(emulator: EmulatorProcess, opened: str) -> None:
    """With the row and its fix."""
    off(emulator, validation_rows=[*GREEN[:4], {"row": 5, "kind": "failed"}, *GREEN[5:]])
    refused = switch(opened)
    assert [check["id"] for check in refused["error"]["checks"] if not check["passed"]] == [5]
    assert "was not switched" in refused["msg"]
    assert "As last read, the sync of 123-ABC-456 was disabled." in refused["msg"]
    assert writes(emulator) == ["validateAuthMethod"]
    assert instance(emulator)["auth_method"] == "ropc"
    off(emulator)
    assert switch(opened).get("changed"), "the page's state does not stand in the way of the next run"


def test_a_page_that_does_not_tell_the_method(emulator: EmulatorProcess, opened: str) -> None:
    """Then what the task knows counts."""
    off(emulator, hide_auth_method=True)
    known = {
        "username": "marketo.sync@contoso.com",
        "client_id": "0dead0ff-1ce0-4b1d-9bad-c0ffee15dead",
        "method": "ropc",
        "password": ROPC["password"],
    }
    assert switch(opened, check_mode=True, **known)["changed"]
    assert not switch(opened, **known, current_method="ropc")["changed"]
    switched = switch(opened, current_method="ropc")
    assert switched.get("changed"), switched


def test_a_form_that_asks_for_a_tenant(emulator: EmulatorProcess, opened: str) -> None:
    """And nobody gives one."""
    off(emulator)
    refused = switch(opened, tenant_id=None)
    assert "tenant_id" in refused["msg"]
    assert writes(emulator) == []


def test_other_fields(emulator: EmulatorProcess, opened: str) -> None:
    """A form without the tenant, and with nothing chosen beforehand."""
    off(
        emulator,
        s2s_fields=["username", "client_id", "client_secret", "organization_url"],
        auth_method_preselected=False,
    )
    assert switch(opened).get("changed")


MISSING = {
    "reconfigure_auth_method": "Reconfigure New Auth Method",
    "auth_method_s2s": "S2S",
    "validate": "Validate",
    "switch": "Switch",
    "confirm": "Confirm",
}


@pytest.mark.parametrize(
    ("element", "oddity"),
    [
        pytest.param(element, oddity, marks=[] if number % 2 == (oddity == "missing_element") else [pytest.mark.whole])
        for number, element in enumerate(sorted(MISSING))
        for oddity in ("missing_element", "duplicate_element")
    ],
)
def test_missing_or_twice(emulator: EmulatorProcess, impatient: str, element: str, oddity: str) -> None:
    """It stops there, and the method is as it was."""
    off(emulator, **{oddity: element})
    refused = switch(impatient)
    assert refused["failed"]
    assert MISSING[element] in refused["msg"], refused["msg"]
    assert instance(emulator)["auth_method"] == "ropc"
    assert "switchAuthMethod" not in writes(emulator)


def test_a_dialog_that_nobody_asked_for(emulator: EmulatorProcess, impatient: str) -> None:
    """Its words are told, and it is not answered."""
    off(emulator, unexpected_dialog={"text": "Maintenance is planned for Sunday.", "after": "validate"})
    refused = switch(impatient)
    assert "Maintenance is planned for Sunday." in refused["msg"]
    assert "switchAuthMethod" not in writes(emulator)
