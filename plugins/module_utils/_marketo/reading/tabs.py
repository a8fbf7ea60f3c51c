# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which tab is active: by what it says of itself, by its class, or by being the one that looks different from the others beside it."""

from __future__ import annotations

import re

from ..matching.entries import ENTRIES, Entry
from ..matching.text import EXACT, LOOSE, fold, index
from ..matching.windows import window_of
from ..matching.words import WORDS, all_words
from ..snapshot.model import Node, Snapshot
from .reading import Absent, Known, Reading, Unreadable

_ACTIVE = re.compile(r"(^|[ _-])(is-)?(active|selected|current|ontop)($|[ _-])", re.IGNORECASE)
_UP = 4
_OTHER_TABS = ("validate_sync_setup", "sync_status", "sync_errors", "reconfigure_auth_method")


def is_active_tab(snapshot: Snapshot, entry: Entry = ENTRIES["dynamics_tab"], marked: str = "active_tab") -> Reading:
    """Return `Known` ``yes`` or ``no`` for the tab of an element. A heading of the same words is no tab, but says the same; absent is neither."""
    tabs = _tabs(snapshot, entry)
    chosen = [snapshot.nodes[place] for place in snapshot.marked.get(marked, ())]
    if chosen:
        words = {fold(word) for word in all_words(entry.words)}
        return Known(
            "yes" if any(fold(snapshot.text(one)) in words or fold(one.own_text) in words for one in chosen) else "no",
            ("the operator's selector",),
        )
    answers = [(_says(snapshot, tab), tab) for tab in tabs]
    if any(answer for answer, _tab in answers):
        return Known("yes", ("its tab is marked as active",))
    if any(answer is False for answer, _tab in answers):
        return Known("no", ("its tab is marked as not active",))
    if any(_is_heading(snapshot, tab) for tab in tabs):
        return Known("yes", ("a heading",))
    return Unreadable(f"{len(tabs)} tabs are called so, and nothing says whether one is active") if tabs else Absent()


def _tabs(snapshot: Snapshot, entry: Entry) -> list[Node]:
    texts = index(snapshot)
    places = {
        place
        for word in all_words(entry.words)
        for place, strength, _where in texts.get(fold(word), ())
        if strength >= LOOSE * EXACT * 0.9
    }
    return [
        snapshot.nodes[place]
        for place in sorted(places)
        if snapshot.nodes[place].shown and window_of(snapshot, snapshot.nodes[place]) is None
    ]


def _is_heading(snapshot: Snapshot, node: Node) -> bool:
    around = (node, *list(snapshot.ancestors(node))[:2])
    return any(re.match(r"^h[1-4]$", one.tag) or one.role == "heading" for one in around)


def _says(snapshot: Snapshot, tab: Node) -> bool | None:
    """Return whether a tab says that it is active; None if it says nothing either way."""
    if _is_heading(snapshot, tab):
        return None
    around = [tab]
    for one in snapshot.ancestors(tab):
        if len(around) > _UP or _bare(snapshot.text(one)) != _bare(snapshot.text(tab)):
            break
        around.append(one)
    for one in (*around, *snapshot.inside(tab)[1:6]):
        if one.selected is not None:
            return one.selected
        if one.current or _ACTIVE.search(one.classes):
            return True
    return _stands_out(snapshot, around[-1])


def _bare(text: str) -> str:
    """Return a label without a count behind it."""
    return fold(re.sub(r"[\d()\[\]]", "", text))


def _stands_out(snapshot: Snapshot, item: Node) -> bool | None:
    """Return whether one of several tabs looks different from all the others, which look alike; None if they don't compare."""
    if item.parent < 0:
        return None
    siblings = [one for one in snapshot.children(snapshot.nodes[item.parent]) if one.shown and one.tag == item.tag]
    names = {fold(word) for name in _OTHER_TABS for word in all_words(WORDS[name])}
    # What stands beside a heading is no list of tabs.
    if len(siblings) < 3 or sum(_bare(snapshot.text(one)) in names for one in siblings) < 2:
        return None
    looks = [_look(snapshot, one) for one in siblings]
    if any(
        one.selected or one.current or _ACTIVE.search(one.classes)
        for sibling in siblings
        for one in snapshot.inside(sibling)[:4]
    ):
        return False
    odd = [one for one, look in zip(siblings, looks) if looks.count(look) == 1]
    return (odd[0] is item) if len(odd) == 1 and len(set(looks)) == 2 else None


def _look(snapshot: Snapshot, item: Node) -> tuple[object, ...]:
    return tuple((one.classes, one.bold, one.background, one.pointer) for one in snapshot.inside(item)[:3])
