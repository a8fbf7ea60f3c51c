# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tab *Reconfigure New Auth Method*: a choice, a form, *Validate*, seven rows, *Switch*, *Confirm*, *Confirm*, *OK*."""

from __future__ import annotations

from ..._engine.errors import InvalidInput
from ..._validation_rows import Judgement
from ..errors import PageRefused, ValidationFailed, ValidationUnreadable
from ..model import Credentials
from ..reading.messages import FAILED, WORKED, meaning_of
from ..screen.form import Form
from ..screen.sight import Sight
from .answers import Answers
from .method_choice import CHOICES, METHOD_FORM, MethodChoice
from .page import Page
from .validation_result import ValidationResult

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
        MethodChoice(self._page, CHOICES[method]).take()
        form = Form(self._page, METHOD_FORM)
        form.fill({name: value for name, value in values.items() if name not in OPTIONAL[method]})
        self._fill_optional(method, values, form)
        judgement = self._validate(form, seconds)
        return judgement, self._switch(form)

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
        meanings = [meaning_of(text) for text in answers.said]
        if FAILED in meanings or WORKED not in meanings:
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
