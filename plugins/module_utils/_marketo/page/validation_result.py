# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting for the rows of a validation, wherever on the page they come."""

from __future__ import annotations

import time
from typing import Any

from ..._validation_rows import HEADINGS, ROWS, Judgement, ShownRow, judge
from ..errors import PageRefused
from ..page_map.scripts import read as results
from ..screen.screen import Screen
from .navigation import Navigation, merge

# Rows that aren't the expected seven, or lack an icon, count as all there are once they have stayed the same for so long.
QUIET_SECONDS = 1.5

Rows = list[ShownRow]


class _TimeIsUp(Exception):
    """The bounded wait has ended."""


class ValidationResult:
    """Made before the validation is started: what looked like rows then is none of its rows."""

    def __init__(self, screen: Screen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation
        self._before = [_texts(rows) for rows in self._look()["lists"]]
        self._last: Rows = []
        self._since = time.monotonic()

    def wait(self, scope: Any, seconds: float) -> Judgement:
        """The rows, judged, as soon as all their checks have ended, at most so many seconds later; then with the unfinished ones as they are.

        Raises `PageRefused` where a dialog comes instead, and `PageMismatch` where nothing comes.
        """
        try:
            return judge(self._screen.wait(lambda: self._finished(scope), _TimeIsUp, seconds))
        except _TimeIsUp:
            if self._last:
                return judge(self._last)
            raise self._screen.mismatch(
                f"no rows came within {seconds:g} seconds after the validation was started", element="rows"
            ) from None

    def _finished(self, scope: Any) -> Rows | None:
        seen = merge(self._screen.look())
        if seen["dialogs"]:
            self._refuse_dialogs(scope)
        if seen["busy"]:
            return None
        rows = self._rows()
        if rows != self._last:
            self._since = time.monotonic()
        self._last = rows or self._last
        if not rows or any(row.is_unfinished for row in rows):
            return None
        complete = len(rows) == len(ROWS) and all(row.icons for row in rows)
        return rows if complete or time.monotonic() - self._since >= QUIET_SECONDS else None

    def _rows(self) -> Rows:
        """The list around known headings; else the one list of seven that has come; else the longest."""
        seen = self._look()
        if seen["known"]:
            return seen["known"]
        come = [rows for rows in seen["lists"] if _texts(rows) not in self._before]
        sevens = [rows for rows in come if len(rows) == len(ROWS)]
        if len(sevens) > 1:
            # Which one is meant can't be told, so they are too many rows.
            return [row for rows in sevens for row in rows]
        return sevens[0] if sevens else max(come, key=len, default=[])

    def _look(self) -> dict[str, Any]:
        answers = [
            answer
            for frame in self._screen.frames()
            for answer in self._screen.ask(frame, results.ROWS, {"headings": list(HEADINGS)})
        ]
        return {
            "known": [ShownRow.from_page(row) for answer in answers for row in answer["known"]],
            "lists": [[ShownRow.from_page(row) for row in rows] for answer in answers for rows in answer["lists"]],
        }

    def _refuse_dialogs(self, scope: Any) -> None:
        """A dialog besides the form's own, or any where the form is in the tab, is the page's answer."""
        texts = self._screen.texts(self._screen.dialogs()) if scope is None else self._screen.other_dialogs(scope)
        if texts:
            raise PageRefused(f"Marketo refused to validate: {' / '.join(texts)!r}.", said=texts[0])


def _texts(rows: Rows) -> list[str]:
    return [row.text for row in rows]
