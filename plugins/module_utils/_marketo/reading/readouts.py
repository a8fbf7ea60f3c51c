# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page shows of the connection: username, client id, organization URL.

    read_value(snapshot, "organization_url", {"organization_url": "https://..."})

A label is found by its words, and its value by where it stands: behind a colon, to the right, or below (a header row). A value counts only if it has
the right shape. A value that we know is found by itself, whatever its label is called. Sightings that disagree make the value unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from ..matching.controls import clickability
from ..matching.entries import ENTRIES, Entry
from ..matching.text import fold, index
from ..matching.windows import window_of
from ..matching.words import WORDS, all_words
from ..snapshot.model import Node, Snapshot
from .reading import Absent, Known, Reading, Unreadable

VALUES = ("username", "client_id", "organization_url")
# The parts of a page map by which an operator marks where the values themselves stand.
VALUE_PARTS = {name: f"{name}_value" for name in VALUES}
_GUID = re.compile(r"(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])", re.IGNORECASE)
_USER = re.compile(r"[^\s@:<>()]+@[^\s@<>()]+\.[^\s@<>()]+|(?<![\w/:])[\w.-]+\\[\w.$-]+")
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?(?![\w@])", re.IGNORECASE)
_CUT = re.compile(r"(…|\.\.\.)$")
_NAMES = {"username": "a username", "client_id": "a GUID", "organization_url": "an address"}


def read_value(
    snapshot: Snapshot,
    name: str,
    known: Mapping[str, str] | None = None,
    toggle: bool = True,
    entry: Entry | None = None,
) -> Reading:
    """Return what the page shows. ``toggle`` says whether the page has the sync's button: then a value must be there, and nothing reads as absent.

    ``entry`` brings an operator's words for the label. What an operator's selector marks as the value (`VALUE_PARTS`) decides alone.
    """
    marked = snapshot.marked.get(VALUE_PARTS[name], ())
    if marked:
        return _marked(snapshot, name, marked)
    labels = _labels(snapshot, name, entry)
    seen: list[Known] = []
    failures: list[Unreadable] = []
    for label in labels:
        value = _beside(snapshot, label, name)
        (seen if isinstance(value, Known) else failures).append(value)  # type: ignore[arg-type]
    if not seen:
        seen = list(_by_value(snapshot, name, known or {}))
    # A header or a plug-in may have a label of the same name; the block that holds the other labels as well is the connection's.
    return _agreed(name, _in_block(snapshot, name, labels, seen), failures, toggle)


def _agreed(name: str, seen: Sequence[Known], failures: Sequence[Unreadable], toggle: bool) -> Reading:
    values = {one.value.casefold() for one in seen}
    if len(values) > 1:
        return Unreadable(f"the page shows {len(values)} different values: {', '.join(sorted(values))}")
    if seen:
        return Known(seen[0].value, tuple(place for one in seen for place in one.seen))
    if failures:
        return failures[0]
    words = ", ".join(all_words(WORDS[name])[:2])
    why = f"no label such as {words} was found, on a page with a connection"
    return Unreadable(why, labelled=False) if toggle else Absent()


def _marked(snapshot: Snapshot, name: str, places: Sequence[int]) -> Reading:
    """Return the value in what an operator's selector marks."""
    nodes = [snapshot.nodes[place] for place in places if snapshot.nodes[place].shown]
    readings = [shaped(node.value or snapshot.text(node), name, "the operator's selector") for node in nodes]
    values = {one.value: one for one in readings if isinstance(one, Known)}
    if len(values) == 1:
        return next(iter(values.values()))
    return Unreadable(f"what the operator's selector marks shows {len(values) or 'no'} values of the right shape")


def _labels(snapshot: Snapshot, name: str, entry: Entry | None = None) -> list[Node]:
    """Return the nodes that are this label, or begin with it and a colon; the innermost of those inside one another."""
    texts = index(snapshot)
    words = {fold(word) for word in all_words((entry or ENTRIES[name]).words)}
    places = {place for word in words for place, _strength, where in texts.get(word, ()) if where == "text"}
    for node in snapshot.nodes:
        head, colon, _rest = node.own_text.replace("：", ":").partition(":")
        first = node.runs[0][1] if node.runs else ""
        if (colon and fold(head) in words) or (len(node.runs) > 1 and fold(first) in words):
            places.add(node.index)
    found: list[Node] = []
    for place in sorted(places):
        node = snapshot.nodes[place]
        if not node.shown or window_of(snapshot, node) is not None or clickability(snapshot, node)[0] >= 0.9:
            continue
        while found and found[-1].contains(node):
            found.pop()
        found.append(node)
    return found


def _all_labels(snapshot: Snapshot) -> frozenset[str]:
    words = (word for name in (*VALUES, "password", "client_secret", "tenant_id") for word in all_words(WORDS[name]))
    return frozenset(map(fold, words))


def _beside(snapshot: Snapshot, label: Node, name: str) -> Reading:
    """Return the value of one label."""
    place = f"beside {snapshot.text(label)!r}"
    rest = label.own_text.replace("：", ":").partition(":")[2].strip()
    if rest:
        return shaped(rest, name, place)
    labels = _all_labels(snapshot)
    unfit: Unreadable | None = None
    for text, node in texts_beside(snapshot, label):
        if fold(text.partition(":")[0]) in labels:
            continue
        value = shaped(text, name, place)
        if isinstance(value, Unreadable) and value.begins:
            value = _full(snapshot, node, name, place) or value
        if isinstance(value, Known) or (isinstance(value, Unreadable) and value.begins):
            return value
        unfit = unfit or (value if isinstance(value, Unreadable) else None)
    return unfit or Unreadable(f"its label {snapshot.text(label)!r} stands there without a value")


def _full(snapshot: Snapshot, node: Node, name: str, place: str) -> Known | None:
    """Return a value that is cut off from where pages keep it in full."""
    for text in (node.names.title, node.names.aria_label):
        value = shaped(text, name, place) if text else None
        if isinstance(value, Known):
            return value
    return None


def texts_beside(snapshot: Snapshot, label: Node) -> Iterator[tuple[str, Node]]:
    """Yield the texts that may be a label's value: on its line to the right, the nearest first, then below it."""
    right: list[tuple[int, int, str, Node]] = []
    below: list[tuple[int, int, str, Node]] = []
    around = label
    for steps, around in enumerate(snapshot.ancestors(label)):
        if steps >= 5 or len(snapshot.text(around)) >= 390:
            break
    for node in snapshot.inside(around):
        text = node.value or node.own_text
        if not text or not node.shown or node is label or clickability(snapshot, node)[0] >= 1.0:
            continue
        one, other = label.box, node.box
        if abs(one.middle[1] - other.middle[1]) <= max(4, min(one.height, other.height) / 2) and other.x >= one.x:
            right.append((one.across_gap(other), node.index, text, node))
        elif one.across_gap(other) == 0 and 0 <= other.y - one.bottom + 4 <= 3 * one.height + 4:
            below.append((other.y - one.bottom, node.index, text, node))
    for _gap, _index, text, node in (
        sorted(right, key=lambda one: one[:2])[:4] + sorted(below, key=lambda one: one[:2])[:2]
    ):
        yield text, node


def shaped(text: str, name: str, place: str = "") -> Reading:
    """Return the one value of the right shape in a text."""
    text = text.strip()
    if _CUT.search(text):
        return Unreadable(f"the page cuts it off: {text!r}", _CUT.sub("", text).strip())
    found = _FINDERS[name](text)
    if len(found) == 1:
        return Known(found[0].rstrip(".,;"), (place,) if place else ())
    return Unreadable(f"{place or 'there'} stands {text[:60]!r}, where {_NAMES[name]} is expected")


def _addresses(text: str) -> list[str]:
    found = []
    for part in _URL.findall(text) or _HOST.findall(text):
        try:
            parts = urlsplit(part if "://" in part else f"https://{part}")
        except ValueError:
            continue
        if parts.hostname and "." in parts.hostname:
            found.append(part)
    return found


_FINDERS: Mapping[str, Callable[[str], list[str]]] = {
    "client_id": _GUID.findall,
    "username": _USER.findall,
    "organization_url": _addresses,
}


def _by_value(snapshot: Snapshot, name: str, known: Mapping[str, str]) -> Iterator[Known]:
    """Yield where the value that we know stands, whatever it is called."""
    wanted = known.get(name)
    for place, _strength, where in index(snapshot).get(fold(wanted), ()) if wanted else ():
        node = snapshot.nodes[place]
        if where == "text" and node.shown and window_of(snapshot, node) is None and wanted is not None:
            yield Known(wanted, (f"the value itself at {node.box.x},{node.box.y}",))
            return


def _in_block(snapshot: Snapshot, name: str, labels: Sequence[Node], seen: Sequence[Known]) -> Sequence[Known]:
    if len({one.value.casefold() for one in seen}) < 2:
        return seen
    others = [label for other in VALUES if other != name for label in _labels(snapshot, other)]
    sizes = []
    for label in labels:
        around = [snapshot.common(label, other) for other in others]
        sizes.append(min((one.end - one.index for one in around), default=0))
    if not sizes or sizes.count(min(sizes)) != 1 or min(sizes) == 0:
        return seen
    value = _beside(snapshot, labels[sizes.index(min(sizes))], name)
    return [value] if isinstance(value, Known) else seen
