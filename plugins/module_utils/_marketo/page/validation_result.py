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
from .page import Page

# Rows that aren't the expected seven, or lack an icon, count as all there are once they have stayed the same for so long.
QUIET_SECONDS = 1.5

Rows = list[ShownRow]


class ValidationResult:
    """Made before the validation is started: what looked like rows then is none of its rows."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._before = [_texts(rows) for rows in self._look()[1]]
        self._last: Rows = []
        self._since = time.monotonic()

    def wait(self, scope: Any, seconds: float) -> Judgement:
        """The rows, judged, as soon as all their checks have ended, at most so many seconds later; then with the unfinished ones as they are.

        Raises `PageRefused` where a dialog comes instead, and `PageMismatch` where nothing comes.
        """
        rows = self._page.attempt(lambda: self._finished(scope), seconds) or self._last
        if not rows:
            raise self._page.mismatch(
                f"no rows came within {seconds:g} seconds after the validation was started", element="rows"
            )
        return judge(rows)

    def _finished(self, scope: Any) -> Rows | None:
        seen = self._page.look()
        if seen.dialogs:
            self._refuse_dialogs(scope)
        if seen.busy:
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
        known, lists = self._look()
        if known:
            return known
        come = [rows for rows in lists if _texts(rows) not in self._before]
        sevens = [rows for rows in come if len(rows) == len(ROWS)]
        if len(sevens) > 1:
            # Which one is meant can't be told, so they are too many rows.
            return [row for rows in sevens for row in rows]
        return sevens[0] if sevens else max(come, key=len, default=[])

    def _look(self) -> tuple[Rows, list[Rows]]:
        """Return the list around known headings, and all lists that might be one of rows."""
        answers = self._page.frames.every(results.ROWS, {"headings": list(HEADINGS)})
        known = [ShownRow.from_page(row) for answer in answers for row in answer["known"]]
        return known, [[ShownRow.from_page(row) for row in rows] for answer in answers for rows in answer["lists"]]

    def _refuse_dialogs(self, scope: Any) -> None:
        """A dialog besides the form's own, or any where the form is in the tab, is the page's answer."""
        texts = self._page.dialogs.texts_beside(scope)
        if texts:
            raise PageRefused(f"Marketo refused to validate: {' / '.join(texts)!r}.", said=texts[0])


def _texts(rows: Rows) -> list[str]:
    return [row.text for row in rows]
