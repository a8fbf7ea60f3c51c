# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in: Adobe's pages (email, password, perhaps a one-time code), and Marketo's older form. Every secret is sent once."""

from __future__ import annotations

import time
from typing import Any, List, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import MarketoDynamicsError, PageMismatch, SignInRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map import sign_in as places
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.screen import Screen
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.totp import one_time_code

# Page -> the fields whose presence tells it.
STEPS = {"email": places.ADOBE_EMAIL, "password": places.ADOBE_PASSWORD, "code": places.ADOBE_CODE, "older": places.OLDER_PASSWORD}


class SignIn:
    """Goes through the sign-in pages, whichever come, each of them once."""

    def __init__(self, screen: Screen, options: Mapping[str, Any]) -> None:
        self._screen = screen
        self._options = options
        self._done: List[str] = []

    def step(self) -> Optional[str]:
        """Which sign-in page is to be seen now; None for any other page."""
        return next((name for name, selector in STEPS.items() if self._visible(selector)), None)

    def run(self, arrived: Any) -> None:
        """Sign in. ``arrived`` tells whether the page behind the sign-in is there."""
        self._done = []
        while not arrived():
            step = self._next_step(arrived)
            if step is None:
                return
            getattr(self, f"_{step}")()
            self._done.append(step)

    def _next_step(self, arrived: Any) -> Optional[str]:
        """Wait for a page that wasn't answered yet, or for the end of the sign-in."""
        def look() -> Optional[str]:
            if arrived():
                return "arrived"
            step = self.step()
            if step is not None and step not in self._done:
                return step
            words = self._refusal() if self._done else None
            if words:
                raise SignInRefused(f"The Marketo sign-in refused {self._options['username']}: {words} It was tried once and is not tried again. Check "
                                    f"username, password and totp_secret, and that the user is no API-only user.", page=self._done[-1])
            return None

        found = self._screen.wait(look, self._stuck)
        return None if found == "arrived" else found

    def _stuck(self) -> MarketoDynamicsError:
        after = f"after the step {self._done[-1]!r} " if self._done else ""
        return self._unknown_page(f"{after}neither the admin page nor a known sign-in page came: none of {', '.join(map(repr, STEPS.values()))} is visible. "
                                  f"Where an organization signs in on pages of its own, give a user who signs in with an Adobe password")

    def _email(self) -> None:
        self._type(places.ADOBE_EMAIL, self._options["username"])
        self._press(places.ADOBE_EMAIL_CONTINUE)

    def _password(self) -> None:
        self._type(places.ADOBE_PASSWORD, self._options["password"])
        self._press(places.ADOBE_PASSWORD_CONTINUE)

    def _older(self) -> None:
        self._type(places.OLDER_USERNAME, self._options["username"])
        self._type(places.OLDER_PASSWORD, self._options["password"])
        self._press(places.OLDER_BUTTON)

    def _code(self) -> None:
        if not self._options["totp_secret"]:
            raise SignInRefused(f"The Marketo sign-in of {self._options['username']} asks for a one-time code, and totp_secret is not given. Give the key "
                                f"of the authenticator app in totp_secret.", page="code")
        code = one_time_code(self._options["totp_secret"], time.time())
        fields = self._all_visible(places.ADOBE_CODE)
        if len(fields) not in (1, len(code)):
            raise self._unknown_page(f"the page for the one-time code has {len(fields)} fields; 1 or {len(code)} are expected")
        for field, part in zip(fields, [code] if len(fields) == 1 else code):
            self._safely(lambda field=field, part=part: field.fill(part), places.ADOBE_CODE)
        if self._visible(places.ADOBE_CODE_CONTINUE):
            self._press(places.ADOBE_CODE_CONTINUE)

    def _type(self, selector: str, value: str) -> None:
        field = self._only(selector)
        self._safely(lambda: field.fill(value), selector)

    def _press(self, selector: str) -> None:
        button = self._only(selector)
        self._safely(button.click, selector)

    def _safely(self, action: Any, selector: str) -> None:
        try:
            action()
        except self._screen.errors:
            raise self._unknown_page(f"{selector} could not be used") from None

    def _only(self, selector: str) -> Any:
        found = self._all_visible(selector)
        if len(found) != 1:
            raise self._unknown_page(f"{len(found)} visible elements are {selector}, where exactly one is expected")
        return found[0]

    def _visible(self, selector: str) -> bool:
        return bool(self._all_visible(selector))

    def _all_visible(self, selector: str) -> List[Any]:
        try:
            return [element for frame in self._screen.frames() for element in frame.query_selector_all(selector) if element.is_visible()]
        except self._screen.errors:
            return []

    def _refusal(self) -> Optional[str]:
        """What the page says about the last step, while that step is still to be seen."""
        if self.step() != self._done[-1]:
            return None
        try:
            texts = [" ".join((element.inner_text() or "").split()) for element in self._all_visible(places.ERRORS)]
        except self._screen.errors:
            return None
        said = list(dict.fromkeys(filter(None, texts)))
        return self._without_secrets(" ".join(said)) if said else None

    def _without_secrets(self, text: str) -> str:
        for name in ("password", "totp_secret"):
            text = text.replace(self._options[name] or "\0", "********")
        return text if text.endswith((".", "!")) else f"{text}."

    def _unknown_page(self, what: str) -> PageMismatch:
        return self._screen.mismatch(f"at the sign-in, {what}", element="sign_in")
