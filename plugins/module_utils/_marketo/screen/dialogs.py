# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The dialogs on the page. None is clicked before its text was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..._engine.errors import PageMismatch
from ..page_map.scripts import find as finder
from .frames import Frames
from .mismatch import Mismatch


class Dialogs:
    """Finds dialogs, and reads them."""

    def __init__(self, frames: Frames, errors: tuple[type[Exception], ...], mismatch: Mismatch) -> None:
        self._frames = frames
        self._errors = errors
        self._mismatch = mismatch

    def shown(self) -> list[Any]:
        """Return all visible dialogs."""
        return self._frames.handles(finder.DIALOGS)

    def texts(self, dialogs: Sequence[Any] | None = None) -> list[str]:
        """Return what dialogs say (all visible ones, unless some are given), on one line each; one that is just going away says nothing."""
        said = []
        for dialog in self.shown() if dialogs is None else dialogs:
            try:
                said.append(" ".join(dialog.inner_text().split()))
            except self._errors:
                continue
        return said

    def texts_beside(self, own: Any) -> list[str]:
        """Return what all visible dialogs say but the one that asks; ``own`` is None if the form that asks is not in a dialog."""
        try:
            frame = own.owner_frame() if own is not None else None
        except self._errors:
            frame = None
        if frame is None:
            # No dialog is the own one, or its frame was loaded again, and the dialog went with it.
            return self.texts()
        others = self._frames.handles_in(frame, finder.OTHER_DIALOGS, own)
        for other in self._frames.visible():
            if other != frame:
                others += self._frames.handles_in(other, finder.DIALOGS)
        return self.texts(others)

    def unexpected(self, texts: Sequence[str]) -> PageMismatch:
        """Return the error for a dialog that nobody asked for."""
        return self._mismatch(f"there is a dialog that nobody asked for: {' / '.join(texts)!r}", element="dialog")

    def refuse_beside(self, own: Any) -> None:
        """Raise `PageMismatch` for a dialog besides the one that asks."""
        texts = self.texts_beside(own)
        if texts:
            raise self.unexpected(texts)
