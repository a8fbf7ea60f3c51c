# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Marketo's own session ends after a while, also in the middle of a play. What only reads signs in again and reads again; what changes
something stops, since it can't be known how far it came: the next run reads first, and goes on from what it finds.

A session may also end because the same account signed in somewhere else. Two plays that both signed in again would throw each other out
in turns, so it is done a few times only, and said each time.
"""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError, PageMismatch, SignInRefused
from ..address import admin_page_address
from ..errors import PageRefused, add_sync_state
from ..login.sign_in import SignIn
from ..page.page import Page
from ..screen.screen import Screen
from ..session_options import SessionOptions
from .thrown_out import Budget, ThrownOut


class SignInAgain:
    """Runs each request to the page, and signs in again if Marketo's session has ended."""

    def __init__(self, page: Page, options: SessionOptions) -> None:
        self._page = page
        self._options = options
        self._sign_in = page.navigation.sign_in
        self._address = admin_page_address(options.url, options.munchkin_id)
        self._budget = Budget(options.sign_in_again)
        self._thrown_out = ThrownOut(options)
        self._warnings: list[str] = []
        # Of the request under way: its name, whether it changes something, and how many clicks there were before it.
        self._call = ""
        self._changes = False
        self._clicks_before = 0
        # Whatever loads the page may meet the sign-in, not only what is done here.
        self._sign_in.permit = self._permit

    def run(self, work: Callable[[], Any], call: str, only_reads: bool) -> Any:
        """Do the work, signing in first if needed. Work that only reads is done again if the session ended during it.

        Raises `SignInRefused` where the session ended and nobody signs in again: during a change, or too often.
        """
        self._call, self._changes, self._clicks_before = call, not only_reads, self._page.clicks.count
        try:
            if self._sign_in.step() is not None:
                # Marketo has shown the sign-in by itself since the last request: nothing of this one was begun.
                self._page.navigation.open()
            return self._run(work)
        except SignInRefused as refused:
            if refused.details.get("code") == "session_expired":
                raise self._thrown_out.without_password(call, refused) from None
            raise

    def _run(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except (PageMismatch, PageRefused) as error:
            if not self._is_over():
                raise
            if self._changes:
                raise self._ended(self._thrown_out.during_a_change(self._call, self._said()), error) from None
        self._page.navigation.open()
        try:
            return work()
        except (PageMismatch, PageRefused) as error:
            if not self._is_over():
                raise
            raise self._ended(self._thrown_out.too_often(self._call, self._said()), error) from None

    def is_signed_in(self) -> bool:
        """Whether the page is there, and no sign-in."""
        return self._page.shows_admin_page() and self._sign_in.step() is None

    def take_warnings(self) -> list[str]:
        """Return what is to be said of the last request, once."""
        warnings, self._warnings = self._warnings, []
        return warnings

    def _permit(self) -> None:
        """Raise `SignInRefused` where nobody may sign in now. Called before each sign-in but the one that opened the session."""
        if self._changes and self._page.clicks.count > self._clicks_before:
            raise self._thrown_out.during_a_change(self._call, self._said())
        if not self._budget.spend():
            raise self._thrown_out.too_often(self._call, self._said())
        self._warnings.append(self._thrown_out.signed_in_again(self._call))

    def _said(self) -> str:
        """Return what the page says in its windows: some page may say why it ended the session."""
        return " / ".join(filter(None, self._page.windows_now()))

    def _is_over(self) -> bool:
        """Whether Marketo asks to sign in: here, or in another tab, where the page as it is stays for a person to look at."""
        return self._sign_in.step() is not None or self._asked_elsewhere()

    def _asked_elsewhere(self) -> bool:
        errors: tuple[type[Exception], ...] = (MarketoDynamicsError, *self._page.errors)
        try:
            tab = self._page.tab.context.new_page()
        except self._page.errors:
            return False
        try:
            screen = Screen(tab, self._options)
            sign_in = SignIn(screen, self._options)
            tab.goto(self._address, wait_until="domcontentloaded")

            def look() -> str | None:
                return "page" if screen.shows_admin_page() else sign_in.step()

            return screen.attempt(look) not in ("page", None)
        except errors:
            return False
        finally:
            tab.close()

    def _ended(self, ended: SignInRefused, error: MarketoDynamicsError) -> SignInRefused:
        """Add to what is said of the end what the error that it showed by has told."""
        ended.details["screenshot"] = error.details.get("screenshot")
        add_sync_state(ended, None, error.details.get("sync_enabled"))
        return ended
