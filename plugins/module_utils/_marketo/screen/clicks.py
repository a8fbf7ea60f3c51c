# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The one place where the admin page is clicked. Nothing that begins a sync is ever clicked, however it was found."""

from __future__ import annotations

from typing import Any

from ..matching.forbidden import forbidden
from ..snapshot.model import Node
from .mismatch import Mismatch
from .sight import Sight

CLICKED, GONE, COVERED = "clicked", "gone", "covered"
# What Playwright says where the page has put another element in the place of this one; nothing was clicked then.
_NOT_ATTACHED = "not attached"


class Clicks:
    """Clicks elements of one browser tab."""

    def __init__(self, timeout: float, errors: tuple[type[Exception], ...], mismatch: Mismatch) -> None:
        self._timeout = timeout
        self._errors = errors
        self._mismatch = mismatch
        # How many there were: what was not clicked yet has changed nothing.
        self.count = 0

    def press(self, sight: Sight, node: Node) -> str:
        """Click what a snapshot of just now shows. Return `CLICKED`; `GONE` if it went away before that; `COVERED` if something lies on it.

        Raise `PageMismatch` for what begins a sync.
        """
        why = forbidden(sight.snapshot, node)
        if why is not None:
            raise self._mismatch(f"what was about to be clicked is never clicked: {why}", element="start_sync")
        try:
            element: Any = sight.handle(node)
            element.click(timeout=self._timeout * 1000)
        except self._errors as error:
            return GONE if _NOT_ATTACHED in str(error) else COVERED
        self.count += 1
        return CLICKED
