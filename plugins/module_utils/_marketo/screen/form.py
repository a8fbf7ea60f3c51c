# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A form that asks for something: in a window of its own, or in the page itself. It is found anew in every snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..matching.outcome import Found, Refused
from ..reading.forms import find_form
from ..snapshot.model import Node
from .part import Part
from .screen import Screen
from .sight import Sight

# A form that is still being loaded can overwrite what was typed; more rounds than this are a fault of the page.
ROUNDS = 3


def form_with(what: str, names: Iterable[str], least: int) -> Part:
    """Return the part of the page that has at least so many of these fields: the topmost window that does, or else a block of the page."""
    wanted = tuple(names)

    def find(sight: Sight) -> Node | None:
        for window in sight.windows:
            if sum(sight.has(name, window.node) for name in wanted) >= least:
                return window.node
        return find_form(sight.snapshot, wanted, least)

    return Part(what, find)


class Form:
    """One form that is open."""

    def __init__(self, screen: Screen, part: Part) -> None:
        self._screen = screen
        self.part = part

    def fill(self, values: Mapping[str, str]) -> None:
        """Type the values that differ from what the fields hold, and check that they stay. All of these fields have to be there before the first is
        typed into."""
        differing: list[str] = []
        for _round in range(ROUNDS):
            held = self.held(values)
            differing = [name for name, value in values.items() if held[name] != value]
            if not differing:
                return
            for name in differing:
                self._type(name, values[name])
            self._leave()
        described = ", ".join(self._screen.words.describe(name) for name in differing)
        raise self._screen.mismatch(f"the form does not keep what is typed into {described}", element=differing[0])

    def held(self, names: Iterable[str]) -> dict[str, str]:
        """Return what the fields of these names hold. Wait until it is clear for each of them which one it is."""
        wanted = tuple(names)
        return self._screen.wait(
            self._screen.seen(lambda sight: self._held(sight, wanted)), lambda: self._missing(wanted)
        )

    def there(self, names: Iterable[str]) -> list[str]:
        """Return which of these fields the form has now."""
        wanted = tuple(names)

        def look(sight: Sight) -> list[str]:
            node = self.part.find(sight)
            return [] if node is None else [name for name in wanted if sight.has(name, node)]

        return self._screen.seen(look)() or []

    def element(self) -> Any:
        """Return the form's own element, to see later whether it is still shown."""

        def look(sight: Sight) -> Any:
            node = self.part.find(sight)
            return None if node is None else sight.handle(node)

        return self._screen.wait(
            self._screen.seen(look), lambda: self._screen.mismatch("the form went away", element="form")
        )

    def click(self, key: str) -> None:
        """Click a button of the form."""
        self._screen.elements.click(key, self.part)

    def _held(self, sight: Sight, names: Iterable[str]) -> dict[str, str] | None:
        node = self.part.find(sight)
        if node is None or sight.is_loading:
            return None
        choices = {name: sight.choose(name, node) for name in names}
        found = {name: choice.control for name, choice in choices.items() if isinstance(choice, Found)}
        # Two names for one field mean that it isn't clear which one it is.
        if len(found) < len(choices) or len({control.index for control in found.values()}) < len(found):
            return None
        return {name: sight.handle(control).input_value() for name, control in found.items()}

    def _missing(self, names: Iterable[str]) -> Exception:
        for name in names:
            if not self._screen.elements.is_there(name, self.part):
                return self._screen.elements.missing(name, self.part)
        return self._screen.mismatch("the form changed while it was read", element="form")

    def _type(self, name: str, value: str) -> None:
        """Type into a field in place of what it holds. The last character is typed by key, since some pages listen to keys alone."""

        def attempt(sight: Sight) -> bool | None:
            node = self.part.find(sight)
            choice = sight.choose(name, node) if node is not None else Refused(name, "the form went away")
            if not isinstance(choice, Found):
                return None
            field: Any = sight.handle(choice.control)
            # A library's error about this would quote the value, so its text goes nowhere.
            field.fill(value[:-1], timeout=self._screen.timeout * 1000)
            field.type(value[-1:], timeout=self._screen.timeout * 1000)
            return True

        self._screen.wait(self._screen.seen(attempt), lambda: self._screen.elements.missing(name, self.part))

    def _leave(self) -> None:
        """Leave the last field by key: what a page does with a value it often does only then."""
        try:
            self._screen.tab.keyboard.press("Tab")
        except self._screen.errors:
            return
