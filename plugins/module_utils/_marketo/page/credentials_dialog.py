# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The dialog behind *Edit*: its fields may be filled in already, and with values of long ago."""

from __future__ import annotations

from typing import Any

from ..errors import PageRefused
from ..model import FIELDS, Credentials
from ..screen.form import Form
from .page import Page


class CredentialsDialog:
    """Opens the dialog, types what differs, saves."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def save(self, credentials: Credentials) -> None:
        """Save these values; a field that is not among them stays untouched."""
        self._page.navigation.guard_page()
        self._page.elements.click("edit")
        form = Form(self._page, self._dialog())
        form.fill(credentials.given())
        form.refuse_other_dialogs()
        form.click("save")
        self._page.wait(lambda: self._saved(form.scope), self._stayed_open)

    def _dialog(self) -> Any:
        """The dialog, as soon as it can be used."""

        def look() -> Any | None:
            seen = self._page.glance(FIELDS)
            if not seen.dialogs or (seen.dialogs == 1 and (seen.busy or not seen.has_fields)):
                return None
            dialogs = self._page.dialogs.shown()
            if len(dialogs) > 1:
                raise self._page.dialogs.unexpected(self._page.dialogs.texts(dialogs))
            return dialogs[0] if dialogs else None

        return self._page.wait(look, self._no_dialog)

    def _no_dialog(self) -> Exception:
        dialogs = self._page.dialogs.shown()
        if dialogs:
            return self._page.dialogs.unexpected(self._page.dialogs.texts(dialogs))
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('edit')} no dialog with fields came",
            element="credentials_dialog",
        )

    def _saved(self, dialog: Any) -> bool | None:
        seen = self._page.look()
        if seen.dialogs:
            self._refuse_answer(dialog)
        return True if not seen.dialogs and not seen.busy else None

    def _refuse_answer(self, dialog: Any) -> None:
        """Raise `PageRefused` for a dialog besides the form's own: it is the page's answer to *Save*."""
        texts = self._page.dialogs.texts_beside(dialog)
        if texts:
            raise PageRefused(
                f"Marketo refused to save the credentials: {' / '.join(texts)!r}. Look at the page before the sync is enabled.",
                said=texts[0],
            )

    def _stayed_open(self) -> Exception:
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('save')} the dialog stayed open, as it does where a field holds nothing "
            f"valid, or the page was still saving",
            element="credentials_dialog",
        )
