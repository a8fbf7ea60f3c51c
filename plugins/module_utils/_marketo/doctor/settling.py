# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting until a part of the page is at rest: everything expected is there, or nothing more comes."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ..matching.outcome import Found
from ..reading.reading import Known
from ..reading.toggle import DISABLED, ENABLED
from ..screen.part import Part
from ..screen.screen import Screen
from ..screen.sight import Sight
from .screens import STATES

# What has not come so long after the page's last change, with no mask over it, counts as missing.
QUIET_SECONDS = 1.5
# The same where not even the sync's button is there: then the rest may not have been drawn either.
LATE_SECONDS = 6.0
# The same if nothing in particular is waited for.
REST_SECONDS = 0.4
# What only one method of signing in has.
SELDOM = ("tenant_id",)


class Settling:
    """Waits for elements (``names``) in a part of the page, and for values that the page shows (``shown``)."""

    def __init__(
        self, screen: Screen, names: Sequence[str], part: Part | None = None, shown: Sequence[str] = ()
    ) -> None:
        self._screen = screen
        self._names = names
        self._part = part
        self._shown = shown
        self._last: object = None
        self._changed = time.monotonic()

    def wait(self) -> None:
        """Wait, at most as long as the session's timeout."""
        self._screen.attempt(self._screen.seen(self._look))

    def _look(self, sight: Sight) -> bool | None:
        there = self._there(sight)
        seen = (there, len(sight.windows), len(sight.snapshot.nodes))
        if sight.is_loading or seen != self._last:
            self._changed, self._last = time.monotonic(), seen
        late = "toggle" in dict(there) and not dict(there)["toggle"]
        longest = LATE_SECONDS if late else QUIET_SECONDS if self._names else REST_SECONDS
        quiet = time.monotonic() - self._changed >= longest
        complete = bool(self._names) and all(is_there for name, is_there in there if name not in SELDOM)
        # A page of which nothing is there yet has only not been drawn.
        begun = not self._names or any(is_there for _name, is_there in there)
        return True if (quiet and begun) or (complete and not sight.is_loading) else None

    def _there(self, sight: Sight) -> list[tuple[str, bool]]:
        """Return which of the elements are there."""
        node = self._part.find(sight) if self._part is not None else None
        lost = self._part is not None and node is None
        names = [name for name in self._names if name not in STATES]
        found = [(name, not lost and isinstance(sight.choose(name, node), Found)) for name in names]
        if set(STATES) & set(self._names):
            found.append(("toggle", self._screen.sync_state(sight) in (ENABLED, DISABLED)))
        return [*found, *((name, isinstance(sight.readout(name), Known)) for name in self._shown)]
