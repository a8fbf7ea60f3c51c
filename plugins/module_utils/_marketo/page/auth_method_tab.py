# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Reconfigure New Auth Method*: a choice, a form, *Validate*, seven rows, *Switch*, *Confirm*, *Confirm*, *OK*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..._engine.errors import InvalidInput
from ..._validation_rows import Judgement
from ..errors import PageRefused, ValidationFailed, ValidationUnreadable
from ..model import Credentials
from ..screen.form import Form
from .page import Page
from .validation_result import ValidationResult

CHOICES = {"ropc": "auth_method_ropc", "s2s": "auth_method_s2s"}
# The answers in the order of Adobe's page.
ANSWERS = ("confirm", "confirm", "ok")
# Server-to-server needs no password, and only it needs a tenant id. Whether its form has fields for them is not published, so that they are filled
# in where they are there.
OPTIONAL = {"ropc": ("tenant_id",), "s2s": ("password", "tenant_id")}


class AuthMethodTab:
    """Goes through the tab."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def switch(self, method: str, credentials: Credentials, seconds: float) -> tuple[Judgement, list[str]]:
        """Switch to a method with these credentials. Raises `ValidationFailed` for a red row, and `ValidationUnreadable` for what can't be read, before
        *Switch* is clicked.

        The second value is what the dialogs behind *Switch* said.
        """
        values = credentials.given()
        self._page.navigation.guard_page()
        form = Form.open(self._page, "reconfigure_auth_method", CHOICES.values())
        self._choose(CHOICES[method], form.scope)
        form.fill({name: value for name, value in values.items() if name not in OPTIONAL[method]})
        self._fill_optional(method, values, form)
        form.refuse_other_dialogs()
        judgement = self._validate(form, seconds)
        form.click("switch")
        return judgement, self._answer(form.scope)

    def _choose(self, choice: str, scope: Any) -> None:
        """Choose a method, as a radio button, an entry of a list, or a button of its own."""
        element = self._page.elements.one(choice, scope)
        try:
            if element.evaluate("one => one.tagName") == "OPTION":
                element.evaluate_handle("one => one.closest('select')").as_element().select_option(
                    element.get_attribute("value") or element.inner_text()
                )
            elif not self._page.elements.press(element):
                raise self._not_chosen(choice)
        except self._page.errors:
            raise self._not_chosen(choice) from None

    def _not_chosen(self, choice: str) -> Exception:
        return self._page.mismatch(
            f"{self._page.words.describe(choice)} is there but could not be chosen", element=choice
        )

    def _fill_optional(self, method: str, values: dict[str, str], form: Form) -> None:
        there = [name for name in OPTIONAL[method] if self._page.elements.find(name, form.scope)]
        form.fill({name: values[name] for name in there if name in values})
        blank = [name for name in there if not self._page.elements.value(name, form.scope)]
        if blank:
            raise InvalidInput(
                f"The form for the authentication method {method} asks for {' and '.join(blank)}, and the task gives none. Give "
                f"{' and '.join(blank)}. Nothing was changed."
            )

    def _validate(self, form: Form, seconds: float) -> Judgement:
        rows = ValidationResult(self._page)
        form.click("validate")
        judgement = rows.wait(form.scope, seconds)
        if not judgement.passed:
            kind = ValidationFailed if judgement.readable else ValidationUnreadable
            raise kind(
                f"{judgement.failure()} The authentication method was not switched.",
                checks=judgement.results(),
                readable=judgement.readable,
            )
        form.refuse_other_dialogs()
        return judgement

    def _answer(self, scope: Any) -> list[str]:
        """Answer the dialogs behind *Switch* one after the other. Each is read first: it must be the only one, and offer the answer that is expected."""
        said: list[str] = []
        answered: list[Any] = []
        for answer in ANSWERS:
            dialog = self._page.attempt(lambda: self._next_dialog(scope, answered))
            if dialog is None:
                raise self._no_dialog(answer, said)
            text = self._page.dialogs.texts([dialog])[0]
            offered = [key for key in dict.fromkeys(ANSWERS) if self._page.elements.find(key, dialog)]
            if offered == ["ok"] and answer != "ok":
                raise PageRefused(
                    f"After {self._steps(said)} the Marketo page said: {text!r}. Look at the page: the authentication method may not have been "
                    f"switched.",
                    said=text,
                )
            if offered != [answer]:
                raise self._page.dialogs.unexpected([text])
            self._page.elements.click(answer, dialog)
            said.append(text)
            answered.append(dialog)
        self._page.wait(
            lambda: self._at_rest(scope),
            lambda: self._page.dialogs.unexpected(self._page.dialogs.texts()),
        )
        return said

    def _next_dialog(self, scope: Any, answered: Sequence[Any]) -> Any | None:
        """The dialog that is shown and was not answered yet. One that was answered may take a moment to go away."""
        dialogs = [
            one for one in self._page.dialogs.shown() if not any(_same(one, other) for other in (*answered, scope))
        ]
        if len(dialogs) > 1:
            raise self._page.dialogs.unexpected(self._page.dialogs.texts(dialogs))
        if self._page.is_busy() or not dialogs or not any(self._page.elements.find(key, dialogs[0]) for key in ANSWERS):
            return None
        return dialogs[0]

    def _no_dialog(self, answer: str, said: Sequence[str]) -> Exception:
        dialogs = self._page.dialogs.texts()
        instead = f"; the page shows {' / '.join(dialogs)!r}" if dialogs else ""
        return self._page.mismatch(
            f"after {self._steps(said)} no dialog with {self._page.words.describe(answer)} came{instead}. Whether the authentication "
            f"method was switched can't be told",
            element=answer,
        )

    def _steps(self, said: Sequence[str]) -> str:
        """The clicks so far, for a person."""
        return " and ".join(f"a click on {self._page.words.describe(key)}" for key in ("switch", *ANSWERS[: len(said)]))

    def _at_rest(self, scope: Any) -> bool | None:
        others = [one for one in self._page.dialogs.shown() if not _same(one, scope)]
        return True if not others and not self._page.is_busy() else None


def method_of(text: str) -> str | None:
    """Which method a text of the page names; None where it names neither or both. Its texts are not published."""
    words = text.lower().replace("-", " ")
    found = [
        method
        for method, names in (("ropc", ("ropc", "resource owner")), ("s2s", ("s2s", "server to server")))
        if any(name in words for name in names)
    ]
    return found[0] if len(found) == 1 else None


def _same(one: Any, other: Any) -> bool:
    """Whether two handles are of the same element."""
    return (
        other is not None
        and one.owner_frame() == other.owner_frame()
        and one.evaluate("(one, other) => one === other", other)
    )
