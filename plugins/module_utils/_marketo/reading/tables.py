# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Tables as they are shown, and whether all of their rows are there: a grid may draw only the rows that fit on the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..matching.windows import window_of
from ..snapshot.model import Node, Snapshot

_GRID = re.compile(r"(^| )x4?-grid3?($| )")
_ROW = re.compile(r"(^| )x4?-grid3?-row($| )")
_HEAD = re.compile(r"(^| )(x-grid3-hd|x4-column-header)($| )")
_CELL = re.compile(r"(^| )x4?-grid3?-cell($| )")
# A line that only holds the columns' widths is no head that anybody reads.
_LOWEST_HEAD = 4
_TITLE = re.compile(r"^h[1-6]$|^caption$|^legend$")
_PANEL_TITLE = re.compile(r"(^| )(x4?-panel-header-text|x4-header-text)($| )")
_HOLDS = frozenset(("button", "tab", "tablist", "link", "textbox"))


@dataclass(frozen=True)
class Table:
    """One table. ``total`` is how many rows the page says there are, or None; ``complete`` is False if fewer are drawn."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int | None

    @property
    def complete(self) -> bool:
        """Return whether all rows are there, as far as the page says."""
        return self.total is None or len(self.rows) >= self.total


def read_tables(snapshot: Snapshot) -> tuple[Table, ...]:
    """Return the tables that are shown outside windows, from top to bottom, each with the nearest title before it."""
    found: list[Table] = []
    title, end = "", 0
    for node in snapshot.nodes:
        if node.index < end or not node.shown:
            continue
        if _TITLE.match(node.tag) or node.role == "heading" or _PANEL_TITLE.search(node.classes):
            title = snapshot.text(node)
        elif _is_table(node):
            table = _table(snapshot, node, title)
            if table is not None and window_of(snapshot, node) is None:
                found.append(table)
                end = node.end
    return tuple(found)


def read_notes(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return titles that have only a text below them, as in a look that shows a sentence instead of an empty table: (title, text)."""
    found = []
    for node in snapshot.nodes:
        is_title = _TITLE.match(node.tag) or node.role == "heading" or _PANEL_TITLE.search(node.classes)
        if not is_title or not node.shown or not snapshot.text(node) or window_of(snapshot, node) is not None:
            continue
        place = node
        for place in snapshot.ancestors(node):
            if snapshot.text(place) != snapshot.text(node):
                break
        inside = [one for one in snapshot.inside(place) if one.shown]
        titles = [one for one in inside if _TITLE.match(one.tag) or one.role == "heading"]
        holds_more = any(one.type or one.tag == "button" or one.role in _HOLDS or _is_table(one) for one in inside)
        note = snapshot.text(place).replace(snapshot.text(node), "", 1).strip()
        if note and not holds_more and len(titles) <= 1:
            found.append((snapshot.text(node), note))
    return tuple(found)


def _is_table(node: Node) -> bool:
    return node.tag == "table" or node.role in ("grid", "table", "treegrid") or bool(_GRID.search(node.classes))


def _table(snapshot: Snapshot, grid: Node, title: str) -> Table | None:
    heads: list[Node] = []
    rows: list[tuple[str, ...]] = []
    end = 0
    for node in snapshot.inside(grid):
        if not node.shown or node.index < end:
            continue
        if _is_head(node):
            heads += [node] if node.box.height >= _LOWEST_HEAD else []
            end = node.end
        elif _is_row(snapshot, node):
            cells = _cells(snapshot, node)
            # Toolkits make a table of each row, or wrap all of them in one: a row is the outermost that has as many cells as there are columns.
            if len(cells) == len(heads):
                rows.append(tuple(snapshot.text(cell) for cell in cells))
                end = node.end
    if not heads:
        return None
    columns = tuple(snapshot.text(head) for head in heads)
    named = grid.names.labelled_by or grid.names.aria_label or _caption(snapshot, grid) or title
    return Table(named, columns, tuple(row for row in rows if len(row) == len(columns)), _total(grid, rows))


def _is_row(snapshot: Snapshot, node: Node) -> bool:
    looks_so = node.tag == "tr" or node.role == "row" or bool(_ROW.search(node.classes))
    return looks_so and not any(_is_head(one) for one in snapshot.inside(node))


def _is_head(node: Node) -> bool:
    return node.tag == "th" or node.role == "columnheader" or bool(_HEAD.search(node.classes))


def _cells(snapshot: Snapshot, row: Node) -> list[Node]:
    """Return a row's cells, without what stands inside them and bears such a name as well."""
    found: list[Node] = []
    for node in snapshot.inside(row):
        is_cell = node.tag == "td" or node.role in ("cell", "gridcell") or bool(_CELL.search(node.classes))
        if is_cell and not (found and found[-1].contains(node)):
            found.append(node)
    return found


def _caption(snapshot: Snapshot, grid: Node) -> str:
    return next((snapshot.text(one) for one in snapshot.children(grid) if one.tag == "caption"), "")


def _total(grid: Node, rows: list[tuple[str, ...]]) -> int | None:
    """Return how many rows the page says there are; its count includes the head's row. -1 means that the page doesn't know."""
    text = grid.data.get("aria-rowcount", "")
    if not re.match(r"^-?\d+$", text):
        return None
    count = int(text)
    return len(rows) + 1 if count < 0 else max(count - 1, 0)
