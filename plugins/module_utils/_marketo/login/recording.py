# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Recording a session: a person signs in in a visible browser, in whatever way their organization asks for; this only watches."""

from __future__ import annotations

from typing import Any

from ..._engine.errors import MarketoDynamicsError, SignInRefused, TimedOut
from ..._engine.waiting import wait_for
from ..address import admin_page_address, shown_address
from ..browser.storage_state import recorded
from ..screen.screen import Screen
from ..session_options import SessionOptions

LOOK_SECONDS = 0.5


class Recording:
    """Opens the admin page and waits until it is there; types nothing and clicks nothing."""

    def __init__(self, page: Any, options: SessionOptions) -> None:
        self._page = page
        self._options = options
        # One screen for each tab: a screen listens to the boxes of its tab.
        self._screens = {page: Screen(page, options)}
        self._errors = self._screens[page].errors
        self._closed = False
        page.context.on("close", self._note_close)

    def run(self) -> dict[str, Any]:
        """Wait for the right instance's page; return its id and the session."""
        address = admin_page_address(self._options.url, self._options.munchkin_id)
        try:
            self._page.goto(address, wait_until="domcontentloaded")
        except self._errors:
            raise MarketoDynamicsError(
                f"The browser could not load {shown_address(address)}. Check url, proxy and ca_bundle."
            ) from None
        seen: list[str] = []

        def look() -> str | None:
            seen[:] = self._instances()
            wanted = self._options.munchkin_id
            return next((one for one in seen if not wanted or one.upper() == wanted.upper()), None)

        try:
            found = wait_for(look, "a person to sign in", self._options.record_timeout, LOOK_SECONDS, self._pause)
        except TimedOut:
            raise self._nobody(seen) from None
        # What the page stores once it is loaded belongs to the session, too.
        self._pause(2 * LOOK_SECONDS)
        return {"munchkin_id": found, "storage_state": recorded(self._page.context.storage_state(), found)}

    def _note_close(self, _context: Any) -> None:
        self._closed = True

    def _instances(self) -> list[str]:
        """The Munchkin ids that the pages report, in all of the person's tabs."""
        pages = self._page.context.pages
        if self._closed or not pages:
            raise SignInRefused(
                "The browser's window was closed before the admin page was there. Nothing was recorded; run again, and sign in in the window."
            )
        for page in pages:
            if page not in self._screens:
                self._screens[page] = Screen(page, self._options)
        return sorted(filter(None, {self._screens[page].instance() for page in pages}))

    def _pause(self, seconds: float) -> None:
        """With the browser at work: through any tab, since the person may close the first one."""
        for page in self._page.context.pages[:1]:
            try:
                page.wait_for_timeout(seconds * 1000)
            except self._errors:
                continue

    def _nobody(self, seen: list[str]) -> TimedOut:
        wanted = self._options.munchkin_id
        what = (
            f"The page shown was of the instance {', '.join(seen)}, and munchkin_id asks for {wanted}."
            if seen
            else "The admin page was not seen."
        )
        return TimedOut(
            f"Waited {self._options.record_timeout:g} seconds for a person to sign in and open the page Admin > Microsoft Dynamics. {what} "
            f"Nothing was recorded. Run again, with a longer record_timeout where that was too short."
        )
