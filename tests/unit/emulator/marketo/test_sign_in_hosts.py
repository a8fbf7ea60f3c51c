"""Sign-in pages on other hosts: a customer's landing page, and Marketo's own login."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, Visitor

_CLASSIC = "https://app-ab01.marketo.com/#DY0A1"


@pytest.fixture
def guest(proxied_page: Page, emulator: EmulatorProcess, set_up: SetUp) -> Visitor:
    """Somebody who hasn't signed in, behind the proxy."""
    return Visitor(proxied_page, emulator)


def _log(guest: Visitor) -> list[dict[str, Any]]:
    log = guest.emulator.state()["marketo"]["sign_in_log"]
    assert isinstance(log, list)
    return log


@pytest.mark.parametrize(
    ("switch", "host"), [(True, "info.marketo.com"), ("pages.marketo.com", "pages.marketo.com")], ids=["usual", "named"]
)
def test_what_is_typed_on_a_landing_page_is_told(guest: Visitor, set_up: SetUp, switch: bool | str, host: str) -> None:
    set_up(behaviour={"signin_phishing": switch})
    guest.go(_CLASSIC)
    guest.page.wait_for_url(f"https://{host}/lp/123-ABC-456/sign-in.html*")
    assert [entry["event"] for entry in _log(guest)] == ["shown"]
    with guest.page.expect_response("**/typed"):
        guest.page.fill("#EmailPage-EmailField", ADMIN)
    with guest.page.expect_response("**/typed"):
        guest.page.fill("#PasswordPage-PasswordField", PASSWORD)
    guest.page.click('[data-id="EmailPage-ContinueButton"]')
    expect(guest.page.locator(".error-text")).to_be_visible()
    told = [(entry["event"], entry.get("field") or entry.get("fields")) for entry in _log(guest)]
    assert told == [
        ("shown", None),
        ("typed", "username"),
        ("typed", "password"),
        ("submitted", ["password", "username"]),
    ]
    assert {entry["host"] for entry in _log(guest)} == {host}
    assert PASSWORD not in str(guest.emulator.requests()) + str(guest.emulator.state())


def test_no_landing_page_without_its_switch(guest: Visitor) -> None:
    guest.go("https://info.marketo.com/lp/123-ABC-456/sign-in.html")
    expect(guest.page.locator("input")).to_have_count(0)


def test_the_old_login_on_its_own_host(guest: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"signin_old_login_host": True}, account={"sign_in": "classic"})
    guest.go(_CLASSIC)
    guest.page.wait_for_url("https://login.marketo.com/**")
    guest.page.fill("[name=username]", ADMIN)
    guest.page.fill("[name=passwd]", PASSWORD)
    guest.page.click("#loginButton")
    expect(guest.toggle("Disable Sync")).to_be_visible()
    assert guest.page.url == _CLASSIC
    assert [(entry["event"], entry["host"]) for entry in _log(guest)] == [
        ("password", "login.marketo.com"),
        ("finished", "login.marketo.com"),
    ]


def test_no_old_login_without_its_switch(guest: Visitor) -> None:
    guest.go("https://login.marketo.com/homepage/login")
    expect(guest.page.locator("#loginForm")).to_have_count(0)
