"""Signing in, by Adobe's pages and by Marketo's older form."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.emulator.marketo.totp import code_at
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp, new_page
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, Visitor

_SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def guest(page: Page, emulator: EmulatorProcess, set_up: SetUp) -> Visitor:
    """Somebody who hasn't signed in."""
    return Visitor(page, emulator)


def test_sign_in_leads_back_to_the_page_with_its_fragment(guest: Visitor) -> None:
    guest.sign_in()
    expect(guest.toggle("Disable Sync")).to_be_visible()
    assert guest.page.url.endswith("/marketo/classic#DY0A1")


def test_session_cookies_are_out_of_reach_for_scripts(guest: Visitor) -> None:
    guest.sign_in()
    guest.toggle("Disable Sync").wait_for()
    cookies: dict[str, Any] = {cookie["name"]: cookie for cookie in guest.page.context.cookies()}
    assert set(cookies) == {"mkt_session", "ims_sid"}
    assert all(cookie["httpOnly"] and cookie["secure"] for cookie in cookies.values())
    assert guest.page.evaluate("document.cookie") == ""


def test_session_is_enough_for_a_second_visit(guest: Visitor) -> None:
    guest.sign_in()
    guest.toggle("Disable Sync").wait_for()
    guest.go("/marketo/shell#/@contoso/so:123-ABC-456/marketo-engage/classic/DY0A1")
    assert guest.classic_frame().evaluate("MktPage.savedState.munchkinId") == "123-ABC-456"


def test_wrong_password(guest: Visitor) -> None:
    guest.sign_in(password="wrong")
    error = guest.page.locator('[data-id="PasswordPage-PasswordField-Error"]')
    expect(error).to_contain_text("incorrect")
    guest.give_password(PASSWORD)
    expect(guest.toggle("Disable Sync")).to_be_visible()


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
    code.fill(code_at(_SEED, time.time()))
    guest.page.click('button[data-id="CodePage-ContinueButton"]')
    expect(guest.toggle("Disable Sync")).to_be_visible()
    assert [entry["kind"] for entry in guest.emulator.state()["marketo"]["sign_ins"]] == ["code"]


def test_one_field_a_digit_goes_on_by_itself(guest: Visitor, set_up: SetUp) -> None:
    set_up(account={"totp_secret": _SEED, "code_fields": 6})
    guest.sign_in()
    digits = guest.page.locator('input[data-id^="CodeInput-"]:visible')
    expect(digits).to_have_count(6)
    digits.first.click()
    guest.page.keyboard.type("000000", delay=20)
    expect(guest.page.locator('[data-id="CodeInput-Error"]')).to_contain_text("incorrect")
    expect(digits.first).to_have_value("")
    guest.page.keyboard.type(code_at(_SEED, time.time()), delay=20)
    expect(guest.toggle("Disable Sync")).to_be_visible()


@pytest.mark.parametrize("account", ["individual", "enterprise"])
def test_account_chooser(guest: Visitor, set_up: SetUp, account: str) -> None:
    """The company's account opens Marketo; the personal one has another password."""
    set_up(account={"chooser": True})
    guest.go()
    guest.give_email(ADMIN)
    expect(guest.page.locator("#PasswordPage-PasswordField")).to_be_hidden()
    guest.page.click(f'[data-id="AccountChooser-AccountList-{account}"]')
    guest.give_password(PASSWORD)
    if account == "enterprise":
        expect(guest.toggle("Disable Sync")).to_be_visible()
    else:
        expect(guest.page.locator('[data-id="PasswordPage-PasswordField-Error"]')).to_contain_text("incorrect")


def test_an_identity_provider_that_only_a_person_knows(
    proxied_page: Page, emulator: EmulatorProcess, set_up: SetUp
) -> None:
    """Another host and no field by a name that Adobe's or Marketo's forms use; then back, with the fragment."""
    set_up(account={"sign_in": "sso"})
    person = Visitor(proxied_page, emulator)
    person.go("https://app-ab01.marketo.com/#DY0A1")
    person.give_email(ADMIN)
    proxied_page.wait_for_url("https://sso.contoso-identity.example/**")
    assert proxied_page.locator("[name=username], [name=passwd], [name=password], #loginButton").count() == 0
    proxied_page.get_by_label("Work account").fill(ADMIN)
    proxied_page.get_by_label("Passphrase").fill(PASSWORD)
    proxied_page.get_by_role("button").click()
    expect(person.toggle("Disable Sync")).to_be_visible()
    assert proxied_page.url == "https://app-ab01.marketo.com/#DY0A1"
    assert [entry["kind"] for entry in emulator.state()["marketo"]["sign_ins"]] == ["sso"]


def test_the_identity_provider_refuses_a_wrong_passphrase(guest: Visitor, set_up: SetUp) -> None:
    set_up(account={"sign_in": "sso"})
    guest.go()
    guest.give_email(ADMIN)
    guest.page.get_by_label("Passphrase").fill("wrong")
    guest.page.get_by_role("button").click()
    expect(guest.page.get_by_text("Sign-in failed.")).to_be_visible()
    assert guest.emulator.state()["marketo"]["sign_ins"] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://app-ab01.marketo.com/#DY0A1",
        "https://experience.adobe.com/#/@contoso/so:123-ABC-456/marketo-engage/classic/DY0A1",
    ],
    ids=["classic", "shell"],
)
def test_a_session_carries_over_into_another_browser_context(
    proxied_browser: Browser, emulator: EmulatorProcess, set_up: SetUp, address: str
) -> None:
    """Cookies that one context stored open the page in the next one, in the frames of Adobe's shell too, until they expire."""
    first = new_page(proxied_browser)
    Visitor(first, emulator).sign_in(address)
    Visitor(first, emulator).classic_frame()
    kept = first.context.storage_state()
    first.context.close()
    second = new_page(proxied_browser, storage_state=kept)
    Visitor(second, emulator).go(address)
    frame = Visitor(second, emulator).classic_frame()
    expect(frame.get_by_text("Disable Sync")).to_be_visible()
    second.context.close()
    assert [entry["email"] for entry in emulator.state()["marketo"]["sign_ins"]] == [ADMIN]
    emulator.patch_state({"marketo": {"behaviour": {"session_seconds": 0}}})
    third = new_page(proxied_browser, storage_state=kept)
    Visitor(third, emulator).go(address)
    expect(third.locator("#EmailPage-EmailField")).to_be_visible()
    third.context.close()


def test_every_sign_in_is_counted_and_nothing_else(guest: Visitor, set_up: SetUp) -> None:
    guest.sign_in(password="wrong")
    expect(guest.page.locator('[data-id="PasswordPage-PasswordField-Error"]')).to_be_visible()
    guest.give_password(PASSWORD)
    guest.toggle("Disable Sync").wait_for()
    guest.page.reload()
    guest.toggle("Disable Sync").wait_for()
    counted = guest.emulator.state()["marketo"]["sign_ins"]
    assert [(entry["email"], entry["kind"]) for entry in counted] == [(ADMIN, "password")]
    assert counted[0]["at"] >= "2026"


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
    expect(guest.toggle("Disable Sync")).to_be_visible()
    assert guest.page.url.endswith("#DY0A1")


def test_nothing_of_a_sign_in_is_told_afterwards(guest: Visitor) -> None:
    guest.sign_in()
    guest.toggle("Disable Sync").wait_for()
    told = str(guest.emulator.requests()) + str(guest.emulator.state())
    assert PASSWORD not in told
    assert all(cookie["value"] not in told for cookie in guest.page.context.cookies())


def test_sign_in_hands_its_ticket_to_no_other_site(guest: Visitor) -> None:
    guest.go("/ims/authorize?redirect_uri=https://evil.example/ims/callback")
    expect(guest.page.locator(".error-text")).to_contain_text("not allowed")
