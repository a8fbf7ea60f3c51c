# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What may be clicked to see what it opens, such as a menu or a list. Opening changes nothing, so only navigation and what begins a sync are left out."""

from __future__ import annotations

from ..snapshot.model import Node, Snapshot
from .controls import covered_by, is_enabled
from .forbidden import forbidden

_NAVIGATION_ROLES = frozenset(("navigation", "banner", "tree", "menubar", "search"))
# A select opens a list of the browser's own, which no page sees.
_TAGS = frozenset(("nav", "header", "select"))


def may_be_opened(snapshot: Snapshot, node: Node) -> bool:
    """Return whether a node that says it opens something can be clicked, and belongs to the page's content."""
    if not node.shown or not is_enabled(snapshot, node) or covered_by(snapshot, node) is not None:
        return False
    around = (node, *snapshot.ancestors(node))
    if any(one.role in _NAVIGATION_ROLES or one.tag in _TAGS for one in around):
        return False
    return forbidden(snapshot, node) is None
