# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting for the page, with the browser at work in between."""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import TimedOut
from ..._engine.waiting import Found, wait_for

# The pause between two looks: short at first, so that what comes at once is seen at once, and longer the longer it takes. A look reads the whole page.
LOOK_SECONDS = 0.05
LONGEST_LOOK_SECONDS = 0.5


class Patience:
    """Waits, at most as long as the session's option ``timeout`` says unless told otherwise."""

    def __init__(self, tab: Any, timeout: float) -> None:
        self._tab = tab
        self.timeout = timeout

    def wait(
        self, look: Callable[[], Found | None], failure: Callable[[], Exception], timeout: float | None = None
    ) -> Found:
        """Look until there is something. Raise what ``failure`` makes if there never is."""
        found = self.attempt(look, timeout)
        if found is None:
            raise failure()
        return found

    def attempt(self, look: Callable[[], Found | None], timeout: float | None = None) -> Found | None:
        """Look until there is something. Return None if there never is."""
        seconds = timeout or self.timeout
        try:
            return wait_for(look, "the page", seconds, LOOK_SECONDS, self._pause, longest=LONGEST_LOOK_SECONDS)
        except TimedOut:
            return None

    def _pause(self, seconds: float) -> None:
        """Let the browser work for a while."""
        self._tab.wait_for_timeout(seconds * 1000)
