# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the page is still loading. A sign counts only if it concerns what is read: a skeleton somewhere in the shell doesn't."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..matching.controls import described
from ..matching.text import fold, index
from ..matching.windows import Window, windows
from ..matching.words import WORDS, all_words
from ..snapshot.model import NOT_SEEN, Node, Snapshot

_MASK = re.compile(
    r"(^|[ _-])(ext-el-mask(-msg)?|x4?-mask(-msg|-loading)?|loading-mask|loadmask|spinner-overlay|loading-overlay)($|[ _-])",
    re.IGNORECASE,
)
_ANCHORS = (
    "disable_sync",
    "enable_sync",
    "validate_sync_setup",
    "sync_status",
    "reconfigure_auth_method",
    "dynamics_tab",
)


@dataclass(frozen=True)
class Busy:
    """One sign that something loads. ``blocks`` is true if it lies over, or holds, what this page is read for."""

    node: Node
    why: str
    blocks: bool


def busy_signs(snapshot: Snapshot, marked: str = "masks") -> tuple[Busy, ...]:
    """Return all signs that something loads."""
    chosen = set(snapshot.marked.get(marked, ()))
    anchors = _anchors(snapshot)
    top = next(iter(windows(snapshot)), None)
    found = []
    for node in snapshot.nodes:
        if not node.shown:
            continue
        if node.index in chosen or _MASK.search(node.classes):
            blocks = _lies_over(snapshot, node, anchors) and not (top and _lies_under(snapshot, node, top))
            found.append(Busy(node, f"a mask: {described(snapshot, node)}", node.index in chosen or blocks))
        elif node.data.get("aria-busy") == "true":
            holds = any(node.contains(anchor) for anchor in anchors) if anchors else node.frame == _main_frame(snapshot)
            # What is marked as busy and shows its content all the same can be read.
            found.append(Busy(node, f"marked as busy: {described(snapshot, node)}", holds and not snapshot.text(node)))
    return tuple(found)


def is_loading(snapshot: Snapshot) -> bool:
    """Return whether it makes sense to wait before anything is read."""
    return any(sign.blocks for sign in busy_signs(snapshot))


def _main_frame(snapshot: Snapshot) -> int:
    return next((frame.index for frame in snapshot.frames if frame.munchkin_id), 0)


def _anchors(snapshot: Snapshot) -> list[Node]:
    texts = index(snapshot)
    places = {
        place
        for name in _ANCHORS
        for word in all_words(WORDS[name])
        for place, _strength, _where in texts.get(fold(word), ())
    }
    return [snapshot.nodes[place] for place in sorted(places)]


def _lies_under(snapshot: Snapshot, mask: Node, window: Window) -> bool:
    """Return whether a mask is what a window puts over the rest of the page, not what lies over the window while it loads."""
    if window.node.contains(mask) or mask.contains(window.node):
        return False
    node = window.node
    return node.hit != NOT_SEEN and node.contains(snapshot.nodes[node.hit])


def _lies_over(snapshot: Snapshot, node: Node, anchors: list[Node]) -> bool:
    if not anchors:
        return True
    big = snapshot.frames[node.frame].size
    if node.box.area > 0.25 * big[0] * big[1]:
        return True
    return any(
        anchor.hit != NOT_SEEN and node.contains(snapshot.nodes[anchor.hit]) or node.box.overlap(anchor.box)
        for anchor in anchors
    )
