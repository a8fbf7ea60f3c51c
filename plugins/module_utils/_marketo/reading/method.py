# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How Marketo signs in to Dynamics, where the page says so.

Whether it does is not published, so either is enough: a label that is called so, or a value with one of the documentation's abbreviations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..matching.choices import is_option
from ..matching.controls import clickability
from ..matching.windows import window_of
from ..snapshot.model import Node, Snapshot
from .readouts import texts_beside

_LABEL = re.compile(r"^(current )?auth(entication)? (method|type)$", re.IGNORECASE)
_VALUE = re.compile(r"(^|[^\w])(ROPC|S2S)([^\w]|$)")
_NAMES = {"ropc": ("ropc", "resource owner"), "s2s": ("s2s", "server to server")}
_LONGEST = 100


def read_auth_method(snapshot: Snapshot) -> str | None:
    """Return ``ropc`` or ``s2s``; None if the page doesn't say, or says more than one thing."""
    found = {method for method in map(method_of, _texts(snapshot)) if method}
    return found.pop() if len(found) == 1 else None


def method_of(text: str) -> str | None:
    """Return the method that a text names; None if it names neither or both."""
    words = text.lower().replace("-", " ")
    found = [method for method, names in _NAMES.items() if any(name in words for name in names)]
    return found[0] if len(found) == 1 else None


def _texts(snapshot: Snapshot) -> Iterator[str]:
    for node in snapshot.nodes:
        text = node.own_text
        if not text or len(text) > _LONGEST or not node.shown or window_of(snapshot, node) is not None:
            continue
        head, _colon, rest = text.partition(":")
        if _LABEL.match(head.strip()):
            yield from [rest] if rest.strip() else [found for found, _node in texts_beside(snapshot, node)][:1]
        elif _VALUE.search(text) and _only_says(snapshot, node):
            yield text


def _only_says(snapshot: Snapshot, node: Node) -> bool:
    """Return whether a node is there to be read, not to be chosen or clicked."""
    around = (node, *list(snapshot.ancestors(node))[:3])
    return not any(is_option(one) or clickability(snapshot, one)[0] >= 0.8 or one.tag == "label" for one in around)
