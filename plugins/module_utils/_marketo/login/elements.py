# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is visible on the pages of a sign-in, and what is done to it: only in frames of hosts that a secret may be typed into."""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import PageMismatch
from ..screen.screen import Screen
from . import sign_in_pages as pages
from .hosts import Hosts

# The most data-ids that an error names.
MOST_NAMED = 12
# Asked at one moment: what is there together with the field belongs to its page.
_BESIDE = """(field, selector) =>
  field.isConnected && field.getClientRects().length ? [...field.getRootNode().querySelectorAll(selector)] : []"""


class SignInElements:
    """Finds, presses and types."""

    def __init__(self, screen: Screen, hosts: Hosts) -> None:
        self._screen = screen
        self._hosts = hosts

    def visible(self, selector: str, old_login: bool = False) -> list[Any]:
        """Return the visible elements in the frames of Adobe's sign-in, or in those of Marketo's old login."""
        return self._visible_where(self._hosts.is_old_login if old_login else self._hosts.is_adobe, selector)

    def visible_anywhere(self, selector: str) -> list[Any]:
        """Return the visible elements in all frames. Nothing may be typed into them."""
        return self._visible_where(lambda _url: True, selector)

    def only(self, selector: str, old_login: bool = False) -> Any:
        """Return the one visible element; raise `PageMismatch` where there are none or several."""
        found = self.visible(selector, old_login)
        if len(found) != 1:
            raise self.unknown_page(f"{len(found)} visible elements are {selector}, where exactly one is expected")
        return found[0]

    def beside(self, field: Any, selector: str) -> list[Any]:
        """Return the visible elements of the page that a field is part of; none once that page has gone, whatever came in its place."""
        try:
            found = field.evaluate_handle(_BESIDE, selector).get_properties().values()
            elements = [one for one in (item.as_element() for item in found) if one]
            return [element for element in elements if element.is_visible()]
        except self._screen.errors:
            return []

    def fill(self, selector: str, value: str, old_login: bool = False) -> None:
        """Fill the one visible field."""
        field = self.only(selector, old_login)
        self._safely(lambda: field.fill(value), field, selector)

    def type_keys(self, field: Any, text: str) -> None:
        """Press a key for each character: some fields listen to keys, and to nothing else."""
        for character in text:
            self._safely(lambda character=character: field.press(character), field, pages.CODE_FIELDS)  # type: ignore[misc]

    def press(self, selector: str, old_login: bool = False) -> None:
        """Press the one visible button."""
        self.press_element(self.only(selector, old_login), selector)

    def press_element(self, element: Any, selector: str) -> None:
        """Press an element. One that goes away while it is pressed was pressed."""
        if self.visible_anywhere(pages.COOKIE_BANNER):
            # The banner may lie over everything and is not ours to answer, so the element gets the click past it.
            self._safely(lambda: element.dispatch_event("click"), element, selector)
        else:
            self._safely(element.click, element, selector)

    def lines(self, element: Any) -> list[str]:
        """Return the lines of text that an element shows."""
        try:
            lines = [" ".join(line.split()) for line in element.inner_text().splitlines()]
        except self._screen.errors:
            return []
        return [line for line in lines if line]

    def texts(self, selector: str, old_login: bool = False) -> list[str]:
        """Return what the visible elements say, each text once."""
        found = (" ".join(self.lines(element)) for element in self.visible(selector, old_login))
        return list(dict.fromkeys(filter(None, found)))

    def values(self, selector: str) -> list[str]:
        """Return the values of all fields in the frames of Adobe's sign-in, hidden ones too."""
        try:
            frames = [frame for frame in self._screen.frames.visible() if self._hosts.is_adobe(frame.url)]
            fields = [field for frame in frames for field in frame.query_selector_all(selector)]
            return [str(field.evaluate("field => field.value") or "") for field in fields]
        except self._screen.errors:
            return []

    def is_there(self, element: Any) -> bool:
        """Return whether an element is still visible."""
        try:
            return bool(element.is_visible())
        except self._screen.errors:
            return False

    def height(self, element: Any) -> float:
        """Return how high an element is drawn."""
        try:
            box = element.bounding_box()
        except self._screen.errors:
            return 0.0
        return float(box["height"]) if box else 0.0

    def data_ids(self) -> list[str]:
        """Return the data-ids that are visible, for an error about an unknown page."""
        try:
            found = [element.get_attribute("data-id") for element in self.visible_anywhere("[data-id]")[:MOST_NAMED]]
        except self._screen.errors:
            return []
        return list(dict.fromkeys(filter(None, found)))

    def unknown_page(self, what: str) -> PageMismatch:
        """Return the error for a page that isn't as known."""
        return self._screen.mismatch(f"at the sign-in, {what}", element="sign_in")

    def _visible_where(self, wanted: Callable[[str], bool], selector: str) -> list[Any]:
        try:
            frames = [frame for frame in self._screen.frames.visible() if wanted(frame.url)]
            return [
                element for frame in frames for element in frame.query_selector_all(selector) if element.is_visible()
            ]
        except self._screen.errors:
            return []

    def _safely(self, action: Callable[[], Any], element: Any, selector: str) -> None:
        try:
            action()
        except self._screen.errors:
            if self.is_there(element):
                raise self.unknown_page(f"{selector} could not be used") from None
