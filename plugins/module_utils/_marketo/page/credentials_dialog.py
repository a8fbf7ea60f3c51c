# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The form behind *Edit*: its fields may be filled in already, and with values of long ago."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Callable

from ..._engine.errors import InvalidInput
from ..errors import PageRefused
from ..matching.outcome import Found
from ..model import FIELDS, Credentials
from ..organization_change import refuse_another_in_form
from ..reading.forms import proves_credentials_form
from ..reading.messages import FAILED, WORKED, meaning_of
from ..screen.form import Form, form_with
from ..screen.part import Part
from ..screen.sight import Elements, Sight
from .answers import Answers
from .page import Page

# A form with fewer of the five fields is another one.
LEAST_FIELDS = 3
# How long after the form has gone a message may come that says what became of it.
ANSWER_SECONDS = 0.6
# How long the fields of a form may stay blank before they count as blank.
LATE_SECONDS = 5.0


class CredentialsDialog:
    """Opens the form, types what differs, saves. It may be a window, a drawer, or a block of the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def save(self, credentials: Credentials, allow_url_change: bool, about_to_save: Callable[[], None]) -> None:
        """Save these values; a field that is not among them stays untouched, and so does an address that names the wanted organization already."""
        self._page.navigation.guard_page()
        before = self._windows()
        form = self._open(before)
        self._prove(form, credentials)
        form.fill(self._to_type(form, credentials, allow_url_change))
        about_to_save()
        self._save(form)

    def peek(self, names: Sequence[str]) -> dict[str, str]:
        """Open the form, read these fields, and cancel it: for a page that shows what is saved only there."""
        self._page.navigation.guard_page()
        form = self._open(self._windows())
        self._prove(form, Credentials())
        # Values may come a moment after their fields.
        held = self._page.attempt(lambda: self._filled(form, names), LATE_SECONDS) or form.held(names)
        self._cancel(form)
        self._page.wait(
            self._page.seen(lambda sight: True if form.part.find(sight) is None else None),
            lambda: self._page.mismatch("the form did not go away after Cancel", element="cancel"),
        )
        return held

    def _filled(self, form: Form, names: Sequence[str]) -> dict[str, str] | None:
        held = form.held(names)
        return held if all(held.values()) else None

    def _open(self, before: Elements) -> Form:
        self._page.elements.click("edit")
        part = form_with("the form of the credentials", FIELDS, LEAST_FIELDS)
        self._page.wait(self._page.seen(part.find), lambda: self._no_form(before))
        return Form(self._page, part)

    def _windows(self) -> Elements:
        return self._page.wait(
            self._page.seen(lambda sight: [sight.standing()]),
            lambda: self._page.mismatch("it went away before it was clicked", element="mask"),
        )[0]

    def _no_form(self, before: Elements) -> Exception:
        """Return the error for a click on *Edit* that led elsewhere; what it opened is cancelled."""
        texts = self._page.seen(lambda sight: [window.text for window in sight.windows_since(before)])() or []
        if texts:
            other = Part("the dialog", lambda sight: next((one.node for one in sight.windows_since(before)), None))
            self._cancel_part(other)
            return self._page.unexpected(texts)
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('edit')} no form with fields came",
            element="credentials_dialog",
        )

    def _prove(self, form: Form, credentials: Credentials) -> None:
        """Make sure that the form is the credentials' before anything is typed. Another one is cancelled, never saved."""
        entries = self._page.words.entries

        def look(sight: Sight) -> list[str] | None:
            node = form.part.find(sight)
            if node is None or sight.is_loading:
                return None
            proof = proves_credentials_form(sight.snapshot, node, entries)
            missing = [self._page.words.describe(name) for name in proof.missing]
            return [] if proof.ok else [f"it has not {' and '.join(missing)}" if missing else proof.why]

        found = self._page.attempt(self._page.seen(look))
        if found != []:
            self._cancel(form)
            why = found[0] if found else "it went away"
            raise self._page.mismatch(
                f"the dialog behind {self._page.words.describe('edit')} is not the one for the credentials: {why}. It was cancelled",
                element="credentials_dialog",
                found=0,
            )
        try:
            form.held(credentials.given())
        except Exception:
            self._cancel(form)
            raise

    def _to_type(self, form: Form, credentials: Credentials, allow_url_change: bool) -> dict[str, str]:
        """Return the values to type. What the form holds as the organization's address is read before anything is typed."""
        values = credentials.given()
        wanted = values.get("organization_url")
        held = form.held((*values, "organization_url"))["organization_url"].strip()
        try:
            stays = wanted is not None and refuse_another_in_form(held, wanted, allow_url_change)
        except InvalidInput:
            self._cancel(form)
            raise
        return {name: value for name, value in values.items() if name != "organization_url"} if stays else values

    def _cancel(self, form: Form) -> None:
        """Close the form without saving, as far as it can be told how. Nothing was saved, so nothing depends on it."""
        self._cancel_part(form.part)

    def _cancel_part(self, part: Part) -> None:
        def press(sight: Sight) -> bool:
            node = part.find(sight)
            for name in ("cancel", "close"):
                choice = sight.choose(name, node) if node is not None else None
                if isinstance(choice, Found):
                    self._page.clicks.press(sight, choice.control)
                    return True
            return True

        self._page.seen(press)()

    def _save(self, form: Form) -> None:
        """Click *Save*, and wait until the form is gone or the page says that it worked.

        A message that nobody knows decides nothing: where the form went away with it, what the page then shows is compared with what was saved.
        """
        with self._page.native_dialogs.expected():
            before, element = self._windows(), form.element()
            form.click("save")
            answers = Answers(self._page, before)
            gone_since: list[float] = []

            def look(sight: Sight) -> bool | None:
                standing = answers.step(sight)
                self._refuse(answers)
                if standing or sight.is_loading:
                    return None
                says_so = bool(answers.said) and meaning_of(answers.said[-1]) == WORKED
                # Fields that a mask covers while the page saves are not gone.
                gone = not sight.still_shows(element) and form.part.find(sight) is None
                # What lies over the page when the form is gone may be the answer, even if nobody knows it.
                usable = not answers.left or sight.has("edit") or sight.toggle.control is not None
                if not (gone and usable):
                    gone_since.clear()
                    return True if says_so else None
                gone_since.append(time.monotonic())
                return True if says_so or time.monotonic() - gone_since[0] >= ANSWER_SECONDS else None

            self._page.wait(self._page.seen(look), lambda: self._stayed_open(answers))

    def _refuse(self, answers: Answers) -> None:
        """Raise `PageRefused` for a message that says that it didn't work."""
        said = [*answers.said, *answers.left, *self._page.native_dialogs.said]
        if any(meaning_of(text) == FAILED for text in said):
            raise self._refused(said)

    def _refused(self, said: list[str]) -> Exception:
        return PageRefused(
            f"Marketo refused to save the credentials, as far as it can be told: {' / '.join(said)!r}. Look at the page before the sync is enabled.",
            said=said[0],
            screenshot=self._page.mismatch.picture(),
        )

    def _stayed_open(self, answers: Answers) -> Exception:
        if answers.texts:
            return self._refused(answers.texts)
        return self._page.mismatch(
            f"after a click on {self._page.words.describe('save')} the dialog stayed open, as it does where a field holds nothing "
            f"valid, or the page was still saving",
            element="credentials_dialog",
        )
