# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What else could be clicked or typed into: for an error that says what was seen instead, and for a person to choose from."""

from __future__ import annotations

from ..snapshot.model import Node, Snapshot
from .choices import is_option
from .controls import clickability, is_enabled
from .windows import window_of

_LONGEST = 80
_TYPED = ("", "checkbox", "radio", "button", "submit", "reset", "image", "hidden")


def control_texts(snapshot: Snapshot, kind: str, scope: Node | None = None) -> list[str]:
    """Return the texts of everything of a kind (an entry's ``kind``) that can be seen, each once, in the order of the page."""
    found: list[str] = []
    for node in snapshot.inside(scope) if scope is not None else snapshot.nodes:
        if not node.shown or (scope is None and window_of(snapshot, node) is not None):
            continue
        if _is_of_kind(snapshot, node, kind):
            text = snapshot.text(node) or next(iter(node.names.all()), "")
            if text and len(text) <= _LONGEST:
                found.append(text)
    return list(dict.fromkeys(found))


def _is_of_kind(snapshot: Snapshot, node: Node, kind: str) -> bool:
    if kind == "field":
        return node.type not in _TYPED
    if kind == "choice":
        return is_option(node)
    is_tab = node.role == "tab" or "tab-strip-text" in node.classes or "tab-inner" in node.classes
    if kind == "tab":
        return is_tab
    return not is_tab and clickability(snapshot, node)[0] >= 0.6 and is_enabled(snapshot, node)
