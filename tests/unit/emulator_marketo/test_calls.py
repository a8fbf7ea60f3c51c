"""The calls behind the page, without a browser: what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.emulator.process import EmulatorProcess

from .conftest import SetUp
from .visitor import ADMIN, PASSWORD

_DESIGNER = ("marketo.designer@contoso.com", "test-Password-of-marketo.designer-1")


class Caller:
    """A session without a browser."""

    def __init__(self, emulator: EmulatorProcess) -> None:
        self._base = emulator.base_url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = emulator.ca_file
        self.csrf = ""

    def sign_in(self, email: str = ADMIN, password: str = PASSWORD) -> None:
        """Do what the sign-in page's script does, and read the page's CSRF token."""
        given = {"email": email, "password": password, "redirect_uri": "/ims/callback?to=/marketo/classic"}
        redirect = self._session.post(f"{self._base}/signin/password", json=given, timeout=10).json()["redirect"]
        html = self._session.get(self._base + redirect, timeout=10).text
        self.csrf = html.partition('"csrf": "')[2].partition('"')[0]

    def get(self, path: str) -> dict[str, Any]:
        """Ask what the page would ask."""
        return self._session.get(self._base + path, timeout=10).json()

    def post(self, path: str, body: dict[str, Any], csrf: str | None = None) -> requests.Response:
        """Send what the page would send."""
        headers = {"X-CSRF-Token": self.csrf if csrf is None else csrf}
        return self._session.post(self._base + path, json=body, headers=headers, timeout=10)


@pytest.fixture
def caller(emulator: EmulatorProcess, set_up: SetUp) -> Caller:
    """Nobody, until sign_in()."""
    return Caller(emulator)


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
