# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is on the screen now: finding elements in all frames, waiting for them, clicking, typing.

Everything that is clicked or typed into was found by a label, is visible, and is the only one of its kind. Where that is not so,
`PageMismatch` says which element, how many there were, where, and where a picture of it is.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput, PageMismatch, TimedOut
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.libraries import require
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.waiting import Found, wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo import pictures
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.address import shown_address
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map import finder
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.labels import LABELS, LANGUAGES, ROLES, TAB_TITLE, with_additions

LOOK_SECONDS = 0.1


class Screen:
    """One browser page and all frames in it."""

    def __init__(self, page: Any, options: Mapping[str, Any]) -> None:
        self._page = page
        self._options = options
        self._map = with_additions(_additions(options.get("labels") or {}))
        self.errors: Tuple[Any, ...] = (require("playwright.sync_api").Error,)
        self.timeout: float = options["timeout"]
        self.language: Optional[str] = None

    @property
    def page(self) -> Any:
        """Playwright's page."""
        return self._page

    def labels(self, key: str) -> List[str]:
        """The labels to try for an element: in the page's language and in English, or in all of them while it is unknown."""
        languages = (self.language, "en") if self.language else LANGUAGES
        return list(dict.fromkeys(text for language in languages for text in self._map[key][language]))

    def language_of(self, key: str, text: str) -> Optional[str]:
        """The language in which an element is called so."""
        return next((language for language in LANGUAGES if text in LABELS[key][language]), None)

    def frames(self) -> List[Any]:
        """All frames that can be seen."""
        return [frame for frame in self._page.frames if frame == self._page.main_frame or self._is_shown(frame)]

    def look(self) -> List[Dict[str, Any]]:
        """One consistent look at each frame."""
        labels = {key: self.labels(key) for key in LABELS}
        return [seen for frame in self.frames() for seen in self.ask(frame, finder.LOOK, {"labels": labels, "title": TAB_TITLE})]

    def ask(self, frame: Any, script: str, argument: Any = None) -> List[Any]:
        """What a script says in a frame: a list of one, or of none where the frame is just going away."""
        try:
            return [frame.evaluate(script, argument)]
        except self.errors:
            return []

    def find(self, key: str, scope: Any = None) -> List[Any]:
        """All visible elements of this name, in one part of the page or in all of it."""
        frames = [scope.owner_frame()] if scope else self.frames()
        query = {"scope": scope, "role": ROLES[key], "labels": self.labels(key)}
        return [element for frame in frames for element in self.handles(frame, finder.FIND, query)]

    def dialogs(self) -> List[Any]:
        """All visible dialogs."""
        return [element for frame in self.frames() for element in self.handles(frame, finder.DIALOGS, None)]

    def other_dialogs(self, own: Any) -> List[str]:
        """The texts of all visible dialogs but one."""
        try:
            frame = own.owner_frame()
        except self.errors:
            frame = None
        if frame is None:
            # The frame was loaded anew, and its dialog went with it.
            return self.texts(self.dialogs())
        others = self.handles(frame, finder.OTHER_DIALOGS, own)
        return self.texts(others + [one for other in self.frames() if other != frame for one in self.handles(other, finder.DIALOGS, None)])

    def texts(self, elements: List[Any]) -> List[str]:
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

    def one(self, key: str, scope: Any = None) -> Any:
        """Wait until there is exactly one element of this name. Raises `PageMismatch` where there is none, or are several."""
        found: List[Any] = []

        def look() -> Optional[Any]:
            found[:] = self.find(key, scope)
            return found[0] if len(found) == 1 else None

        return self.wait(look, lambda: self.wrong_count(key, len(found)))

    def click(self, key: str, scope: Any = None) -> None:
        """Click the one element of this name."""
        try:
            self.one(key, scope).click(timeout=self.timeout * 1000)
        except self.errors:
            raise self.mismatch(f"{self.describe(key)} is there but could not be clicked: something covers it, or it went away") from None

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

    def value(self, key: str, scope: Any = None) -> str:
        """What the one field of this name holds."""
        try:
            return self.one(key, scope).input_value()
        except self.errors:
            raise self.mismatch(f"{self.describe(key)} went away") from None

    def wait(self, look: Callable[[], Optional[Found]], failure: Callable[[], Exception], timeout: Optional[float] = None) -> Found:
        """Look until there is something, with the browser at work in between. Raises what ``failure`` makes where there never is."""
        try:
            return wait_for(look, "the page", timeout or self.timeout, LOOK_SECONDS, lambda seconds: self._page.wait_for_timeout(seconds * 1000))
        except TimedOut:
            raise failure() from None

    def describe(self, key: str) -> str:
        """An element for a person: its kind, and the labels that were tried."""
        kind = {"link_or_button": "link or button"}.get(ROLES[key], ROLES[key])
        return f"the {kind} {' or '.join(repr(text) for text in self.labels(key))}"

    def wrong_count(self, key: str, count: int) -> PageMismatch:
        """The error for an element that is missing or there more than once."""
        return self.mismatch(f"{self.describe(key)} was looked for, and {count or 'none'} of it {'were' if count > 1 else 'was'} found, visible and "
                             f"enabled, where exactly one is expected", element=key, found=count)

    def mismatch(self, what: str, **details: Any) -> PageMismatch:
        """The error for a page that isn't as expected, with a picture of it."""
        where, picture = shown_address(self._page.url), self._picture()
        return PageMismatch(
            f"The Marketo page is not as expected: {what}. It was at {where}. Nothing further was clicked. "
            f"{'A picture of it is in ' + picture + '. ' if picture else ''}"
            f"Where a label has changed, give the new one in the option labels of marketo_session.",
            url=where, screenshot=picture, **details)

    def handles(self, frame: Any, script: str, argument: Any) -> List[Any]:
        """The elements that a script finds in a frame."""
        try:
            listed = frame.evaluate_handle(script, argument)
            elements = [item.as_element() for item in listed.get_properties().values()]
            listed.dispose()
        except self.errors:
            return []
        return [element for element in elements if element]

    def _is_shown(self, frame: Any) -> bool:
        try:
            return frame.frame_element().is_visible() and (frame.parent_frame == self._page.main_frame or self._is_shown(frame.parent_frame))
        except self.errors:
            return False

    def _picture(self) -> Optional[str]:
        try:
            return pictures.save_mismatch(pictures.take(self._page), self._options.get("screenshot_directory"), self._options["temporary_directory"])
        except (OSError, InvalidInput, *self.errors):
            return None


def _additions(labels: Mapping[str, Any]) -> Dict[str, Tuple[str, ...]]:
    unknown = sorted(set(labels) - set(LABELS))
    if unknown:
        raise InvalidInput(f"labels names {', '.join(unknown)}, which no element of the page map is called. The names are: {', '.join(sorted(LABELS))}.")
    return {name: tuple([texts] if isinstance(texts, str) else map(str, texts)) for name, texts in labels.items()}
