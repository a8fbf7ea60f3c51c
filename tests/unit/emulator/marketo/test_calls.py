"""The calls behind the page, without a browser: what they refuse."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.caller import Caller
from tests.unit.emulator.marketo.conftest import SetUp

_DESIGNER = ("marketo.designer@contoso.com", "test-Password-of-marketo.designer-1")


def test_settings_hold_no_secret(caller: Caller) -> None:
    caller.sign_in()
    settings = caller.get("/crm/settings")
    assert set(settings["credentials"]) == {"username", "client_id", "organization_url", "tenant_id"}
    assert settings["prefill"] == settings["credentials"]


def test_without_a_session(caller: Caller) -> None:
    assert caller.post("/crm/enableSync", {"enabled": False}).status_code == 401


def test_without_the_csrf_token(caller: Caller, emulator: EmulatorProcess) -> None:
    caller.sign_in()
    assert caller.post("/crm/enableSync", {"enabled": False}, csrf="guess").status_code == 403
    assert emulator.state()["marketo"]["instances"]["123-ABC-456"]["sync_enabled"] is True


def test_without_access_crm(caller: Caller) -> None:
    caller.sign_in(*_DESIGNER)
    assert caller.post("/crm/enableSync", {"enabled": False}).status_code == 403


def test_somebody_elses_instance(caller: Caller) -> None:
    caller.sign_in()
    assert caller.post("/crm/enableSync", {"munchkinId": "999-ZZZ-999", "enabled": False}).status_code == 404


def test_the_named_instance_is_changed_and_no_other(caller: Caller, emulator: EmulatorProcess) -> None:
    caller.sign_in()
    assert caller.post("/crm/enableSync", {"munchkinId": "456-DEF-789", "enabled": False}).json() == {"success": True}
    instances = emulator.state()["marketo"]["instances"]
    assert [instances[each]["sync_enabled"] for each in ("123-ABC-456", "456-DEF-789")] == [True, False]


def test_a_state_that_is_no_state(caller: Caller) -> None:
    caller.sign_in()
    assert caller.post("/crm/enableSync", {"enabled": "false"}).json()["success"] is False


def test_blank_secrets_stay_as_they_are(caller: Caller, emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(sync_enabled=False)
    caller.sign_in()
    entered = {"username": "new@contoso.com", "password": "", "client_secret": " "}
    assert caller.post("/crm/editCredentials", {"credentials": entered}).json() == {"success": True}
    saved = emulator.state()["marketo"]["instances"]["123-ABC-456"]["credentials"]
    assert saved["username"] == "new@contoso.com"
    # The state masks secrets but shows an empty one as empty.
    assert saved["password"] == saved["client_secret"] == "********"
