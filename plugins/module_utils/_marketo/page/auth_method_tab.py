# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Reconfigure New Auth Method*: a choice, a form, *Validate*, seven rows, *Switch*, *Confirm*, *Confirm*, *OK*."""

from __future__ import annotations

from typing import Any

from ..._engine.errors import InvalidInput
from ..._validation_rows import Judgement
from ..errors import PageRefused, ValidationFailed, ValidationUnreadable
from ..matching.outcome import Found
from ..model import FIELDS, Credentials
from ..reading.messages import WORKED, meaning_of
from ..screen.clicks import CLICKED
from ..screen.form import Form
from ..screen.part import Part
from ..screen.sight import Sight
from ..snapshot.model import Node
from .answers import Answers
from .page import Page
from .validation_result import ValidationResult

CHOICES = {"ropc": "auth_method_ropc", "s2s": "auth_method_s2s"}
# Server-to-server needs no password, and only it needs a tenant id. Whether its form has fields for them is not published, so that they are filled
# in where they are there.
OPTIONAL = {"ropc": ("tenant_id",), "s2s": ("password", "tenant_id")}


# What Adobe's page asks before it says that it has switched.
CONFIRMED = ("confirm", "confirm")


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
        self._page.elements.click("reconfigure_auth_method")
        form = Form(self._page, Part("the form of the authentication method", _find_form))
        self._choose(CHOICES[method], form)
        form.fill({name: value for name, value in values.items() if name not in OPTIONAL[method]})
        self._fill_optional(method, values, form)
        judgement = self._validate(form, seconds)
        return judgement, self._switch(form)

    def _choose(self, choice: str, form: Form) -> None:
        """Choose a method, as a radio button, an entry of a list, or a button of its own."""

        def attempt(sight: Sight) -> list[bool] | None:
            node = form.part.find(sight)
            found = sight.choose(choice, node) if node is not None and not sight.is_loading else None
            if not isinstance(found, Found):
                return None
            return [self._take(sight, found.control)]

        if not self._page.wait(self._page.seen(attempt), lambda: self._page.elements.missing(choice, form.part))[0]:
            raise self._page.mismatch(
                f"{self._page.words.describe(choice)} is there but could not be chosen", element=choice
            )

    def _take(self, sight: Sight, control: Node) -> bool:
        """Choose an option. One of a closed list is chosen by its list, since nobody can click it."""
        if control.tag != "option":
            return self._page.clicks.press(sight, control) == CLICKED
        option: Any = sight.handle(control)
        value = option.get_attribute("value") or option.inner_text()
        option.evaluate_handle("one => one.closest('select')").as_element().select_option(value)
        return True

    def _fill_optional(self, method: str, values: dict[str, str], form: Form) -> None:
        there = form.there(OPTIONAL[method])
        form.fill({name: values[name] for name in there if name in values})
        held = form.held(there) if there else {}
        blank = [name for name in there if not held[name]]
        if blank:
            raise InvalidInput(
                f"The form for the authentication method {method} asks for {' and '.join(blank)}, and the task gives none. Give "
                f"{' and '.join(blank)}. Nothing was changed."
            )

    def _validate(self, form: Form, seconds: float) -> Judgement:
        rows = ValidationResult(self._page)
        form.click("validate")
        judgement = rows.wait(seconds)
        if not judgement.passed:
            kind = ValidationFailed if judgement.readable else ValidationUnreadable
            raise kind(
                f"{judgement.failure()} The authentication method was not switched.",
                checks=judgement.results(),
                readable=judgement.readable,
            )
        return judgement

    def _switch(self, form: Form) -> list[str]:
        """Click *Switch*, and answer what follows. Return what the questions and messages said.

        Adobe documents Confirm, Confirm, OK; a page may ask less. It has switched once it says so, or has asked at least once and says nothing more.
        """
        with self._page.native_dialogs.expected():
            with self._page.look() as sight:
                before = sight.standing()
            form.click("switch")
            answers = Answers(self._page, before, agree=("switch",))

            def look(sight: Sight) -> bool | None:
                if answers.step(sight) or sight.is_loading:
                    return None
                return True if answers.said else None

            if not self._page.attempt(self._page.seen(look)):
                raise self._unfinished(answers)
        if any(meaning_of(text) != WORKED for text in answers.said):
            raise PageRefused(
                f"After a click on {self._page.words.describe('switch')} the Marketo page said: {' / '.join(answers.said)!r}. Look at the page: the "
                f"authentication method may not have been switched.",
                said=answers.said[-1],
            )
        return answers.texts

    def _unfinished(self, answers: Answers) -> Exception:
        texts = self._page.windows_now()
        instead = f"; the page shows {' / '.join(texts)!r}" if texts else ""
        answered = [*answers.asked, *answers.said]
        asked = f" and after answering {' / '.join(answered)!r}" if answered else ""
        expected = self._page.words.describe("confirm" if len(answered) < len(CONFIRMED) else "ok")
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('switch')}{asked} no dialog with {expected} came{instead}. Whether the authentication "
            f"method was switched can't be told",
            element="confirm" if len(answered) < len(CONFIRMED) else "ok",
        )


def _find_form(sight: Sight) -> Node | None:
    """Return the window that has the choice or the fields of a method; without one, the page that has them."""
    names = (*CHOICES.values(), *FIELDS)
    for window in sight.windows:
        if any(sight.has(name, window.node) for name in names):
            return window.node
    return sight.snapshot.nodes[0] if any(sight.has(name) for name in names) else None
