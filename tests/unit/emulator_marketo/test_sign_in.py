"""Signing in, by Adobe's pages and by Marketo's older form."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.emulator.marketo.totp import code_at
from tests.emulator.process import EmulatorProcess

from .conftest import SetUp
from .visitor import ADMIN, PASSWORD, Visitor


@pytest.fixture
def guest(page: Page, emulator: EmulatorProcess, set_up: SetUp) -> Visitor:
    """Somebody who hasn't signed in."""
    return Visitor(page, emulator)


def test_sign_in_leads_back_to_the_page_with_its_fragment(guest: Visitor) -> None:
    guest.sign_in()
    expect(guest.button("Disable Sync")).to_be_visible()
    assert guest.page.url.endswith("/marketo/classic#DY0A1")


def test_session_cookies_are_out_of_reach_for_scripts(guest: Visitor) -> None:
    guest.sign_in()
    guest.button("Disable Sync").wait_for()
    cookies: dict[str, Any] = {cookie["name"]: cookie for cookie in guest.page.context.cookies()}
    assert set(cookies) == {"mkt_session", "ims_sid"}
    assert all(cookie["httpOnly"] and cookie["secure"] for cookie in cookies.values())
    assert guest.page.evaluate("document.cookie") == ""


def test_session_is_enough_for_a_second_visit(guest: Visitor) -> None:
    guest.sign_in()
    guest.button("Disable Sync").wait_for()
    guest.go("/marketo/shell#/@contoso/so:123-ABC-456/marketo-engage/classic/DY0A1")
    assert guest.classic_frame().evaluate("MktPage.savedState.munchkinId") == "123-ABC-456"


def test_wrong_password(guest: Visitor) -> None:
    guest.sign_in(password="wrong")
    error = guest.page.locator('[data-id="PasswordPage-PasswordField-Error"]')
    expect(error).to_contain_text("incorrect")
    guest.give_password(PASSWORD)
    expect(guest.button("Disable Sync")).to_be_visible()


def test_unknown_account(guest: Visitor) -> None:
    guest.go()
    guest.give_email("nobody@contoso.com")
    expect(guest.page.locator('[data-id="EmailPage-EmailField-Error"]')).to_contain_text("can't find")


def test_one_time_code(guest: Visitor) -> None:
    guest.sign_in(email="marketo.totp@contoso.com", password="test-Password-of-marketo.totp-1")
    code = guest.page.locator("#CodePage-CodeField")
    code.fill("000000")
    guest.page.click('button[data-id="CodePage-ContinueButton"]')
    expect(guest.page.locator('[data-id="CodePage-CodeField-Error"]')).to_contain_text("incorrect")
    code.fill(code_at("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", time.time()))
    guest.page.click('button[data-id="CodePage-ContinueButton"]')
    expect(guest.button("Disable Sync")).to_be_visible()


def test_api_only_user_is_refused(guest: Visitor) -> None:
    guest.sign_in(email="marketo.api@contoso.com", password="test-Password-of-marketo.api-1")
    expect(guest.page.locator('[data-id="PasswordPage-PasswordField-Error"]')).to_contain_text("API Only")


def test_user_without_access_crm_sees_no_dynamics(guest: Visitor) -> None:
    guest.sign_in(email="marketo.designer@contoso.com", password="test-Password-of-marketo.designer-1")
    expect(guest.page.get_by_text("You don't have permission")).to_be_visible()
    nodes = guest.page.locator(".x-tree-node-anchor").all_inner_texts()
    assert "Webhooks" in nodes
    assert "Microsoft Dynamics" not in nodes


def test_federated_account_is_sent_away(guest: Visitor, set_up: SetUp) -> None:
    set_up(account={"sign_in": "federated"})
    guest.go()
    guest.give_email(ADMIN)
    expect(guest.page.locator("#FederatedPage")).to_be_visible()


def test_classic_form(guest: Visitor, set_up: SetUp) -> None:
    set_up(account={"sign_in": "classic"})
    guest.go()
    guest.page.fill("[name=username]", ADMIN)
    guest.page.fill("[name=passwd]", "wrong")
    guest.page.click("#loginButton")
    expect(guest.page.locator(".error-text")).to_contain_text("incorrect")
    guest.page.fill("[name=username]", ADMIN)
    guest.page.fill("[name=passwd]", PASSWORD)
    guest.page.click("#loginButton")
    expect(guest.button("Disable Sync")).to_be_visible()
    assert guest.page.url.endswith("#DY0A1")


def test_nothing_of_a_sign_in_is_told_afterwards(guest: Visitor) -> None:
    guest.sign_in()
    guest.button("Disable Sync").wait_for()
    told = str(guest.emulator.requests()) + str(guest.emulator.state())
    assert PASSWORD not in told
    assert all(cookie["value"] not in told for cookie in guest.page.context.cookies())


def test_sign_in_hands_its_ticket_to_no_other_site(guest: Visitor) -> None:
    guest.go("/ims/authorize?redirect_uri=https://evil.example/ims/callback")
    expect(guest.page.locator(".error-text")).to_contain_text("not allowed")
