# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tabs *Sync Status* and *Sync Errors*: what waits, what went through in the last full hour, what failed.

Titles are known in English only. A table is returned with its columns and cells as shown, and as records under standard names as far as
its titles are known.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..reading.tables import read_notes, read_tables
from ..screen.sight import Sight
from ..snapshot.model import Snapshot
from .page import Page

# Subset (model.SUBSETS) -> the tab's name in the page map.
TABS = {"status": "sync_status", "errors": "sync_errors"}
# What tells a table among several: a word of its title, or, where no title is known, its place.
TABLES = {"status": {"backlog": "backlog", "throughput": "throughput"}, "errors": {"errors": "error"}}
# Standard name -> the titles of its column, in lower case.
COLUMNS: dict[str, dict[str, Sequence[str]]] = {
    "backlog": {
        "object": ("object", "object type", "entity", "name"),
        "inserts": ("inserts", "insert", "new"),
        "updates": ("updates", "update"),
    },
    "throughput": {
        "object": ("object", "object type", "entity", "name"),
        "inserts": ("inserts", "insert", "new"),
        "updates": ("updates", "update"),
        "records": ("records", "throughput", "total"),
    },
    "errors": {
        "date": ("date", "time", "date/time", "created"),
        "object": ("object", "object type", "entity"),
        "record": ("record", "name", "record id", "id"),
        "operation": ("operation",),
        "direction": ("sync direction", "direction"),
        "code": ("error code", "code"),
        "message": ("message", "error message", "error", "description"),
    },
}
COUNTS = ("inserts", "updates", "records")
# Shown where there is no value.
NOTHING = ("", "n/a", "na", "-", "–", "—")
GROUPED = re.compile(r"\d{1,3}([.,'\u2019\s]\d{3})+|\d+")
# Tables may come one after the other, and rows after the head.
QUIET_SECONDS = 0.4

Table = dict[str, Any]


class StatusTabs:
    """Reads the tables of a tab."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: list[Table] = []
        self._since = time.monotonic()

    def read(self, name: str) -> dict[str, Table]:
        """Open the tab of this subset and read its tables. Raises `PageMismatch` where it or a table is missing."""
        tab = TABS[name]
        before = self._page.seen(lambda sight: _tables(sight.snapshot))() or []
        self._page.elements.click(tab)
        self._last, self._since = [], time.monotonic()
        tables = self._page.wait(
            self._page.seen(lambda sight: self._come(sight, before, len(TABLES[name]))),
            lambda: self._page.mismatch(
                f"after a click on {self._page.words.describe(tab)} {len(self._last) or 'no'} table{'' if len(self._last) == 1 else 's'} came, where "
                f"{len(TABLES[name])} {'is' if len(TABLES[name]) == 1 else 'are'} expected",
                element=tab,
            ),
        )
        return {kind: standard(kind, table) for kind, table in match_tables(TABLES[name], tables).items()}

    def _come(self, sight: Sight, before: list[Table], count: int) -> list[Table] | None:
        tables = [table for table in _tables(sight.snapshot) if table not in before]
        if tables != self._last:
            self._last, self._since = tables, time.monotonic()
        quiet = time.monotonic() - self._since >= QUIET_SECONDS
        return tables if len(tables) == count and quiet and not sight.is_loading else None


def _tables(snapshot: Snapshot) -> list[Table]:
    tables: list[Table] = [
        {"title": one.title, "columns": list(one.columns), "rows": [list(row) for row in one.rows], "note": ""}
        for one in read_tables(snapshot)
    ]
    notes = [{"title": title, "columns": None, "rows": None, "note": note} for title, note in read_notes(snapshot)]
    return [*tables, *notes]


def match_tables(words: Mapping[str, str], tables: Sequence[Table]) -> dict[str, Table]:
    """Which table is which: each by its title where all titles are known, else by their places."""
    by_title = {kind: [table for table in tables if word in table["title"].lower()] for kind, word in words.items()}
    if all(len(found) == 1 for found in by_title.values()):
        return {kind: found[0] for kind, found in by_title.items()}
    return dict(zip(words, tables))


def standard(kind: str, table: Table) -> Table:
    """A table as shown, and its ``records`` under standard names, null where no column is called so.

    Where the page shows a ``note`` in place of the table, what it means is a person's to read, so that all else is null.
    """
    if table["columns"] is None:
        return {**table, "records": None}
    titles = [title.lower() for title in table["columns"]]
    places = {
        name: next((titles.index(title) for title in known if title in titles), None)
        for name, known in COLUMNS[kind].items()
    }
    records = [
        {name: None if place is None else _value(name, cells[place]) for name, place in places.items()}
        for cells in table["rows"]
    ]
    return {**table, "records": records}


def _value(name: str, text: str) -> Any:
    if text.strip().lower() in NOTHING:
        return None
    if name not in COUNTS:
        return text
    return int(re.sub(r"\D", "", text)) if GROUPED.fullmatch(text.strip()) else None
