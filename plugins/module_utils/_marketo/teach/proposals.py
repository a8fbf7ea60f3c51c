# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an element that a person clicked to what an operator's page map says of it: relations, such as its text and the heading above, no brittle selector.

    for change in proposals(entry, snapshot, node, known): ...

Each proposal is an entry of the page map. The caller tries them in order and takes the first by which the matcher finds that same element. Relations
come first, the toolkit's id and attributes for tests later, a class last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..matching.controls import clickability, control_of
from ..matching.entries import Entry
from ..matching.forbidden import is_forbidden_text
from ..matching.overrides import NEAR
from ..matching.text import fold
from ..matching.words import all_words
from ..reading.reading import Known
from ..reading.readouts import VALUES, shaped
from ..snapshot.model import Node, Snapshot

Change = dict[str, Any]
_LONGEST = 60
_HEADINGS = 6
_AROUND = 400
# What toolkits and builders make up anew each time.
_MADE_UP = re.compile(r"\d{3,}|ext-|-gen|^x-|[0-9a-f]{6,}|^css-|^sc-|__|[A-Za-z]*\d+[A-Za-z]+\d*")
_TEST_ATTRIBUTES = ("testid", "test-id", "qa", "cy", "automation-id", "id", "action")
_REQUIRED = re.compile(r"[\s:：*]+$")


def proposals(entry: Entry, snapshot: Snapshot, node: Node, known: Mapping[str, str]) -> Iterator[Change]:
    """Yield what may be said of an element; the first is empty, for what the built-in map finds by itself."""
    yield {}
    words = {fold(word) for word in all_words(entry.words)}
    texts = [text for text in _texts(entry, snapshot, node) if fold(text) not in words]
    said: list[Change] = [{"text": [text]} for text in texts]
    if entry.kind == "field":
        yield from said
    else:
        yield from _related([{}, *said], snapshot, node, known)
    yield from ({**say, "selector": selector} for selector in _selectors(node) for say in ({}, *said[:1]))


def _related(said: list[Change], snapshot: Snapshot, node: Node, known: Mapping[str, str]) -> Iterator[Change]:
    headings = list(_headings(snapshot, node))
    near: Change = {"near": [name for name in NEAR if name in known]}
    for say in said:
        yield from ({**say, "under": [heading]} for heading in headings)
    yield from (say for say in said if say)
    if near["near"]:
        for say in said:
            yield from ({**say, "under": [heading], **near} for heading in headings)
        yield from ({**say, **near} for say in said)
    if node.id and not _MADE_UP.search(node.id):
        yield from ({**say, "id": node.id} for say in said)


def _texts(entry: Entry, snapshot: Snapshot, node: Node) -> Iterator[str]:
    """Yield what an element is called, the best first: its text or label, then its other names."""
    found: list[str] = []
    if entry.kind == "field":
        found += [node.names.labelled_by, node.names.label, node.names.aria_label, *_beside(snapshot, node)]
        found += [node.names.placeholder, node.names.title]
    else:
        control = control_of(snapshot, node)
        found += [snapshot.text(node), snapshot.text(control), *node.names.all(), *control.names.all()]
    for text in dict.fromkeys(_REQUIRED.sub("", text).strip() for text in found):
        if is_plain(text):
            yield text


def is_plain(text: str) -> bool:
    """Return whether a text can name an element: short, no value, and nothing that begins a sync."""
    if not fold(text) or len(text) > _LONGEST or is_forbidden_text(text):
        return False
    return not any(isinstance(shaped(text, name), Known) for name in VALUES)


def _beside(snapshot: Snapshot, field: Node) -> Iterator[str]:
    """Yield the texts to the left of a field on its line, then above it, the nearest first."""
    found = []
    for node in _around(snapshot, field):
        if not node.own_text or node.type or field.contains(node):
            continue
        label, box = node.box, field.box
        if abs(label.middle[1] - box.middle[1]) <= max(6, box.height / 2) and label.x < box.x:
            found.append((0, label.across_gap(box), node.own_text))
        elif label.y < box.y and label.down_gap(box) <= 24 and label.across_gap(box) == 0:
            found.append((1, label.down_gap(box), node.own_text))
    yield from (text for _way, _gap, text in sorted(found)[:3])


def _headings(snapshot: Snapshot, node: Node) -> Iterator[str]:
    """Yield texts above an element, or to its left on its line, that may head its section: what looks like a heading first, then the nearest."""
    control = control_of(snapshot, node)
    found = []
    for one in _around(snapshot, control):
        text = _REQUIRED.sub("", one.own_text).strip()
        if not is_plain(text) or control.contains(one) or clickability(snapshot, one)[0] >= 0.6 or one.type:
            continue
        down, line = control.box.middle[1] - one.box.middle[1], min(one.box.height, control.box.height) / 2
        if down < -line or (down <= line and one.box.x > control.box.x):
            continue
        looks = re.match(r"^h[1-6]$|^legend$", one.tag) or one.role == "heading"
        rank = 0 if looks else 1 if one.bold or one.font_size > 14 else 2
        found.append((rank, 2 * max(0.0, down) + one.box.across_gap(control.box), text))
    yield from list(dict.fromkeys(text for _rank, _distance, text in sorted(found)))[:_HEADINGS]


def _around(snapshot: Snapshot, node: Node) -> Iterator[Node]:
    """Yield what can be seen in the surroundings of an element, in its frame, as far as they stay small."""
    around = node
    for one in snapshot.ancestors(node):
        if one.frame != node.frame or one.end - one.index > _AROUND:
            break
        around = one
    for one in snapshot.inside(around):
        if one.shown and one.frame == node.frame:
            yield one


def _selectors(node: Node) -> Iterator[str]:
    """Yield selectors that a page keeps from one day to the next; what looks made up is left out."""
    for key in _TEST_ATTRIBUTES:
        value = node.data.get(key, "")
        if re.match(r"^[\w-]+$", value) and not _MADE_UP.search(value):
            yield f'[data-{key}="{value}"]'
    if node.id and not _MADE_UP.search(node.id) and re.match(r"^[A-Za-z][\w-]*$", node.id):
        yield f"#{node.id}"
    if node.name and re.match(r"^[\w.-]+$", node.name) and not _MADE_UP.search(node.name):
        yield f'[name="{node.name}"]'
    names = [name for name in node.classes.split() if re.match(r"^[A-Za-z][\w-]*$", name) and not _MADE_UP.search(name)]
    yield from (f"{node.tag}.{name}" for name in sorted(names, key=len, reverse=True)[:4])
