# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The elements of the admin page: which one is meant, and clicking it.

An element is taken only if the evidence for it is clearly ahead of that for any other (``matching``). If none is, `PageMismatch` says which element
it was about, what was considered, and where a picture of the page is.
"""

from __future__ import annotations

from typing import Callable

from ..._engine.errors import PageMismatch
from ..matching.choose import FLOOR, IS_DISABLED
from ..matching.listing import control_texts
from ..matching.outcome import Choice, Found, Refused
from .clicks import CLICKED, GONE, Clicks
from .mismatch import Mismatch
from .part import Part
from .patience import Patience
from .sight import Sight
from .vocabulary import Vocabulary

# How many texts an error quotes.
MOST_NAMED = 12
# How often an element is looked for again that the page drew anew just before the click.
TRIES = 5


class Elements:
    """Finds elements by their names in the page map. ``look`` takes a snapshot."""

    def __init__(
        self,
        look: Callable[[], Sight],
        words: Vocabulary,
        patience: Patience,
        errors: tuple[type[Exception], ...],
        mismatch: Mismatch,
        clicks: Clicks,
    ) -> None:
        self._look = look
        self._words = words
        self._patience = patience
        self._errors = errors
        self._mismatch = mismatch
        self._clicks = clicks

    def wait_for(self, key: str, part: Part | None = None) -> None:
        """Wait until it is clear which element is meant. Raise `PageMismatch` where it never is."""
        self._patience.wait(lambda: True if self.is_there(key, part) else None, lambda: self.missing(key, part))

    def is_there(self, key: str, part: Part | None = None) -> bool:
        """Return whether it is clear now which element is meant."""
        return isinstance(self._choice(key, part), Found)

    def is_there_disabled(self, key: str) -> bool:
        """Return whether an element can be seen but not used for now, such as an *Edit* that waits for the sync to be disabled."""
        choice = self._choice(key, None)
        if not isinstance(choice, Refused):
            return False
        fitting = [one for one in choice.candidates if one.score >= FLOOR]
        return bool(fitting) and all(one.excluded == IS_DISABLED for one in fitting)

    def click(self, key: str, part: Part | None = None) -> None:
        """Click the element of this name as soon as it is clear which one is meant."""
        outcomes: list[str] = []

        def attempt() -> str | None:
            try:
                with self._look() as sight:
                    choice = _choice(sight, key, part)
                    if not isinstance(choice, Found):
                        return None
                    outcomes.append(self._clicks.press(sight, choice.control))
            except self._errors:
                return None
            return None if outcomes[-1] == GONE and len(outcomes) < TRIES else outcomes[-1]

        if self._patience.wait(attempt, lambda: self.missing(key, part)) != CLICKED:
            raise self._not_clickable(key)

    def missing(self, key: str, part: Part | None = None) -> PageMismatch:
        """Return the error for an element of which it isn't clear which one is meant."""
        try:
            with self._look() as sight:
                return self._missing(sight, key, part)
        except self._errors:
            return self._mismatch(f"{self._words.describe(key)} was looked for, and the page went away", element=key)

    def _missing(self, sight: Sight, key: str, part: Part | None) -> PageMismatch:
        choice = _choice(sight, key, part)
        able = choice.able if isinstance(choice, Refused) else 0
        within = part.find(sight) if part else None
        seen = [] if able else control_texts(sight.snapshot, self._words.entries[key].kind, within)
        instead = f" (seen instead: {', '.join(map(repr, seen[:MOST_NAMED]))})" if seen else ""
        covers = f"; there is a dialog: {' / '.join(sight.covering)!r}" if sight.covering and not able else ""
        why = choice.sentence() if isinstance(choice, Refused) and choice.candidates else ""
        considered = f". What was considered: {why.rstrip('.')}" if why else ""
        where = f" in {part.what}" if part else ""
        return self._mismatch(
            f"{self._words.describe(key)} was looked for{where}, and {able or 'none'} of it {'were' if able > 1 else 'was'} found, visible "
            f"and enabled, where exactly one is expected{instead}{considered}{covers}",
            element=key,
            found=able,
        )

    def _not_clickable(self, key: str) -> PageMismatch:
        covers = ""
        try:
            with self._look() as sight:
                said = [window.text for window in sight.windows]
                covers = f" (there is a dialog: {' / '.join(said)!r})" if said else ""
        except self._errors:
            pass
        return self._mismatch(
            f"{self._words.describe(key)} is there but could not be clicked: something covers it{covers}, or it went away",
            element=key,
        )

    def _choice(self, key: str, part: Part | None) -> Choice | None:
        try:
            with self._look() as sight:
                return _choice(sight, key, part)
        except self._errors:
            return None


def _choice(sight: Sight, key: str, part: Part | None) -> Choice:
    """Return the choice in a part of the page, or a refusal where that part isn't there."""
    if part is None:
        return sight.choose(key)
    within = part.find(sight)
    return Refused(key, f"{part.what} isn't there") if within is None else sight.choose(key, within)
