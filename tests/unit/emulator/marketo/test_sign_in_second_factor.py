"""The second factor: choosing one, codes that are shown and codes that are sent, and the page with six boxes."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.emulator.marketo.totp import code_at
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.sign_in_pages import KEY, PASSCODE, SignInPages
from tests.unit.emulator.marketo.visitor import ADMIN, Visitor

_BUTTONS = {
    "verify": "ChallengeCodePage-VerifyCode",
    "continue": "ChallengeCodePage-Continue",
    "both_submit": "ChallengeCodePage-VerifyCode",
}


@pytest.fixture
def pages(page: Page, emulator: EmulatorProcess, set_up: SetUp) -> SignInPages:
    """Somebody who hasn't signed in."""
    return SignInPages(Visitor(page, emulator), set_up)


def _totp() -> str:
    return code_at(KEY, time.time())


@pytest.mark.parametrize("steps", [("ChallengeCodePage", "PasswordPage"), ("PasswordPage", "ChallengeCodePage")])
def test_the_code_before_or_after_the_password(pages: SignInPages, steps: tuple[str, ...]) -> None:
    pages.lay_out("EmailPage", *steps)
    pages.give_email()
    for step in steps:
        if step == "PasswordPage":
            pages.give_password()
        else:
            pages.type_code(_totp())
            pages.press("ChallengeCodePage-VerifyCode")
    pages.is_through()
    assert pages.log("shown", "page") == ["EmailPage", *steps]
    assert pages.log("finished", "kind") == ["code"]


@pytest.mark.parametrize("buttons", [*_BUTTONS, "none"])
def test_buttons_of_the_code_page(pages: SignInPages, buttons: str) -> None:
    pages.lay_out("ChallengeCodePage", "PasswordPage", known_account=ADMIN, code_buttons=buttons)
    pages.shows("ChallengeCodePage-Resend")
    submits = pages.page.locator('[data-id="ChallengeCodePage"] button[type=submit]')
    expect(submits).to_have_count(2 if buttons == "both_submit" else 0)
    for code in ("000000", _totp()):
        pages.type_code(code)
        if buttons in _BUTTONS:
            pages.press(_BUTTONS[buttons])
        if code == "000000":
            expect(pages.item("ChallengeCodePage-Error")).to_contain_text("incorrect")
    pages.give_password()
    pages.is_through()
    assert pages.log("code", "result") == ["wrong", "right"]


def test_enter_presses_the_first_of_two_submit_buttons(pages: SignInPages) -> None:
    """Which is Resend: another code is sent, and the one that was typed is not checked."""
    pages.lay_out("ChallengeCodePage", "PasswordPage", known_account=ADMIN, code_buttons="both_submit")
    pages.type_code(_totp())
    with pages.page.expect_response("**/signin/press"):
        pages.page.keyboard.press("Enter")
    assert pages.log("code_sent", "factor") == ["totp"]
    assert pages.log("code", "result") == []


@pytest.mark.parametrize(("listens", "counts"), [("keys", False), ("input", True)])
def test_values_that_a_script_sets(pages: SignInPages, listens: str, counts: bool) -> None:
    """Boxes that listen to keys hold nothing that wasn't typed."""
    pages.lay_out("ChallengeCodePage", "PasswordPage", known_account=ADMIN, code_input=listens)
    for number, digit in enumerate(_totp()):
        pages.item(f"CodeInput-{number}").fill(digit)
    pages.press("ChallengeCodePage-VerifyCode")
    if counts:
        expect(pages.page.locator("#PasswordForm")).to_be_visible()
    else:
        expect(pages.item("ChallengeCodePage-Error")).to_contain_text("six digits")
    assert pages.log("code", "result") == (["right"] if counts else [])


def test_the_authenticator_s_code_is_wrong_where_one_was_sent(pages: SignInPages) -> None:
    pages.lay_out("ChallengeChooser", "PasswordPage", known_account=ADMIN)
    pages.press("AuthenticationFactor-email", "Page-PrimaryButton")
    pages.shows("ChallengeCodePage-email")
    for code in (_totp(), PASSCODE):
        pages.type_code(code)
        pages.press("ChallengeCodePage-VerifyCode")
        if code != PASSCODE:
            expect(pages.item("ChallengeCodePage-Error")).to_be_visible()
    pages.give_password()
    pages.is_through()
    assert pages.log("code_sent", "factor") == ["email"]
    attempts = pages.log("code", "factor", "result", "is_totp")
    assert attempts == [("email", "wrong", True), ("email", "right", False)]


def test_a_sent_code_without_a_choice(pages: SignInPages) -> None:
    pages.lay_out("SendCodePage", "ChallengeCodePage", "PasswordPage", known_account=ADMIN, factor="phone")
    pages.press("Page-PrimaryButton")
    pages.shows("ChallengeCodePage-phone")
    pages.press("ChallengeCodePage-Resend")
    pages.type_code(PASSCODE)
    pages.press("ChallengeCodePage-VerifyCode")
    pages.give_password()
    pages.is_through()
    assert pages.log("code_sent", "factor") == ["phone", "phone"]


def test_only_the_factors_that_are_given(pages: SignInPages) -> None:
    pages.lay_out("ChallengeChooser", "PasswordPage", known_account=ADMIN, factors=["phone", "email"])
    expect(pages.page.locator('[data-id="ChallengeChooser"] .ActionList-Item')).to_have_text(
        ["Text a code", "Email a code"]
    )
    expect(pages.item("AuthenticationFactor-totp")).to_have_count(0)


@pytest.mark.parametrize("from_page", ["ChallengePushPage", "ChallengeCodePage", "SendCodePage"])
def test_another_factor_instead(pages: SignInPages, from_page: str) -> None:
    """What is left of the first one doesn't come."""
    pages.lay_out(from_page, "ChallengeCodePage", "PasswordPage", known_account=ADMIN, factor="email")
    pages.press("Page-ChangeMethod", "AuthenticationFactor-totp")
    pages.type_code(_totp())
    pages.press("ChallengeCodePage-VerifyCode")
    pages.give_password()
    pages.is_through()
    assert pages.log("code", "factor", "result") == [("totp", "right")]


def test_a_code_instead_of_a_push(pages: SignInPages) -> None:
    pages.lay_out("ChallengePushPage", "PasswordPage", known_account=ADMIN)
    pages.press("ChallengePushPage-EnterCode")
    pages.type_code(_totp())
    pages.press("ChallengeCodePage-VerifyCode")
    pages.give_password()
    pages.is_through()


@pytest.mark.parametrize(
    ("name", "way"),
    [("PasskeyFactorPage", "Page-ChangeMethod"), ("PasswordlessSignInWait", "PasswordlessSignInWait-ChangeMethod")],
)
def test_the_password_instead_of_something_else(pages: SignInPages, name: str, way: str) -> None:
    pages.lay_out("EmailPage", name, "PasswordPage")
    pages.give_email()
    pages.press(way)
    pages.give_password()
    pages.is_through()


def test_no_second_factor_for_an_account_without_one(pages: SignInPages) -> None:
    pages.lay_out("EmailPage", "PasswordPage", "ChallengeCodePage", account={"totp_secret": None})
    pages.give_email()
    pages.give_password()
    pages.is_through()
    assert pages.log("finished", "kind") == ["password"]


def test_a_used_code_is_refused_on_this_page_too(pages: SignInPages) -> None:
    pages.lay_out("ChallengeCodePage", "ChallengeCodePage", known_account=ADMIN, totp_once=True)
    code = _totp()
    for _page in range(2):
        with pages.page.expect_response("**/signin/press"):
            pages.type_code(code)
            pages.press("ChallengeCodePage-VerifyCode")
        expect(pages.page.locator('[data-id="CodeInput-0"]')).to_have_value("")
    expect(pages.item("ChallengeCodePage-Error")).to_contain_text("already been used")
    assert pages.log("code", "result") == ["right", "reused"]
