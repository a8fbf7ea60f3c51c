# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The error for a page that isn't as expected, with a picture of it and a sanitised snapshot beside the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..._engine.errors import MarketoDynamicsError, PageMismatch
from ..address import shown_address
from ..session_options import SessionOptions
from ..snapshot_file.beside import write_beside
from ..snapshot_file.run_values import page_map_of
from . import screenshots
from .camera import Camera

# Where an operator corrects what the page calls its elements, and what tells how.
CORRECT_IN = (
    "Where the page calls the element differently, give what it says in the option page_map of marketo_session (role variable "
    "dynamics_sync_page_map); the playbook martech.marketo_dynamics.doctor tells what to write there."
)


class Mismatch:
    """Makes these errors for one browser tab."""

    def __init__(self, tab: Any, options: SessionOptions, camera: Camera, errors: tuple[type[Exception], ...]) -> None:
        self._tab = tab
        self._options = options
        self._camera = camera
        # What may go wrong with a picture. Without one the error is raised all the same.
        self._unpictured: tuple[type[Exception], ...] = (OSError, MarketoDynamicsError, *errors)

    def __call__(self, what: str, **details: Any) -> PageMismatch:
        """Return the error, for raising."""
        where, picture = shown_address(self._tab.url), self.picture()
        snapshot = write_beside(picture, self._tab, self._options, self._unpictured) if picture else None
        return PageMismatch(
            f"The Marketo page is not as expected: {what}. It was at {where}. Nothing further was clicked. "
            f"{'A picture of it is in ' + picture + '. ' if picture else ''}"
            f"{'What the driver saw is in ' + snapshot + ', without values. ' if snapshot else ''}"
            f"{_said_of(details.get('element'), page_map_of(self._options))}{CORRECT_IN}",
            url=where,
            screenshot=picture,
            snapshot=snapshot,
            **details,
        )

    def picture(self) -> str | None:
        """Take a picture of the page as it is, and return its path; None if that fails."""
        try:
            return screenshots.save_mismatch(
                self._camera.take(),
                self._options.screenshot_directory,
                self._options.temporary_directory,
            )
        except self._unpictured:
            return None


def _said_of(element: Any, page_map: Any) -> str:
    """Return what the operator's page map says of an element, taught or written, to stand beside what was found."""
    entry = page_map.get(element) if isinstance(page_map, Mapping) else None
    return f"The page map says of {element}: {json.dumps(entry, ensure_ascii=False)}. " if entry else ""
