# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From the raw facts of frames to a `Snapshot`, and from there to JSON and back. The keys of a node's facts are short, and defaults are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..._engine.errors import InvalidInput
from .model import NOT_SEEN, Box, Colour, FrameFacts, Look, Names, Node, Pseudo, Snapshot

FORMAT = 1
_NAMES = {"al": "labelled_by", "a": "aria_label", "l": "label", "ti": "title", "alt": "alt", "ph": "placeholder"}
_PLAIN = {
    "g": "tag",
    "r": "role",
    "id": "id",
    "c": "classes",
    "d": "data",
    "ty": "type",
    "n": "name",
    "v": "value",
    "fi": "filled",
    "ro": "read_only",
    "hr": "href",
    "h": "hidden",
    "o": "opacity",
    "ah": "aria_hidden",
    "po": "position",
    "z": "z",
    "cp": "pointer",
    "pn": "pointer_events_none",
    "di": "disabled",
    "in": "inline",
    "bo": "bold",
    "fs": "font_size",
    "ck": "checked",
    "se": "selected",
    "ex": "expanded",
    "pr": "pressed",
    "cu": "current",
    "op": "opened",
    "oc": "onclick",
    "tx": "tabindex",
}
_COLOURS = {"co": "colour", "bg": "background", "fl": "fill", "sk": "stroke", "pt": "painted"}
_LOOKS = {"im": "image", "bp": "image_position", "sr": "source"}
_PSEUDOS = {"be": "before", "af": "after"}
_DEFAULTS = Node(0, 0, 0, NOT_SEEN, 1, "")


@dataclass(frozen=True)
class RawFrame:
    """One frame as it was read: its facts, and which element of which frame holds it. ``nodes`` is empty if it couldn't be read."""

    facts: FrameFacts
    nodes: Sequence[Mapping[str, Any]] = ()
    outer: int = NOT_SEEN
    holder: int = NOT_SEEN
    offset: tuple[int, int] = (0, 0)
    marked: Mapping[str, Sequence[int]] = field(default_factory=dict)


def assemble(frames: Sequence[RawFrame]) -> Snapshot:
    """Return one snapshot of all frames, the content of each directly behind the element that holds it."""
    held = {(frame.outer, frame.holder): number for number, frame in enumerate(frames) if frame.holder >= 0}
    order: list[tuple[int, int]] = []
    _lay_out(frames, held, 0, order)
    places = {place: index for index, place in enumerate(order)}
    parents = [_parent_of(frames, places, place) for place in order]
    ends = list(range(1, len(order) + 1))
    for index in range(len(order) - 1, 0, -1):
        if parents[index] >= 0:
            ends[parents[index]] = max(ends[parents[index]], ends[index])
    nodes = tuple(
        _node(frames[number].nodes[local], (index, number, local), (parents[index], ends[index]), frames, places)
        for index, (number, local) in enumerate(order)
    )
    marked: dict[str, list[int]] = {}
    for number, frame in enumerate(frames):
        for name, found in frame.marked.items():
            marked.setdefault(name, []).extend(places[number, local] for local in found if (number, local) in places)
    facts = tuple(_frame_facts(frame, number, places) for number, frame in enumerate(frames))
    return Snapshot(nodes, facts, {name: tuple(found) for name, found in marked.items()})


def _lay_out(
    frames: Sequence[RawFrame], held: Mapping[tuple[int, int], int], first: int, order: list[tuple[int, int]]
) -> None:
    """Depth first, without recursion: pages may nest frames as deeply as they like."""
    stack = [(first, 0)]
    while stack:
        number, local = stack.pop()
        while local < len(frames[number].nodes):
            order.append((number, local))
            local += 1
            inner = held.get((number, local - 1))
            if inner is not None:
                stack.append((number, local))
                number, local = inner, 0


def _parent_of(frames: Sequence[RawFrame], places: Mapping[tuple[int, int], int], place: tuple[int, int]) -> int:
    number, local = place
    parent = frames[number].nodes[local].get("p", NOT_SEEN)
    if parent >= 0:
        return places[number, parent]
    return places.get((frames[number].outer, frames[number].holder), NOT_SEEN)


def _frame_facts(frame: RawFrame, number: int, places: Mapping[tuple[int, int], int]) -> FrameFacts:
    values = {**frame.facts.__dict__, "index": number, "owner": places.get((frame.outer, frame.holder), NOT_SEEN)}
    return FrameFacts(**values)


def _node(
    raw: Mapping[str, Any],
    place: tuple[int, int, int],
    span: tuple[int, int],
    frames: Sequence[RawFrame],
    places: Mapping[tuple[int, int], int],
) -> Node:
    index, number, local = place
    values = {name: raw[key] for key, name in _PLAIN.items() if key in raw}
    names = {name: raw[key] for key, name in _NAMES.items() if key in raw}
    if names:
        values["names"] = Names(**names)
    if "b" in raw:
        left, top = frames[number].offset
        across, down, width, height = raw["b"]
        values["box"] = Box(across + left, down + top, width, height)
    if "t" in raw:
        values["runs"] = tuple((count, text) for count, text in raw["t"])
    if "w" in raw:
        values["widget"] = tuple(raw["w"])
    if "hi" in raw:
        values["hit"] = places.get((number, raw["hi"]), NOT_SEEN)
    if "lk" in raw:
        values["look"] = _look(raw["lk"])
    if "bk" in raw:
        values["background"] = _colour(raw["bk"])
    values.update(index=index, frame=number, local=local, parent=span[0], end=span[1])
    return _made(values)


def _made(values: Mapping[str, Any]) -> Node:
    """Make a node past the constructor, which takes most of the time that thousands of them need."""
    node = object.__new__(Node)
    node.__dict__.update(_DEFAULTS.__dict__)
    node.__dict__.update(values)
    return node


def _colour(raw: Any) -> Colour | None:
    return (raw[0], raw[1], raw[2]) if raw else None


def _look(raw: Mapping[str, Any]) -> Look:
    values: dict[str, Any] = {name: raw[key] for key, name in _LOOKS.items() if key in raw}
    values.update({name: _colour(raw[key]) for key, name in _COLOURS.items() if key in raw})
    for key, name in _PSEUDOS.items():
        if raw.get(key):
            content, colour, background, image = raw[key]
            values[name] = Pseudo(content, _colour(colour), _colour(background), image)
    return Look(**values)


def to_json(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as data that JSON can hold."""
    frames = [{**frame.__dict__, "marked": {}} for frame in snapshot.frames]
    marked = {name: list(found) for name, found in snapshot.marked.items()}
    return {"format": FORMAT, "frames": frames, "marked": marked, "nodes": [_raw(node) for node in snapshot.nodes]}


def from_json(data: Any) -> Snapshot:
    """Return the snapshot that `to_json` wrote. Raise `InvalidInput` for anything else."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, Mapping) else type(data).__name__
        raise InvalidInput(
            f"This is not a snapshot that can be read: its format is {found!r}, and format {FORMAT} is expected. "
            f"Take the snapshot again with this version of the collection."
        )
    try:
        return _restored(data)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InvalidInput(
            f"The snapshot is damaged ({type(error).__name__}: {error}). Take it again, or restore the file as it was written."
        ) from None


def _restored(data: Mapping[str, Any]) -> Snapshot:
    places = {(0, index): index for index in range(len(data["nodes"]))}
    plain = [RawFrame(FrameFacts(0, NOT_SEEN))]
    nodes = []
    for index, raw in enumerate(data["nodes"]):
        node = _node(raw, (index, 0, raw["lo"]), (raw.get("p", NOT_SEEN), raw["e"]), plain, places)
        if not (NOT_SEEN <= node.parent < index < node.end <= len(data["nodes"])):
            raise ValueError(f"node {index} has an impossible parent or end")
        nodes.append(_replaced(node, frame=raw.get("f", 0), painted_over=raw.get("ov", NOT_SEEN)))
    frames = []
    for raw in data["frames"]:
        values = {**raw, "size": tuple(raw["size"]), "instances": tuple(raw["instances"])}
        frames.append(FrameFacts(**values))
    return Snapshot(tuple(nodes), tuple(frames), {name: tuple(found) for name, found in data.get("marked", {}).items()})


def _replaced(node: Node, **changes: Any) -> Node:
    return Node(**{**node.__dict__, **changes})


def _raw(node: Node) -> dict[str, Any]:
    raw: dict[str, Any] = {"lo": node.local, "e": node.end, "b": list(node.box)}
    for key, number, default in (
        ("f", node.frame, 0),
        ("p", node.parent, NOT_SEEN),
        ("hi", node.hit, NOT_SEEN),
        ("ov", node.painted_over, NOT_SEEN),
    ):
        if number != default:
            raw[key] = number
    for key, name in _PLAIN.items():
        value = getattr(node, name)
        if value != getattr(_DEFAULTS, name):
            raw[key] = dict(value) if key == "d" else value
    raw.update({key: getattr(node.names, name) for key, name in _NAMES.items() if getattr(node.names, name)})
    if node.runs:
        raw["t"] = [list(run) for run in node.runs]
    if node.widget:
        raw["w"] = list(node.widget)
    if node.background:
        raw["bk"] = list(node.background)
    if node.look:
        raw["lk"] = _raw_look(node.look)
    return raw


def _raw_look(look: Look) -> dict[str, Any]:
    raw: dict[str, Any] = {key: getattr(look, name) for key, name in _LOOKS.items() if getattr(look, name)}
    raw.update({key: list(getattr(look, name)) for key, name in _COLOURS.items() if getattr(look, name)})
    for key, name in _PSEUDOS.items():
        pseudo = getattr(look, name)
        if pseudo:
            raw[key] = [pseudo.content, pseudo.colour, pseudo.background, pseudo.image]
    return raw
