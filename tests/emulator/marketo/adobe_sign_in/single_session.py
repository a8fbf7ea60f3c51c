"""Accounts that may be signed in at one place only: the switch ``signin_single_session``.

``message``: the page of the visitor who was thrown out says that the session has expired, and then leads to the
sign-in. ``signin``: it leads there without a word.
"""

from __future__ import annotations

from ..store import Json, Store
from . import truth

_KINDS = ("session", "ims")


def end_other_sessions(store: Store, host: str, account: Json) -> None:
    """End what the account had open before; called when it has signed in once more and has nothing open yet."""
    if not store.behaviour.get("signin_single_session"):
        return
    ended = store.close_kinds(account, _KINDS)
    if ended:
        truth.note(store, host, account["email"], "thrown_out", sessions=ended)


def leaves_in_silence(store: Store) -> bool:
    """Whether a page whose session has ended goes to the sign-in without a message."""
    return bool(store.behaviour.get("signin_single_session") == "signin")
