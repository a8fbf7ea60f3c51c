# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven rows of a validation.

    reading = read_rows(snapshot)
    reading.outcome   # passed, failed, unreadable or incomplete

Rows are found by their icons: small pictures in one column, one under the other, each with a text on its line. Words only check them. Passed means
exactly seven rows, all passed, whose icons look alike. Fewer than seven with an icon, or one that is still running, is ``incomplete``: the caller
goes on waiting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..._validation_rows import HEADINGS, ROWS
from ..matching.text import fold
from ..snapshot.model import Box, Names, Node, Snapshot
from .icons import BAD, GOOD, RUNNING, UNCLEAR, appearance, hue, hue_of, is_information, is_state_character, judge

PASSED, FAILED, UNREADABLE, INCOMPLETE = "passed", "failed", "unreadable", "incomplete"
STILL_RUNNING = "running"
_LARGEST = 48
_NAVIGATION = frozenset(
    ["navigation", "tree", "menu", "menubar", "tablist", "toolbar", "tab", "menuitem", "treeitem", "banner"]
)
_KNOWN = tuple(fold(heading) for heading in HEADINGS)
_STATES = {GOOD: PASSED, BAD: FAILED, RUNNING: STILL_RUNNING, UNCLEAR: UNREADABLE}


@dataclass(frozen=True)
class _Line:
    """What stands on an icon's line: all of it, and the first part of it that is a text of its own."""

    text: str
    heading: str


@dataclass(frozen=True)
class Row:
    """One row. ``id`` is its place in Adobe's article, by its heading, or 0 if the heading isn't known. ``detail`` is what follows the heading."""

    text: str
    outcome: str
    why: str
    icon: Node
    id: int = 0
    detail: str = ""


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
    rows = tuple(_row(snapshot, icon, line) for icon, line in best)
    rivals = [
        one
        for one in columns[1:]
        if _known_in(snapshot, one) == _known_in(snapshot, best) and len(one) == len(best) == len(ROWS)
    ]
    if rivals:
        return RowsReading(UNREADABLE, rows, f"{1 + len(rivals)} lists of {len(ROWS)} rows are there")
    return _together(snapshot, rows)


def row_texts(snapshot: Snapshot, marked: str = "rows") -> frozenset[str]:
    """Return the texts of all that looks like a row, folded: what is there before a validation is none of its rows."""
    return frozenset(fold(line.text) for column in _columns(snapshot, marked) for _icon, line in column)


def _together(snapshot: Snapshot, rows: tuple[Row, ...]) -> RowsReading:
    rows = _without_others(snapshot, rows)
    count = len(rows)
    running = sum(row.outcome == STILL_RUNNING for row in rows)
    known = [row.id for row in rows if row.id]
    if count < len(ROWS) or (count == len(ROWS) and running):
        done = count - running
        return RowsReading(INCOMPLETE, rows, f"{done} of {len(ROWS)} rows have an icon that says how they ended")
    if count > len(ROWS):
        return RowsReading(UNREADABLE, rows, f"the page shows {count} rows, where {len(ROWS)} are expected")
    if len(set(known)) != len(known):
        return RowsReading(UNREADABLE, rows, "one row is there twice")
    return _judged(snapshot, rows)


def _without_others(snapshot: Snapshot, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Leave out rows that are none of the seven, such as a note below them, where all seven are known by their headings.

    One more that failed, or whose icon has a telling colour and contradicts itself, is not left out.
    """
    known = tuple(row for row in rows if row.id)
    complete = len(known) == len(ROWS) and len({row.id for row in known}) == len(ROWS)
    if not known:
        # In words that nobody knows, seven that say how they ended are the rows, and what has no telling icon is a note.
        known = tuple(row for row in rows if row.outcome in (PASSED, FAILED))
        complete = len(known) == len(ROWS)
    if not complete:
        return rows
    others = [row for row in rows if row not in known]
    harmless = all(
        row.outcome == PASSED or (row.outcome == UNREADABLE and not hue_of(snapshot, row.icon)) for row in others
    )
    return known if harmless else rows


def _judged(snapshot: Snapshot, rows: tuple[Row, ...]) -> RowsReading:
    failed, unclear = ([row for row in rows if row.outcome == outcome] for outcome in (FAILED, UNREADABLE))
    if failed:
        return RowsReading(FAILED, rows, f"{len(failed)} of {len(rows)} rows failed")
    if unclear:
        why = f"{len(unclear)} of {len(rows)} rows have an icon that can't be read: {unclear[0].why}"
        return RowsReading(UNREADABLE, rows, why)
    odd = _odd_one(snapshot, rows)
    if odd is not None:
        return RowsReading(UNREADABLE, rows, f"the icon of {odd.text!r} differs from the other {len(rows) - 1}")
    return RowsReading(PASSED, rows)


def _odd_one(snapshot: Snapshot, rows: tuple[Row, ...]) -> Row | None:
    """Return the row whose icon looks different from all the others, which look alike; unless an operator has named the icons."""
    if any(_marked_icons(snapshot, name) for name in ("row_good", "row_bad")):
        return None
    looks = [appearance(snapshot, row.icon) for row in rows]
    rare = [look for look, times in Counter(looks).items() if times == 1]
    return rows[looks.index(rare[0])] if len(rare) == 1 and len(set(looks)) == 2 else None


def _row(snapshot: Snapshot, icon: Node, line: _Line) -> Row:
    forced = [name for name in ("row_good", "row_bad") if icon.index in _marked_icons(snapshot, name)]
    if forced:
        state, why = (
            (UNCLEAR, "marked as good and as bad")
            if len(forced) > 1
            else (GOOD if forced == ["row_good"] else BAD, "the operator's selector")
        )
    else:
        state, why = judge(snapshot, icon)
    known = next((heading for heading in HEADINGS if fold(line.text).startswith(fold(heading))), None)
    if known:
        return Row(known, _STATES[state], why, icon, HEADINGS[known].id, line.text[len(known) :].strip(" :"))
    text = line.heading or line.text
    return Row(text, _STATES[state], why, icon, 0, line.text.replace(text, "", 1).strip())


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
        if node.index < end or not node.shown or node.type or node.role in _NAVIGATION:
            continue
        if not _is_small(node):
            if _has_mark(node):
                found.append(_mark_of(node))
                end = node.end
            continue
        if node.tag in ("button", "a", "label", "option") or not _is_icon(snapshot, node):
            continue
        if any(one.role in _NAVIGATION or one.tag in ("nav", "button") for one in snapshot.ancestors(node)):
            continue
        if not is_information(snapshot, node):
            found.append(node)
        end = node.end
    return found


def _has_mark(node: Node) -> bool:
    """Return whether an icon is drawn before or after the content of something bigger, such as a whole row. A bullet is no icon."""
    if node.look is None or node.tag in ("a", "button", "label"):
        return False
    marks = [one for one in (node.look.before, node.look.after) if one is not None]
    return any(
        one.image or is_state_character(one.content) or hue(one.background) or (one.content.strip() and hue(one.colour))
        for one in marks
    )


def _mark_of(node: Node) -> Node:
    """Return that icon as a node of its own: at the beginning of what bears it, and without its text."""
    side = min(max(node.box.height, 8), 24)
    return replace(node, runs=(), names=Names(), end=node.index + 1, box=Box(node.box.x, node.box.y, side, side))


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


def _columns(snapshot: Snapshot, marked: str) -> list[list[tuple[Node, _Line]]]:
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
        indexes = sorted(icon.index for icon in column)
        lines = [(icon, _line(snapshot, icon, indexes)) for icon in column]
        with_text = [(icon, line) for icon, line in lines if line is not None]
        if with_text:
            found.append(with_text)
    return found


def _line(snapshot: Snapshot, icon: Node, column: Sequence[int]) -> _Line | None:
    """Return the text on an icon's line: that of the smallest surroundings that hold some. What holds another icon of the column is no line."""
    row = snapshot.nodes[icon.index]
    if row is not icon:
        return _Line(snapshot.text(row), _heading(snapshot, row, icon)) if snapshot.text(row) else None
    own = snapshot.text(icon)
    for steps, around in enumerate(snapshot.ancestors(icon)):
        if bisect_left(column, around.end) - bisect_left(column, around.index) > 1:
            break
        text = snapshot.text(around)
        if text and text != own:
            rest = text.replace(own, "", 1).strip() if own else text
            # The explanation of a failure may be long. Only where nothing else in the column bounds the line, its height has to.
            tall = len(column) == 1 and around.box.height > 12 * max(icon.box.height, 20)
            return _Line(rest, _heading(snapshot, around, icon)) if rest and not tall else None
        if steps >= 6:
            break
    return None


def _heading(snapshot: Snapshot, around: Node, icon: Node) -> str:
    """Return the first text of a line that is an element's own; empty if the line itself is the only one."""
    place = around
    while True:
        parts = [
            one for one in snapshot.children(place) if snapshot.text(one) and not one.hidden and not icon.contains(one)
        ]
        if not parts or place.own_text:
            return snapshot.text(place) if place is not around else ""
        if all(one.inline for one in parts) and len(parts) > 1 and place is not around:
            return snapshot.text(place)
        place = parts[0]


def _known_in(snapshot: Snapshot, column: Sequence[tuple[Node, _Line]]) -> int:
    return sum(any(fold(line.text).startswith(heading) for heading in _KNOWN) for _icon, line in column)


def _was_there(snapshot: Snapshot, column: Sequence[tuple[Node, _Line]], before: set[str]) -> bool:
    return bool(before) and all(fold(line.text) in before for _icon, line in column)
