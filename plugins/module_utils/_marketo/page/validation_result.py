# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting for the rows of a validation, wherever on the page they come, and judging them.

Rows are read from snapshots (`read_rows`). Seven checks against Dynamics take seconds each, so rows may come far apart, and icons later than
headings: fewer than seven rows with an icon are waited for as long as the validation may take. What stays unclear is told as *could not be read*.
"""

from __future__ import annotations

import time
from typing import Any

from ..._validation_rows import ROWS, Judgement, ShownRow, judge
from ..matching.text import fold
from ..reading import rows as reading
from ..reading.busy import is_loading
from ..reading.painted import column_box, with_colours
from ..reading.png import decode
from ..screen.sight import Sight
from ..snapshot.model import Snapshot
from .page import Page

# Seven rows count once nothing about them has changed for a moment; a verdict that follows its icon needs no longer.
STEADY_SECONDS = 0.25
PENDING_SECONDS = 3.0
# An icon that can't be read may be one that is still turning. One that has stayed the same for so long is final, and so is a page that shows nothing
# but a dialog that nobody asked for.
UNCLEAR_SECONDS = 30.0
# How long a picture of the icons may take. It is of help only, so one that takes longer is not tried again.
PICTURE_SECONDS = 2.0
PASSED = {reading.PASSED: True, reading.FAILED: False}


class ValidationResult:
    """Made before the validation is started: what looked like rows then is none of its rows."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._reading = reading.RowsReading(reading.INCOMPLETE, (), "no rows with icons came")
        self._seen: Any = None
        self._since = time.monotonic()
        self._dialogs: list[str] = []
        self._has_pictures = True
        with page.look() as sight:
            self._earlier = reading.row_texts(sight.snapshot)
            self._before = sight.standing()

    def wait(self, seconds: float) -> Judgement:
        """Return the rows, judged, once all seven have ended, at most so many seconds later."""
        if self._page.attempt(self._page.seen(self._is_final), seconds):
            return self._judgement()
        return self._judgement("the page was still changing or loading when the time was up")

    def _is_final(self, sight: Sight) -> bool | None:
        loading = self._read(sight.snapshot)
        self._dialogs = self._other_windows(sight)
        seen = (
            self._reading.outcome,
            [(row.text, row.detail, row.outcome) for row in self._reading.rows],
            self._dialogs,
            loading,
        )
        if seen != self._seen:
            self._seen, self._since = seen, time.monotonic()
        quiet = time.monotonic() - self._since
        if loading:
            return None
        if self._reading.outcome in PASSED:
            # One that failed is enough for the verdict; what the others say may follow in a moment.
            pending = any(row.outcome == reading.UNREADABLE for row in self._reading.rows)
            return True if quiet >= (PENDING_SECONDS if pending else STEADY_SECONDS) else None
        waits = self._reading.outcome == reading.INCOMPLETE and (self._reading.rows or not self._dialogs)
        return None if waits or quiet < UNCLEAR_SECONDS else True

    def _read(self, snapshot: Snapshot) -> bool:
        """Read the rows of a snapshot. Return whether the page is still loading."""
        # What was there before and has gone may come again as this validation's own.
        self._earlier &= reading.row_texts(snapshot)
        self._reading = reading.read_rows(snapshot, self._earlier)
        if self._reading.outcome != reading.INCOMPLETE and self._has_pictures:
            self._reading = reading.read_rows(self._painted(snapshot), self._earlier)
        return is_loading(snapshot)

    def _painted(self, snapshot: Snapshot) -> Snapshot:
        """Add the colours that the rows' icons have on the screen: a name may say nothing, or what isn't shown."""
        icons = [row.icon for row in self._reading.rows]
        place = column_box(snapshot, icons)
        if place is None:
            return snapshot
        failures: tuple[type[Exception], ...] = (ValueError, *self._page.errors)
        try:
            picture = self._page.tab.screenshot(
                type="png", full_page=True, clip=place._asdict(), scale="css", timeout=PICTURE_SECONDS * 1000
            )
            return with_colours(snapshot, icons, place, decode(picture))
        except failures:
            self._has_pictures = False
            return snapshot

    def _other_windows(self, sight: Sight) -> list[str]:
        """Return what windows say that came since, besides the one that holds the rows."""
        rows = [fold(row.text) for row in self._reading.rows]
        return [
            one.text
            for one in sight.windows_since(self._before)
            if not (rows and all(row in fold(one.text) for row in rows))
        ]

    def _judgement(self, unfinished: str = "") -> Judgement:
        outcome = self._reading.outcome
        rows = [ShownRow(row.text, row.detail, PASSED.get(row.outcome), _why(row)) for row in self._reading.rows]
        if outcome in PASSED and not unfinished:
            return judge(rows)
        # Time is up while one check still runs: what has plainly failed by then has failed.
        if outcome == reading.INCOMPLETE and len(rows) == len(ROWS) and any(row.passed is False for row in rows):
            return judge(rows)
        why = unfinished if outcome in PASSED else self._reading.why
        said = f"; a dialog says: {' / '.join(self._dialogs)!r}" if self._dialogs else ""
        return judge(rows, f"{why}{said}")


def _why(row: reading.Row) -> str:
    if row.outcome == reading.STILL_RUNNING:
        return "This row was still being checked when the time was up."
    return f"This row's icon could not be read: {row.why}." if row.outcome == reading.UNREADABLE else ""
