# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answering what the page asks or says after a click of ours: questions are confirmed, messages are read and closed, anything else is a person's."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from ..matching.forbidden import speaks_of_beginning
from ..matching.outcome import Found
from ..matching.windows import Window
from ..screen.clicks import CLICKED
from ..screen.sight import Elements, Sight
from .page import Page

AGREE = ("yes", "confirm", "ok")
DECLINE = ("no", "cancel")
ACKNOWLEDGE = ("ok", "close")
# More questions than Adobe's longest procedure has (Confirm, Confirm, OK), and one to spare.
MOST_ANSWERS = 4
# How long a window has to stay as it is before it is taken for complete.
SETTLED_SECONDS = 1.0


class Answers:
    """Answers the windows that come after one click.

    ``before`` are the windows that were there already, also the one that the click was in; ``agree`` are names of elements that agree to just what
    was asked for, such as a button *Disable*.
    """

    def __init__(
        self,
        page: Page,
        before: Elements,
        agree: Sequence[str] = (),
    ) -> None:
        self._page = page
        self._before = before
        self._agree = (*agree, *AGREE)
        self._answered: list[Any] = []
        self._left: list[Any] = []
        self._seen_since: dict[str, float] = {}
        # What was asked, what was only said, and what was left alone, in order.
        self.asked: list[str] = []
        self.said: list[str] = []
        self.left: list[str] = []

    @property
    def texts(self) -> list[str]:
        """Return everything that was asked or said, the browser's own boxes included."""
        return [*self.asked, *self.said, *self.left, *self._page.native_dialogs.said]

    def step(self, sight: Sight) -> bool:
        """Answer the topmost new window. Return whether there is one that is part of the answer (it may take a moment to go away).

        What is neither a question with a known answer nor a message is left alone, such as a guide that happens to come now; it is named if what was
        wanted doesn't come. Raises `PageMismatch` for a question too many.
        """
        windows = sight.windows_since([*self._before, *self._left])
        waiting = sight.windows_since([*self._before, *self._left, *self._answered]) if windows else []
        if not waiting or sight.is_loading:
            return bool(windows)
        window = waiting[0]
        answer = self._answer(sight, window)
        if answer is None:
            self._leave(sight, window)
            return True
        if len(self._answered) >= MOST_ANSWERS:
            raise self._page.unexpected([one.text for one in windows])
        name, is_question = answer
        choice, element = sight.choose(name, window.node), sight.handle(window.node)
        if isinstance(choice, Found) and self._page.clicks.press(sight, choice.control) == CLICKED:
            self._answered.append(element)
            (self.asked if is_question else self.said).append(window.text)
        return True

    def _leave(self, sight: Sight, window: Window) -> None:
        """Leave a window alone that has stayed as it is for a moment; its buttons may come after its text."""
        if time.monotonic() - self._seen_since.setdefault(window.text, time.monotonic()) >= SETTLED_SECONDS:
            self._left.append(sight.handle(window.node))
            self.left.append(window.text)

    def _answer(self, sight: Sight, window: Window) -> tuple[str, bool] | None:
        """Return the element to click, and whether it answers a question; None where a person has to look."""
        # A question about what begins a sync is a person's, whatever its buttons are called.
        if not window.is_message or speaks_of_beginning(window.text):
            return None
        agree = [name for name in self._agree if sight.has(name, window.node)]
        declines = any(sight.has(name, window.node) for name in DECLINE)
        if agree and (declines or agree[0] not in ACKNOWLEDGE):
            return agree[0], True
        close = [name for name in ACKNOWLEDGE if sight.has(name, window.node)]
        return (close[0], False) if close else None
