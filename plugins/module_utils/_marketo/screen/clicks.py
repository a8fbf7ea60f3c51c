# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one place where the admin page is clicked. Nothing that begins a sync is ever clicked, however it was found."""

from __future__ import annotations

from typing import Any

from ..matching.forbidden import forbidden
from ..snapshot.capture import capture
from .mismatch import Mismatch


class Clicks:
    """Clicks elements of one browser tab."""

    def __init__(self, tab: Any, timeout: float, errors: tuple[type[Exception], ...], mismatch: Mismatch) -> None:
        self._tab = tab
        self._timeout = timeout
        self._errors = errors
        self._mismatch = mismatch
        # How many there were: what was not clicked yet has changed nothing.
        self.count = 0

    def click(self, element: Any) -> bool:
        """Click an element. Return False if it went away or something covers it. Raise `PageMismatch` for what begins a sync."""
        try:
            why = self._forbidden(element)
            if why is None:
                self.count += 1
                element.click(timeout=self._timeout * 1000)
        except self._errors:
            return False
        if why is not None:
            raise self._mismatch(f"what was about to be clicked is never clicked: {why}", element="start_sync")
        return True

    def _forbidden(self, element: Any) -> str | None:
        """Return why an element must not be clicked. The page is read for this at the click: a label that was right may have changed since."""
        with capture(self._tab) as captured:
            node = captured.node_of(element)
            return "it can't be read what it says" if node is None else forbidden(captured.snapshot, node)
