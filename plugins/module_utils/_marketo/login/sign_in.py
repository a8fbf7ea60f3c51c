# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in: Adobe's pages (email, password, perhaps a one-time code and a choice of profiles), and Marketo's older form.

Every secret is sent once, and only to hosts of Adobe, of Marketo, and of the admin page itself. Pages of an organization's own
identity provider are a person's: see recording.py.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Callable
from urllib.parse import urlsplit

from ..._engine.errors import MarketoDynamicsError, PageMismatch, SignInRefused
from ..browser.storage_state import HOW_TO_RECORD, expired
from ..screen.screen import Screen
from . import sign_in_selectors as places
from .totp import one_time_code

# Page -> the elements whose presence tells it.
STEPS = {
    "email": places.ADOBE_EMAIL,
    "password": places.ADOBE_PASSWORD,
    "code": places.ADOBE_CODE,
    "older": places.OLDER_PASSWORD,
    "account": places.ADOBE_ACCOUNTS,
    "profile": places.ADOBE_PROFILES,
    "federated": places.ADOBE_FEDERATED,
}
# What a recorded session without a password may still do by itself: no step of these needs a secret.
WITHOUT_PASSWORD = ("account", "profile", "federated")


class SignIn:
    """Goes through the sign-in pages, whichever come, each of them once."""

    def __init__(self, screen: Screen, options: Mapping[str, Any]) -> None:
        self._screen = screen
        self._options = options
        self._hosts = (*places.HOSTS, urlsplit(options["url"]).hostname or "")
        self._done: list[str] = []
        self._steps: dict[str, Callable[[], None]] = {
            "email": self._email,
            "password": self._password,
            "code": self._code,
            "older": self._older,
            "account": self._account,
            "profile": self._profile,
            "federated": self._federated,
            "provider": self._provider,
        }

    def step(self) -> str | None:
        """Which sign-in page is to be seen now; None for any other page."""
        if not self._is_trusted(self._screen.tab.url):
            return "provider" if self._visible(places.PROVIDER_FIELDS, anywhere=True) else None
        # One question for all of them first: mostly none is there.
        if not self._visible(", ".join(STEPS.values())):
            return None
        return next((name for name, selector in STEPS.items() if self._visible(selector)), None)

    def run(self, arrived: Callable[[], bool]) -> None:
        """Sign in. ``arrived`` tells whether the page behind the sign-in is there."""
        self._done = []
        while not arrived():
            step = self._next_step(arrived)
            if step is None:
                return
            if (
                not self._options["password"]
                and step not in WITHOUT_PASSWORD
                and not (step == "email" and self._options["username"])
            ):
                raise expired(self._options, step)
            self._steps[step]()
            self._done.append(step)

    def _next_step(self, arrived: Callable[[], bool]) -> str | None:
        """Wait for a page that wasn't answered yet, or for the end of the sign-in."""

        def look() -> str | None:
            if arrived():
                return "arrived"
            step = self.step()
            if step is not None and step not in self._done:
                return step
            words = self._refusal() if self._done else None
            if words:
                raise SignInRefused(
                    f"The Marketo sign-in refused {self._options['username']}: {words} It was tried once and is not tried again. Check "
                    f"username, password and totp_secret, and that the user is no API-only user.",
                    page=self._done[-1],
                )
            return None

        found = self._screen.wait(look, self._stuck)
        return None if found == "arrived" else found

    def _stuck(self) -> MarketoDynamicsError:
        host = urlsplit(self._screen.tab.url).hostname
        if host and ("federated" in self._done or not self._is_trusted(self._screen.tab.url)):
            return self._not_ours(host)
        after = f"after the step {self._done[-1]!r} " if self._done else ""
        return self._unknown_page(
            f"{after}neither the admin page nor a known sign-in page came: none of {', '.join(map(repr, STEPS.values()))} is visible. "
            f"Where something is to be answered there once, or by a person each time, {HOW_TO_RECORD}"
        )

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
            raise SignInRefused(
                f"The Marketo sign-in of {self._options['username']} asks for a one-time code, and totp_secret is not given. Give the key "
                f"of the authenticator app in totp_secret; where the code comes by email or by phone, {HOW_TO_RECORD}.",
                page="code",
            )
        code = one_time_code(self._options["totp_secret"], time.time())
        fields = self._all_visible(places.ADOBE_CODE)
        if len(fields) not in (1, len(code)):
            raise self._unknown_page(
                f"the page for the one-time code has {len(fields)} fields; 1 or {len(code)} are expected"
            )
        for field, part in zip(fields, [code] if len(fields) == 1 else code):
            self._safely(lambda field=field, part=part: field.fill(part), places.ADOBE_CODE)
        if self._visible(places.ADOBE_CODE_CONTINUE):
            self._press(places.ADOBE_CODE_CONTINUE)

    def _account(self) -> None:
        """Personal or company: Marketo is a company's."""
        if self._visible(places.ADOBE_COMPANY_ACCOUNT) and not self._options["organization"]:
            self._press(places.ADOBE_COMPANY_ACCOUNT)
        else:
            self._choose(places.ADOBE_ACCOUNTS)

    def _profile(self) -> None:
        self._choose(places.ADOBE_PROFILES)

    def _choose(self, place: str) -> None:
        """Press the one choice that is called as asked for; without a wish the one of the user, or the only one that there is."""
        offered: list[list[str]] = []

        def look() -> Any | None:
            choices = self._choices()
            offered[:] = [lines for _element, lines in choices]
            wanted = self._options["organization"] or self._options["username"] or ""
            fitting = [element for element, lines in choices if wanted.casefold() in map(str.casefold, lines)]
            if not self._options["organization"] and len(choices) == 1:
                fitting = [choices[0][0]]
            return fitting[0] if len(fitting) == 1 else None

        choice = self._screen.wait(look, lambda: self._no_choice(offered))
        self._safely(choice.click, place)

    def _no_choice(self, offered: list[list[str]]) -> SignInRefused:
        given = self._options["organization"]
        choices = ", ".join(repr(" / ".join(lines)) for lines in offered) or "none that could be read"
        why = f"organization {given!r} is not the name of exactly one" if given else "organization is not given"
        return SignInRefused(
            f"The Marketo sign-in asks which account or profile to use, and {why}. It offers {choices}. "
            f"Give the name of the right one in organization.",
            page="profile",
        )

    def _choices(self) -> list[tuple[Any, list[str]]]:
        """What can be chosen, with its lines of text."""
        found = []
        for element in self._all_visible(places.CHOICES):
            try:
                lines = [" ".join(line.split()) for line in element.inner_text().splitlines()]
            except self._screen.errors:
                continue
            found.append((element, [line for line in lines if line]))
        return [(element, lines) for element, lines in found if lines]

    def _federated(self) -> None:
        """Adobe passes on to an identity provider by itself; its page comes next, or what that one lets through."""

    def _provider(self) -> None:
        raise self._not_ours(urlsplit(self._screen.tab.url).hostname or "")

    def _not_ours(self, host: str) -> SignInRefused:
        return SignInRefused(
            f"The Marketo sign-in goes on at {host}, a page of an identity provider (single sign-on), where nothing is typed by this "
            f"collection: {HOW_TO_RECORD}.",
            page="provider",
            url=host,
        )

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

    def _visible(self, selector: str, anywhere: bool = False) -> bool:
        return bool(self._all_visible(selector, anywhere))

    def _all_visible(self, selector: str, anywhere: bool = False) -> list[Any]:
        """What is visible in the frames of hosts that a secret may be typed for."""
        try:
            frames = [frame for frame in self._screen.frames.visible() if anywhere or self._is_trusted(frame.url)]
            return [
                element for frame in frames for element in frame.query_selector_all(selector) if element.is_visible()
            ]
        except self._screen.errors:
            return []

    def _is_trusted(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme != "https":
            # An empty page, or the browser's own about an error: nothing to be typed into, and no identity provider.
            return parts.scheme != "http"
        return any(parts.hostname == host or (parts.hostname or "").endswith(f".{host}") for host in self._hosts)

    def _refusal(self) -> str | None:
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
