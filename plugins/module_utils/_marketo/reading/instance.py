# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which instance the page belongs to, by several witnesses: the page's own id, and the addresses of its frames."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..snapshot.model import NOT_SEEN, Snapshot
from .reading import Absent, Known, Reading, Unreadable

_MUNCHKIN = re.compile(r"(?<![\w-])[0-9A-Za-z]{3}-[0-9A-Za-z]{3}-[0-9A-Za-z]{3}(?![\w-])")
_LONGEST = 80


OPENED = "the address that was opened"


def read_instance(snapshot: Snapshot, marked: str = "instance") -> Reading:
    """Return the Munchkin id in capitals, if all witnesses agree. ``seen`` of the answer lists them.

    The outermost address may be no more than what was asked for, so it never stands alone: without another witness the answer is `Unreadable`.
    """
    witnesses = [*_of_frames(snapshot), *_of_marked(snapshot, marked)]
    if all(where == OPENED for _value, where in witnesses):
        # An account's menu or a heading may say it, where the page has no id of its own.
        witnesses += [(value, "a text on the page") for value in _in_texts(snapshot)]
    if not witnesses:
        unread = [frame.unreadable for frame in snapshot.unreadable]
        return Unreadable(f"no frame that can be read names it; unreadable: {unread[0]}") if unread else Absent()
    values = {value.upper() for value, _where in witnesses}
    if len(values) > 1:
        return Unreadable("; ".join(f"{where} says {value}" for value, where in dict.fromkeys(witnesses)))
    if all(where == OPENED for _value, where in witnesses):
        return Unreadable("only the address that was opened names it, and the page itself doesn't say whose it is")
    return Known(values.pop(), tuple(dict.fromkeys(where for _value, where in witnesses)))


def _of_frames(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for frame in snapshot.frames:
        if frame.munchkin_id:
            yield frame.munchkin_id, "the page's own id"
        for named in frame.instances:
            yield named, "the address of a frame" if frame.owner != NOT_SEEN else OPENED


def _of_marked(snapshot: Snapshot, marked: str) -> Iterator[tuple[str, str]]:
    for place in snapshot.marked.get(marked, ()):
        text = _only_id(snapshot.text(snapshot.nodes[place]))
        if text:
            yield text, "the operator's element"


def _in_texts(snapshot: Snapshot) -> set[str]:
    """Return the ids that short texts name."""
    texts = {node.own_text for node in snapshot.nodes if node.shown and len(node.own_text) <= _LONGEST}
    return {found.upper() for text in texts for found in _MUNCHKIN.findall(text) if _has_both(found)}


def _has_both(text: str) -> bool:
    """Return whether an id holds letters and digits, as Munchkin ids do and words with hyphens don't."""
    return any(one.isdigit() for one in text) and any(one.isalpha() for one in text)


def _only_id(text: str) -> str | None:
    found = set(_MUNCHKIN.findall(text))
    return found.pop() if len(found) == 1 else None
