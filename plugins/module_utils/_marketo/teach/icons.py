# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a green icon that a person clicked to the selector of all that look like it: by class, by name, by the file of its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..matching.text import words_of
from ..reading.icons import appearance
from ..reading.rows import PASSED, read_rows
from ..snapshot.model import Node, Snapshot

# A click on a cell that is so many times as large as its icon still means the icon.
_BESIDE = 12
_MADE_UP = re.compile(r"\d{3,}|[0-9a-f]{6,}|^css-|^sc-")
_NAME = re.compile(r"^[A-Za-z][\w-]*$")
# Names that say by themselves that something passed. A mere "check" may stand on red icons as well, and a sprite holds them all.
_PASSED = frozenset(
    ("ok", "success", "successful", "succeeded", "tick", "green", "passed", "checkmark", "accepted", "positive")
)
_SHARED = frozenset(("sprite", "sprites", "icons", "sheet", "atlas"))
_PLAIN = re.compile(r"^[\w .-]+$")


def icon_of(snapshot: Snapshot, node: Node) -> Node | None:
    """Return the icon of a validation's row that a click meant, on it or close beside it; None if there is none."""
    for row in read_rows(snapshot).rows:
        icon = row.icon
        if icon.contains(node) or (node.contains(icon) and node.box.area <= _BESIDE * icon.box.area):
            return icon
    return None


def icon_selectors(snapshot: Snapshot, icon: Node) -> Iterator[str]:
    """Yield selectors for an icon or a part of it; the caller tries which of them marks the green ones alone."""
    for one in snapshot.inside(icon)[:8]:
        for name in one.classes.split():
            if _NAME.match(name) and not _MADE_UP.search(name):
                yield f".{name}"
        picture = (one.look.source if one.look else "").rpartition("/")[2]
        if one.tag == "img" and _PLAIN.match(picture):
            yield f'img[src*="{picture}"]'
        if one.tag == "use" and _PLAIN.match(picture):
            yield f'use[href$="#{picture}"]'
        for attribute, value in (
            ("alt", one.names.alt),
            ("aria-label", one.names.aria_label),
            ("title", one.names.title),
        ):
            if value and _PLAIN.match(value):
                yield f'[{attribute}="{value}"]'
        for key, value in one.data.items():
            if _PLAIN.match(value) and not _MADE_UP.search(value):
                yield f'[{key if key.startswith("aria-") else "data-" + key}="{value}"]'


def objection(snapshot: Snapshot, icon: Node, selector: str) -> str:
    """Return why a selector, whose marks are in the snapshot as those of ``row_good``, must not name the green icons; empty if it may.

    It must mark this icon and what looks like it, and nothing else. As long as no row of another look is there to compare with, its words have to say
    by themselves that something passed: a red icon may bear the same class, and then it would be taken for green.
    """
    rows = read_rows(snapshot).rows
    forced = {row.icon.index for row in rows if row.outcome == PASSED and row.why == "the operator's selector"}
    look = appearance(snapshot, icon)
    alike = {row.icon.index for row in rows if appearance(snapshot, row.icon) == look}
    if not any(row.icon.index in forced and (row.icon.contains(icon) or icon.contains(row.icon)) for row in rows):
        return "it doesn't mark the icon of a row"
    if forced != alike:
        return "it marks other rows than those that look like this one"
    words = set(words_of(selector))
    if len(alike) == len(rows) and (words & _SHARED or not words & _PASSED):
        return "all rows look alike now, and a red icon may bear the same name"
    return ""
