# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven rows of a validation.

    reading = read_rows(snapshot)
    reading.outcome   # passed, failed, unreadable or incomplete

Rows are found by their icons: small pictures in one column, one under the other, each with a text on its line. Words only check them. Passed means
exactly seven rows, all passed. Fewer than seven with an icon, or one that is still running, is ``incomplete``: the caller goes on waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..._validation_rows import HEADINGS, ROWS
from ..matching.text import fold
from ..snapshot.model import Node, Snapshot
from .icons import BAD, GOOD, RUNNING, UNCLEAR, is_information, judge

PASSED, FAILED, UNREADABLE, INCOMPLETE = "passed", "failed", "unreadable", "incomplete"
_LARGEST = 48
_NAVIGATION = frozenset(
    ["navigation", "tree", "menu", "menubar", "tablist", "toolbar", "tab", "menuitem", "treeitem", "banner"]
)
_KNOWN = {fold(heading): row.id for heading, row in HEADINGS.items()}
_STATES = {GOOD: PASSED, BAD: FAILED, RUNNING: "running", UNCLEAR: UNREADABLE}


@dataclass(frozen=True)
class Row:
    """One row. ``id`` is its place in Adobe's article, by its heading, or 0 if the heading isn't known."""

    text: str
    outcome: str
    why: str
    icon: Node
    id: int = 0


@dataclass(frozen=True)
class RowsReading:
    """What the rows say together, and why."""

    outcome: str
    rows: tuple[Row, ...]
    why: str = ""


def read_rows(snapshot: Snapshot, earlier: Iterable[str] = (), marked: str = "rows") -> RowsReading:
    """Return the outcome. ``earlier`` are texts of rows that were there before the validation; an operator's marks limit where rows are looked for."""
    before = {fold(text) for text in earlier}
    columns = [column for column in _columns(snapshot, marked) if not _was_there(snapshot, column, before)]
    if not columns:
        return RowsReading(INCOMPLETE, (), "no rows with icons are there yet")
    columns.sort(key=lambda column: (_known_in(snapshot, column), len(column) == len(ROWS), len(column)), reverse=True)
    best = columns[0]
    rows = tuple(_row(snapshot, icon, text) for icon, text in best)
    rivals = [
        one
        for one in columns[1:]
        if _known_in(snapshot, one) == _known_in(snapshot, best) and len(one) == len(best) == len(ROWS)
    ]
    if rivals:
        return RowsReading(UNREADABLE, rows, f"{1 + len(rivals)} lists of {len(ROWS)} rows are there")
    return _together(rows)


def _together(rows: tuple[Row, ...]) -> RowsReading:
    count = len(rows)
    running = sum(row.outcome == "running" for row in rows)
    known = [row.id for row in rows if row.id]
    if count < len(ROWS) or (count == len(ROWS) and running):
        done = count - running
        return RowsReading(INCOMPLETE, rows, f"{done} of {len(ROWS)} rows have an icon that says how they ended")
    if count > len(ROWS):
        return RowsReading(UNREADABLE, rows, f"the page shows {count} rows, where {len(ROWS)} are expected")
    if len(set(known)) != len(known):
        return RowsReading(UNREADABLE, rows, "one row is there twice")
    return _judged(rows)


def _judged(rows: tuple[Row, ...]) -> RowsReading:
    failed, unclear = ([row for row in rows if row.outcome == outcome] for outcome in (FAILED, UNREADABLE))
    if failed:
        return RowsReading(FAILED, rows, f"{len(failed)} of {len(rows)} rows failed")
    if unclear:
        why = f"{len(unclear)} of {len(rows)} rows have an icon that can't be read: {unclear[0].why}"
        return RowsReading(UNREADABLE, rows, why)
    return RowsReading(PASSED, rows)


def _row(snapshot: Snapshot, icon: Node, text: str) -> Row:
    forced = [name for name in ("row_good", "row_bad") if icon.index in _marked_icons(snapshot, name)]
    if forced:
        state, why = (
            (UNCLEAR, "marked as good and as bad")
            if len(forced) > 1
            else (GOOD if forced == ["row_good"] else BAD, "the operator's selector")
        )
    else:
        state, why = judge(snapshot, icon)
    number = next((number for heading, number in _KNOWN.items() if fold(text).startswith(heading)), 0)
    return Row(text, _STATES[state], why, icon, number)


def _marked_icons(snapshot: Snapshot, name: str) -> frozenset[int]:
    """Return the icons that an operator's selector marks, or that hold or surround closely what it marks."""
    found: set[int] = set()
    for place in snapshot.marked.get(name, ()):
        node = snapshot.nodes[place]
        around = [one for one in snapshot.ancestors(node) if _is_small(one)]
        found.update(one.index for one in (*snapshot.inside(node), *around))
    return frozenset(found)


def _is_small(node: Node) -> bool:
    return 3 <= node.box.width <= _LARGEST and 3 <= node.box.height <= _LARGEST


def _icons(snapshot: Snapshot, places: Sequence[Node]) -> list[Node]:
    """Return what looks like an icon: small, and a picture, a character or a spot of colour. Of those inside one another the outermost."""
    found: list[Node] = []
    end = 0
    for node in places:
        if node.index < end or not node.shown or not _is_small(node) or node.type or node.role in _NAVIGATION:
            continue
        if node.tag in ("button", "a", "label", "option") or not _is_icon(snapshot, node):
            continue
        if any(one.role in _NAVIGATION or one.tag in ("nav", "button") for one in snapshot.ancestors(node)):
            continue
        if not is_information(snapshot, node):
            found.append(node)
        end = node.end
    return found


def _is_icon(snapshot: Snapshot, node: Node) -> bool:
    text = snapshot.text(node)
    look = node.look
    if node.tag in ("img", "svg") or node.role in ("img", "progressbar"):
        return True
    if len(text) > 2 and not (node.tag == "i" and len(text) <= 20):
        return False
    if len(text) in (1, 2) and not text.isalnum():
        return True
    if node.tag == "i" or "icon" in node.classes.lower() or "spinner" in node.classes.lower():
        return True
    return (
        look is not None
        and bool(look.image or (look.background and not text) or look.before or look.after)
        and not text
    )


def _columns(snapshot: Snapshot, marked: str) -> list[list[tuple[Node, str]]]:
    """Return the icons that stand under one another, each with the text of its line."""
    chosen = snapshot.marked.get(marked, ())
    places = (
        [node for place in chosen for node in snapshot.inside(snapshot.nodes[place])]
        if chosen
        else list(snapshot.nodes)
    )
    icons = _icons(snapshot, places)
    columns: dict[tuple[int, int], list[Node]] = {}
    for icon in icons:
        columns.setdefault((icon.frame, round(icon.box.middle[0] / 6)), []).append(icon)
    merged: list[list[Node]] = []
    for (frame, across), column in sorted(columns.items()):
        # What falls on two sides of a boundary is one column.
        if (frame, across - 1) in columns and merged:
            merged[-1] += column
        else:
            merged.append(list(column))
    found = []
    for column in merged:
        column.sort(key=lambda icon: icon.box.y)
        texts = [(icon, _line(snapshot, icon)) for icon in column]
        with_text = [(icon, text) for icon, text in texts if text]
        if with_text:
            found.append(with_text)
    return found


def _line(snapshot: Snapshot, icon: Node) -> str:
    """Return the text on an icon's line: that of the smallest surroundings that hold some, as long as they are one line."""
    own = snapshot.text(icon)
    for steps, around in enumerate(snapshot.ancestors(icon)):
        text = snapshot.text(around)
        if text and text != own:
            tall = around.box.height > 4 * max(icon.box.height, 20)
            rest = text.replace(own, "", 1).strip() if own else text
            return "" if tall or len(text) >= 390 else rest
        if steps >= 6:
            break
    return ""


def _known_in(snapshot: Snapshot, column: Sequence[tuple[Node, str]]) -> int:
    return sum(any(fold(text).startswith(heading) for heading in _KNOWN) for _icon, text in column)


def _was_there(snapshot: Snapshot, column: Sequence[tuple[Node, str]], before: set[str]) -> bool:
    return bool(before) and all(fold(text) in before for _icon, text in column)
