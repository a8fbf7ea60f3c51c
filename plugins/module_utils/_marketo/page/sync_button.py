# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one control that disables and enables the sync. What it is called says what a click would do; a switch says what is."""

from __future__ import annotations

from ..errors import PageRefused
from ..reading.toggle import DISABLED, ENABLED, Toggle
from ..screen.clicks import CLICKED, GONE
from ..screen.sight import Sight
from .answers import Answers
from .page import Page

# The control's names, by whether the sync is enabled while it is called so.
NAMES = {True: "disable_sync", False: "enable_sync"}
# What a question about it may call the answer.
VERBS = {True: "enable", False: "disable"}
STATES = {True: ENABLED, False: DISABLED}


class SyncButton:
    """Switches the sync."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def switch(self, enabled: bool) -> str:
        """Click the control, answer what is asked, and wait until it shows the wanted state. Returns the id of the instance, from the same look.

        Raises `PageRefused` where the page said something and the state stayed, and `PageMismatch` for all else that isn't as expected.
        """
        rest = self._page.navigation.guard_page()
        if rest.sync_enabled is enabled:
            return rest.munchkin_id
        with self._page.native_dialogs.expected():
            before = self._page.wait(self._page.seen(lambda sight: [sight.standing()]), self._no_toggle)[0]
            self._click(enabled)
            answers = Answers(self._page, before, agree=(NAMES[not enabled], VERBS[enabled]))

            def look(sight: Sight) -> str | None:
                if answers.step(sight) or sight.is_loading or self._page.sync_state(sight) != STATES[enabled]:
                    return None
                return self._page.navigation.instance(sight)

            return self._page.wait(self._page.seen(look), lambda: self._unchanged(enabled, answers))

    def _click(self, enabled: bool) -> None:
        """Click the control, which was read a moment ago in the other state."""

        def press(sight: Sight, toggle: Toggle) -> str | None:
            if toggle.state != STATES[not enabled] or toggle.control is None:
                return None
            outcome = self._page.clicks.press(sight, toggle.control)
            return None if outcome == GONE else outcome

        def attempt(sight: Sight) -> str | None:
            if sight.toggle.state in STATES.values():
                return press(sight, sight.toggle)
            return self._page.sync_menu.open(sight, press)

        name = NAMES[not enabled]
        if self._page.wait(self._page.seen(attempt), self._no_toggle) != CLICKED:
            raise self._page.mismatch(
                f"{self._page.words.describe(name)} is there but could not be clicked: something covers it",
                element=name,
            )

    def _no_toggle(self) -> Exception:
        return self._page.mismatch("the sync's button went away before it was clicked", element="toggle")

    def _unchanged(self, enabled: bool, answers: Answers) -> Exception:
        if answers.texts:
            return PageRefused(
                f"After the click on the sync's button the Marketo page said: {' / '.join(answers.texts)!r}. Look at the page; the sync's state "
                f"may not have changed.",
                said=answers.texts[-1],
                screenshot=self._page.mismatch.picture(),
            )
        return self._page.mismatch(
            f"after a click on {self._page.words.describe(NAMES[not enabled])}, {self._page.words.describe(NAMES[enabled])} did not come",
            element="toggle",
        )
