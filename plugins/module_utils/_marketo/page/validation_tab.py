# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Validate Sync Setup*: a form, *Next*, seven rows, *Close*."""

from __future__ import annotations

from typing import Callable

from ..._engine.errors import MarketoDynamicsError
from ..._validation_rows import Judgement
from ..matching.outcome import Found
from ..model import FIELDS, Credentials
from ..screen.clicks import CLICKED
from ..screen.form import Form, form_with
from ..screen.sight import Sight
from .credentials_dialog import LEAST_FIELDS
from .page import Page
from .validation_result import ValidationResult


class ValidationTab:
    """Runs a validation. It changes nothing in Marketo."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def validate(
        self, credentials: Credentials, seconds: float, take_pictures: Callable[[], None]
    ) -> tuple[Judgement, bool]:
        """Fill in the form, click Next, and return the rows, judged.

        The second value says whether the rows were closed afterwards. If not, the page has to be loaded again; they were read all the same.
        """
        self._page.navigation.guard_page()
        form = self.open()
        form.fill(credentials.given())
        rows = ValidationResult(self._page)
        form.click("next")
        found = rows.wait(seconds)
        take_pictures()
        return found, self._close(form)

    def open(self) -> Form:
        """Open the tab, and return its form once it is there."""
        self._page.elements.click("validate_sync_setup")
        part = form_with("the form of the validation", FIELDS, LEAST_FIELDS)
        self._page.wait(self._page.seen(lambda sight: None if sight.is_loading else part.find(sight)), self._no_form)
        return Form(self._page, part)

    def _no_form(self) -> Exception:
        texts = self._page.windows_now()
        if texts:
            return self._page.unexpected(texts)
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('validate_sync_setup')} no form came",
            element="validate_sync_setup_form",
        )

    def _close(self, form: Form) -> bool:
        """Click Close if it is clear which one. Loading the page again serves as well, so nothing depends on it."""

        def press(sight: Sight) -> bool:
            places = [form.part.find(sight), *(window.node for window in sight.windows), None]
            for place in places:
                choice = sight.choose("close", place)
                if isinstance(choice, Found):
                    return self._page.clicks.press(sight, choice.control) == CLICKED
            return False

        try:
            return bool(self._page.seen(press)())
        except MarketoDynamicsError:
            return False
