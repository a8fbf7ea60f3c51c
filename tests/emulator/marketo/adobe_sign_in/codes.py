"""Checking one-time codes: an authenticator's, or one that was sent to the person."""

from __future__ import annotations

import hmac

from .. import totp
from ..store import Json, Store
from . import truth

AUTHENTICATOR = "totp"
SENT_FACTORS = ("email", "phone")
WRONG = "The code you entered is incorrect."
REUSED = "This code has already been used. Wait for the next one."


def refusal(store: Store, host: str, account: Json, code: str, factor: str = AUTHENTICATOR) -> str | None:
    """Judge one submitted code; return the message to show, or None when it is right.

    A code that was sent is the account's ``passcode``. With the switch ``signin_totp_once`` an authenticator's code is
    accepted once per account.
    """
    step = _step_of(store, account, code)
    if factor == AUTHENTICATOR:
        result = _use(store, account, step)
    else:
        sent = str(account.get("passcode") or "")
        result = "right" if sent and hmac.compare_digest(sent.encode(), code.encode()) else "wrong"
    truth.note(store, host, account["email"], "code", factor=factor, result=result, is_totp=step is not None)
    return {"right": None, "wrong": WRONG, "reused": REUSED}[result]


def _step_of(store: Store, account: Json, code: str) -> int | None:
    secret = account.get("totp_secret")
    return totp.matching_step(secret, code, store.world.now().timestamp()) if secret else None


def _use(store: Store, account: Json, step: int | None) -> str:
    if step is None:
        return "wrong"
    used: list[int] = account.setdefault("used_steps", [])
    if store.behaviour.get("signin_totp_once") and step in used:
        return "reused"
    used.append(step)
    return "right"
