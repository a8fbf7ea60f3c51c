# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the session host's worker does with its browser: open it, answer requests, and notice when it hangs, crashes or was signed out."""

from __future__ import annotations

import os
from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError
from ..browser import remote
from ..browser.local import Browser
from ..browser.storage_state import renewed
from ..errors import SessionGone
from ..login.recording import Recording
from ..page.page import Page
from ..session_options import SessionOptions
from .admin_page import AdminPage
from .protocol import describe_error
from .requests import Requests
from .sign_in_again import SignInAgain
from .snapshots import Snapshots
from .teaching import Teaching
from .watchdog import GRACE_SECONDS, Watchdog

NEXT = "Run again: the run opens a new session, reads what the page shows, and goes on from there."


class Worker:
    """One browser and the page in it."""

    def __init__(self, browser: Browser, options: SessionOptions, say: Callable[[dict[str, Any]], None]) -> None:
        self._browser = browser
        self._options = options
        self._requests: Requests | None = None
        self._sign_in_again: SignInAgain | None = None
        self._lost = False
        self._closed = False
        self._doing = "open"
        self._watchdog = Watchdog(options.timeout + GRACE_SECONDS, self._give_up)
        # Where the answer to the present request goes; while the session is opened that is the standard output.
        self.say = say

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to be had from it."""
        return self._lost or self._closed

    def take_warnings(self) -> list[str]:
        """Return what is to be said beside the last answer, once."""
        return self._sign_in_again.take_warnings() if self._sign_in_again else []

    def open(self) -> dict[str, Any]:
        """Open the browser and sign in, or have a person sign in."""
        tab = self._browser.open()
        self._watchdog.attach()
        with self._watchdog.watching():
            if self._options.recording:
                return Recording(tab, self._options).run()
            page = Page(tab, self._options)
            admin = AdminPage(page, self._options)
            opened = admin.open()
        self._sign_in_again = SignInAgain(page, self._options)
        snapshots, teaching = Snapshots(tab, self._options), Teaching(tab, self._options)
        self._requests = Requests(admin, self._sign_in_again, snapshots, teaching)
        return opened

    def do(self, call: str, arguments: dict[str, Any], check_mode: bool) -> Any:
        """Do what a task asks for."""
        self._doing = call
        with self._watchdog.watching():
            if call == "ping":
                return {}
            if call == "close":
                self._closed = True
                return self._farewell()
            if self._requests is None:
                raise SessionGone(f"The browser session is not open yet. {NEXT}")
            return self._requests.handle(call, arguments, check_mode)

    def describe(self, error: Exception, call: str) -> dict[str, Any]:
        """An error for the task. Whatever a browser that is gone made of a request, that it is gone is what counts."""
        if self._browser.is_lost():
            self._lost = True
            error = SessionGone(
                f"The browser ended unexpectedly during {call!r}: it crashed or was killed. {NEXT} Where this comes again, see whether the "
                f"machine runs out of memory (in a container also below /dev/shm)."
            )
        elif isinstance(error, MarketoDynamicsError):
            error = remote.explain_certificate(error, self._options.browser)
        return describe_error(error, call)

    def _farewell(self) -> dict[str, Any]:
        """The recorded session as it is now; cookies of a sign-in by password go nowhere."""
        before = self._options.account.recorded
        state: dict[str, Any] = {}
        try:
            # One that was signed out in between would be of no use any more.
            if before and self._sign_in_again and self._sign_in_again.is_signed_in():
                state = {"storage_state": renewed(before, self._browser.storage_state())}
            self._browser.close()
        except Exception:  # pylint: disable=broad-except
            # The session ends all the same, and without the renewed cookies the recorded ones are still there.
            return state
        return state

    def _give_up(self) -> None:
        """From the watchdog's thread: say so, and leave; the guardian ends the browser."""
        error = SessionGone(
            f"The browser did not answer for {self._options.timeout + GRACE_SECONDS:g} seconds during {self._doing!r}: its page hangs, or "
            f"the machine is overloaded. The browser was ended. {NEXT}"
        )
        try:
            self.say({"error": describe_error(error, self._doing)})
        finally:
            os._exit(0)
