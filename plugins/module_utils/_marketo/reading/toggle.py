# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the sync is enabled, by the button that would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..matching.choose import choose
from ..matching.entries import ENTRIES, Entry
from ..matching.outcome import Candidate, Choice, Found, Refused
from ..matching.text import fold
from ..matching.words import all_words
from ..snapshot.model import Node, Snapshot

ENABLED, DISABLED, ABSENT, UNREADABLE = "enabled", "disabled", "absent", "unreadable"


@dataclass(frozen=True)
class Toggle:
    """The state, the control that changes it (None unless the state is known), and why a state can't be told."""

    state: str
    control: Node | None = None
    why: str = ""
    count: int = 0


def read_toggle(
    snapshot: Snapshot,
    known: Mapping[str, str] | None = None,
    entries: Mapping[str, Entry] | None = None,
    ignored: Iterable[int] = (),
    scope: Node | None = None,
) -> Toggle:
    """Return the state of the sync. Its button says what a click would do; a switch says what is. ``scope`` is a menu that was opened for it."""
    table, skipped = entries or ENTRIES, tuple(ignored)
    off, on = (choose(table[name], snapshot, known, scope, skipped) for name in ("disable_sync", "enable_sync"))
    if isinstance(off, Found) and isinstance(on, Found):
        return _of_both(off, on)
    doubtful = [one for one in (off, on) if isinstance(one, Refused) and one.is_doubtful]
    if doubtful:
        why = " ".join(one.sentence() for one in doubtful)
        return Toggle(UNREADABLE, why=why, count=max(one.able for one in doubtful))
    for choice, state in ((off, ENABLED), (on, DISABLED)):
        if isinstance(choice, Found):
            return _of_one(snapshot, choice, state, table)
    refusals = [choice for choice in (off, on) if isinstance(choice, Refused) and choice.candidates]
    if refusals:
        return Toggle(UNREADABLE, why=" ".join(one.sentence() for one in refusals))
    unread = "; ".join(f"a frame can't be read: {frame.unreadable}" for frame in snapshot.unreadable)
    return Toggle(UNREADABLE, why=unread) if unread else Toggle(ABSENT, why=_sentence(off))


def _of_both(off: Found, on: Found) -> Toggle:
    if off.control.index == on.control.index:
        return Toggle(UNREADABLE, why=f"one button says both: {off.best.sentence()}")
    why = f"both can be clicked: (1) {off.best.sentence()}. (2) {on.best.sentence()}."
    return Toggle(UNREADABLE, why=why, count=2)


def _of_one(snapshot: Snapshot, choice: Found, state: str, entries: Mapping[str, Entry]) -> Toggle:
    control = choice.control
    opposite = entries["enable_sync" if state == ENABLED else "disable_sync"]
    words = {fold(word) for word in all_words(opposite.words)}
    if any(fold(text) in words for text in (*control.names.all(), snapshot.text(control))):
        return Toggle(UNREADABLE, why=f"its text and its name contradict each other: {choice.best.place}")
    checked = _checked(snapshot, control)
    if checked is None:
        return Toggle(state, control)
    if state == ENABLED:
        return Toggle(
            UNREADABLE, why=f"a switch that is called 'Disable Sync' can be meant either way: {choice.best.place}"
        )
    return Toggle(ENABLED if checked else DISABLED, control)


def _checked(snapshot: Snapshot, control: Node) -> bool | None:
    """Return whether a switch is on; None for a button."""
    for one in (*snapshot.inside(control), *list(snapshot.ancestors(control))[:2]):
        if one.checked is not None and (
            one.type in ("checkbox", "") and (one.role in ("switch", "checkbox", "") or one.type)
        ):
            return one.checked
    return None


def _sentence(choice: Choice) -> str:
    return choice.sentence() if isinstance(choice, Refused) else ""


__all__ = ["ABSENT", "DISABLED", "ENABLED", "UNREADABLE", "Candidate", "Toggle", "read_toggle"]
