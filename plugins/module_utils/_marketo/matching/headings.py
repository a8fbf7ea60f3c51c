# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which heading an element stands under: by words, by what contains both, and by where they stand on the screen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import cast

from ..snapshot.model import Node, Snapshot
from .entries import Entry, heading_words
from .text import fold, index
from .words import SECTIONS

_LINKS = frozenset(("link", "treeitem", "menuitem"))
_LEVEL = re.compile(r"^h([1-6])$")


def section_of(snapshot: Snapshot, control: Node, entry: Entry) -> str:
    """Return the section, of all that are known and those that the entry names, under whose heading a control stands; empty if none."""
    anchors = _anchors(snapshot, (*entry.under, *entry.not_under))
    order = sorted(anchors)
    for around in (control, *snapshot.ancestors(control)):
        inside = order[bisect_left(order, around.index) : bisect_left(order, around.end)]
        inside = [place for place in inside if not snapshot.nodes[place].contains(control) or place != control.index]
        if not inside:
            continue
        heading = _nearest(snapshot, control, inside)
        if heading is None:
            continue
        return "" if _overshadowed(snapshot, control, heading) else anchors[heading.index]
    return ""


def _anchors(snapshot: Snapshot, names: Sequence[str]) -> Mapping[int, str]:
    """Return the nodes that bear a section's heading."""
    wanted = tuple(dict.fromkeys((*names, *SECTIONS)))
    known = cast("dict[tuple[str, ...], Mapping[int, str]]", snapshot.memory.setdefault("sections", {}))
    if wanted not in known:
        texts = index(snapshot)
        found: dict[int, str] = {}
        for name in wanted:
            for word in heading_words(name):
                for place, _strength, where in texts.get(fold(word), ()):
                    if where == "text" and snapshot.nodes[place].shown:
                        found.setdefault(place, name)
        # Of nodes inside one another that bear the same words the innermost is the heading.
        outer = [
            place
            for place in found
            if any(inner in found for inner in range(place + 1, min(snapshot.nodes[place].end, place + 9)))
        ]
        known[wanted] = {
            place: name
            for place, name in found.items()
            if place not in outer and not _leads_elsewhere(snapshot, snapshot.nodes[place])
        }
    result: Mapping[int, str] = known[wanted]
    return result


def _leads_elsewhere(snapshot: Snapshot, node: Node) -> bool:
    """Return whether a text is a link or an entry of a tree: it names another page, whatever stands beside it. One that opens a section is a heading."""
    around = [one for one in list(snapshot.ancestors(node))[:2] if snapshot.text(one) == snapshot.text(node)]
    return any((one.tag == "a" or one.role in _LINKS) and one.expanded is None for one in (node, *around))


def _distance(heading: Node, control: Node) -> float:
    """Return how far a heading is from what may stand under it. Headings stand above it, or to its left on the same line."""
    one, other = heading.box, control.box
    down = other.middle[1] - one.middle[1]
    line = min(one.height, other.height) / 2
    if down < -line or (down <= line and one.x > other.x):
        return float("inf")
    if down <= line:
        return float(one.across_gap(other))
    return 4 + 2.0 * down + one.across_gap(other) * 0.5


def _nearest(snapshot: Snapshot, control: Node, places: Sequence[int]) -> Node | None:
    if len(places) == 1:
        return snapshot.nodes[places[0]]
    ranked = sorted((_distance(snapshot.nodes[place], control), place) for place in places)
    return snapshot.nodes[ranked[0][1]] if ranked[0][0] < float("inf") else None


def _overshadowed(snapshot: Snapshot, control: Node, heading: Node) -> bool:
    """Return whether another title of the same kind stands between a heading and a control."""
    level = _level(heading)
    if not level and not heading.classes:
        return False
    limit = _distance(heading, control)
    around = snapshot.common(heading, control)
    for one in snapshot.inside(around):
        if one.index == heading.index or not one.shown or not one.own_text or one.contains(control):
            continue
        rival = _level(one)
        same = bool(level and rival and rival <= level) or (
            one.tag == heading.tag and bool(one.classes) and one.classes == heading.classes
        )
        if same and _distance(one, control) < limit:
            return True
    return False


def _level(node: Node) -> int:
    found = _LEVEL.match(node.tag)
    if found:
        return int(found[1])
    return int(node.data.get("aria-level", "2") or 2) if node.role == "heading" else 0
