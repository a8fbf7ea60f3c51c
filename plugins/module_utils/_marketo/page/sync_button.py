# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one button that disables and enables the sync. Its label is the state."""

from __future__ import annotations

from typing import Any

from ..errors import PageRefused
from ..page_map.elements import SYNC_BUTTON
from .page import Page


class SyncButton:
    """Reads and switches."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def enabled(self, text: str) -> bool:
        """What the button's label says of the sync."""
        return text in self._page.words.labels(SYNC_BUTTON[True])

    def switch(self, enabled: bool) -> str:
        """Click the button, and wait until it offers the opposite. Returns the id of the instance, from the same look."""
        self._page.navigation.guard_page()
        self._page.elements.click(SYNC_BUTTON[not enabled])
        confirmed: list[Any] = []

        def look() -> str | None:
            seen = self._page.look()
            if seen.dialogs:
                self._answer(confirmed)
                return None
            seen = self._page.with_toggle(seen)
            done = not seen.busy and seen.has_one(["toggle"]) and self.enabled(seen.parts["toggle"][0]) == enabled
            return self._page.navigation.guard(seen) if done else None

        return self._page.wait(
            look,
            lambda: self._page.mismatch(
                f"after a click on {self._page.words.describe(SYNC_BUTTON[not enabled])}, {self._page.words.describe(SYNC_BUTTON[enabled])} did not come",
                element="toggle",
            ),
        )

    def _answer(self, confirmed: list[Any]) -> None:
        """Confirm the one question that follows the click; anything else is for a person to read."""
        # A question that was answered may take a moment to go away.
        dialogs = [] if confirmed else self._page.dialogs.shown()
        texts = self._page.dialogs.texts_beside(confirmed[0]) if confirmed else self._page.dialogs.texts(dialogs)
        if not texts:
            return
        if confirmed or len(dialogs) != 1:
            raise self._page.dialogs.unexpected(texts)
        agree = [key for key in ("yes", "confirm") if self._page.elements.find(key, dialogs[0])]
        decline = any(self._page.elements.find(key, dialogs[0]) for key in ("no", "cancel"))
        if not agree and self._page.elements.find("ok", dialogs[0]):
            if not decline:
                # With nothing to decline it is no question but a message.
                raise PageRefused(
                    f"After the click on the sync's button the Marketo page said: {texts[0]!r}. Look at the page; the sync's state may not "
                    f"have changed.",
                    said=texts[0],
                )
            agree = ["ok"]
        if len(agree) != 1:
            raise self._page.dialogs.unexpected(texts)
        self._page.elements.click(agree[0], dialogs[0])
        confirmed.append(dialogs[0])
