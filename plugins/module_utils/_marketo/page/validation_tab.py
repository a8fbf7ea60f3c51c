# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Validate Sync Setup*: a form, *Next*, seven rows, *Close*."""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import PageMismatch
from ..._validation_rows import Judgement
from ..model import FIELDS, Credentials
from ..screen.screen import Screen
from .credentials_dialog import fill_form
from .navigation import Navigation
from .validation_result import ValidationResult


class ValidationTab:
    """Runs a validation. It changes nothing in Marketo."""

    def __init__(self, screen: Screen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation

    def validate(
        self, credentials: Credentials, seconds: float, take_pictures: Callable[[], None]
    ) -> tuple[Judgement, str | None]:
        """Fill in the form, click Next, and return the rows, judged.

        The second value says why the rows could not be closed afterwards, or is None. They were read then all the same.
        """
        self._navigation.guard_page()
        scope = open_form(self._screen, self._navigation, "validate_sync_setup", FIELDS)
        fill_form(self._screen, credentials.given(), scope)
        refuse_dialogs(self._screen, self._navigation, scope)
        rows = ValidationResult(self._screen, self._navigation)
        self._screen.click("next", scope)
        found = rows.wait(scope, seconds)
        take_pictures()
        return found, self._close(scope)

    def _close(self, scope: Any) -> str | None:
        try:
            self._screen.click("close", scope)
        except PageMismatch as error:
            return error.message
        return None


def open_form(screen: Screen, navigation: Navigation, tab: str, fields: Any) -> Any:
    """Open a tab that asks for something; return the part of the page that asks: a dialog, or None for the tab itself."""

    def look() -> list[Any] | None:
        seen = screen.glance(fields)
        if seen["busy"] or (seen["dialogs"] < 2 and not seen["fields"]):
            return None
        dialogs = screen.dialogs() if seen["dialogs"] else []
        if len(dialogs) > 1:
            raise navigation.unexpected_dialog(screen.texts(dialogs))
        # A dialog that has just gone is looked for again.
        return [dialogs[0] if dialogs else None] if len(dialogs) == seen["dialogs"] else None

    def failure() -> Exception:
        texts = screen.texts(screen.dialogs())
        if texts:
            return navigation.unexpected_dialog(texts)
        return screen.mismatch(f"after a click on {screen.describe(tab)} no form came", element=f"{tab}_form")

    screen.click(tab)
    return screen.wait(look, failure)[0]


def refuse_dialogs(screen: Screen, navigation: Navigation, scope: Any) -> None:
    """Raise `PageMismatch` for a dialog besides the one that asks."""
    texts = screen.texts(screen.dialogs()) if scope is None else screen.other_dialogs(scope)
    if texts:
        raise navigation.unexpected_dialog(texts)
