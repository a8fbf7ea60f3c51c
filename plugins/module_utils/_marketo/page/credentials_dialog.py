# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The dialog behind *Edit*: its fields may be filled in already, and with values of long ago."""

from __future__ import annotations

from typing import Any, Callable

from ..._engine.errors import InvalidInput, PageMismatch
from ..errors import PageRefused
from ..model import FIELDS, Credentials
from ..organization_change import refuse_another_in_form
from ..reading.forms import fields_in
from ..screen.form import Form
from ..snapshot.capture import capture
from .page import Page


class CredentialsDialog:
    """Opens the dialog, types what differs, saves."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def save(self, credentials: Credentials, allow_url_change: bool, about_to_save: Callable[[], None]) -> None:
        """Save these values; a field that is not among them stays untouched, and so does an address that names the wanted organization already."""
        self._page.navigation.guard_page()
        self._page.elements.click("edit")
        form = Form(self._page, self._dialog())
        self._prove(form, credentials)
        form.fill(self._to_type(form, credentials, allow_url_change))
        form.refuse_other_dialogs()
        about_to_save()
        form.click("save")
        self._page.wait(lambda: self._saved(form.scope), self._stayed_open)

    def _prove(self, form: Form, credentials: Credentials) -> None:
        """Make sure that the dialog is the credentials' before anything is typed. Another dialog is cancelled, never saved."""
        try:
            form.held(credentials.given())
            with capture(self._page.tab) as captured:
                node = captured.node_of(form.scope)
                hides = node and any(field.type == "password" for field in fields_in(captured.snapshot, node))
                ticks = node and [one for one in captured.snapshot.inside(node) if one.shown and one.type == "checkbox"]
            if not hides or ticks:
                why = "it has boxes to tick" if ticks else "none of its fields hides what is typed"
                raise self._page.mismatch(
                    f"the dialog behind {self._page.words.describe('edit')} is not the one for the credentials: {why}. It was cancelled",
                    element="credentials_dialog",
                )
        except PageMismatch:
            if len(self._page.elements.find("cancel", form.scope)) == 1:
                form.click("cancel")
            raise

    def _to_type(self, form: Form, credentials: Credentials, allow_url_change: bool) -> dict[str, str]:
        """Return the values to type. What the form holds as the organization's address is read before anything is typed."""
        values = credentials.given()
        wanted = values.get("organization_url")
        held = form.held((*values, "organization_url"))["organization_url"].strip()
        try:
            stays = wanted is not None and refuse_another_in_form(held, wanted, allow_url_change)
        except InvalidInput:
            form.click("cancel")
            raise
        return {name: value for name, value in values.items() if name != "organization_url"} if stays else values

    def _dialog(self) -> Any:
        """The dialog, as soon as it can be used."""

        def look() -> Any | None:
            seen = self._page.glance(FIELDS)
            if not seen.dialogs or (seen.dialogs == 1 and seen.busy):
                return None
            dialogs = self._page.dialogs.shown()
            if len(dialogs) > 1:
                raise self._page.dialogs.unexpected(self._page.dialogs.texts(dialogs))
            return dialogs[0] if dialogs and (seen.has_fields or self._has_fields(dialogs[0])) else None

        return self._page.wait(look, self._no_dialog)

    def _has_fields(self, dialog: Any) -> bool:
        """Whether a field is known by what stands beside it, where none has a label of the usual make."""
        return bool(self._page.elements.decided("client_secret", [], dialog))

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
