# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The dialog behind *Edit*: its fields may be filled in already, and with values of long ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import PageRefused
from ..model import FIELDS, Credentials
from ..page_map.scripts import read as results
from ..screen.screen import Screen
from .navigation import Navigation, merge

# A form that is still being loaded can overwrite what was typed; more rounds than this are a fault of the page.
ROUNDS = 3


class CredentialsDialog:
    """Opens the dialog, types what differs, saves."""

    def __init__(self, screen: Screen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation

    def save(self, credentials: Credentials) -> None:
        """Save these values; a field that is not among them stays untouched."""
        self._navigation.guard_page()
        self._screen.click("edit")
        dialog = self._dialog()
        fill_form(self._screen, credentials.given(), dialog)
        self._refuse_others(dialog)
        self._screen.click("save", dialog)
        self._screen.wait(lambda: self._saved(dialog), lambda: self._stayed_open(dialog))

    def _dialog(self) -> Any:
        """The dialog, as soon as it can be used."""

        def look() -> Any | None:
            seen = self._screen.glance(FIELDS)
            if not seen["dialogs"] or (seen["dialogs"] == 1 and (seen["busy"] or not seen["fields"])):
                return None
            dialogs = self._screen.dialogs()
            if len(dialogs) > 1:
                raise self._navigation.unexpected_dialog(self._screen.texts(dialogs))
            return dialogs[0] if dialogs else None

        return self._screen.wait(look, self._no_dialog)

    def _no_dialog(self) -> Exception:
        dialogs = self._screen.dialogs()
        if dialogs:
            return self._navigation.unexpected_dialog(self._screen.texts(dialogs))
        return self._screen.mismatch(
            f"after a click on {self._screen.describe('edit')} no dialog with fields came", element="credentials_dialog"
        )

    def _saved(self, dialog: Any) -> bool | None:
        seen = merge(self._screen.look())
        if seen["dialogs"]:
            self._refuse_others(dialog, after_save=True)
        return True if not seen["dialogs"] and not seen["busy"] else None

    def _refuse_others(self, dialog: Any, after_save: bool = False) -> None:
        texts = self._screen.other_dialogs(dialog)
        if texts and after_save:
            raise PageRefused(
                f"Marketo refused to save the credentials: {' / '.join(texts)!r}. Look at the page before the sync is enabled.",
                said=texts[0],
            )
        if texts:
            raise self._navigation.unexpected_dialog(texts)

    def _stayed_open(self, dialog: Any) -> Exception:
        return self._screen.mismatch(
            f"after a click on {self._screen.describe('save')} the dialog stayed open, as it does where a field holds nothing "
            f"valid, or the page was still saving",
            element="credentials_dialog",
        )


def fill_form(screen: Screen, values: Mapping[str, str], scope: Any) -> None:
    """Type the values that differ from what the fields hold, and check that they stay. All of these fields have to be there before the first is typed into."""
    differing: list[str] = []
    for _round in range(ROUNDS):
        held = screen.wait(lambda: _held(screen, values, scope), lambda: _not_there(screen, values, scope))
        differing = [name for name, value in values.items() if held[name] != value]
        if not differing:
            return
        screen.fill_all({name: values[name] for name in differing}, scope)
    raise screen.mismatch(
        f"the form does not keep what is typed into {', '.join(screen.describe(name) for name in differing)}",
        element=differing[0],
    )


def _held(screen: Screen, names: Iterable[str], scope: Any) -> dict[str, str] | None:
    """What the fields hold, as soon as each of them is there exactly once."""
    found = _fields(screen, names, scope)
    return {name: held[0] for name, held in found.items()} if all(len(held) == 1 for held in found.values()) else None


def _not_there(screen: Screen, names: Iterable[str], scope: Any) -> Exception:
    name, held = next(
        (name, held) for name, held in [*_fields(screen, names, scope).items(), ("", [])] if len(held) != 1
    )
    return (
        screen.wrong_count(name, len(held), scope)
        if name
        else screen.mismatch("the form changed while it was read", element="form")
    )


def _fields(screen: Screen, names: Iterable[str], scope: Any) -> dict[str, list[str]]:
    entries = {name: screen.query(name) for name in names}
    frames = [scope.owner_frame()] if scope else screen.frames()
    seen = [
        answer for frame in frames for answer in screen.ask(frame, results.VALUES, {"scope": scope, "entries": entries})
    ]
    return {name: [value for answer in seen for value in answer[name]] for name in entries}
