# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask a snapshot for an entry, in the part of the page where it belongs: a window that is open, a form in the page, or the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..matching.choose import choose
from ..matching.entries import Entry
from ..matching.outcome import Choice, Found, Refused
from ..matching.windows import windows
from ..reading.forms import find_field, find_form
from ..reading.reading import Known
from ..reading.readouts import VALUES, read_value
from ..snapshot.model import Node, Snapshot

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
            choice: Choice = find_field(snapshot, entry.name, scope, entry)
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
