# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sync's button where it is an entry of a menu: which menu that is, and opening and closing it.

Opening a menu changes nothing. Only what says of itself that it opens something is tried, and never what begins a sync.
"""

from __future__ import annotations

import re
import time
from typing import Any, Callable

from ..matching.controls import clickability
from ..matching.openers import may_be_opened
from ..matching.windows import window_of
from ..reading.toggle import DISABLED, ENABLED, Toggle
from ..snapshot.model import Node, Snapshot
from .clicks import CLICKED, Clicks
from .patience import Patience
from .sight import Sight

# A button that isn't there yet may come late; so long is it waited for before a menu is tried.
LATE_SECONDS = 3.0
# How long a menu may take to open.
OPEN_SECONDS = 2.0
CLOSE_SECONDS = 0.7
# How many menus of a page are tried.
MOST_MENUS = 4
_ARROW = re.compile(r"[▾▼⌄⏷🞃﹀˅…⋮⋯]\s*$")
_SYNC = re.compile(r"s[yi]n[ck]|同期|dynamics", re.IGNORECASE)
KNOWN = (ENABLED, DISABLED)


class SyncMenu:
    """Finds the menu once, and remembers what it is called."""

    def __init__(
        self, patience: Patience, clicks: Clicks, look: Any, tab: Any, errors: tuple[type[Exception], ...]
    ) -> None:
        self._patience = patience
        self._clicks = clicks
        self._look = look
        self._tab = tab
        self._errors = errors
        self._name: str | None = None
        self._missing_since: float | None = None
        self._tried: set[str] = set()

    @property
    def is_known(self) -> bool:
        """Return whether the button was found in a menu."""
        return self._name is not None

    def forget(self) -> None:
        """Begin anew, for a page that was loaded again."""
        self._missing_since = None
        self._tried.clear()

    def state(self, sight: Sight) -> str | None:
        """Return what the button in the menu says of the sync. The menu is closed afterwards. None if there is none, or it is too early to try."""
        found = self.open(sight, lambda _sight, toggle: toggle.state)
        if found is not None:
            self._close()
        return found

    def open(self, sight: Sight, use: Callable[[Sight, Toggle], str | None]) -> str | None:
        """Open the menu, and return what ``use`` makes of the button in it; None if there is no such menu."""
        if not self._is_time():
            return None
        for control in self._candidates(sight.snapshot):
            name = sight.snapshot.text(control)
            self._tried.add(name)
            before = sight.standing()
            if self._clicks.press(sight, control) != CLICKED:
                continue
            found = self._patience.attempt(lambda standing=before: self._shown(standing, use), OPEN_SECONDS)  # type: ignore[misc]
            if found is not None:
                self._name = name
                return found
            self._close()
            return None
        return None

    def _is_time(self) -> bool:
        if self._missing_since is None:
            self._missing_since = time.monotonic()
        return self.is_known or time.monotonic() - self._missing_since >= LATE_SECONDS

    def _candidates(self, snapshot: Snapshot) -> list[Node]:
        menus = [one for one in snapshot.nodes if _opens_something(snapshot, one)]
        if self._name is not None:
            return [one for one in menus if snapshot.text(one) == self._name][:1]
        menus = [one for one in menus if snapshot.text(one) not in self._tried]
        menus.sort(key=lambda one: not _SYNC.search(snapshot.text(one)))
        return menus[: max(0, MOST_MENUS - len(self._tried))]

    def _shown(self, before: list[Any], use: Callable[[Sight, Toggle], str | None]) -> str | None:
        try:
            with self._look() as sight:
                found = [sight.toggle, *(sight.toggle_in(window.node) for window in sight.windows_since(before))]
                toggle = next((one for one in found if one.state in KNOWN), None)
                return use(sight, toggle) if toggle is not None else None
        except self._errors:
            return None

    def _close(self) -> None:
        """Close the menu: by key, or else by another click on what opened it."""
        try:
            self._tab.keyboard.press("Escape")
        except self._errors:
            return
        if self._patience.attempt(self._is_closed, CLOSE_SECONDS) is None:
            self._click_again()

    def _is_closed(self) -> bool | None:
        try:
            with self._look() as sight:
                return True if sight.toggle.state not in KNOWN else None
        except self._errors:
            return None

    def _click_again(self) -> None:
        try:
            with self._look() as sight:
                for control in self._candidates(sight.snapshot):
                    self._clicks.press(sight, control)
        except self._errors:
            return
        self._patience.attempt(self._is_closed, CLOSE_SECONDS)


def _opens_something(snapshot: Snapshot, node: Node) -> bool:
    text = snapshot.text(node)
    says_so = (
        node.data.get("aria-haspopup") in ("true", "menu", "listbox")
        or node.expanded is False
        or bool(_ARROW.search(text))
    )
    if not says_so or not text or len(text) > 60 or clickability(snapshot, node)[0] < 0.5:
        return False
    if window_of(snapshot, node) is not None or not may_be_opened(snapshot, node):
        return False
    return not any(one is not node and clickability(snapshot, one)[0] >= 0.8 for one in snapshot.inside(node))
