# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting until a part of the page is at rest: everything expected is there once, or nothing more comes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..page_map.elements import STATES
from ..page_map.scripts import find as finder
from ..screen.screen import Screen

# What has not come so long after the page's last change, with no mask over it, counts as missing.
QUIET_SECONDS = 1.5
# The same if nothing in particular is waited for.
REST_SECONDS = 0.4
# What only one method of signing in has.
SELDOM = ("tenant_id",)


class Settling:
    """Waits for elements (``names``) in a part of the page, and for labels of values that the page merely shows (``shown``)."""

    def __init__(self, screen: Screen, names: Sequence[str], scope: Any = None, shown: Sequence[str] = ()) -> None:
        self._screen = screen
        self._names = names
        self._scope = scope
        self._shown = shown
        self._last: dict[str, int] | None = None
        self._changed = time.monotonic()

    def wait(self) -> dict[str, list[Any]]:
        """Wait, at most as long as the session's timeout, and return what was found; a shown value is called ``shown <name>``."""
        self._screen.attempt(self._look)
        return {
            **{name: self._screen.elements.find(name, self._scope) for name in self._names},
            **{f"shown {name}": self._find_shown(name) for name in self._shown},
        }

    def _look(self) -> bool | None:
        is_busy, counts = self._count()
        if is_busy or counts != self._last:
            self._changed, self._last = time.monotonic(), counts
        quiet = time.monotonic() - self._changed >= (QUIET_SECONDS if self._names else REST_SECONDS)
        return True if quiet or (not is_busy and self._is_complete(counts)) else None

    def _is_complete(self, counts: Mapping[str, int]) -> bool:
        buttons = sum(counts.get(name, 0) for name in STATES)
        return (
            bool(self._names)
            and buttons == (1 if STATES[0] in self._names else 0)
            and all(count == 1 for name, count in counts.items() if name not in (*STATES, *SELDOM))
        )

    def _count(self) -> tuple[bool, dict[str, int]]:
        """Return whether a mask is shown, and how many there are of each, in one look at each frame."""
        words = self._screen.words
        query = {
            "scope": self._scope,
            "entries": {name: words.query(name) for name in self._names},
            "shown": {name: words.labels(name) for name in self._shown},
        }
        counts: dict[str, int] = {}
        answers = self._screen.frames.every(finder.COUNT, query, self._scope)
        for answer in answers:
            for name, count in answer["counts"].items():
                counts[name] = counts.get(name, 0) + count
        return any(answer["busy"] for answer in answers), counts

    def _find_shown(self, name: str) -> list[Any]:
        return self._screen.frames.handles(finder.SHOWN, {"labels": self._screen.words.labels(name)})
