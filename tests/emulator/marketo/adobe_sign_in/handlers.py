"""What each page does with what was pressed on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..store import Json
from . import catalogue, codes, passwords, switches
from .attempts import Attempt

_NO_ACCESS = "You don't have access to this application with this profile."


@dataclass(frozen=True)
class Refusal:
    """The page stays, and says why."""

    text: str
    at: str
    """The data-id of the element that shows the text."""


Handler = Callable[[Attempt, Json], Refusal | None]


def handle(attempt: Attempt, page: str, given: Json) -> Refusal | None:
    """Do what pressing something on a page does: go on, stay, or refuse."""
    if _captcha_stands_on(attempt, page):
        return Refusal("Complete the challenge to go on.", f"{page}-Toaster")
    pressed = str(given.get("press"))
    if page in catalogue.NAGS or page in catalogue.FOR_A_PERSON:
        # Whether it was skipped, agreed to or set up, is in the log.
        attempt.advance()
        return None
    handler = _HANDLERS.get((page, pressed))
    return handler(attempt, given) if handler else None


def _captcha_stands_on(attempt: Attempt, page: str) -> bool:
    notice = switches.variants(attempt.store).notice
    return notice.get("page") == page and notice.get("kind") == "captcha"


def _email(attempt: Attempt, given: Json) -> Refusal | None:
    account = attempt.store.account(str(given.get("email", "")))
    if account is None or account.get("sign_in") == "classic":
        page = switches.variants(attempt.store).email_page
        return Refusal("We can't find an account with that email address.", f"{page}-EmailField-Error")
    attempt.entry["email"] = account["email"]
    if account.get("sign_in") == "sso":
        attempt.entry["ahead"] = []
        attempt.entry["elsewhere"] = True
    elif account.get("sign_in") == "federated":
        attempt.end_with_error("You are being redirected to your organization's sign-in page.")
    else:
        attempt.advance()
        attempt.drop_impossible_steps()
    return None


def _account(attempt: Attempt, given: Json) -> Refusal | None:
    attempt.entry["account"] = "personal" if str(given["press"]).endswith("individual") else "enterprise"
    attempt.advance()
    if attempt.entry.get("password_given") and attempt.entry["account"] == "personal":
        attempt.end_with_error(_NO_ACCESS)
    return None


def _password(attempt: Attempt, given: Json) -> Refusal | None:
    account = attempt.account
    personal = attempt.entry.get("account") == "personal"
    password = str(given.get("password", ""))
    if account is None:
        return Refusal(passwords.WRONG, "PasswordPage-PasswordField-Error")
    if message := passwords.refusal(attempt.store, attempt.host, account, password, personal=personal):
        return Refusal(message, "PasswordPage-PasswordField-Error")
    if account.get("api_only"):
        message = "This user is API Only and can't sign in to Marketo Engage."
        return Refusal(message, "PasswordPage-PasswordField-Error")
    attempt.entry["password_given"] = True
    attempt.advance()
    return None


def _factor(attempt: Attempt, given: Json) -> Refusal | None:
    attempt.entry["factor"] = str(given["press"]).rpartition("-")[2]
    sent = attempt.entry["factor"] in codes.SENT_FACTORS
    attempt.advance(*([catalogue.SEND_CODE] if sent else []), catalogue.CODE)
    return None


def _send_code(attempt: Attempt, _given: Json) -> Refusal | None:
    attempt.note("code_sent", factor=attempt.factor)
    if attempt.page == catalogue.SEND_CODE:
        attempt.advance()
    return None


def _code(attempt: Attempt, given: Json) -> Refusal | None:
    account = attempt.account
    message: str | None = codes.WRONG
    if account is not None:
        otp = str(given.get("otp", ""))
        message = codes.refusal(attempt.store, attempt.host, account, otp, attempt.factor)
    if message:
        return Refusal(message, "ChallengeCodePage-Error")
    attempt.entry["code_given"] = True
    attempt.advance()
    return None


def _enter_code(attempt: Attempt, _given: Json) -> Refusal | None:
    attempt.entry["factor"] = codes.AUTHENTICATOR
    attempt.advance(catalogue.CODE)
    return None


def _other_way(attempt: Attempt, _given: Json) -> Refusal | None:
    attempt.advance()
    return None


def _change_method(attempt: Attempt, _given: Json) -> Refusal | None:
    attempt.change_method()
    return None


def _profile(attempt: Attempt, given: Json) -> Refusal | None:
    profiles = switches.variants(attempt.store).profiles
    item = _item(given)
    wanted = (attempt.account or {}).get("profile", "Contoso")
    attempt.advance()
    if not 0 <= item < len(profiles) or profiles[item] != wanted:
        attempt.end_with_error(_NO_ACCESS)
    return None


def _personal_profile(attempt: Attempt, _given: Json) -> Refusal | None:
    attempt.end_with_error(_NO_ACCESS)
    return None


def _item(given: Json) -> int:
    """Which of the profiles was pressed: the number in its data-id, or its place among elements that share one."""
    number = str(given["press"]).rpartition("-")[2]
    return int(number) if number.isdigit() else int(given.get("item", -1))


_PROFILE_ITEMS = ("Profile", *(f"PP-ProfileChooser-ProfileList-{number}" for number in range(9)))
_HANDLERS: dict[tuple[str, str], Handler] = {
    (catalogue.EMAIL, "EmailPage-ContinueButton"): _email,
    (catalogue.EMAIL, "EmailPageV2-ContinueButton"): _email,
    (catalogue.ACCOUNTS, "AccountChooser-AccountList-individual"): _account,
    (catalogue.ACCOUNTS, "AccountChooser-AccountList-enterprise"): _account,
    (catalogue.PASSWORD, "PasswordPage-ContinueButton"): _password,
    **{(catalogue.FACTORS, f"AuthenticationFactor-{factor}"): _factor for factor in ("totp", "email", "phone")},
    (catalogue.SEND_CODE, "Page-PrimaryButton"): _send_code,
    (catalogue.SEND_CODE, "Page-ChangeMethod"): _change_method,
    (catalogue.CODE, "ChallengeCodePage-VerifyCode"): _code,
    (catalogue.CODE, "ChallengeCodePage-Continue"): _code,
    (catalogue.CODE, "CodeInput-5"): _code,
    (catalogue.CODE, "ChallengeCodePage-Resend"): _send_code,
    (catalogue.CODE, "Page-ChangeMethod"): _change_method,
    (catalogue.PUSH, "ChallengePushPage-EnterCode"): _enter_code,
    (catalogue.PUSH, "Page-ChangeMethod"): _change_method,
    # Assumption: what these two offer besides leads to the page that would have come without them.
    (catalogue.PASSKEY, "Page-ChangeMethod"): _other_way,
    (catalogue.WAIT, "PasswordlessSignInWait-ChangeMethod"): _other_way,
    **{(catalogue.PROFILES, item): _profile for item in _PROFILE_ITEMS},
    (catalogue.PROFILES, "PP-ProfileChooser-AuthAccount"): _personal_profile,
}
