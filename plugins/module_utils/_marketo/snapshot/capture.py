# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read a page of a Playwright browser into a snapshot.

    with capture(page) as captured:
        found = choose(entry("edit"), captured.snapshot, known)
        captured.handle(found.control).click()

One function call per frame; the elements stay reachable until the ``with`` ends. Frames that nobody can see are left out, and a frame that can't
be read is part of the snapshot as unreadable, never as empty. ``capture`` raises what Playwright raises if the outermost page can't be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from .codec import RawFrame, assemble
from .covering import with_covers
from .model import NOT_SEEN, FrameFacts, Node, Snapshot
from .script import READ_FRAME, SECRET_NAMES

# No page that people use comes near this; it bounds the work on one that never ends.
MOST_NODES = 50_000
_IN_SHELL = re.compile(r"/so:([^/?#]+)")


class Capture:
    """A snapshot, and the elements behind it."""

    def __init__(self, snapshot: Snapshot, elements: Mapping[int, Any]) -> None:
        self.snapshot = snapshot
        self._elements = elements

    def handle(self, node: Node) -> Any:
        """Return Playwright's handle of a node's element."""
        return self._elements[node.frame].evaluate_handle("(all, index) => all[index]", node.local).as_element()

    def node_of(self, handle: Any) -> Node | None:
        """Return the node of an element that was found otherwise; None if it isn't part of the snapshot, such as one that came later."""
        for frame, elements in self._elements.items():
            try:
                local = elements.evaluate("(all, one) => all.indexOf(one)", handle)
            except Exception:  # an element of another frame can't be handed to this one
                continue
            if local != NOT_SEEN:
                return next(node for node in self.snapshot.nodes if (node.frame, node.local) == (frame, local))
        return None

    def close(self) -> None:
        """Let go of the elements."""
        for elements in self._elements.values():
            try:
                elements.dispose()
            except Exception:  # the frame may be gone, and its elements with it
                continue

    def __enter__(self) -> Capture:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def capture(
    page: Any, values: bool = False, selectors: Mapping[str, str] | None = None, limit: int = MOST_NODES
) -> Capture:
    """Read a page. ``values`` also reads what fields hold, never a password's; ``selectors`` says which CSS selectors to mark, by name."""
    asked = {"values": values, "selectors": dict(selectors or {}), "limit": limit, "secretNames": SECRET_NAMES}
    frames: list[RawFrame] = []
    elements: dict[int, Any] = {}
    waiting: list[tuple[Any, int]] = [(page.main_frame, NOT_SEEN)]
    while waiting:
        frame, outer = waiting.pop(0)
        place = (NOT_SEEN, (0, 0)) if outer == NOT_SEEN else _place_of(frame, outer, frames, elements)
        if place is None:
            continue
        number = len(frames)
        try:
            raw, handle = _read(frame, asked, outer, place)
        except Exception as error:  # whatever stops the reading of an inner frame, the frame is unreadable
            if outer == NOT_SEEN:
                raise
            if frame.is_detached():
                continue
            raw, handle = _unreadable(frame, error, outer, place), None
        frames.append(raw)
        if handle is not None:
            elements[number] = handle
            waiting += [(inner, number) for inner in frame.child_frames]
    return Capture(with_covers(assemble(frames)), elements)


def _place_of(
    frame: Any, outer: int, frames: list[RawFrame], elements: Mapping[int, Any]
) -> tuple[int, tuple[int, int]] | None:
    """Return which element of the outer frame holds a frame, and where its content begins. None if nobody can see it."""
    try:
        holder = frame.frame_element()
        local, left, top = elements[outer].evaluate(
            "(all, one) => { const rect = one.getBoundingClientRect(), style = getComputedStyle(one);"
            " const inner = side => parseFloat(style['border' + side + 'Width']) + parseFloat(style['padding' + side]);"
            " return [all.indexOf(one), Math.round(rect.left + scrollX + inner('Left')), Math.round(rect.top + scrollY + inner('Top'))]; }",
            holder,
        )
    except Exception:  # the frame went away while it was looked for
        return None
    # An element that wasn't reached lies in something that isn't displayed.
    if local < 0 or frames[outer].nodes[local].get("h"):
        return None
    across, down = frames[outer].offset
    return local, (left + across, top + down)


def _read(frame: Any, asked: Mapping[str, Any], outer: int, place: tuple[int, tuple[int, int]]) -> tuple[RawFrame, Any]:
    result = frame.evaluate_handle(READ_FRAME, asked)
    read = json.loads(result.evaluate("result => result.text"))
    handle = result.evaluate_handle("result => result.elements")
    result.dispose()
    page = read["page"]
    address, instances = _address(frame.url)
    facts = FrameFacts(
        0,
        NOT_SEEN,
        address,
        instances,
        complete=not page["full"],
        language=page["lang"],
        title=page["title"],
        ready=page["ready"],
        size=tuple(page["size"]),
        munchkin_id=page["state"]["munchkin"],
        user=page["state"]["user"],
        token=page["state"]["token"],
    )
    # Inside a frame, what is scrolled away counts from the frame's own edge.
    scrolled = (0, 0) if outer == NOT_SEEN else (page["scroll"][0], page["scroll"][1])
    offset = (place[1][0] - scrolled[0], place[1][1] - scrolled[1])
    return RawFrame(facts, read["nodes"], outer, place[0], offset, page["marked"]), handle


def _unreadable(frame: Any, error: Exception, outer: int, place: tuple[int, tuple[int, int]]) -> RawFrame:
    address, instances = _address(frame.url)
    why = (str(error).splitlines() or [type(error).__name__])[0][:200]
    return RawFrame(FrameFacts(0, NOT_SEEN, address, instances, unreadable=why), (), outer, place[0], place[1])


def instances_in(url: str) -> tuple[str, ...]:
    """Return the instances that an address names."""
    return _address(url)[1]


def _address(url: str) -> tuple[str, tuple[str, ...]]:
    """Return an address without its query, which may hold what a sign-in hands over, and the instances that it names."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ()
    named = parse_qs(parts.query).get("munchkinId", [])
    named += parse_qs(parts.fragment.partition("?")[2]).get("munchkinId", [])
    named += _IN_SHELL.findall(parts.fragment) + _IN_SHELL.findall(parts.path)
    fragment = parts.fragment.partition("?")[0] if parts.fragment.startswith(("/", "DY")) else ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", fragment)), tuple(dict.fromkeys(named))
