# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A snapshot: what a page shows at one moment, as plain data.

``Snapshot.nodes`` holds the elements of all readable frames in document order, each frame's elements directly behind the frame's own element. A node
contains another exactly if ``node.index <= other.index < node.end``; that is how everything here asks for ancestors and contents without searching.

Boxes are in pixels of the outermost page, scrolling included, whatever frame a node stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Colour = tuple[int, int, int]
# How much of a node's text is kept, its children's included.
WHOLE_TEXT = 400
NOT_SEEN = -1


class Box(NamedTuple):
    """A rectangle."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def right(self) -> int:
        """Return the first column to the right of it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the first line below it."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Return its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> int:
        """Return its size in pixels."""
        return self.width * self.height

    def across_gap(self, other: Box) -> int:
        """Return how far apart two boxes are sideways; 0 if one is above the other."""
        return max(0, other.x - self.right, self.x - other.right)

    def down_gap(self, other: Box) -> int:
        """Return how far apart two boxes are vertically; 0 if they are side by side."""
        return max(0, other.y - self.bottom, self.y - other.bottom)

    def overlap(self, other: Box) -> int:
        """Return the size of what both cover."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0, across) * max(0, down)


@dataclass(frozen=True)
class Names:
    """Where an element's accessible name can come from."""

    labelled_by: str = ""
    aria_label: str = ""
    label: str = ""
    title: str = ""
    alt: str = ""
    placeholder: str = ""

    def all(self) -> tuple[str, ...]:
        """Return those that there are."""
        every = (self.labelled_by, self.aria_label, self.label, self.title, self.alt, self.placeholder)
        return tuple(text for text in every if text)


@dataclass(frozen=True)
class Pseudo:
    """What CSS draws before or after an element's content."""

    content: str
    colour: Colour | None = None
    background: Colour | None = None
    image: str = ""


@dataclass(frozen=True)
class Look:
    """How something as small as an icon looks. ``painted`` is the colour on the screen; the reader leaves it empty, a caller may fill it in."""

    colour: Colour | None = None
    background: Colour | None = None
    fill: Colour | None = None
    stroke: Colour | None = None
    image: str = ""
    image_position: str = ""
    source: str = ""
    before: Pseudo | None = None
    after: Pseudo | None = None
    painted: Colour | None = None


@dataclass(frozen=True)
class Node:
    """One element.

    ``hidden`` says why nobody can see it, or is empty. ``hit`` is the index of the node that a click on it would reach (`NOT_SEEN` if it lies
    outside the window or wasn't tested). ``value`` is None unless values were asked for. ``painted_over`` is the node of an outer frame that
    lies on top of this one, or `NOT_SEEN`.
    """

    index: int
    frame: int
    local: int
    parent: int
    end: int
    tag: str
    runs: tuple[tuple[int, str], ...] = ()
    names: Names = Names()
    role: str = ""
    id: str = ""
    classes: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    widget: tuple[str, ...] = ()
    type: str = ""
    name: str = ""
    value: str | None = None
    filled: bool = False
    read_only: bool = False
    href: str = ""
    box: Box = Box()
    hidden: str = ""
    opacity: float = 1.0
    aria_hidden: bool = False
    hit: int = NOT_SEEN
    painted_over: int = NOT_SEEN
    position: str = ""
    z: int | None = None
    pointer: bool = False
    pointer_events_none: bool = False
    disabled: bool = False
    inline: bool = False
    bold: bool = False
    font_size: int = 14
    checked: bool | None = None
    selected: bool | None = None
    expanded: bool | None = None
    pressed: bool | None = None
    current: str = ""
    opened: bool = False
    onclick: bool = False
    tabindex: int | None = None
    background: Colour | None = None
    look: Look | None = None

    @property
    def own_text(self) -> str:
        """Return its own text, without its children's."""
        return " ".join("".join(text for _place, text in self.runs).split())

    @property
    def shown(self) -> bool:
        """Return whether a person could see it (something else may still lie on top)."""
        return not self.hidden

    def contains(self, other: Node) -> bool:
        """Return whether another node is this one or inside it."""
        return self.index <= other.index < self.end


@dataclass(frozen=True)
class FrameFacts:
    """One frame. ``owner`` is the node that holds it, or `NOT_SEEN` for the outermost; ``unreadable`` says why it couldn't be read, or is empty.

    ``instances`` are the Munchkin ids that its address names; the address itself is kept without its query. ``complete`` is False if the frame
    holds more elements than were read.
    """

    index: int
    owner: int
    address: str = ""
    instances: tuple[str, ...] = ()
    unreadable: str = ""
    complete: bool = True
    language: str = ""
    title: str = ""
    ready: str = ""
    size: tuple[int, int] = (0, 0)
    munchkin_id: str = ""
    user: str = ""
    token: str = ""
    marked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """All that was read. ``marked`` holds, per selector that was asked for, the nodes that fit it."""

    nodes: tuple[Node, ...]
    frames: tuple[FrameFacts, ...]
    marked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    # Whole texts, folded texts and the like, worked out once by whoever needs them first.
    memory: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def ancestors(self, node: Node) -> Iterator[Node]:
        """Yield what contains a node, the nearest first, out of its frame too."""
        parent = node.parent
        while parent >= 0:
            node = self.nodes[parent]
            yield node
            parent = node.parent

    def inside(self, node: Node) -> tuple[Node, ...]:
        """Return a node and all that it contains."""
        return self.nodes[node.index : node.end]

    def children(self, node: Node) -> Iterator[Node]:
        """Yield a node's children."""
        index = node.index + 1
        while index < node.end:
            yield self.nodes[index]
            index = self.nodes[index].end

    def common(self, one: Node, other: Node) -> Node:
        """Return the smallest node that contains both."""
        while not one.contains(other):
            one = self.nodes[one.parent]
        return one

    def texts(self) -> tuple[str, ...]:
        """Return each node's visible text, its children's included and cut at `WHOLE_TEXT`."""
        known = self.memory.get("texts")
        if not isinstance(known, tuple):
            known = self.memory["texts"] = _whole_texts(self)
        return known

    def text(self, node: Node) -> str:
        """Return a node's visible text, its children's included."""
        return self.texts()[node.index]

    @property
    def unreadable(self) -> tuple[FrameFacts, ...]:
        """Return the frames that couldn't be read."""
        return tuple(frame for frame in self.frames if frame.unreadable)


def _whole_texts(snapshot: Snapshot) -> tuple[str, ...]:
    """Work from the last node to the first, so that children are known before their parents."""
    raw = [""] * len(snapshot.nodes)
    for node in reversed(snapshot.nodes):
        if node.hidden in ("display", "opacity", "clipped", "off-screen", "inert"):
            continue
        raw[node.index] = _joined(snapshot, node, raw)
    return tuple(" ".join(text.split()) for text in raw)


def _joined(snapshot: Snapshot, node: Node, raw: list[str]) -> str:
    if node.end == node.index + 1:
        return "" if node.hidden == "visibility" else "".join(text for _place, text in node.runs)
    parts: list[str] = []
    length = 0
    runs = [] if node.hidden == "visibility" else list(node.runs)
    for count, child in enumerate(snapshot.children(node)):
        while runs and runs[0][0] <= count:
            parts.append(runs.pop(0)[1])
        text = raw[child.index]
        if text:
            parts.append(text if child.inline else f" {text} ")
            length += len(text)
        if length > WHOLE_TEXT:
            break
    parts += [text for _place, text in runs]
    return "".join(parts)[:WHOLE_TEXT]
