# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is said where Marketo ends a session that is in use, and how often a session may sign in again.

No published source says whether Marketo allows an account several sessions, or how it tells that another login ended one. So nothing here
depends on the page's words: a session that is in use and ends within minutes is most likely one that another login threw out.
"""

from __future__ import annotations

import time
from typing import Callable

from ..._engine.errors import SignInRefused
from ..browser.storage_state import PLAYBOOK
from ..session_options import SessionOptions

# Within this time, in seconds, the sign-ins are counted.
WINDOW_SECONDS = 600.0
ELSEWHERE = "somewhere else (another play, another machine, or a person)"
ONE_AT_A_TIME = (
    "Let only one play or person use this account at a time (serial: 1 for connections that share it), or give this play a Marketo user of "
    "its own"
)


class Budget:
    """Counts what may be done ``most`` times within `WINDOW_SECONDS`."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._spent: list[float] = []

    def spend(self) -> bool:
        """Return whether it may be done once more, and count that."""
        now = self._clock()
        self._spent = [then for then in self._spent if now - then < WINDOW_SECONDS]
        if len(self._spent) >= self._most:
            return False
        self._spent.append(now)
        return True


class ThrownOut:
    """The sentences about one session's account."""

    def __init__(self, options: SessionOptions) -> None:
        self._account = options.account.username
        self._most = options.sign_in_again

    def during_a_change(self, call: str, said: str) -> SignInRefused:
        """Return the error for a session that ended while something was being changed."""
        return self._refused(
            f"Marketo's session of {self._who()} ended during {call!r}: it asks to sign in again. {_quoted(said)}Nothing further was clicked, "
            f"and nobody signs in in the middle of a change. If the account signed in {ELSEWHERE}, that ended it: {ONE_AT_A_TIME}. Run again: "
            f"the run signs in again, reads what the page shows, and goes on from there.",
            "session_ended",
        )

    def too_often(self, call: str, said: str) -> SignInRefused:
        """Return the error for a session that ended more often than it may sign in again."""
        often = (
            f"It was ended and opened again {_times(self._most)} within {WINDOW_SECONDS / 60:g} minutes. "
            if self._most
            else ""
        )
        return self._refused(
            f"Marketo's session of {self._who()} was ended while it was in use ({call!r}), most likely because the same account signed in "
            f"{ELSEWHERE}. {_quoted(said)}{often}It is not opened again, since the two would throw each other out in turns (sign_in_again is "
            f"{self._most}). Nothing further was clicked. {ONE_AT_A_TIME}; then run again.",
            "signed_in_elsewhere",
        )

    def without_password(self, call: str, expired: SignInRefused) -> SignInRefused:
        """Return the error for a recorded session that ended, and that no password opens again."""
        return self._refused(
            f"Marketo's session of {self._who()} ended while it was in use ({call!r}). Either the recorded session has expired, or the same account "
            f"signed in {ELSEWHERE}. Nothing further was clicked. {ONE_AT_A_TIME}, let a person sign in again with the playbook {PLAYBOOK}, and "
            f"run again.",
            "session_expired",
            page=expired.details.get("page"),
        )

    def signed_in_again(self, call: str) -> str:
        """Return the warning of a new sign-in."""
        return (
            f"Marketo had ended the session of {self._who()}, so {call!r} signed in again. If the account signed in {ELSEWHERE}, that login is ended "
            f"now. {ONE_AT_A_TIME}."
        )

    def _who(self) -> str:
        return self._account or "the recorded account"

    def _refused(self, sentence: str, code: str, **more: str | None) -> SignInRefused:
        return SignInRefused(sentence, code=code, account=self._account, **more)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _quoted(said: str) -> str:
    return f"The page says: {said!r}. " if said else ""
