"""Adobe's sign-in pages, in whatever order they come: what is answered, and what is left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .sign_in_pages import SignInto, assert_signed_in, codes, lay_out, log, new_key, passwords, pressed
from .tasks import ADMINISTRATOR, IMPATIENCE

EMAIL, PASSWORD, ACCOUNTS, PROFILES = "EmailPage", "PasswordPage", "AccountChooser", "PP-ProfileChooser"
CODE, FACTORS, SEND, PUSH = "ChallengeCodePage", "ChallengeChooser", "SendCodePage", "ChallengePushPage"
PERSONS = [
    "PP-TermsOfUse",
    "PP-RecordMarketingConsent",
    "PP-T2E-AssetMigration",
    "PP-I2TUpgrade",
    "PasswordlessOptInPP",
    "PasswordChangeRequiredPage",
    "PasswordChangeOnFirstLoginPage",
    "AdditionalAccountDetailsPage",
    "SocialOnlyPage",
]
NAGS = [
    "PP-PasskeyEnroll",
    "PP-AddSecondaryEmail",
    "PP-AddSecurityPhoneNumber",
    "PasskeyNudgePage",
    "PP-T2EInviteIntroduction",
]


def test_every_nag_is_skipped(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Review, sign-in 1: pages that ask for a passkey, an address or a telephone are skipped, never set up."""
    lay_out(emulator, EMAIL, PASSWORD, *NAGS)
    assert_signed_in(sign_in())
    assert [one for one in pressed(emulator) if "continue-btn" in one] == []
    assert passwords(emulator) == ["right"]


@pytest.mark.parametrize("page", PERSONS)
def test_a_persons_page_is_left_alone(emulator: EmulatorProcess, sign_in: SignInto, page: str) -> None:
    """Review, sign-in 1: nothing is pressed on it, and the error names it and says what to do."""
    lay_out(emulator, EMAIL, PASSWORD, page)
    result = sign_in()
    assert result["failed"]
    assert page in result["msg"]
    assert "Nothing was pressed" in result["msg"]
    assert result["error"]["page"] == page
    assert page not in log(emulator, "pressed", "page")


@pytest.mark.parametrize("kind", ["page", "notice"])
def test_a_captcha_stops_before_the_password(emulator: EmulatorProcess, sign_in: SignInto, kind: str) -> None:
    """Review, sign-in: a person has to prove that there is one; the password isn't typed for nothing."""
    if kind == "page":
        lay_out(emulator, EMAIL, "CaptchaPage", PASSWORD)
    else:
        lay_out(emulator, EMAIL, PASSWORD, notice={"page": PASSWORD, "kind": "captcha", "text": ""})
    result = sign_in()
    assert "captcha" in result["msg"]
    assert passwords(emulator) == []
    assert pressed(emulator) == ["EmailPage-ContinueButton"]


def test_an_error_page_is_told_with_its_words(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Review, sign-in: its title is in the error."""
    lay_out(emulator, EMAIL, PASSWORD, "ErrorPage")
    result = sign_in()
    assert "ErrorPage" in result["msg"]
    assert "Something went wrong." in result["msg"]


@pytest.mark.parametrize("kind", ["alert", "toaster"])
def test_a_notice_that_was_there_before_is_no_refusal(emulator: EmulatorProcess, sign_in: SignInto, kind: str) -> None:
    """Only what appears after the answer speaks of it."""
    lay_out(emulator, EMAIL, PASSWORD, notice={"page": PASSWORD, "kind": kind, "text": "We have a new privacy policy."})
    assert_signed_in(sign_in())


@pytest.mark.parametrize(
    "steps",
    [
        (EMAIL, ACCOUNTS, PASSWORD, ACCOUNTS),
        (EMAIL, PASSWORD, ACCOUNTS, PROFILES),
        (EMAIL, CODE, PASSWORD),
        (PASSWORD, ACCOUNTS),
        (EMAIL, PASSWORD, PROFILES, PROFILES),
    ],
    ids="-".join,
)
def test_pages_come_in_any_order_and_again(
    emulator: EmulatorProcess, sign_in: SignInto, steps: tuple[str, ...]
) -> None:
    """Review, sign-in 5: the chooser again after the password, the code before it; begin at whichever page shows."""
    key = new_key()
    known = {} if EMAIL in steps else {"known_account": ADMINISTRATOR[0]}
    lay_out(emulator, *steps, account={"totp_secret": key}, **known)
    assert_signed_in(sign_in(totp_secret=key, organization="Contoso"))
    assert passwords(emulator) == ["right"]
    assert codes(emulator) == (["right"] if CODE in steps else [])


@pytest.mark.parametrize("markup", ["pages", "identities"])
def test_the_profile_is_chosen_by_its_whole_name(emulator: EmulatorProcess, sign_in: SignInto, markup: str) -> None:
    """Review, sign-in 4: items are plain div elements, and one name may be the beginning of another."""
    lay_out(emulator, EMAIL, PASSWORD, PROFILES, profile_markup=markup, profiles=["Contoso Sandbox", "Contoso"])
    assert_signed_in(sign_in(organization="contoso"))


@pytest.mark.parametrize(
    ("organization", "profiles"),
    [(None, ["Contoso", "Fabrikam"]), ("Conto", ["Contoso", "Fabrikam"]), ("Contoso", ["Contoso", "Contoso"])],
    ids=["unnamed", "beginning", "twice"],
)
def test_no_profile_is_guessed(
    emulator: EmulatorProcess, sign_in: SignInto, organization: str | None, profiles: list[str]
) -> None:
    """Where several match or none does, what is offered is listed, and nothing is pressed."""
    lay_out(emulator, EMAIL, PASSWORD, PROFILES, profiles=profiles)
    result = sign_in(organization=organization, timeout=IMPATIENCE)
    assert all(name in result["msg"] for name in profiles)
    assert "organization" in result["msg"]
    assert PROFILES not in log(emulator, "pressed", "page")


def test_the_only_companys_profile_is_chosen(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Beside the personal one, which is never chosen by itself."""
    lay_out(emulator, EMAIL, PASSWORD, PROFILES, profiles=["Contoso"])
    assert_signed_in(sign_in())


def test_the_email_pages_second_version(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Review, sign-in: its button has another data-id."""
    lay_out(emulator, EMAIL, PASSWORD, email_page="EmailPageV2")
    assert_signed_in(sign_in())


def test_another_accounts_password_page_gets_no_password(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """The page names the account that it is for; the password of another isn't typed there."""
    lay_out(emulator, PASSWORD, known_account="marketo.totp@contoso.com")
    result = sign_in()
    assert "marketo.totp@contoso.com" in result["msg"]
    assert passwords(emulator) == []


def test_a_password_asked_for_twice_is_typed_once(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Whatever the page wants: a second submission may lock the account."""
    lay_out(emulator, EMAIL, PASSWORD, PASSWORD)
    result = sign_in(timeout=IMPATIENCE)
    assert "given once" in result["msg"]
    assert passwords(emulator) == ["right"]


@pytest.mark.parametrize("banner", ["bar", "cover"])
def test_a_cookie_banner_is_left_alone(emulator: EmulatorProcess, sign_in: SignInto, banner: str) -> None:
    """Wherever it lies, nobody answers it and nothing waits for it."""
    lay_out(emulator, EMAIL, ACCOUNTS, PASSWORD, PROFILES, cookie_banner=banner)
    assert_signed_in(sign_in(organization="Contoso"))
    assert "cookie banner" not in log(emulator, "pressed", "page")


@pytest.mark.parametrize("host", [True, "pages.marketo.com"], ids=["usual", "named"])
def test_nothing_is_typed_on_a_landing_page(emulator: EmulatorProcess, sign_in: SignInto, host: Any) -> None:
    """Review, sign-in 8: customers' landing pages are below marketo.com, too, and look like whatever they want."""
    lay_out(emulator, phishing=host)
    result = sign_in(timeout=IMPATIENCE)
    assert "Nothing was typed" in result["msg"]
    assert "marketo.com" in result["msg"]
    assert log(emulator, "typed", "field") == log(emulator, "submitted", "fields") == []


@pytest.mark.parametrize("allowed", [False, True])
def test_the_old_login_form_is_behind_an_option(emulator: EmulatorProcess, sign_in: SignInto, allowed: bool) -> None:
    """Review, sign-in: without it nothing is typed there."""
    lay_out(emulator, account={"sign_in": "classic"}, old_login_host=True)
    result = sign_in(old_login=allowed)
    if allowed:
        assert_signed_in(result)
    else:
        assert "old_login" in result["msg"]
    assert passwords(emulator) == (["right"] if allowed else [])
