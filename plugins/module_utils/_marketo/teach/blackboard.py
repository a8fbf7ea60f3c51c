# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's side of teaching: the bar that asks, and the clicks that are taken before the page gets them."""

from __future__ import annotations

from typing import Any

from . import script


class Blackboard:
    """Asks in one tab, and takes what a person clicks there, in whatever frame. ``errors`` are what Playwright raises."""

    def __init__(self, tab: Any, errors: tuple[type[Exception], ...]) -> None:
        self._tab = tab
        self._errors = errors
        self._bottom = False
        self._question = self._note = ""

    def prepare(self) -> None:
        """Have every document that the tab loads from now on begin with the interception, before scripts of its own. It stays as long as the tab."""
        self._tab.add_init_script(script.INTERCEPT)

    def ask(self, question: str, note: str = "") -> None:
        """Show a question, and a note below it."""
        self._question, self._note = question, note
        self._draw()

    def answer(self) -> str:
        """Return which of the bar's buttons was clicked since the last look, or an empty text."""
        # A frame that was made without being loaded has no interception yet.
        for frame in self._tab.frames:
            self._evaluate(frame, script.INTERCEPT)
        answer = self._draw()
        if answer == "move":
            self._bottom = not self._bottom
            return ""
        return answer

    def taken(self) -> Any:
        """Return the element that was clicked since the last look, or None."""
        for frame in self._tab.frames:
            try:
                element = frame.evaluate_handle(script.TAKE).as_element()
            except self._errors:  # the frame went away while it was asked; the next look asks those that are there
                continue
            if element is not None:
                return element
        return None

    def hide(self) -> None:
        """Take the bar out of sight, so that no snapshot holds it."""
        self._draw(hidden=True)

    def let_through(self, element: Any, seconds: float) -> bool:
        """Click an element for the person, the only one that gets its events. Return False if it went away or something covers it."""
        try:
            element.evaluate(script.ALLOW)
            element.click(timeout=seconds * 1000)
            return True
        except self._errors:
            return False
        finally:
            for frame in self._tab.frames:
                self._evaluate(frame, script.FORBID)

    def clear(self) -> None:
        """Remove the bar."""
        self._evaluate(self._tab.main_frame, script.REMOVE)

    def _draw(self, hidden: bool = False) -> str:
        drawn = {"question": self._question, "note": self._note, "bottom": self._bottom, "hidden": hidden}
        return str(self._evaluate(self._tab.main_frame, script.DRAW, drawn) or "")

    def _evaluate(self, frame: Any, code: str, argument: Any = None) -> Any:
        """Run code in a frame; None if it is between two pages, where the next look finds the new one."""
        try:
            return frame.evaluate(code, argument)
        except self._errors:
            return None
