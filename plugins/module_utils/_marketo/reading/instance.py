# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which instance the page belongs to, by several witnesses: the page's own id, and the addresses of its frames."""

from __future__ import annotations

import re

from ..snapshot.model import Snapshot
from .reading import Absent, Known, Reading, Unreadable

_MUNCHKIN = re.compile(r"(?<![\w-])[0-9A-Za-z]{3}-[0-9A-Za-z]{3}-[0-9A-Za-z]{3}(?![\w-])")


def read_instance(snapshot: Snapshot, marked: str = "instance") -> Reading:
    """Return the Munchkin id in capitals, if all witnesses agree. ``seen`` of the answer lists them."""
    witnesses: list[tuple[str, str]] = []
    for frame in snapshot.frames:
        if frame.munchkin_id:
            witnesses.append((frame.munchkin_id, "the page's own id"))
        witnesses += [(named, "its address") for named in frame.instances]
    for place in snapshot.marked.get(marked, ()):
        text = _only_id(snapshot.text(snapshot.nodes[place]))
        if text:
            witnesses.append((text, "the operator's element"))
    if not witnesses:
        unread = [frame.unreadable for frame in snapshot.unreadable]
        return Unreadable(f"no frame that can be read names it; unreadable: {unread[0]}") if unread else Absent()
    values = {value.upper() for value, _where in witnesses}
    if len(values) > 1:
        return Unreadable("; ".join(f"{where} says {value}" for value, where in dict.fromkeys(witnesses)))
    return Known(values.pop(), tuple(dict.fromkeys(where for _value, where in witnesses)))


def _only_id(text: str) -> str | None:
    found = set(_MUNCHKIN.findall(text))
    return found.pop() if len(found) == 1 else None
