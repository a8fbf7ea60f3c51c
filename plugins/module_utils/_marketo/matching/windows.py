# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which windows lie on a page (dialogs, message boxes, drawers that float), which is on top, and which are banners that don't concern us.

``windows(snapshot)`` returns them with the topmost first. A form in the page itself isn't a window; ``reading.forms`` finds it by its fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..snapshot.model import NOT_SEEN, Node, Snapshot
from .controls import clickability

_CLASS = re.compile(
    r"(^|[ _-])(x4?-window|window|dialog|modal|popup|drawer|messagebox|msgbox|lightbox)($|[ _-])", re.IGNORECASE
)
# Parts of windows, which bear their names.
_PART = re.compile(
    r"(window|dialog|modal|popup|drawer)[-_]*(body|header|footer|title|content|inner|wrap|bwrap|mc|ml|mr|tl|tr|tc|bl|bc|br|"
    r"text|btn|button|close|mask|overlay|backdrop|icon|tool)",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"onetrust|pendo|walkme|appcues|whatfix|usabilla|intercom|drift|cookie|consent-banner|userguiding|hotspot",
    re.IGNORECASE,
)
_MASK = re.compile(r"(^|[ _-])(mask|overlay|backdrop|scrim|underlay)($|[ _-])", re.IGNORECASE)
_SMALLEST = 120 * 60
# What covers more of its frame than this is no window but the page, or a mask.
_MOST = 0.85


@dataclass(frozen=True)
class Window:
    """One window: its node, and what it holds. ``banner`` is true for what belongs to guides, cookie notices and the like."""

    node: Node
    text: str
    fields: int
    checkboxes: int
    banner: bool
    order: tuple[int, int]

    @property
    def is_message(self) -> bool:
        """Return whether it only says or asks something."""
        return not self.fields and not self.checkboxes


def windows(snapshot: Snapshot, marked: str = "dialogs") -> tuple[Window, ...]:
    """Return the windows that a person sees, the topmost first. Nodes that an operator marked as dialogs are windows whatever they look like."""
    known = snapshot.memory.get("windows")
    if isinstance(known, tuple):
        return known
    chosen = set(snapshot.marked.get(marked, ()))
    found: list[Window] = []
    end = 0
    for node in snapshot.nodes:
        if node.index < end or not node.shown:
            continue
        if node.index in chosen or _is_window(snapshot, node):
            found.append(_window(snapshot, node))
            end = node.end
    found.sort(key=lambda window: window.order, reverse=True)
    snapshot.memory["windows"] = tuple(found)
    return tuple(found)


def window_of(snapshot: Snapshot, node: Node) -> Node | None:
    """Return the window that a node is part of, or None if it is part of the page itself."""
    return next((window.node for window in windows(snapshot) if window.node.contains(node)), None)


def _is_window(snapshot: Snapshot, node: Node) -> bool:
    if (
        node.role in ("dialog", "alertdialog")
        or (node.tag == "dialog" and node.opened)
        or node.data.get("aria-modal") == "true"
    ):
        return True
    if node.tag in ("html", "body", "iframe", "button", "a", "input") or _MASK.search(node.classes):
        return False
    if _CLASS.search(node.classes) and not _PART.search(node.classes):
        return node.position in ("fixed", "absolute") and node.box.area >= _SMALLEST
    return _floats(snapshot, node)


def _floats(snapshot: Snapshot, node: Node) -> bool:
    """Return whether something without a telling name is a window by layout: it floats, is on top, and offers something to do."""
    if node.position not in ("fixed", "absolute") or (node.position == "absolute" and not (node.z or 0) > 0):
        return False
    frame = snapshot.frames[node.frame].size
    whole = max(1, frame[0] * frame[1])
    if node.box.area < _SMALLEST or node.box.area > _MOST * whole or node.hit == NOT_SEEN:
        return False
    if not node.contains(snapshot.nodes[node.hit]) or not snapshot.text(node):
        return False
    inside = snapshot.inside(node)
    if any(one.tag == "iframe" or one.role in ("tablist", "navigation", "tree") for one in inside):
        return False
    # A bar along an edge belongs to the page's frame.
    if node.box.width >= 0.95 * frame[0] or node.box.height >= 0.95 * frame[1]:
        return bool(_BANNER.search(f"{node.id} {node.classes}"))
    return bool(node.z) and _offers_something(snapshot, node)


def _offers_something(snapshot: Snapshot, node: Node) -> bool:
    """Return whether there are buttons in a node."""
    inside = snapshot.inside(node)
    if any(one.tag in ("button", "input") or one.role == "button" for one in inside):
        return True
    # Buttons of a page's own making are no sign by themselves, since menus float and can be clicked too; over a dimmed page they are.
    return _dims_the_page(snapshot, node) and any(clickability(snapshot, one)[0] >= 0.9 for one in inside)


def _dims_the_page(snapshot: Snapshot, node: Node) -> bool:
    """Return whether something empty lies under a node and over nearly all of its frame."""
    masks = snapshot.memory.get("masks")
    if not isinstance(masks, list):
        masks = [one for one in snapshot.nodes if one.position in ("fixed", "absolute") and _is_mask(snapshot, one)]
        snapshot.memory["masks"] = masks
    return any(one.frame == node.frame and (one.z or 0) <= (node.z or 0) and not one.contains(node) for one in masks)


def _is_mask(snapshot: Snapshot, node: Node) -> bool:
    frame = snapshot.frames[node.frame].size
    return node.shown and node.box.area >= _MOST * max(1, frame[0] * frame[1]) and not snapshot.text(node)


def _window(snapshot: Snapshot, node: Node) -> Window:
    inside = [one for one in snapshot.inside(node) if one.shown]
    fields = sum(
        one.type not in ("", "checkbox", "radio", "button", "submit", "reset", "hidden", "image") for one in inside
    )
    boxes = sum(one.type == "checkbox" or one.role == "checkbox" for one in inside)
    around = [node, *list(snapshot.ancestors(node))[:4], *inside[:4]]
    banner = any(_BANNER.search(f"{one.id} {one.classes}") for one in around)
    height = max([one.z or 0 for one in (node, *snapshot.ancestors(node)) if one.frame == node.frame], default=0)
    on_top = int(node.hit != NOT_SEEN and node.contains(snapshot.nodes[node.hit]))
    return Window(node, snapshot.text(node), fields, boxes, banner, (on_top * 1_000_000_000 + height, node.index))
