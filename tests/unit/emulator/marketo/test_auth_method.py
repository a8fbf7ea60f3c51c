"""The tab *Reconfigure New Auth Method*: from passwords to server-to-server and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.caller import Caller
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.directory import Directory
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import INSTANCE, Visitor

_ORGANIZATION = "/organizations/contoso.crm4.dynamics.com"
_TENANT = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001"
_EMAIL = "marketo.application@contoso.com"
_SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
_GREEN = [{"row": number, "kind": "passed"} for number in range(1, 8)]
_S2S = {
    "Username": _EMAIL,
    "Client ID": "5b1f2f4e-6a33-4d6c-9a53-2f6f6b6a0001",
    "Client Secret": "test-Secret-typed-into-the-page",
    "Tenant ID": _TENANT,
    "URL": _SERVICE,
}


def _begin(visitor: Visitor, **fields: str) -> None:
    """Open the tab, choose server-to-server, and fill the form."""
    visitor.open_page()
    visitor.tab("Reconfigure New Auth Method").click()
    visitor.choose("Server to Server (S2S)")
    for label, value in {**_S2S, **fields}.items():
        visitor.field(label).fill(value)


def _confirm_switch(visitor: Visitor) -> None:
    visitor.button("Switch").click()
    expect(visitor.message()).to_contain_text("will be switched")
    visitor.answer("Confirm")
    expect(visitor.message()).to_contain_text("Are you sure")
    visitor.answer("Confirm")
    expect(visitor.message()).to_contain_text("Wait 15 minutes")
    visitor.answer("OK")


@pytest.mark.parametrize("rendering", LOOKS)
def test_validate_switch_confirm_confirm_ok(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    """All of it, then the new method and its credentials are the ones in use."""
    set_up(behaviour={"validation_rows": _GREEN}, rendering=rendering, sync_enabled=False)
    _begin(visitor)
    assert not visitor.can_click("Switch")
    visitor.button("Validate").click()
    assert len(visitor.rows()) == 7
    expect(visitor.disabled("Switch")).to_have_count(0)
    _confirm_switch(visitor)
    visitor.wait_for_toggle("Enable Sync")
    expect(visitor.overview()).to_contain_text("Server to Server (S2S)")
    saved = visitor.instance()
    assert saved["auth_method"] == "s2s"
    assert saved["credentials"] == {
        "username": _EMAIL,
        "password": None,
        "client_id": _S2S["Client ID"],
        "client_secret": "********",
        "organization_url": _SERVICE,
        "tenant_id": _TENANT,
    }
    assert [path for path, _body in visitor.changes()] == ["/crm/validateAuthMethod", "/crm/switchAuthMethod"]
    told = visitor.page.content() + str(visitor.emulator.requests()) + str(visitor.emulator.state())
    assert "typed-into-the-page" not in told


def test_enabling_is_refused_for_fifteen_minutes(visitor: Visitor, set_up: SetUp, emulator: EmulatorProcess) -> None:
    set_up(behaviour={"validation_rows": _GREEN}, sync_enabled=False)
    _begin(visitor)
    visitor.button("Validate").click()
    visitor.rows()
    _confirm_switch(visitor)
    visitor.wait_for_toggle("Enable Sync")
    visitor.toggle("Enable Sync").click()
    expect(visitor.message()).to_contain_text("Wait 15 minutes before you enable the sync")
    visitor.answer("OK")
    assert visitor.instance()["sync_enabled"] is False
    changed_at = {"auth_method_changed_at": "2026-01-01T00:00:00+00:00"}
    emulator.patch_state({"marketo": {"instances": {INSTANCE: changed_at}}})
    visitor.wait_for_toggle("Enable Sync")
    visitor.toggle("Enable Sync").click()
    visitor.wait_for_toggle("Disable Sync")


def test_the_wait_can_be_shortened(caller: Caller, set_up: SetUp) -> None:
    now = {"auth_method_changed_at": datetime.now(UTC).isoformat(), "sync_enabled": False}
    set_up(**now)
    caller.sign_in()
    assert caller.post("/crm/enableSync", {"enabled": True}).json()["success"] is False
    set_up(behaviour={"auth_method_wait_seconds": 0}, **now)
    assert caller.post("/crm/enableSync", {"enabled": True}).json() == {"success": True}


@pytest.mark.parametrize("confirmed", [0, 1])
def test_a_question_answered_with_cancel_changes_nothing(visitor: Visitor, set_up: SetUp, confirmed: int) -> None:
    set_up(behaviour={"validation_rows": _GREEN}, sync_enabled=False)
    _begin(visitor)
    visitor.button("Validate").click()
    visitor.rows()
    visitor.button("Switch").click()
    for _question in range(confirmed):
        visitor.answer("Confirm")
    visitor.answer("Cancel")
    expect(visitor.message()).to_have_count(0)
    assert [path for path, _body in visitor.changes()] == ["/crm/validateAuthMethod"]
    assert visitor.instance()["auth_method"] == "ropc"


def test_red_rows_leave_switch_disabled(visitor: Visitor, set_up: SetUp) -> None:
    set_up(sync_enabled=False)
    _begin(visitor)
    visitor.button("Validate").click()
    assert [passed for _row, passed in visitor.rows()] == [True] + [False] * 6
    assert not visitor.can_click("Switch")


def test_another_value_needs_another_validation(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"validation_rows": _GREEN}, sync_enabled=False)
    _begin(visitor)
    visitor.button("Validate").click()
    visitor.rows()
    expect(visitor.page.locator(visitor.look.row)).to_have_count(7)
    visitor.field("Client ID").fill("another")
    expect(visitor.page.locator(visitor.look.row)).to_have_count(0)
    assert not visitor.can_click("Switch")


def test_every_field_is_required(visitor: Visitor, set_up: SetUp) -> None:
    """Nothing saved stands in for a field that was left blank."""
    set_up(sync_enabled=False)
    _begin(visitor, **{"Client Secret": ""})
    visitor.button("Validate").click()
    expect(visitor.page.locator(".x-form-invalid:visible")).to_have_count(1)
    assert visitor.changes() == []


def test_a_running_sync_hides_the_form(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab("Reconfigure New Auth Method").click()
    expect(visitor.page.get_by_text("Disable the sync before you change")).to_be_visible()
    expect(visitor.button("Validate")).to_have_count(0)


def test_the_server_insists_on_the_order_too(caller: Caller, set_up: SetUp) -> None:
    """Validated, for this method, while the sync is disabled."""
    set_up(behaviour={"validation_rows": _GREEN})
    entered = {"username": "a@b.c", "password": "p", "client_id": "c", "client_secret": "s", "organization_url": "u"}
    caller.sign_in()

    def ask(name: str, **body: Any) -> bool:
        return caller.post(f"/crm/{name}", body).json()["success"]

    assert not ask("switchAuthMethod", method="ropc")
    assert not ask("validateAuthMethod", method="ropc", credentials=entered)
    assert ask("enableSync", enabled=False)
    assert not ask("validateAuthMethod", method="guess", credentials=entered)
    assert not ask("validateAuthMethod", method="ropc", credentials={**entered, "password": ""})
    assert ask("validateAuthMethod", method="ropc", credentials=entered)
    assert not ask("switchAuthMethod", method="s2s")
    assert ask("switchAuthMethod", method="ropc")
    assert not ask("switchAuthMethod", method="ropc")


def test_fields_of_the_dialog_follow_the_method(visitor: Visitor, set_up: SetUp) -> None:
    set_up(auth_method="s2s", sync_enabled=False)
    visitor.open_page()
    visitor.open_edit()
    expect(visitor.field("Tenant ID")).to_be_visible()
    expect(visitor.field("Password")).to_have_count(0)
    set_up(behaviour={"s2s_fields": ["username", "client_id", "client_secret", "organization_url"]}, auth_method="s2s")
    visitor.page.reload()
    visitor.overview().wait_for()
    visitor.open_edit()
    expect(visitor.field("Tenant ID")).to_have_count(0)


@pytest.fixture
def application_user(emulator: EmulatorProcess) -> Iterator[tuple[str, str]]:
    """A registered application with its user in Dynamics, whom Marketo Config names; client id and secret."""
    client_id, secret = Directory(emulator).register()
    before = emulator.state()["organizations"]["contoso.crm4.dynamics.com"]
    user_id = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000429"
    user = {
        **before["systemusers"][2],
        "systemuserid": user_id,
        "applicationid": client_id,
        "internalemailaddress": _EMAIL,
    }
    role = {"systemuserid": user_id, "roleid": before["roles"][0]["roleid"]}
    config = "tables/emul_marketoconfigs/0/_emul_marketouser_value"
    changes = {"systemusers/-": user, "systemuserroles/-": role, config: user_id}
    emulator.patch_state(
        [{"op": "add", "path": f"{_ORGANIZATION}/{at}", "value": value} for at, value in changes.items()]
    )
    yield client_id, secret
    emulator.patch_state(
        [
            {"op": "add", "path": f"{_ORGANIZATION}/{at}", "value": before[at]}
            for at in ("systemusers", "systemuserroles", "tables")
        ]
    )


def test_the_application_user_is_what_is_checked(
    visitor: Visitor, set_up: SetUp, application_user: tuple[str, str]
) -> None:
    """Against the emulated sign-in and Dataverse: the email address of another user turns the last row red, only that."""
    set_up(sync_enabled=False)
    client_id, secret = application_user
    _begin(visitor, **{"Client ID": client_id, "Client Secret": secret, "Username": "somebody.else@contoso.com"})
    visitor.button("Validate").click()
    assert [passed for _row, passed in visitor.rows()] == [True] * 6 + [False]
    visitor.field("Username").fill(_EMAIL)
    visitor.button("Validate").click()
    expect(visitor.page.locator(visitor.look.row)).to_have_count(7)
    assert [passed for _row, passed in visitor.rows()] == [True] * 7
    _confirm_switch(visitor)
    expect(visitor.overview()).to_contain_text("Server to Server (S2S)")
    visitor.tab("Validate Sync Setup").click()
    visitor.button("Next").click()
    assert [passed for _row, passed in visitor.rows()] == [True] * 7, "what was saved is good as well"
