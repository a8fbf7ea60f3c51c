# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What lies on top of what across frames. A frame's own script can't see what its outer page draws over the frame; the boxes say it."""

from __future__ import annotations

from .model import NOT_SEEN, Node, Snapshot

_LIFTED = ("fixed", "absolute", "sticky")


def with_covers(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with ``painted_over`` filled in for what an outer frame covers."""
    covers = {frame.index: _over(snapshot, frame.owner) for frame in snapshot.frames if frame.owner != NOT_SEEN}
    for frame in snapshot.frames:
        if frame.owner != NOT_SEEN:
            covers[frame.index] = covers[frame.index] + covers.get(snapshot.nodes[frame.owner].frame, ())
    if not any(covers.values()):
        return snapshot
    nodes = tuple(_covered(node, covers.get(node.frame, ())) for node in snapshot.nodes)
    return Snapshot(nodes, snapshot.frames, snapshot.marked)


def _over(snapshot: Snapshot, owner: int) -> tuple[Node, ...]:
    """Return what its outer page draws on top of a frame, as far as a click there would reach it."""
    holder = snapshot.nodes[owner]
    found = []
    for node in snapshot.nodes:
        if node.frame != holder.frame or node.position not in _LIFTED or not node.shown or node.pointer_events_none:
            continue
        if node.contains(holder) or not node.box.overlap(holder.box):
            continue
        on_top = node.hit != NOT_SEEN and node.contains(snapshot.nodes[node.hit])
        if on_top and not holder.contains(snapshot.nodes[node.hit]):
            found.append(node)
    return tuple(found)


def _covered(node: Node, covers: tuple[Node, ...]) -> Node:
    across, down = node.box.middle
    for cover in covers:
        if cover.box.x <= across < cover.box.right and cover.box.y <= down < cover.box.bottom:
            return Node(**{**node.__dict__, "painted_over": cover.index})
    return node
