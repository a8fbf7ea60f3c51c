# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find what a page map has to say of an element, and prove it: the matcher must choose that same element again on a fresh snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..._engine.errors import InvalidInput
from ..matching.entries import ENTRIES
from ..matching.forbidden import forbidden
from ..matching.outcome import Found
from ..matching.overrides import Overrides, parse_overrides
from ..offline.ask import ask, known_values
from ..snapshot.capture import Capture, capture
from ..snapshot.model import Node, Snapshot
from .icons import icon_of, icon_selectors, objection
from .proposals import Change, proposals
from .questions import ICON

KNOWN, TAUGHT, REFUSED = "known", "taught", "refused"
_MOST_TRIED = 80


@dataclass(frozen=True)
class Learned:
    """What came of one element. ``change`` is its entry in a page map, ``says`` a sentence for a person."""

    status: str
    says: str
    change: Change | None = None


class Learner:
    """Learns elements of one tab, on top of an operator's page map as it is."""

    def __init__(self, tab: Any, page_map: Mapping[str, Any] | None) -> None:
        self._tab = tab
        self._page_map = dict(page_map or {})
        # A map that is wrong is said now, not taken for elements that can't be taught.
        parse_overrides(self._page_map)

    def refusal(self, element: Any) -> str | None:
        """Return why an element is neither taught nor clicked, or None."""
        with capture(self._tab) as captured:
            node = captured.node_of(element)
            return "it can't be read" if node is None else forbidden(captured.snapshot, node)

    def learn(self, name: str, element: Any) -> Learned:
        """Return what the page map has to say, so that the entry of this name means this element."""
        with capture(self._tab) as captured:
            node = captured.node_of(element)
            if node is None:
                return Learned(REFUSED, "What you clicked can't be read. Click again.")
            why = forbidden(captured.snapshot, node)
            if why:
                return Learned(REFUSED, f"This is never taught: {why}.")
            changes = self._icon_changes(captured, node) if name == ICON else self._changes(name, captured, node)
        for change in changes:
            choice = self._again(name, change, element)
            if choice:
                self._page_map.pop(name, None)
                self._page_map.update({name: change} if change else {})
                return Learned(TAUGHT, choice, change) if change else Learned(KNOWN, f"Known already: {choice}")
        hint = "Click into the field itself." if name in ENTRIES and ENTRIES[name].kind == "field" else ""
        return Learned(
            REFUSED, f"Nothing was found by which it could be told from the rest of the page. {hint}".strip()
        )

    def _changes(self, name: str, captured: Capture, node: Node) -> list[Change]:
        """Return what may be said, narrowed to what works on this snapshot; the proof comes on a fresh one."""
        snapshot = captured.snapshot
        known = known_values(snapshot)
        tried = islice(proposals(ENTRIES[name], snapshot, node, known), _MOST_TRIED)
        return [change for change in tried if "selector" in change or self._chosen(name, change, snapshot, node)]

    def _icon_changes(self, captured: Capture, node: Node) -> list[Change]:
        icon = icon_of(captured.snapshot, node)
        selectors = icon_selectors(captured.snapshot, icon) if icon is not None else ()
        return [{"selector": selector} for selector in dict.fromkeys(selectors)]

    def _again(self, name: str, change: Change, element: Any) -> str:
        """Return the sentence by which an element is found on a fresh snapshot, or an empty text if it isn't."""
        try:
            overrides = self._with(name, change)
        except InvalidInput:
            return ""
        with capture(self._tab, selectors=overrides.selectors) as captured:
            node = captured.node_of(element)
            if node is None:
                return ""
            if name == ICON:
                icon = icon_of(captured.snapshot, node)
                fits = icon is not None and not objection(captured.snapshot, icon, str(change["selector"]))
                return f"the green icons are {change['selector']}" if fits else ""
            return self._chosen(name, change, captured.snapshot, node)

    def _with(self, name: str, change: Change) -> Overrides:
        rest = {key: value for key, value in self._page_map.items() if key != name}
        return parse_overrides({**rest, **({name: change} if change else {})})

    def _chosen(self, name: str, change: Change, snapshot: Snapshot, node: Node) -> str:
        try:
            entry = self._with(name, change).entries()[name]
        except InvalidInput:
            return ""
        choice, _where = ask(entry, snapshot, known_values(snapshot))
        if not isinstance(choice, Found):
            return ""
        control = choice.control
        # Somebody who clicks beside the words of a button means the button.
        means = control.contains(node) or (node.contains(control) and node.box.area <= 4 * control.box.area)
        return choice.best.sentence() if means else ""
