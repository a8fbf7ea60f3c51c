# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which element is meant where its label alone doesn't say: chosen from a snapshot by weighted evidence, or refused with the candidates.

The page map's finder looks first. This is asked only if it doesn't find exactly one, such as with three *Edit* or a button that is a ``div``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..matching.choose import FLOOR, IS_DISABLED, choose
from ..matching.entries import ENTRIES, Entry
from ..matching.outcome import Choice, Found, Refused
from ..page_map.elements import STATES
from ..reading.forms import find_field
from ..reading.reading import Known
from ..reading.readouts import VALUES, read_value
from ..reading.toggle import DISABLED, ENABLED, read_toggle
from ..snapshot.capture import capture
from ..snapshot.model import Node, Snapshot
from .vocabulary import Vocabulary

# What the entries call an element of the page map, where that differs.
_ENTRY = {"edit": "edit_credentials"}


class Chooser:
    """Chooses on one browser tab."""

    def __init__(self, tab: Any, words: Vocabulary, errors: tuple[type[Exception], ...]) -> None:
        self._tab = tab
        self._words = words
        self._errors = errors

    def choose(self, key: str, scope: Any = None) -> tuple[Any, str]:
        """Return the element, or None and why none was chosen (empty if nothing was considered)."""
        choice, element = self._choice(key, scope)
        return element, choice.sentence() if isinstance(choice, Refused) and choice.candidates else ""

    def is_there_disabled(self, key: str) -> bool:
        """Return whether the one that would be chosen can be seen, and can't be used for now."""
        choice, _element = self._choice(key, None)
        if not isinstance(choice, Refused):
            return False
        fitting = [one for one in choice.candidates if one.score >= FLOOR]
        return bool(fitting) and all(one.excluded == IS_DISABLED for one in fitting)

    def sync_is_enabled(self) -> bool | None:
        """Return what the sync's button says of the sync; None if it can't be read."""
        entries = {name: self._entry(name) for name in STATES}
        if None in entries.values():
            return None
        try:
            with capture(self._tab) as captured:
                table = {**ENTRIES, **{name: entry for name, entry in entries.items() if entry}}
                state = read_toggle(captured.snapshot, entries=table).state
        except self._errors:
            return None
        return {ENABLED: True, DISABLED: False}.get(state)

    def _choice(self, key: str, scope: Any) -> tuple[Choice | None, Any]:
        """Return the choice, and the element if it is found."""
        entry, selector = self._entry(key), self._words.map.selectors.get(key)
        if entry is None:
            return None, None
        try:
            with capture(self._tab, selectors={entry.name: selector} if selector else None) as captured:
                inside = captured.node_of(scope) if scope is not None else None
                if scope is not None and inside is None:
                    return None, None
                choice = _choice(entry, captured.snapshot, inside)
                return choice, captured.handle(choice.control) if isinstance(choice, Found) else None
        except self._errors:
            return None, None

    def _entry(self, key: str) -> Entry | None:
        """Return what to look for, the operator's labels first; None for what is found by the page map alone."""
        entry = ENTRIES.get(_ENTRY.get(key, key))
        selector = self._words.map.selectors.get(key)
        if entry is None or entry.kind == "choice":
            return None
        if entry.kind == "field":
            return None if self._words.map.is_corrected(key) else entry
        # The words of the sync's button are its state, so a selector never stands for them.
        if selector and key in STATES:
            return None
        words = {**entry.words, "en": (*self._words.map.labels(key), *entry.words.get("en", ()))}
        return replace(entry, words=words, selector=bool(selector))


def _choice(entry: Entry, snapshot: Snapshot, inside: Node | None) -> Choice:
    if entry.kind == "field":
        return find_field(snapshot, entry.name, inside)
    readings = {name: read_value(snapshot, name) for name in VALUES} if entry.near else {}
    known = {name: reading.value for name, reading in readings.items() if isinstance(reading, Known)}
    return choose(entry, snapshot, known, inside)
