# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Marketo's own session ends after a while, also in the middle of a play. What only reads signs in again and reads again; what changes
something stops, since it can't be known how far it came: the next run reads first, and goes on from what it finds."""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError, PageMismatch, SignInRefused
from ..address import admin_page_address
from ..errors import PageRefused, add_sync_state
from ..login.sign_in import SignIn
from ..page.page import Page
from ..screen.screen import Screen
from ..session_options import SessionOptions


class SignInAgain:
    """Runs each request to the page, and signs in again if Marketo's session has ended."""

    def __init__(self, page: Any, options: SessionOptions) -> None:
        self._page = page
        self._options = options
        self._screen = Page(page, options)
        self._sign_in = SignIn(self._screen, options)
        self._address = admin_page_address(options.url, options.munchkin_id)

    def run(self, work: Callable[[], Any], call: str, only_reads: bool) -> Any:
        """Do the work, signing in first if needed. Work that only reads is done again if the session ended during it."""
        if self._sign_in.step() is not None:
            # Marketo has shown the sign-in by itself since the last request: nothing of this one was begun.
            self._screen.navigation.open()
        try:
            return work()
        except (PageMismatch, PageRefused) as error:
            if not self._is_over():
                raise
            if not only_reads:
                raise self._ended(call, error) from None
        self._screen.navigation.open()
        return work()

    def is_signed_in(self) -> bool:
        """Whether the page is there, and no sign-in."""
        return bool(self._screen.look().munchkin_ids) and self._sign_in.step() is None

    def _is_over(self) -> bool:
        """Whether Marketo asks to sign in: here, or in another tab, where the page as it is stays for a person to look at."""
        return self._sign_in.step() is not None or self._asked_elsewhere()

    def _asked_elsewhere(self) -> bool:
        errors: tuple[type[Exception], ...] = (MarketoDynamicsError, *self._screen.errors)
        try:
            tab = self._page.context.new_page()
        except self._screen.errors:
            return False
        try:
            screen = Screen(tab, self._options)
            sign_in = SignIn(screen, self._options)
            tab.goto(self._address, wait_until="domcontentloaded")

            def look() -> str | None:
                return "page" if screen.look().munchkin_ids else sign_in.step()

            return screen.attempt(look) not in ("page", None)
        except errors:
            return False
        finally:
            tab.close()

    def _ended(self, call: str, error: MarketoDynamicsError) -> SignInRefused:
        ended = SignInRefused(
            f"Marketo's session ended during {call!r}: it asks to sign in again. Nothing further was clicked. Run again: the run signs "
            f"in anew, reads what the page shows, and goes on from there.",
            code="session_ended",
            screenshot=error.details.get("screenshot"),
        )
        add_sync_state(ended, None, error.details.get("sync_enabled"))
        return ended
