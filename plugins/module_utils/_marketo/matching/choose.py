# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choose the element that an entry means, or refuse and say why.

    choice = choose(ENTRIES["edit"], snapshot, {"client_id": "...", "username": "..."})

An element is taken if its score reaches `FLOOR` and is `LEAD` ahead of the next. Nothing hidden, covered or disabled is taken, and nothing that
begins a sync (``forbidden.py``), whatever an operator's selector says. ``scope`` keeps the search inside a window or a form; without it, what
stands in windows isn't considered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..snapshot.model import Node, Snapshot
from .controls import clickability, control_of, covered_by, described, is_enabled
from .entries import Entry, heading_words
from .forbidden import forbidden
from .headings import section_of
from .outcome import LEAD, Candidate, Choice, Found, Refused
from .text import fold, index, words_of
from .windows import window_of
from .words import all_words

FLOOR = 45
IS_DISABLED = "it is disabled"
_TOOLBAR = ("toolbar", "tbar")
_TREES = frozenset(("tree", "treeitem", "navigation", "menu", "menubar"))


def choose(
    entry: Entry,
    snapshot: Snapshot,
    known: Mapping[str, str] | None = None,
    scope: Node | None = None,
    ignored: Iterable[int] = (),
) -> Choice:
    """Return the element, or what was considered."""
    skipped = set(ignored)
    found = [one for one in _matches(entry, snapshot, scope) if one[0].index not in skipped]
    if not found:
        said = ", ".join(repr(text) for text in all_words(entry.words)[:4])
        how = (
            "the operator's selector marks nothing that can be seen"
            if entry.selector
            else f"nothing on the page is called {said}"
        )
        return Refused(entry.name, how)
    controls = _controls(snapshot, found)
    near = _near(snapshot, [control for control, _node, _text in controls], entry, known or {})
    rated = [_rated(entry, snapshot, match, near) for match in controls]
    rated.sort(key=lambda one: (not one.excluded, one.score), reverse=True)
    return _decided(entry, rated)


def _decided(entry: Entry, rated: Sequence[Candidate]) -> Choice:
    able = [one for one in rated if not one.excluded]
    if not able:
        return Refused(entry.name, f"what fits can't be used: {rated[0].excluded}", tuple(rated))
    best = able[0]
    if best.score < FLOOR:
        return Refused(
            entry.name, f"the best candidate reaches {best.score} of the {FLOOR} points that are needed", tuple(rated)
        )
    if len(able) > 1 and best.score - able[1].score < LEAD:
        return Refused(
            entry.name,
            f"{sum(one.score > best.score - LEAD for one in able)} candidates fit about equally",
            tuple(rated),
        )
    return Found(entry.name, best, tuple(rated[1:]))


def _matches(entry: Entry, snapshot: Snapshot, scope: Node | None) -> list[tuple[Node, float, str]]:
    """Return the nodes that may be it, each with how well its text agrees."""
    texts = index(snapshot)
    best: dict[int, tuple[float, str]] = {}
    for word in all_words(entry.words):
        for place, strength, where in texts.get(fold(word), ()):
            if strength > best.get(place, (0.0, ""))[0]:
                best[place] = (strength, where)
    if entry.selector:
        best = _marked(entry, snapshot, best)
    found = []
    for place in sorted(best):
        node = snapshot.nodes[place]
        inside = scope.contains(node) if scope is not None else window_of(snapshot, node) is None
        if inside and (node.shown or node.hidden == "size") and (not entry.id or node.id == entry.id):
            found.append((node, best[place][0], best[place][1]))
    return found


def _marked(entry: Entry, snapshot: Snapshot, said: Mapping[int, tuple[float, str]]) -> dict[int, tuple[float, str]]:
    """Return what an operator's selector marks. Where it marks something around what bears the text, or a part of it, the text decides."""
    marked = [snapshot.nodes[place] for place in snapshot.marked.get(entry.name, ())]
    named = {
        place: how
        for place, how in said.items()
        if any(one.contains(snapshot.nodes[place]) or snapshot.nodes[place].contains(one) for one in marked)
    }
    if named or entry.text_is_state:
        return named
    innermost = [one for one in marked if not any(one is not other and one.contains(other) for other in marked)]
    return {one.index: (0.0, "") for one in innermost}


def _controls(
    snapshot: Snapshot, found: Iterable[tuple[Node, float, str]]
) -> list[tuple[Node, Node, tuple[float, str]]]:
    """Return each control once, with the part of it that agrees best."""
    best: dict[int, tuple[Node, Node, tuple[float, str]]] = {}
    for node, strength, where in found:
        control = control_of(snapshot, node)
        if control.index not in best or best[control.index][2][0] < strength:
            best[control.index] = (control, node, (strength, where))
    boxes = {fold(control.names.label) for control, _node, _text in best.values() if control.names.label}
    return [
        one
        for one in best.values()
        # A click on the label of a box is one on the box.
        if not (one[0].tag == "label" and fold(snapshot.text(one[0])) in boxes)
        and not any(_is_the_same(snapshot, one, other) for other in best.values())
    ]


def _is_the_same(
    snapshot: Snapshot, one: tuple[Node, Node, tuple[float, str]], other: tuple[Node, Node, tuple[float, str]]
) -> bool:
    """Return whether a control is only a wrapper around another one with the same words, or a part of one that receives the click."""
    mine, others = one[0], other[0]
    if mine is others or not (mine.contains(others) or others.contains(mine)):
        return False
    strength, rival = clickability(snapshot, mine)[0], clickability(snapshot, others)[0]
    return rival > strength or (rival == strength and mine.contains(others))


def _rated(
    entry: Entry, snapshot: Snapshot, match: tuple[Node, Node, tuple[float, str]], near: Mapping[int, int]
) -> Candidate:
    control, node, (strength, where) = match
    reasons: list[tuple[str, int]] = []
    if strength:
        reasons.append((f"its {where}", round(35 * strength)))
    elif entry.selector:
        reasons.append(("the operator's selector", 35))
    sign, what = clickability(snapshot, control)
    if entry.kind != "field":
        reasons.append((what, round(15 * sign) if sign >= 0.5 else -15))
    reasons += _place_reasons(entry, snapshot, control)
    if control.index in near:
        reasons.append(("beside a value that we know", near[control.index]))
    if control.aria_hidden:
        reasons.append(("hidden from screen readers", -14))
    if entry.selector and strength:
        reasons.append(("the operator's selector", 20))
    score = sum(points for _reason, points in reasons)
    return Candidate(
        control, node, score, tuple(reasons), described(snapshot, control), _excluded(snapshot, control, node)
    )


def _place_reasons(entry: Entry, snapshot: Snapshot, control: Node) -> list[tuple[str, int]]:
    reasons = []
    if entry.under or entry.not_under:
        section = section_of(snapshot, control, entry)
        if section and section in entry.under:
            reasons.append((f"under {heading_words(section)[0]!r}", 30))
        elif section and section in entry.not_under:
            reasons.append((f"under {heading_words(section)[0]!r}, which is another section", -60))
    around = (control, *list(snapshot.ancestors(control))[:12])
    ids = {fold(text.partition(":")[2] or text) for one in around[:5] for text in (one.id, *one.widget) if text}
    if any(fold(widget) in ids for widget in entry.widgets):
        reasons.append(("the toolkit's id", 30))
    if entry.place == "toolbar" and any(
        one.role == "toolbar" or any(word in one.classes.lower() for word in _TOOLBAR) for one in around
    ):
        reasons.append(("in a toolbar", 14))
    if entry.kind == "tab":
        is_tab = any(one.role == "tab" or "tab" in words_of(one.classes) for one in around[:4])
        reasons.append(("in a tab", 15) if is_tab else ("not in a tab", 0))
        if any(one.role in _TREES or "tree" in words_of(one.classes) or one.tag == "nav" for one in around):
            reasons.append(("in a tree or a menu", -20))
    return reasons


def _excluded(snapshot: Snapshot, control: Node, node: Node) -> str:
    why = forbidden(snapshot, node)
    if why is None and node is not control:
        why = forbidden(snapshot, control)
    if why:
        return why
    if control.hidden:
        return f"it can't be seen ({control.hidden})"
    if not is_enabled(snapshot, control):
        return IS_DISABLED
    cover = covered_by(snapshot, control)
    return f"it is covered by {described(snapshot, cover)}" if cover is not None else ""


def _near(snapshot: Snapshot, controls: Sequence[Node], entry: Entry, known: Mapping[str, str]) -> dict[int, int]:
    """Return which controls share their closest surroundings with a value that we know, and no other candidate does."""
    found: dict[int, int] = {}
    texts = index(snapshot)
    for name in entry.near:
        for place, _strength, _where in texts.get(fold(known.get(name) or ""), ()) if known.get(name) else ():
            value = snapshot.nodes[place]
            for around in (value, *snapshot.ancestors(value)):
                inside = [control for control in controls if around.contains(control)]
                if len(inside) == 1:
                    found[inside[0].index] = 20
                if inside:
                    break
    return found
