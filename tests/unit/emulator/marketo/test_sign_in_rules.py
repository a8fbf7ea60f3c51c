"""The rules behind the sign-in's pages: codes used once, locked accounts, one session an account."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, expect

from tests.emulator.marketo.totp import code_at
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp, new_page
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, PATIENCE, Visitor

_TOTP = {"email": "marketo.totp@contoso.com", "password": "test-Password-of-marketo.totp-1"}
_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_BACK = {"redirect_uri": "/ims/callback?to=/marketo/classic"}


def _post(emulator: EmulatorProcess, path: str, **given: str) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        answer = session.post(emulator.base_url + path, json={**_BACK, **given}, timeout=PATIENCE).json()
    assert isinstance(answer, dict)
    return answer


def _events(emulator: EmulatorProcess, event: str) -> list[dict[str, Any]]:
    return [entry for entry in emulator.state()["marketo"]["sign_in_log"] if entry["event"] == event]


def _give_code(emulator: EmulatorProcess, code: str) -> dict[str, Any]:
    challenge = _post(emulator, "/signin/password", **_TOTP)["challenge"]
    return _post(emulator, "/signin/code", challenge=challenge, otp=code)


@pytest.mark.parametrize("once", [True, False])
def test_a_code_is_accepted_once(emulator: EmulatorProcess, set_up: SetUp, once: bool) -> None:
    set_up(behaviour={"signin_totp_once": once})
    code = code_at(_KEY, time.time())
    assert "redirect" in _give_code(emulator, code)
    again = _give_code(emulator, code)
    assert ("already been used" in again.get("error", "")) is once
    results = [(entry["result"], entry["is_totp"]) for entry in _events(emulator, "code")]
    assert results == [("right", True), ("reused" if once else "right", True)]


def test_the_next_code_is_accepted_after_a_used_one(emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(behaviour={"signin_totp_once": True})
    assert "redirect" in _give_code(emulator, code_at(_KEY, time.time()))
    assert "redirect" in _give_code(emulator, code_at(_KEY, time.time(), drift=1))


def test_wrong_passwords_lock_the_account(emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(behaviour={"signin_lock_after": 2})
    for _attempt in range(2):
        _post(emulator, "/signin/password", email=ADMIN, password="wrong")
    assert "locked" in _post(emulator, "/signin/password", email=ADMIN, password=PASSWORD)["error"]
    results = [entry["result"] for entry in _events(emulator, "password")]
    assert results == ["wrong", "locked", "locked"]


def test_a_right_password_submitted_repeatedly_locks_the_account(emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(behaviour={"signin_lock_after": 2})
    answers = [_post(emulator, "/signin/password", **_TOTP) for _attempt in range(3)]
    assert ["challenge" in answer for answer in answers] == [True, True, False]
    assert "locked" in answers[-1]["error"]


def test_signing_in_forgives_the_strikes(emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(behaviour={"signin_lock_after": 3})
    for _attempt in range(2):
        _post(emulator, "/signin/password", email=ADMIN, password="wrong")
        assert "redirect" in _post(emulator, "/signin/password", email=ADMIN, password=PASSWORD)


def test_one_submission_for_each_sign_in_is_no_strike(emulator: EmulatorProcess, set_up: SetUp) -> None:
    set_up(behaviour={"signin_lock_after": 1})
    for _attempt in range(3):
        assert "redirect" in _post(emulator, "/signin/password", email=ADMIN, password=PASSWORD)


def test_no_switch_no_lock(emulator: EmulatorProcess, set_up: SetUp) -> None:
    for _attempt in range(6):
        assert "incorrect" in _post(emulator, "/signin/password", email=ADMIN, password="wrong")["error"]
    assert "redirect" in _post(emulator, "/signin/password", email=ADMIN, password=PASSWORD)


@pytest.mark.parametrize("mode", ["message", "signin", None])
def test_a_second_sign_in_throws_the_first_one_out(
    browser: Browser, emulator: EmulatorProcess, set_up: SetUp, mode: str | None
) -> None:
    set_up(behaviour={"signin_single_session": mode})
    # Not the administrator's account, whose session the other tests of this package share.
    emulator.patch_state([{"op": "replace", "path": "/marketo/accounts/1/totp_secret", "value": None}])
    first, second = (Visitor(new_page(browser), emulator) for _visitor in range(2))
    first.sign_in(**_TOTP)
    first.toggle("Disable Sync").wait_for()
    second.sign_in(**_TOTP)
    second.toggle("Disable Sync").wait_for()
    first.toggle("Disable Sync").click()
    if mode is None:
        first.wait_for_toggle("Enable Sync")
    if mode == "message":
        expect(first.message()).to_contain_text("Your session has expired")
        first.answer("OK")
    if mode is not None:
        expect(first.page.locator("#EmailPage-EmailField")).to_be_visible()
        assert [entry["sessions"] for entry in _events(emulator, "thrown_out")][-1] == 2, "the site's and Adobe's"
        assert first.instance()["sync_enabled"] is True
    for visitor in (first, second):
        visitor.page.context.close()


def test_the_log_says_where_and_never_what(emulator: EmulatorProcess, set_up: SetUp) -> None:
    _post(emulator, "/signin/password", email=ADMIN, password=PASSWORD)
    log = emulator.state()["marketo"]["sign_in_log"]
    assert [(entry["event"], entry["host"], entry["email"]) for entry in log] == [
        ("password", "127.0.0.1", ADMIN),
        ("finished", "127.0.0.1", ADMIN),
    ]
    assert PASSWORD not in str(emulator.requests()) + str(emulator.state())
