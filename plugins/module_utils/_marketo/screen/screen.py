# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is on the screen now: finding elements in all frames, waiting for them, clicking, typing.

Everything that is clicked or typed into was found by a label, is visible, and is the only one of its kind. Where that is not so,
`PageMismatch` says which element, how many there were, where, and where a picture of it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any, Callable

from ..._engine.errors import InvalidInput, PageMismatch, TimedOut
from ..._engine.libraries import require
from ..._engine.waiting import Found, wait_for
from ..address import shown_address
from ..page_map.element import LANGUAGES
from ..page_map.elements import BY_NAME
from ..page_map.override import WHERE
from ..page_map.page_map import PageMap
from ..page_map.scripts import find as finder
from . import screenshots

# The pause between two looks: short at first, so that what comes at once is seen at once, and longer the longer it takes.
LOOK_SECONDS = 0.02
LONGEST_LOOK_SECONDS = 0.1
# A frame that comes or goes is seen at once; one that is only hidden or shown, after this time. What is clicked has to be visible anyway.
FRAMES_SECONDS = 0.5
# How many texts an error quotes.
MOST_NAMED = 12
# What one look at the page takes in: the main tab, without the forms and dialogs.
LOOKED_AT = tuple(element.name for element in BY_NAME.values() if "main" in element.screens)
# Where an operator corrects what the page calls its elements, and what tells how.
CORRECT_IN = (
    "Where the page calls the element differently, give what it says in the option page_map of marketo_session (role variable "
    "dynamics_sync_page_map); the playbook martech.marketo_dynamics.doctor tells what to write there."
)


class Screen:
    """One browser page and all frames in it."""

    def __init__(self, page: Any, options: Mapping[str, Any]) -> None:
        self._page = page
        self._options = options
        self.map = PageMap(options.get("page_map"))
        self.errors: tuple[Any, ...] = (require("playwright.sync_api").Error,)
        self._try_selectors()
        self.timeout: float = options["timeout"]
        self._frames_there: list[Any] = []
        self._frames_shown: list[Any] = []
        self._frames_until = 0.0
        self._places: dict[Any, Any] = {}
        self.language: str | None = None

    @property
    def page(self) -> Any:
        """Playwright's page."""
        return self._page

    def languages(self) -> tuple[str, ...]:
        """The languages whose labels are tried: the page's and English, or all of them while it is unknown."""
        return tuple(dict.fromkeys((self.language, "en"))) if self.language else LANGUAGES

    @property
    def given_page_map(self) -> Mapping[str, Any] | None:
        """The operator's corrections, as given."""
        return self._options.get("page_map")

    def labels(self, key: str) -> list[str]:
        """The labels to try for an element."""
        return self.map.labels(key, self.languages())

    def query(self, key: str) -> dict[str, Any]:
        """What the finder is told of an element."""
        return self.map.query(key, self.languages())

    def frames(self) -> list[Any]:
        """All frames that can be seen. To ask the browser for each takes longer than a look at them, so an answer serves for a moment."""
        there = list(self._page.frames)
        if there != self._frames_there or time.monotonic() > self._frames_until:
            shown: dict[Any, bool] = {self._page.main_frame: True}
            self._places = {frame: place for frame, place in self._places.items() if frame in there}
            self._frames_shown = [frame for frame in there if self._is_shown(frame, shown)]
            self._frames_there, self._frames_until = there, time.monotonic() + FRAMES_SECONDS
        return list(self._frames_shown)

    def look(self) -> list[dict[str, Any]]:
        """One consistent look at each frame."""
        entries = {key: self.query(key) for key in LOOKED_AT}
        return [seen for frame in self.frames() for seen in self.ask(frame, finder.LOOK, {"entries": entries})]

    def ask(self, frame: Any, script: str, argument: Any = None) -> list[Any]:
        """What a script says in a frame: a list of one, or of none where the frame is just going away."""
        try:
            return [frame.evaluate(script, argument)]
        except self.errors:
            return []

    def find(self, key: str, scope: Any = None) -> list[Any]:
        """All visible elements of this name, in one part of the page or in all of it."""
        frames = [scope.owner_frame()] if scope else self.frames()
        return [
            element
            for frame in frames
            for element in self.handles(frame, finder.FIND, {"scope": scope, "entry": self.query(key)})
        ]

    def dialogs(self) -> list[Any]:
        """All visible dialogs."""
        return [element for frame in self.frames() for element in self.handles(frame, finder.DIALOGS, None)]

    def other_dialogs(self, own: Any) -> list[str]:
        """The texts of all visible dialogs but one."""
        try:
            frame = own.owner_frame()
        except self.errors:
            frame = None
        if frame is None:
            # The frame was loaded anew, and its dialog went with it.
            return self.texts(self.dialogs())
        others = self.handles(frame, finder.OTHER_DIALOGS, own)
        return self.texts(
            others
            + [one for other in self.frames() if other != frame for one in self.handles(other, finder.DIALOGS, None)]
        )

    def texts(self, elements: list[Any]) -> list[str]:
        """What elements say, on one line each; one that is just going away says nothing."""
        said = []
        for element in elements:
            try:
                said.append(" ".join(element.inner_text().split()))
            except self.errors:
                continue
        return said

    def busy(self) -> bool:
        """Whether a load mask is to be seen."""
        return any(answer for frame in self.frames() for answer in self.ask(frame, finder.BUSY))

    def glance(self, fields: Iterable[str]) -> dict[str, Any]:
        """``busy``, the number of ``dialogs``, and whether any of the ``fields`` is there, in a dialog where there is one: a short look at each frame."""
        entries = {key: self.query(key) for key in fields}
        seen = [answer for frame in self.frames() for answer in self.ask(frame, finder.GLANCE, {"entries": entries})]
        asking = [answer for answer in seen if answer["dialogs"]] or seen
        return {
            "busy": any(answer["busy"] for answer in seen),
            "dialogs": sum(answer["dialogs"] for answer in seen),
            "fields": any(answer["fields"] for answer in asking),
        }

    def one(self, key: str, scope: Any = None) -> Any:
        """Wait until there is exactly one element of this name. Raises `PageMismatch` where there is none, or are several."""
        found: list[Any] = []

        def look() -> Any | None:
            found[:] = self.find(key, scope)
            return found[0] if len(found) == 1 else None

        return self.wait(look, lambda: self.wrong_count(key, len(found), scope))

    def click(self, key: str, scope: Any = None) -> None:
        """Click the one element of this name."""
        try:
            self.one(key, scope).click(timeout=self.timeout * 1000)
        except self.errors:
            others = self.other_dialogs(scope) if scope else self.texts(self.dialogs())
            covers = f" (there is a dialog: {' / '.join(others)!r})" if others else ""
            raise self.mismatch(
                f"{self.describe(key)} is there but could not be clicked: something covers it{covers}, or it went away",
                element=key,
            ) from None

    def fill(self, key: str, value: str, scope: Any = None) -> None:
        """Type into the one field of this name, in place of what it holds."""
        field = self.one(key, scope)
        try:
            # A library's error about this would quote the value, so its text goes nowhere.
            if not field.is_editable():
                raise self.mismatch(f"{self.describe(key)} can't be edited")
            field.fill(value, timeout=self.timeout * 1000)
        except self.errors:
            raise self.mismatch(f"{self.describe(key)} is there but could not be typed into") from None

    def fill_all(self, values: Mapping[str, str], scope: Any = None) -> None:
        """Type into several fields, each the only one of its name, all of them found in one look.

        A form that changes while it is typed into is looked at anew for each of them. Whether all fields hold what was typed is for the caller to read.
        """
        frames = [scope.owner_frame()] if scope else self.frames()
        entries = {key: self.query(key) for key in values}
        found = [
            element
            for frame in frames
            for element in self.handles(frame, finder.FIND_EACH, {"scope": scope, "entries": entries})
        ]
        if len(found) != len(values):
            found = []
        for place, (key, value) in enumerate(values.items()):
            if not (found and self._type(found[place], value)):
                self.fill(key, value, scope)

    def _type(self, field: Any, value: str) -> bool:
        """Type into a field that was found a moment ago; False where it can't be, as when the form put another in its place."""
        try:
            field.fill(value, timeout=self.timeout * 1000)
        except self.errors:
            return False
        return True

    def value(self, key: str, scope: Any = None) -> str:
        """What the one field of this name holds."""
        try:
            return self.one(key, scope).input_value()
        except self.errors:
            raise self.mismatch(f"{self.describe(key)} went away") from None

    def wait(
        self, look: Callable[[], Found | None], failure: Callable[[], Exception], timeout: float | None = None
    ) -> Found:
        """Look until there is something, with the browser at work in between. Raises what ``failure`` makes where there never is."""
        try:
            return wait_for(
                look, "the page", timeout or self.timeout, LOOK_SECONDS, self._pause, longest=LONGEST_LOOK_SECONDS
            )
        except TimedOut:
            raise failure() from None

    def describe(self, key: str) -> str:
        """An element for a person: its kind, and the labels that were tried."""
        kind, entry = self.map.role(key).replace("_", " "), self.query(key)
        if entry["alone"]:
            return f"the {kind} at {entry['selector']!r}"
        within = f" at {entry['selector']!r}" if entry["selector"] else ""
        return f"the {kind} {' or '.join(map(repr, entry['labels']))}{within}"

    def wrong_count(self, key: str, count: int, scope: Any = None) -> PageMismatch:
        """The error for an element that is missing or there more than once."""
        seen = [] if count else self.candidates(self.map.role(key), scope)
        instead = f" (seen instead: {', '.join(map(repr, seen[:MOST_NAMED]))})" if seen else ""
        return self.mismatch(
            f"{self.describe(key)} was looked for, and {count or 'none'} of it {'were' if count > 1 else 'was'} found, visible and "
            f"enabled, where exactly one is expected{instead}",
            element=key,
            found=count,
        )

    def candidates(self, role: str, scope: Any = None) -> list[str]:
        """The texts of everything that could be an element of this role (or a ``value`` that is merely shown), in the order of the page."""
        frames = [scope.owner_frame()] if scope else self.frames()
        return [
            text
            for frame in frames
            for texts in self.ask(frame, finder.CANDIDATES, {"scope": scope, "role": role})
            for text in texts
        ]

    def mismatch(self, what: str, **details: Any) -> PageMismatch:
        """The error for a page that isn't as expected, with a picture of it."""
        where, picture = shown_address(self._page.url), self._picture()
        return PageMismatch(
            f"The Marketo page is not as expected: {what}. It was at {where}. Nothing further was clicked. "
            f"{'A picture of it is in ' + picture + '. ' if picture else ''}"
            f"{CORRECT_IN}",
            url=where,
            screenshot=picture,
            **details,
        )

    def handles(self, frame: Any, script: str, argument: Any) -> list[Any]:
        """The elements that a script finds in a frame."""
        try:
            # The list itself goes with the page; to dispose of it would take as long as to get it.
            elements = [item.as_element() for item in frame.evaluate_handle(script, argument).get_properties().values()]
        except self.errors:
            return []
        return [element for element in elements if element]

    def _try_selectors(self) -> None:
        """Let the browser read the operator's selectors, while it shows nothing yet."""
        for name, selector in self.map.selectors.items():
            try:
                self._page.evaluate("selector => { document.querySelectorAll(selector); }", selector)
            except self.errors:
                raise InvalidInput(
                    f"{WHERE}: {name}: selector is {selector!r}, which the browser can't read as a CSS selector."
                ) from None

    def _pause(self, seconds: float) -> None:
        """Let the browser work for a while."""
        self._page.wait_for_timeout(seconds * 1000)

    def _is_shown(self, frame: Any, shown: dict[Any, bool]) -> bool:
        """Whether a frame and all frames around it are visible. ``shown`` holds the answers so far."""
        if frame not in shown:
            shown[frame] = self._place_is_visible(frame) and (
                frame.parent_frame is None or self._is_shown(frame.parent_frame, shown)
            )
        return shown[frame]

    def _place_is_visible(self, frame: Any) -> bool:
        """Whether the element that holds a frame is visible. It stays the same as long as the frame is there, unless the page around is loaded anew."""
        for known in (self._places.get(frame), None):
            try:
                place = known or frame.frame_element()
                self._places[frame] = place
                if place.is_visible():
                    return True
            except self.errors:
                pass
        return False

    def _picture(self) -> str | None:
        try:
            return screenshots.save_mismatch(
                screenshots.take(self._page),
                self._options.get("screenshot_directory"),
                self._options["temporary_directory"],
            )
        except (OSError, InvalidInput, *self.errors):
            return None
