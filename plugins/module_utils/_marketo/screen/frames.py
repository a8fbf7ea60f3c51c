# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The frames of a browser tab that a user can see, and what scripts say in them."""

from __future__ import annotations

import time
from typing import Any

# A frame that comes or goes is seen at once; one that is only hidden or shown, after this time. What is clicked has to be visible anyway.
FRAMES_SECONDS = 0.5


class Frames:
    """Asks the visible frames."""

    def __init__(self, tab: Any, errors: tuple[type[Exception], ...]) -> None:
        self._tab = tab
        self._errors = errors
        self._there: list[Any] = []
        self._shown: list[Any] = []
        self._until = 0.0
        self._places: dict[Any, Any] = {}

    def visible(self) -> list[Any]:
        """Return all frames that can be seen. To ask the browser for each takes longer than a look at them, so an answer serves for a moment."""
        there = list(self._tab.frames)
        if there != self._there or time.monotonic() > self._until:
            shown: dict[Any, bool] = {self._tab.main_frame: True}
            self._places = {frame: place for frame, place in self._places.items() if frame in there}
            self._shown = [frame for frame in there if self._is_shown(frame, shown)]
            self._there, self._until = there, time.monotonic() + FRAMES_SECONDS
        return list(self._shown)

    def around(self, scope: Any) -> list[Any]:
        """Return the frame that a part of the page is in; without a part, all visible frames."""
        return [scope.owner_frame()] if scope else self.visible()

    def every(self, script: str, argument: Any = None, scope: Any = None) -> list[Any]:
        """Return what a script says in every frame."""
        return [answer for frame in self.around(scope) for answer in self.ask(frame, script, argument)]

    def ask(self, place: Any, script: str, argument: Any = None) -> list[Any]:
        """Return what a script says in a frame or of an element: a list of one, or of none if it is just going away."""
        try:
            return [place.evaluate(script, argument)]
        except self._errors:
            return []

    def handles(self, script: str, argument: Any = None, scope: Any = None) -> list[Any]:
        """Return the elements that a script finds in every frame."""
        return [element for frame in self.around(scope) for element in self.handles_in(frame, script, argument)]

    def handles_in(self, frame: Any, script: str, argument: Any = None) -> list[Any]:
        """Return the elements that a script finds in a frame."""
        try:
            # The list itself goes with the page; to dispose of it would take as long as to get it.
            elements = [item.as_element() for item in frame.evaluate_handle(script, argument).get_properties().values()]
        except self._errors:
            return []
        return [element for element in elements if element]

    def _is_shown(self, frame: Any, shown: dict[Any, bool]) -> bool:
        """Whether a frame and all frames around it are visible. ``shown`` holds the answers so far."""
        if frame not in shown:
            shown[frame] = self._place_is_visible(frame) and (
                frame.parent_frame is None or self._is_shown(frame.parent_frame, shown)
            )
        return shown[frame]

    def _place_is_visible(self, frame: Any) -> bool:
        """Whether the element that holds a frame is visible. It stays the same as long as the frame is there, unless the page around is loaded again."""
        for known in (self._places.get(frame), None):
            try:
                place = known or frame.frame_element()
                self._places[frame] = place
                if place.is_visible():
                    return True
            except self._errors:
                continue
        return False
