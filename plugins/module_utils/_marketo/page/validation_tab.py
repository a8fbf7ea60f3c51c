# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Validate Sync Setup*: a form, *Next*, seven rows, *Close*."""

from __future__ import annotations

from typing import Callable

from ..._engine.errors import MarketoDynamicsError
from ..._validation_rows import Judgement
from ..model import FIELDS, Credentials
from ..screen.form import Form
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
        form = Form.open(self._page, "validate_sync_setup", FIELDS)
        form.fill(credentials.given())
        form.refuse_other_dialogs()
        rows = ValidationResult(self._page)
        form.click("next")
        found = rows.wait(form.scope, seconds)
        take_pictures()
        return found, self._close(form)

    def _close(self, form: Form) -> bool:
        """Click Close if there is exactly one. Loading the page again serves as well, so nothing depends on it."""
        ignored: tuple[type[Exception], ...] = (MarketoDynamicsError, *self._page.errors)
        try:
            if len(self._page.elements.find("close", form.scope)) != 1:
                return False
            form.click("close")
        except ignored:
            return False
        return True
