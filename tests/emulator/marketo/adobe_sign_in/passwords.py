"""Checking a password, and locking the account of whoever tries too often."""

from __future__ import annotations

from ..store import Json, Store
from . import truth

WRONG = "The email address or password is incorrect. Try again, or reset your password."
LOCKED = "Your account has been locked because of too many attempts. Contact your administrator."


def refusal(store: Store, host: str, account: Json, password: str, *, personal: bool = False) -> str | None:
    """Judge one submitted password; return the message to show, or None when it is right.

    The switch ``signin_lock_after`` is a number of strikes. A wrong password is a strike, and so is any submission
    after the first one until the account has finished signing in.
    """
    # Behind the personal account of the same email address is another password.
    right = not personal and account["password"] == password
    _count_strike(store, account, right)
    result = "locked" if account.get("locked") else "right" if right else "wrong"
    truth.note(store, host, account["email"], "password", result=result)
    return {"locked": LOCKED, "wrong": WRONG, "right": None}[result]


def forgive(account: Json) -> None:
    """Forget the strikes: the account has signed in."""
    account.pop("password_submissions", None)
    account.pop("strikes", None)


def _count_strike(store: Store, account: Json, right: bool) -> None:
    submissions = account.get("password_submissions", 0) + 1
    account["password_submissions"] = submissions
    if not right or submissions > 1:
        account["strikes"] = account.get("strikes", 0) + 1
    limit = store.behaviour.get("signin_lock_after")
    if limit and account.get("strikes", 0) >= int(limit):
        account["locked"] = True
