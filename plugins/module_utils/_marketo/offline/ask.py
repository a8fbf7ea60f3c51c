# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask a snapshot for an entry, in the part of the page where it belongs: a window that is open, a form in the page, or the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..matching.choose import choose
from ..matching.entries import ENTRIES, Entry
from ..matching.outcome import Choice, Found, Refused
from ..matching.text import fold
from ..matching.windows import windows
from ..matching.words import all_words
from ..reading.forms import find_field, find_form
from ..reading.reading import Known
from ..reading.readouts import VALUES, read_value
from ..snapshot.model import Names, Node, Snapshot

PAGE, WINDOW, FORM = "page", "window", "form"
# What stands where something is typed or asked, and not on the page itself.
_ANSWERS = frozenset(("save", "cancel", "close", "next", "validate", "switch", "confirm", "ok", "yes", "no"))


def known_values(snapshot: Snapshot) -> dict[str, str]:
    """Return the values that the page shows, by which elements beside them are told."""
    readings = {name: read_value(snapshot, name) for name in VALUES}
    return {name: reading.value for name, reading in readings.items() if isinstance(reading, Known)}


def ask(entry: Entry, snapshot: Snapshot, known: Mapping[str, str], ignored: Iterable[int] = ()) -> tuple[Choice, str]:
    """Return the choice and where it was made. If no part of the page has it, the refusal with the most to say counts."""
    refusals: list[tuple[Refused, str]] = []
    for where, scope in _scopes(entry, snapshot):
        if entry.kind == "field":
            choice: Choice = find_field(_in_built_in_words(snapshot, entry), entry.name, scope)
        else:
            choice = choose(entry, snapshot, known, scope, ignored)
        if isinstance(choice, Found):
            return choice, where
        refusals.append((choice, where))
    return next((one for one in refusals if one[0].candidates), refusals[0])


def _scopes(entry: Entry, snapshot: Snapshot) -> list[tuple[str, Node | None]]:
    top = next((window.node for window in windows(snapshot) if not window.banner), None)
    form = find_form(snapshot)
    # Whatever holds fields and lies in a window is that window.
    held = [(WINDOW, top)] if top is not None else [(FORM, form)] if form is not None else []
    if entry.kind == "field" or entry.name in _ANSWERS:
        return [*held, (PAGE, None)]
    return [(PAGE, None), *(one for one in held if one[0] == WINDOW)]


def _in_built_in_words(snapshot: Snapshot, entry: Entry) -> Snapshot:
    """Return a snapshot whose labels of an operator's own wording say the built-in word: the reader of forms knows no others."""
    built_in = ENTRIES[entry.name].words
    own = {fold(text) for text in all_words(entry.words)} - {fold(text) for text in all_words(built_in)}
    if not own:
        return snapshot
    word = all_words(built_in)[0]

    def said(text: str) -> str:
        return word if fold(text.rstrip(" :：*")) in own else text

    nodes = tuple(
        replace(
            node,
            runs=((0, word),) if fold(node.own_text.rstrip(" :：*")) in own else node.runs,
            names=Names(**{name: said(text) for name, text in node.names.__dict__.items()}),
        )
        for node in snapshot.nodes
    )
    return Snapshot(nodes, snapshot.frames, snapshot.marked)
