# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Validate Sync Setup*: a form, *Next*, seven rows, *Close*."""

from __future__ import annotations

from typing import Callable

from ..._engine.errors import PageMismatch
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
    ) -> tuple[Judgement, str | None]:
        """Fill in the form, click Next, and return the rows, judged.

        The second value says why the rows could not be closed afterwards, or is None. They were read then all the same.
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

    def _close(self, form: Form) -> str | None:
        try:
            form.click("close")
        except PageMismatch as error:
            return error.message
        return None
