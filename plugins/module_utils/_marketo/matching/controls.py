# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What receives a click: decided by the signs that something listens, not by a list of tags."""

from __future__ import annotations

import re

from ..snapshot.model import NOT_SEEN, Node, Snapshot

_ROLES = frozenset(
    [
        "button",
        "link",
        "menuitem",
        "menuitemcheckbox",
        "menuitemradio",
        "tab",
        "switch",
        "checkbox",
        "radio",
        "option",
        "treeitem",
    ]
)
_TAGS = frozenset(("button", "summary", "option"))
_BUTTON_TYPES = frozenset(("button", "submit", "reset", "image", "checkbox", "radio"))
_CLASS = re.compile(r"(^|[-_ ])(btn|button|action|link|menu-item|clickable)($|[-_ ])", re.IGNORECASE)
_DISABLED_CLASS = re.compile(
    r"(^|[-_ ])(?:is-?)?(disabled|inactive-button|greyed|grayed)($|[-_ ])|[a-z]Disabled($| )", re.IGNORECASE
)
_UP = 6


def clickability(snapshot: Snapshot, node: Node) -> tuple[float, str]:
    """Return how surely a node itself receives clicks, from 0 to 1, and by what sign."""
    tag = node.tag in _TAGS or (node.tag == "a" and node.href) or (node.tag == "input" and node.type in _BUTTON_TYPES)
    signs = (
        (tag, 1.0, f"a {node.tag}"),
        (node.role in _ROLES, 1.0, f"role {node.role}"),
        (node.onclick, 1.0, "a click handler"),
        (node.pointer and not _parent_has(snapshot, node), 0.9, "a pointer over it"),
        (node.tabindex is not None and node.tabindex >= 0, 0.8, "can be focused"),
        (_CLASS.search(node.classes), 0.6, "a button's class"),
        (node.pointer, 0.5, "a pointer over it"),
    )
    nothing = (0.1, "nothing says that it can be clicked")
    return next(((strength, what) for there, strength, what in signs if there), nothing)


def _parent_has(snapshot: Snapshot, node: Node) -> bool:
    return node.parent >= 0 and snapshot.nodes[node.parent].pointer


def control_of(snapshot: Snapshot, node: Node) -> Node:
    """Return what receives a click on a node: the nearest part around it with a sign of it, as long as that holds little else."""
    text = len(snapshot.text(node))
    best: Node | None = node
    strength = clickability(snapshot, node)[0]
    for steps, one in enumerate(snapshot.ancestors(node)):
        if strength >= 0.8 or steps >= _UP or one.frame != node.frame or len(snapshot.text(one)) > 2 * text + 30:
            break
        sign = clickability(snapshot, one)[0]
        if sign > strength:
            best, strength = one, sign
    return best or node


def is_enabled(snapshot: Snapshot, control: Node) -> bool:
    """Return whether a control looks and behaves as if it could be used, its parts and its close surroundings included."""
    around = [control]
    text = snapshot.text(control)
    for one in snapshot.ancestors(control):
        # What is disabled for assistive technology is so with all that it holds.
        if one.disabled:
            return False
        alone = snapshot.text(one) == text and len(around) <= _UP
        if alone or (len(around) <= 4 and one.box.area <= 4 * max(1, control.box.area)):
            around.append(one)
    if any(one.disabled or _DISABLED_CLASS.search(one.classes) for one in around):
        return False
    inner = snapshot.inside(control)
    if len(inner) <= 8 and any(one.disabled for one in inner):
        return False
    return not control.pointer_events_none and control.opacity >= 0.55


def covered_by(snapshot: Snapshot, control: Node) -> Node | None:
    """Return what lies on top of a control, or None. What surrounds it, and what wasn't tested, doesn't cover it."""
    if control.painted_over != NOT_SEEN:
        return snapshot.nodes[control.painted_over]
    if control.hit == NOT_SEEN:
        return None
    hit = snapshot.nodes[control.hit]
    return None if control.contains(hit) or hit.contains(control) else hit


def described(snapshot: Snapshot, node: Node) -> str:
    """Return a node as a person would find it: its text, what it is, and where."""
    text = snapshot.text(node) or next(iter(node.names.all()), "")
    shown = text if len(text) <= 60 else text[:57] + "..."
    what = node.role or node.tag
    name = f" #{node.id}" if node.id else ""
    return f"{shown!r} ({what}{name} at {node.box.x},{node.box.y})"
