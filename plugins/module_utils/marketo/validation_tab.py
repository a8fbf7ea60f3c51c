# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Validate Sync Setup*: a form, *Next*, seven rows, *Close*."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo import pictures
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.credentials_dialog import FIELDS, fill_form
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.navigation import Navigation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map import results
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.rows import ROWS
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.refusals import PageRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.screen import Screen

HEADINGS = [row.heading for row in ROWS]
# Fewer rows than expected count as all there are once they have stayed the same for so many looks.
QUIET_LOOKS = 15
UNFINISHED = {"loading", "pending"}


class ValidationTab:
    """Runs a validation. It changes nothing in Marketo."""

    def __init__(self, screen: Screen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation
        self._last: Any = None
        self._same = 0

    def validate(self, values: Mapping[str, str], seconds: float, screenshot: Optional[str]) -> Dict[str, Any]:
        """Fill in the form, click Next, and return the rows as the page shows them."""
        self._navigation.guard_page()
        self._screen.click("validate_sync_setup")
        scope = self._screen.wait(self._form, self._no_form)
        fill_form(self._screen, dict(values), scope[0])
        if scope[0] is None and self._screen.dialogs():
            raise self._navigation.unexpected_dialog(self._dialog_texts())
        self._screen.click("next", scope[0])
        self._last, self._same = None, 0
        found = self._screen.wait(lambda: self._rows(scope[0]), self._no_rows, seconds)
        if screenshot:
            found["screenshot"] = pictures.save(pictures.take(self._screen.page), screenshot)
        dialogs = self._screen.dialogs()
        self._screen.click("close", dialogs[0] if len(dialogs) == 1 else None)
        return found

    def _form(self) -> Optional[List[Any]]:
        """The part of the page that asks: a dialog, or (None) the tab itself."""
        if self._screen.busy():
            return None
        dialogs = self._screen.dialogs()
        if len(dialogs) > 1:
            raise self._navigation.unexpected_dialog(self._dialog_texts())
        scope = dialogs[0] if dialogs else None
        return [scope] if any(self._screen.find(name, scope) for name in FIELDS) else None

    def _no_form(self) -> Exception:
        texts = self._dialog_texts()
        if texts:
            return self._navigation.unexpected_dialog(texts)
        return self._screen.mismatch(f"after a click on {self._screen.describe('validate_sync_setup')} no form came", element="validation_form")

    def _rows(self, scope: Any) -> Optional[Dict[str, Any]]:
        self._refuse_dialogs(scope)
        if self._screen.busy():
            return None
        answers = [answer for frame in self._screen.frames() for answer in self._screen.ask(frame, results.ROWS, {"headings": HEADINGS})]
        found = {name: [row for answer in answers for row in answer[name]] for name in ("rows", "others")}
        if not found["rows"] or any(UNFINISHED & set(words) for row in found["rows"] for words in row["icons"]):
            return None
        self._same = self._same + 1 if found == self._last else 0
        self._last = found
        complete = {row["heading"] for row in found["rows"]} == set(HEADINGS)
        return found if complete or self._same >= QUIET_LOOKS else None

    def _refuse_dialogs(self, scope: Any) -> None:
        """A dialog besides the form's own, or any where the form is in the tab, is the page's answer."""
        texts = self._dialog_texts() if scope is None else self._screen.other_dialogs(scope)
        if texts:
            raise PageRefused(f"Marketo refused to validate: {' / '.join(texts)!r}.", said=texts[0])

    def _no_rows(self) -> Exception:
        return self._screen.mismatch("no row with a known heading came after the validation was started. Only the English headings are known: the user "
                                     "who signs in should have English as language (My Account > Location)", element="rows")

    def _dialog_texts(self) -> List[str]:
        return self._screen.texts(self._screen.dialogs())
