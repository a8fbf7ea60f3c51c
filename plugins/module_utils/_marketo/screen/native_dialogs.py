# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The browser's own boxes (``alert`` and ``confirm``). Playwright dismisses them unless somebody answers, which a page takes for *Cancel*."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from ..matching.forbidden import speaks_of_beginning

_LISTENING: WeakKeyDictionary[Any, NativeDialogs] = WeakKeyDictionary()


def native_dialogs_of(tab: Any) -> NativeDialogs:
    """Return who answers the boxes of a tab. There is only one, since the first answer counts."""
    if tab not in _LISTENING:
        _LISTENING[tab] = NativeDialogs(tab)
    return _LISTENING[tab]


class NativeDialogs:
    """Confirms a question only while a click of ours may ask one; says what all of them said."""

    def __init__(self, tab: Any) -> None:
        self._expecting = False
        self.said: list[str] = []
        # Tests put plain objects in the place of a tab.
        if hasattr(tab, "on"):
            tab.on("dialog", self._came)

    @contextmanager
    def expected(self) -> Iterator[None]:
        """Confirm what is asked until the ``with`` ends."""
        self.said.clear()
        self._expecting = True
        try:
            yield
        finally:
            self._expecting = False

    def _came(self, dialog: Any) -> None:
        self.said.append(dialog.message)
        may_leave = dialog.type in ("beforeunload", "alert")
        asked = self._expecting and dialog.type == "confirm" and not speaks_of_beginning(dialog.message)
        answer = dialog.accept if may_leave or asked else dialog.dismiss
        try:
            answer()
        except Exception:  # another listener of this tab may have answered it
            return
