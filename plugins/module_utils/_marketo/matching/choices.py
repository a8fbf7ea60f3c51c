# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choose one of several ways that exclude each other, such as a radio button or an entry of a list.

What the page calls them is published as a picture only, so a name counts if it holds one of the known abbreviations as a word of its own.
"""

from __future__ import annotations

import re

from ..snapshot.model import Node, Snapshot
from .controls import control_of, covered_by, described, is_enabled
from .entries import Entry
from .forbidden import forbidden
from .outcome import Candidate, Choice, Found, Refused
from .windows import window_of
from .words import all_words

_LONGEST = 80
_OPTIONS = frozenset(("radio", "option", "menuitemradio"))
_NOT_A_WORD = re.compile(r"[^\w]+")


def choose_option(entry: Entry, snapshot: Snapshot, scope: Node | None = None) -> Choice:
    """Return the way that an entry means, or what was considered."""
    wanted = [f" {_words(text)} " for text in all_words(entry.words)]
    marked = snapshot.marked.get(entry.name, ())
    found = []
    for node in snapshot.inside(scope) if scope is not None else snapshot.nodes:
        if scope is None and window_of(snapshot, node) is not None:
            continue
        texts = (node.own_text, *node.names.all(), snapshot.text(node))
        says = any(len(text) <= _LONGEST and any(word in f" {_words(text)} " for word in wanted) for text in texts)
        # An entry of a list has no size while the list is closed.
        visible = node.shown or (node.tag == "option" and node.hidden in ("size", "display"))
        if visible and (node.index in marked if entry.selector else says):
            found.append(node)
    innermost = [one for one in found if not any(one is not other and one.contains(other) for other in found)]
    rated = [_rated(snapshot, one) for one in _without_labels(snapshot, innermost)]
    able = [one for one in rated if not one.excluded]
    if len(able) == 1:
        return Found(entry.name, able[0], tuple(one for one in rated if one is not able[0]))
    said = ", ".join(map(repr, all_words(entry.words)[:3]))
    why = f"{len(able)} choices name {said}" if able or not rated else f"what names {said} can't be used"
    return Refused(entry.name, why, tuple(rated))


def _words(text: str) -> str:
    return " ".join(_NOT_A_WORD.sub(" ", text.casefold()).split())


def _without_labels(snapshot: Snapshot, found: list[Node]) -> list[Node]:
    """Leave out the words beside an option that is there itself, as a label is beside its radio button."""
    return [one for one in found if is_option(one)] or found


def is_option(node: Node) -> bool:
    """Return whether a node is one of several ways that exclude each other, by its tag, type or role."""
    return node.role in _OPTIONS or node.type == "radio" or node.tag == "option"


def _rated(snapshot: Snapshot, node: Node) -> Candidate:
    control = node if node.type == "radio" or node.tag == "option" else control_of(snapshot, node)
    excluded = forbidden(snapshot, control) or ""
    if not excluded and not is_enabled(snapshot, control):
        excluded = "it is disabled"
    cover = covered_by(snapshot, control)
    if not excluded and cover is not None and cover.tag != "label":
        excluded = f"it is covered by {described(snapshot, cover)}"
    return Candidate(control, node, 100, (("its name", 100),), described(snapshot, control), excluded)
