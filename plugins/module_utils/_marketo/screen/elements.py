# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The elements of the page map on the page: finding, clicking, typing.

Everything that is clicked or typed into was found by a label, is visible, and is the only one of its kind. If not, `PageMismatch` says
which element, how many there were, where, and where a picture of it is.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from ..._engine.errors import PageMismatch
from ..page_map.scripts import find as finder
from .chooser import Chooser
from .clicks import Clicks
from .dialogs import Dialogs
from .frames import Frames
from .mismatch import Mismatch
from .patience import Patience
from .vocabulary import Vocabulary

# How many texts an error quotes.
MOST_NAMED = 12
# To weigh evidence takes longer than to look for a label, so it isn't done at every look.
CHOOSE_SECONDS = 0.3


class Elements:
    """Finds elements by their names in the page map."""

    def __init__(
        self,
        frames: Frames,
        dialogs: Dialogs,
        words: Vocabulary,
        patience: Patience,
        errors: tuple[type[Exception], ...],
        mismatch: Mismatch,
        clicks: Clicks,
        chooser: Chooser,
    ) -> None:
        self._frames = frames
        self._dialogs = dialogs
        self._words = words
        self._patience = patience
        self._errors = errors
        self._mismatch = mismatch
        self._clicks = clicks
        self._chooser = chooser

    def find(self, key: str, scope: Any = None) -> list[Any]:
        """Return all visible elements of this name, in one part of the page or in all of it."""
        return self._frames.handles(finder.FIND, {"scope": scope, "entry": self._words.query(key)}, scope)

    def one(self, key: str, scope: Any = None) -> Any:
        """Wait until it is clear which element of the page is meant. Raise `PageMismatch` where none is, or several are."""
        found: list[Any] = []
        again = time.monotonic()

        def look() -> Any | None:
            nonlocal again
            found[:] = self.find(key, scope)
            if len(found) == 1:
                return found[0]
            if time.monotonic() < again:
                return None
            chosen, _why = self._chooser.choose(key, scope)
            again = time.monotonic() + CHOOSE_SECONDS
            return chosen

        return self._patience.wait(look, lambda: self.wrong_count(key, len(found), scope))

    def is_there_disabled(self, key: str) -> bool:
        """Return whether an element can be seen but not used for now, such as an *Edit* that waits for the sync to be disabled."""
        return self._chooser.is_there_disabled(key)

    def decided(self, key: str, found: list[Any], scope: Any = None) -> list[Any]:
        """Return what was found if it is one element; otherwise the one that evidence speaks for, if there is one."""
        chosen = self._chooser.choose(key, scope)[0] if len(found) != 1 else None
        return found if chosen is None else [chosen]

    def click(self, key: str, scope: Any = None) -> None:
        """Click the one element of this name."""
        if not self.press(self.one(key, scope)):
            others = self._dialogs.texts_beside(scope)
            covers = f" (there is a dialog: {' / '.join(others)!r})" if others else ""
            raise self._mismatch(
                f"{self._words.describe(key)} is there but could not be clicked: something covers it{covers}, or it went away",
                element=key,
            )

    def press(self, element: Any) -> bool:
        """Click an element that was found; see `Clicks.click`."""
        return self._clicks.click(element)

    def fill(self, key: str, value: str, scope: Any = None) -> None:
        """Type into the one field of this name, in place of what it holds."""
        field = self.one(key, scope)
        try:
            # A library's error about this would quote the value, so its text goes nowhere.
            if not field.is_editable():
                raise self._mismatch(f"{self._words.describe(key)} can't be edited")
            field.fill(value, timeout=self._patience.timeout * 1000)
        except self._errors:
            raise self._mismatch(f"{self._words.describe(key)} is there but could not be typed into") from None

    def fill_all(self, values: Mapping[str, str], scope: Any = None) -> None:
        """Type into several fields, each the only one of its name, all of them found in one look.

        A form that changes while it is typed into is looked at anew for each of them. Whether all fields hold what was typed is for the caller to read.
        """
        entries = {key: self._words.query(key) for key in values}
        found = self._frames.handles(finder.FIND_EACH, {"scope": scope, "entries": entries}, scope)
        if len(found) != len(values):
            found = []
        for place, (key, value) in enumerate(values.items()):
            if not (found and self._type(found[place], value)):
                self.fill(key, value, scope)

    def _type(self, field: Any, value: str) -> bool:
        """Type into a field that was found a moment ago; False where it can't be, as when the form put another in its place."""
        try:
            field.fill(value, timeout=self._patience.timeout * 1000)
        except self._errors:
            return False
        return True

    def value(self, key: str, scope: Any = None) -> str:
        """What the one field of this name holds."""
        try:
            return str(self.one(key, scope).input_value())
        except self._errors:
            raise self._mismatch(f"{self._words.describe(key)} went away") from None

    def wrong_count(self, key: str, count: int, scope: Any = None) -> PageMismatch:
        """Return the error for an element that is missing or there more than once."""
        seen = [] if count else self.candidates(self._words.map.role(key), scope)
        instead = f" (seen instead: {', '.join(map(repr, seen[:MOST_NAMED]))})" if seen else ""
        why = self._chooser.choose(key, scope)[1]
        considered = f". What was considered: {why.rstrip('.')}" if why else ""
        return self._mismatch(
            f"{self._words.describe(key)} was looked for, and {count or 'none'} of it {'were' if count > 1 else 'was'} found, visible and "
            f"enabled, where exactly one is expected{instead}{considered}",
            element=key,
            found=count,
        )

    def candidates(self, role: str, scope: Any = None) -> list[str]:
        """Return the texts of everything that could be an element of this role (or a ``value`` that is merely shown), in the order of the page."""
        answers = self._frames.every(finder.CANDIDATES, {"scope": scope, "role": role}, scope)
        return [text for texts in answers for text in texts]
