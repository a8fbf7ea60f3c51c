# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What may never be clicked: whatever begins a sync, in any of the six languages. It begins an initial sync, which can't be taken back.

``forbidden(snapshot, node)`` is asked before a node is ever offered, and the caller asks it again at the click.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from ..snapshot.model import Node, Snapshot
from .controls import clickability, control_of
from .text import words_of
from .windows import window_of

_SYNC = r"(?:s[yi]n[ck]\w*|同期\w*)"
_START = r"(?:\w*start\w*|begin\w*|commenc\w*|d[ée]marr\w*|lanc\w*|comenzar|comen[çc]ar|empezar|inici[aoe]r?|in[íi]cio|beginn\w*|\w*開始\w*)"
_INITIAL = r"(?:initial\w*|inicia[li]\w*|erst\w*|初期\w*|初回\w*)"
_FORBIDDEN = re.compile(
    rf"(?:\b{_START}\b.*\b{_SYNC}\b)|(?:\b{_SYNC}\b.*\b{_START}\b)|(?:\b{_INITIAL}\b.*\b{_SYNC}\b)|(?:\b{_SYNC}\b.*\b{_INITIAL}\b)"
    r"|同期.*開始|開始.*同期|初[期回].*同期|erstsynchron|startsync|initialsync"
)
# Anything longer is a sentence, not a label.
_LONGEST = 90


def is_forbidden_text(text: str) -> bool:
    """Return whether a label, a name or an id belongs to what begins a sync."""
    if not text or len(text) > _LONGEST:
        return False
    return bool(_FORBIDDEN.search(" ".join(words_of(text))))


def speaks_of_beginning(message: str) -> bool:
    """Return whether any sentence of a question or a message is about what begins a sync."""
    return any(is_forbidden_text(sentence) for sentence in re.split(r"[.?!。？！]", message))


def _said_by(snapshot: Snapshot, node: Node) -> Iterator[str]:
    yield node.own_text
    yield snapshot.text(node)
    yield from node.names.all()
    yield node.id
    yield node.name
    yield from (node.value or "", *node.widget, *node.data.values())
    # Classes are names of their own; one list of them is no sentence.
    yield from node.classes.split()


def says_forbidden(snapshot: Snapshot, node: Node) -> str | None:
    """Return the text by which a node itself begins a sync, or None."""
    return next((text for text in _said_by(snapshot, node) if is_forbidden_text(text)), None)


def forbidden(snapshot: Snapshot, node: Node) -> str | None:
    """Return why a node must not be clicked, or None: by itself, by what it stands in or holds, or by the window that it is part of."""
    control = control_of(snapshot, node)
    top = control if control.contains(node) else node
    chain = [node, *(one for one in snapshot.ancestors(node) if top.contains(one))]
    for one in (*chain, *snapshot.inside(node), *snapshot.inside(top)):
        text = says_forbidden(snapshot, one)
        if text:
            return f"it belongs to {text!r}, which begins a sync and is never clicked"
    window = window_of(snapshot, node)
    text = _offered_in(snapshot, window) if window is not None else None
    return f"its window offers {text!r}, which begins a sync" if text else None


def _offered_in(snapshot: Snapshot, window: Node) -> str | None:
    """Return what a window offers to click that begins a sync. Sentences in it, such as a message about the sync, don't count."""
    known = cast("dict[int, str | None]", snapshot.memory.setdefault("forbidden windows", {}))
    if window.index not in known:
        known[window.index] = None
        for one in snapshot.inside(window):
            text = says_forbidden(snapshot, one) if one.shown else None
            if text and clickability(snapshot, control_of(snapshot, one))[0] >= 0.5:
                known[window.index] = text
                break
    found: str | None = known[window.index]
    return found
