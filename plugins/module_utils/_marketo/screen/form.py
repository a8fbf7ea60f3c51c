# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A form that asks for something: in a dialog of its own, or in the tab itself (then the ``scope`` of its elements is None)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..page_map.scripts import read as results
from .screen import Screen

# A form that is still being loaded can overwrite what was typed; more rounds than this are a fault of the page.
ROUNDS = 3


class Form:
    """One form that is open."""

    def __init__(self, screen: Screen, scope: Any) -> None:
        self._screen = screen
        self.scope = scope

    @classmethod
    def open(cls, screen: Screen, tab: str, fields: Iterable[str]) -> Form:
        """Open a tab that asks for something, and wait for its form: a dialog, or the tab itself."""
        wanted = tuple(fields)

        def look() -> list[Any] | None:
            seen = screen.glance(wanted)
            if seen.busy or (seen.dialogs < 2 and not seen.has_fields):
                return None
            dialogs = screen.dialogs.shown() if seen.dialogs else []
            if len(dialogs) > 1:
                raise screen.dialogs.unexpected(screen.dialogs.texts(dialogs))
            # A dialog that has just gone is looked for again.
            return [dialogs[0] if dialogs else None] if len(dialogs) == seen.dialogs else None

        def failure() -> Exception:
            texts = screen.dialogs.texts()
            if texts:
                return screen.dialogs.unexpected(texts)
            return screen.mismatch(f"after a click on {screen.words.describe(tab)} no form came", element=f"{tab}_form")

        screen.elements.click(tab)
        return cls(screen, screen.wait(look, failure)[0])

    def fill(self, values: Mapping[str, str]) -> None:
        """Type the values that differ from what the fields hold, and check that they stay. All of these fields have to be there before the first is
        typed into."""
        screen = self._screen
        differing: list[str] = []
        for _round in range(ROUNDS):
            held = self.held(values)
            differing = [name for name, value in values.items() if held[name] != value]
            if not differing:
                return
            screen.elements.fill_all({name: values[name] for name in differing}, self.scope)
        raise screen.mismatch(
            f"the form does not keep what is typed into {', '.join(screen.words.describe(name) for name in differing)}",
            element=differing[0],
        )

    def held(self, names: Iterable[str]) -> dict[str, str]:
        """Return what the fields of these names hold. Wait until each of them is there exactly once."""
        wanted = tuple(names)
        return self._screen.wait(lambda: self._held(wanted), lambda: self._not_there(wanted))

    def click(self, key: str) -> None:
        """Click a button of the form."""
        self._screen.elements.click(key, self.scope)

    def refuse_other_dialogs(self) -> None:
        """Raise `PageMismatch` for a dialog besides the form's own."""
        self._screen.dialogs.refuse_beside(self.scope)

    def _held(self, names: Iterable[str]) -> dict[str, str] | None:
        """Return what the fields hold, as soon as each of them is there exactly once."""
        found = self._fields(names)
        one_each = all(len(held) == 1 for held in found.values())
        return {name: held[0] for name, held in found.items()} if one_each else None

    def _not_there(self, names: Iterable[str]) -> Exception:
        for name, held in self._fields(names).items():
            if len(held) != 1:
                return self._screen.elements.wrong_count(name, len(held), self.scope)
        return self._screen.mismatch("the form changed while it was read", element="form")

    def _fields(self, names: Iterable[str]) -> dict[str, list[str]]:
        entries = {name: self._screen.words.query(name) for name in names}
        seen = self._screen.frames.every(results.VALUES, {"scope": self.scope, "entries": entries}, self.scope)
        held = {name: [value for answer in seen for value in answer[name]] for name in entries}
        for name in [name for name, values in held.items() if len(values) != 1] if seen else ():
            # Without a label of the usual make, what stands beside the field says which one it is.
            chosen = self._screen.elements.decided(name, [], self.scope)
            try:
                held[name] = [one.input_value() for one in chosen] or held[name]
            except self._screen.errors:
                continue
        return held
