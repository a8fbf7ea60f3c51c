"""One-time codes: which are typed, how, and when none is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .sign_in_pages import SignInto, assert_signed_in, codes, lay_out, log, new_key, passwords, pressed
from .tasks import IMPATIENCE

EMAIL, PASSWORD, CODE, FACTORS, SEND, PUSH = (
    "EmailPage",
    "PasswordPage",
    "ChallengeCodePage",
    "ChallengeChooser",
    "SendCodePage",
    "ChallengePushPage",
)


@pytest.mark.parametrize("boxes", ["keys", "input"])
@pytest.mark.parametrize("buttons", ["verify", "continue", "both_submit", "none"])
def test_six_boxes_and_their_buttons(emulator: EmulatorProcess, sign_in: SignInto, boxes: str, buttons: str) -> None:
    """Review, sign-in 2 and 3: boxes that listen to keys, Verify beside Resend; Resend is never pressed."""
    key = new_key()
    lay_out(emulator, EMAIL, PASSWORD, CODE, account={"totp_secret": key}, code_input=boxes, code_buttons=buttons)
    assert_signed_in(sign_in(totp_secret=key))
    assert codes(emulator) == ["right"]
    assert "ChallengeCodePage-Resend" not in pressed(emulator)


@pytest.mark.parametrize(
    ("steps", "switches"),
    [
        ((FACTORS,), {"factors": ["phone", "email", "totp"]}),
        ((PUSH,), {}),
        ((SEND, CODE), {"factor": "email"}),
        ((CODE,), {"factor": "email"}),
        (("PasskeyFactorPage", CODE), {}),
        (("PasswordlessSignInWait", CODE), {}),
    ],
    ids=["chooser", "push", "send", "sent", "passkey", "wait"],
)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_the_way_to_the_authenticator(
    emulator: EmulatorProcess, sign_in: SignInto, steps: tuple[str, ...], switches: dict[str, Any], first: bool
) -> None:
    """Review, sign-in 1: by the choice of another way; no code is sent to anybody, and none is typed for one that was."""
    key = new_key()
    pages = (EMAIL, *steps, PASSWORD) if first else (EMAIL, PASSWORD, *steps)
    lay_out(emulator, *pages, account={"totp_secret": key}, **switches)
    assert_signed_in(sign_in(totp_secret=key))
    assert codes(emulator) == ["right"]
    assert log(emulator, "code", "factor") == ["totp"]
    assert log(emulator, "code_sent", "factor") == []
    assert passwords(emulator) == ["right"]


@pytest.mark.parametrize(
    ("steps", "switches"),
    [
        ((FACTORS,), {"factors": ["phone", "email"]}),
        ((CODE,), {"factor": "phone"}),
        ((SEND, CODE), {"factor": "email"}),
    ],
    ids=["chooser", "sent", "send"],
)
def test_a_code_that_is_sent_is_a_persons(
    emulator: EmulatorProcess, sign_in: SignInto, steps: tuple[str, ...], switches: dict[str, Any]
) -> None:
    """Review, sign-in 3: the authenticator's code isn't typed for it, nothing is sent, and the error says what to do."""
    lay_out(emulator, EMAIL, PASSWORD, *steps, account={"totp_secret": new_key()}, **switches)
    key = new_key() if steps == (FACTORS,) else None
    result = sign_in(totp_secret=key, timeout=IMPATIENCE)
    assert "totp_secret" in result["msg"]
    assert "martech.marketo_dynamics.sign_in" in result["msg"]
    assert codes(emulator) == []
    assert log(emulator, "code_sent", "factor") == []


def test_a_refused_code_is_typed_once(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """With the page's own words."""
    lay_out(emulator, EMAIL, PASSWORD, CODE, account={"totp_secret": new_key()})
    result = sign_in(totp_secret=new_key())
    assert "The code you entered is incorrect." in result["msg"]
    assert codes(emulator) == ["wrong"]


@pytest.mark.whole
def test_two_sign_ins_with_one_authenticator(emulator: EmulatorProcess, sign_in: SignInto) -> None:
    """Review, sign-in 6: a service takes each code once, so the second one waits for the next, up to half a minute."""
    key = new_key()
    lay_out(emulator, EMAIL, PASSWORD, CODE, account={"totp_secret": key}, totp_once=True)
    for _host in range(2):
        assert_signed_in(sign_in(totp_secret=key))
    assert codes(emulator) == ["right", "right"]
