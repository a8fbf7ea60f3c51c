"""The pages of Adobe's sign-in: accounts, profiles, nags, pages for a person, and what lies on top of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.emulator.marketo.adobe_sign_in import catalogue, switches
from tests.emulator.marketo.store import Store
from tests.emulator.process import EmulatorProcess
from tests.emulator.world import World
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.sign_in_pages import SignInPages
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, Visitor

_ENTERPRISE = "AccountChooser-AccountList-enterprise"
_PERSONAL = "AccountChooser-AccountList-individual"


@pytest.fixture
def pages(page: Page, emulator: EmulatorProcess, set_up: SetUp) -> SignInPages:
    """Somebody who hasn't signed in."""
    return SignInPages(Visitor(page, emulator), set_up)


@pytest.mark.parametrize("version", ["EmailPage", "EmailPageV2"])
def test_email_page_in_either_version(pages: SignInPages, version: str) -> None:
    pages.lay_out("EmailPage", "PasswordPage", email_page=version)
    pages.give_email("nobody@contoso.com", version)
    expect(pages.item(f"{version}-EmailField-Error")).to_contain_text("can't find")
    expect(pages.page.locator("[aria-invalid=true]")).to_have_count(1)
    pages.give_email(version=version)
    pages.give_password()
    pages.is_through()
    assert pages.log("shown", "page") == ["EmailPage", "PasswordPage"]


def test_the_account_chooser_comes_again_after_the_password(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "AccountChooser", "PasswordPage", "AccountChooser")
    pages.give_email()
    pages.press(_ENTERPRISE)
    pages.give_password()
    pages.press(_ENTERPRISE)
    pages.is_through()
    assert pages.log("password", "result") == ["right"]


def test_the_same_page_twice_in_a_row(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", "PasswordPage")
    pages.give_email()
    with pages.page.expect_response("**/signin/press"):
        pages.give_password()
    expect(pages.page.locator("#PasswordPage-PasswordField")).to_have_value("")
    pages.give_password()
    pages.is_through()
    assert pages.log("shown", "page") == ["EmailPage", "PasswordPage", "PasswordPage"]


def test_the_personal_account_has_another_password(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "AccountChooser", "PasswordPage")
    pages.give_email()
    pages.press(_PERSONAL)
    pages.give_password()
    expect(pages.item("PasswordPage-PasswordField-Error")).to_contain_text("incorrect")


def test_the_personal_account_has_no_access(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", "AccountChooser")
    pages.give_email()
    pages.give_password()
    pages.press(_PERSONAL)
    expect(pages.item("ErrorPage-Title")).to_contain_text("don't have access")


@pytest.mark.parametrize("known", [ADMIN, "marketo.designer@contoso.com"])
def test_an_account_that_a_cookie_knows(pages: SignInPages, known: str) -> None:
    """The e-mail page is absent; the hidden field says whose password is asked for, which may be somebody else's."""
    pages.lay_out("EmailPage", "PasswordPage", known_account=known)
    hidden = pages.page.locator("[name=username][autocomplete=username]")
    expect(hidden).to_have_value(known)
    expect(hidden).to_be_hidden()
    assert hidden.get_attribute("readonly") is not None
    pages.give_password()
    if known == ADMIN:
        pages.is_through()
    else:
        expect(pages.item("PasswordPage-PasswordField-Error")).to_contain_text("incorrect")


@pytest.mark.parametrize("markup", ["pages", "identities"])
@pytest.mark.parametrize(("profile", "opens"), [("Contoso", True), ("Contoso Sandbox", False)])
def test_profile_chooser(pages: SignInPages, markup: str, profile: str, opens: bool) -> None:
    """Its items are plain elements without a role."""
    pages.lay_out("EmailPage", "PasswordPage", "PP-ProfileChooser", profile_markup=markup)
    pages.give_email()
    pages.give_password()
    items = pages.page.locator("div.ActionList-Item:not([role]):not([tabindex])")
    items.filter(has_text=re.compile(rf"^{profile}\s*Company profile$")).click()
    if opens:
        pages.is_through()
    else:
        pages.shows("ErrorPage-Title")
        assert pages.log("finished", "kind") == []


def test_the_personal_profile_has_no_access(pages: SignInPages) -> None:
    pages.lay_out("PP-ProfileChooser", known_account=ADMIN)
    pages.page.click('[data-id="PP-ProfileChooser-AuthAccount"] > div')
    pages.shows("ErrorPage-Title")


def test_profiles_in_the_order_given_and_another_right_one(pages: SignInPages) -> None:
    pages.lay_out(
        "PasswordPage",
        "PP-ProfileChooser",
        known_account=ADMIN,
        profiles=["Contoso", "Fabrikam"],
        account={"profile": "Fabrikam"},
    )
    pages.give_password()
    pages.press("PP-ProfileChooser-ProfileList-1")
    pages.is_through()


def test_nags_can_be_skipped(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", *catalogue.NAGS)
    pages.give_email()
    pages.give_password()
    pages.press(*catalogue.NAGS.values())
    pages.is_through()
    assert pages.log("pressed", "page", "what")[2:] == list(catalogue.NAGS.items())


@pytest.mark.parametrize("name", catalogue.FOR_A_PERSON)
def test_what_is_agreed_to_is_told(pages: SignInPages, name: str) -> None:
    pages.lay_out("PasswordPage", name, known_account=ADMIN)
    pages.give_password()
    agree = catalogue.FOR_A_PERSON[name]
    pages.shows(agree)
    assert agree not in pages.log("pressed", "what")
    assert pages.log("finished", "kind") == []
    pages.press(agree)
    pages.is_through()
    assert pages.log("pressed", "what")[-1] == agree


@pytest.mark.parametrize(
    ("name", "selector"),
    [
        ("CaptchaPage", "iframe[title=Challenge]"),
        ("SocialOnlyPage", '[data-id^="SocialOnlyPage-"]'),
        ("ErrorPage", '[data-id="ErrorPage-Title"]'),
    ],
)
def test_dead_ends(pages: SignInPages, name: str, selector: str) -> None:
    pages.lay_out("PasswordPage", name, known_account=ADMIN)
    pages.give_password()
    expect(pages.page.locator(selector).first).to_be_visible()
    assert pages.log("finished", "kind") == []


@pytest.mark.parametrize(
    ("kind", "selector"), [("alert", "[role=alert]"), ("toaster", '[data-id="PasswordPage-Toaster"]')]
)
def test_a_notice_on_one_page(pages: SignInPages, kind: str, selector: str) -> None:
    """The empty alert is there always."""
    pages.lay_out("EmailPage", "PasswordPage", notice={"page": "PasswordPage", "kind": kind, "text": "Try later."})
    expect(pages.page.locator("[role=alert]")).to_be_empty()
    pages.give_email()
    expect(pages.page.locator(selector)).to_have_text("Try later.")


def test_a_captcha_on_a_page_holds_it_up(pages: SignInPages) -> None:
    pages.lay_out("PasswordPage", known_account=ADMIN, notice={"page": "PasswordPage", "kind": "captcha"})
    expect(pages.page.locator("iframe[title=Challenge]")).to_be_visible()
    pages.give_password()
    expect(pages.item("PasswordPage-Toaster")).to_contain_text("challenge")
    assert pages.log("password", "result") == [], "nothing was checked"


@pytest.mark.parametrize("steps", [None, ["EmailPage", "PasswordPage"]], ids=["today", "in-steps"])
@pytest.mark.parametrize("banner", ["bar", "cover"])
def test_cookie_banner(pages: SignInPages, set_up: SetUp, banner: str, steps: list[str] | None) -> None:
    set_up(behaviour={"signin_cookie_banner": banner, "signin_steps": steps})
    pages.visitor.go()
    pages.page.fill("[name=username]", ADMIN)
    on_top = pages.item("EmailPage-ContinueButton").evaluate(
        "e => { const b = e.getBoundingClientRect(); return e.contains(document.elementFromPoint(b.x + 9, b.y + 9)); }"
    )
    assert on_top is (banner == "bar")
    pages.page.click("#onetrust-reject-all-handler")
    expect(pages.page.locator("#onetrust-banner-sdk")).to_have_count(0)
    pages.press("EmailPage-ContinueButton")
    pages.give_password()
    pages.is_through()
    if steps:
        assert ("cookie banner", "onetrust-reject-all-handler") in pages.log("pressed", "page", "what")


def test_a_reload_shows_the_same_page(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", "PasskeyNudgePage")
    pages.give_email()
    expect(pages.page.locator("#PasswordForm")).to_be_visible()
    assert pages.page.url.endswith("#/password")
    pages.page.reload()
    pages.give_password()
    pages.press("PasskeyNudgePage-SkipButton")
    pages.is_through()


def test_nothing_typed_is_told_afterwards(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage")
    pages.give_email()
    pages.give_password()
    pages.is_through()
    told = str(pages.visitor.emulator.requests()) + str(pages.visitor.emulator.state())
    assert PASSWORD not in told
    presses = pages.visitor.emulator.requests(path="/signin/press")
    assert {entry["request_body"]["attempt"] for entry in presses} == {"********"}


def test_a_company_s_own_sign_in(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", account={"sign_in": "sso"})
    pages.give_email()
    pages.page.get_by_label("Work account").fill(ADMIN)
    pages.page.get_by_label("Passphrase").fill(PASSWORD)
    pages.page.get_by_role("button").click()
    pages.is_through()


def test_no_ticket_for_another_site(pages: SignInPages, set_up: SetUp) -> None:
    set_up(behaviour={"signin_steps": ["EmailPage", "PasswordPage"]})
    pages.visitor.go("/en_US/index.html?callback=https://evil.example/ims/callback")
    expect(pages.page.locator(".error-text")).to_contain_text("not allowed")
    pages.visitor.go("/ims/fromSusi?redirect_uri=https://evil.example/ims/callback&ticket=x")
    expect(pages.page.locator(".error-text")).to_contain_text("not allowed")


@pytest.mark.parametrize(
    "behaviour", [{"signin_steps": ["PasswortPage"]}, {"signin_steps": ["EmailPage"], "signin_code_buttons": "big"}]
)
def test_a_switch_that_is_none_is_an_error_of_the_test(behaviour: dict[str, object]) -> None:
    store = Store(World({"marketo": {"behaviour": behaviour}}))
    with pytest.raises(ValueError, match="known are"):
        switches.steps(store)
