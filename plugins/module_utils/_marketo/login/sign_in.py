# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in: answer whichever of Adobe's pages shows, until the page behind the sign-in is there.

Pages come in any order, and may come again: a chooser before and after the password, the password after the code. The password is
sent once, and only to Adobe's and Marketo's sign-in hosts. What decides something for a person is left to one.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Callable
from urllib.parse import urlsplit

from ..._engine.errors import MarketoDynamicsError, SignInRefused
from ..browser.storage_state import HOW_TO_RECORD, expired
from ..screen.screen import Screen
from ..session_options import SessionOptions
from . import sign_in_pages as pages
from .choosers import Choosers
from .elements import SignInElements
from .hosts import Hosts
from .left_to_person import left_to_person, not_ours
from .second_factor import SecondFactor

# What a recorded session without a password may still do by itself: no page of these needs a secret.
WITHOUT_PASSWORD = ("account", "profile", "nag", "federated")
# What is given once in a sign-in, whatever the page says; and how often any other page may come.
ONCE = ("password", "old_login")
MOST_TIMES = 3
MOST_NAGS = 10
# A page that comes again directly after itself may be about to say why it refused.
SECOND_THOUGHTS = 1.0


class SignIn:
    """Goes through the sign-in pages, whichever come."""

    def __init__(self, screen: Screen, options: SessionOptions) -> None:
        self._screen = screen
        self._account = options.account
        self._hosts = Hosts(options.url)
        self._elements = SignInElements(screen, self._hosts)
        self._choosers = Choosers(screen, self._elements, options.account)
        self._second_factor = SecondFactor(screen, self._elements, options.account, options.temporary_directory)
        # Asked before each sign-in; raises where there must be none.
        self.permit: Callable[[], None] = lambda: None
        self._began()
        self._answers: dict[str, Callable[[], None]] = {
            "email": self._email,
            "password": self._password,
            "old_login": self._old_login,
            "account": self._choosers.account,
            "profile": self._choosers.profile,
            "factor": self._second_factor.factor,
            "send_code": self._second_factor.send_code,
            "push": self._second_factor.push,
            "other_method": self._second_factor.other_method,
            "code": self._second_factor.code,
            "nag": self._nag,
            "federated": self._federated,
        }

    def step(self) -> str | None:
        """Return which sign-in page is to be seen now; None for any other page."""
        if self._hosts.is_elsewhere(self._screen.tab.url):
            return "provider" if self._elements.visible_anywhere(pages.PROVIDER_FIELDS) else None
        return next((page.name for page in self._shown()), None)

    def run(self, arrived: Callable[[], bool]) -> None:
        """Sign in. ``arrived`` returns whether the page behind the sign-in is there."""
        if arrived():
            return
        self.permit()
        self._began()
        while not arrived():
            step = self._next_step(arrived)
            if step is None:
                return
            # A page may come while its hooks are being looked for, so that the first look missed what stops a sign-in.
            if self.step() == step:
                self._answer(step)

    def _began(self) -> None:
        self._last: str | None = None
        self._anchor: Any = None
        self._said_before: list[str] = []
        self._refused_since: float | None = None
        self._came: Counter[str] = Counter()
        self._again_since: float | None = None

    def _shown(self) -> list[pages.SignInPage]:
        """Return the kinds of page that the visible hooks belong to, in their order."""
        # One question for all of them first: mostly none is there.
        every = ", ".join(page.hook for page in pages.PAGES if not page.old_login)
        adobe = bool(self._elements.visible(every))
        return [page for page in pages.PAGES if (adobe or page.old_login) and self._hooks(page)]

    def _hooks(self, page: pages.SignInPage) -> list[Any]:
        found = self._elements.visible(page.hook, page.old_login)
        if page.name == "captcha":
            return [frame for frame in found if self._elements.height(frame) >= pages.CAPTCHA_HEIGHT]
        return found

    def _answer(self, step: str) -> None:
        """Answer a page, and remember what is needed to tell whether it has gone, refused, or come again."""
        if step not in self._answers:
            raise self._cannot_answer(step)
        self._came[step] += 1
        if self._came[step] > (MOST_NAGS if step == "nag" else MOST_TIMES):
            raise self._elements.unknown_page(f"the page {step!r} came {self._came[step]} times")
        if not self._has_what_is_asked(step):
            raise expired(self._account.recorded, step)
        self._anchor = next((self._hooks(page)[0] for page in self._shown() if page.name == step), None)
        self._said_before = self._said(step)
        self._last, self._again_since, self._refused_since = step, None, None
        self._answers[step]()

    def _has_what_is_asked(self, step: str) -> bool:
        if step in WITHOUT_PASSWORD:
            return True
        return bool(self._account.username if step == "email" else self._account.password)

    def _cannot_answer(self, step: str) -> SignInRefused:
        if step == "provider":
            return not_ours(urlsplit(self._screen.tab.url).hostname or "")
        return left_to_person(step, self._account.username, self._elements.texts(pages.ERROR_TITLE))

    def _next_step(self, arrived: Callable[[], bool]) -> str | None:
        """Wait for a page that wants an answer, or for the end of the sign-in."""

        def look() -> str | None:
            if arrived():
                return "arrived"
            step = self.step()
            if step is not None and step != self._last and step not in self._given():
                return step
            self._raise_refusal(step)
            return step if step is not None and step not in self._given() and self._came_again(step) else None

        found = self._screen.wait(look, self._stuck)
        return None if found == "arrived" else found

    def _given(self) -> list[str]:
        return [step for step in ONCE if self._came[step]]

    def _came_again(self, step: str) -> bool:
        """Return whether the page just answered has gone and come again, and doesn't say why."""
        if step in (*ONCE, "code", "federated") or self._elements.is_there(self._anchor):
            self._again_since = None
            return False
        self._again_since = self._again_since or time.monotonic()
        return time.monotonic() - self._again_since >= SECOND_THOUGHTS

    def _raise_refusal(self, step: str | None) -> None:
        """Raise what the page says about the last answer, while that page is still to be seen."""
        words = ""
        if step is not None and step == self._last:
            words = " ".join(text for text in self._said(step) if text not in self._said_before)
        if not words:
            self._refused_since = None
            return
        # A page that goes on is no refusal, whatever it shows on the way.
        self._refused_since = self._refused_since or time.monotonic()
        if time.monotonic() - self._refused_since < SECOND_THOUGHTS:
            return
        raise SignInRefused(
            f"The Marketo sign-in refused {self._account.username}: {self._without_secrets(words)} It was tried once and is not tried again. "
            f"Check username, password and totp_secret, and that the user is no API-only user.",
            page=step,
        )

    def _note(self, step: str) -> None:
        """Remember what a page says just before it is answered: a notice may come later than its fields, and is no refusal."""
        self._said_before = self._said(step)

    def _said(self, step: str) -> list[str]:
        return self._elements.texts(pages.ERRORS, old_login=step == "old_login")

    def _stuck(self) -> MarketoDynamicsError:
        step = self.step()
        if step in self._given():
            return SignInRefused(
                f"The Marketo sign-in asks for the password of {self._account.username} and doesn't go on. The password was given once, and is "
                f"not given again, since that could lock the account. {self._says()}Sign in once as this user in a browser to see why.",
                page=step,
            )
        host = urlsplit(self._screen.tab.url).hostname
        if host and (self._came["federated"] or self._hosts.is_elsewhere(self._screen.tab.url)):
            return not_ours(host)
        after = f"after the page {self._last!r} " if self._last else ""
        shown = ", ".join(self._elements.data_ids()) or "none"
        return self._elements.unknown_page(
            f"{after}neither the admin page nor a known sign-in page came. {self._says()}Visible data-ids: {shown}. "
            f"Where something is to be answered there once, or by a person each time, {HOW_TO_RECORD}"
        )

    def _says(self) -> str:
        said = " ".join(self._elements.texts(pages.ERRORS))
        return f"The page says: {self._without_secrets(said)} " if said else ""

    def _email(self) -> None:
        self._elements.fill(pages.EMAIL_FIELD, self._account.username or "")
        self._note("email")
        self._elements.press(pages.EMAIL_CONTINUE)

    def _password(self) -> None:
        self._check_account()
        self._elements.fill(pages.PASSWORD_FIELD, self._account.password or "")
        self._note("password")
        self._elements.press(pages.PASSWORD_CONTINUE)

    def _check_account(self) -> None:
        """Refuse to type the password of one account into the page of another."""
        wanted = (self._account.username or "").strip()
        others = [value for value in self._elements.values(pages.PASSWORD_ACCOUNT) if value.strip()]
        other = next((value for value in others if value.strip().casefold() != wanted.casefold()), None)
        if wanted and other:
            raise SignInRefused(
                f"The Marketo sign-in asks for the password of {other}, and username is {wanted}. Nothing was typed. A recorded session may "
                f"belong to another account: record it again as {wanted}, or open the session without it.",
                page="password",
            )

    def _old_login(self) -> None:
        if not self._account.old_login:
            raise SignInRefused(
                "The page shows Marketo's old login form, which Adobe has phased out. Nothing was typed. Where your subscription really signs "
                "in there, set old_login to true; otherwise give the address of the page as Adobe's users open it in url.",
                page="old_login",
            )
        self._elements.fill(pages.OLD_USERNAME, self._account.username or "", old_login=True)
        self._elements.fill(pages.OLD_PASSWORD, self._account.password or "", old_login=True)
        self._note("old_login")
        self._elements.press(pages.OLD_BUTTON, old_login=True)

    def _nag(self) -> None:
        self._elements.press(pages.SKIP)

    def _federated(self) -> None:
        """Do nothing: Adobe passes on to an identity provider by itself."""

    def _without_secrets(self, text: str) -> str:
        for secret in self._account.secrets():
            text = text.replace(secret, "********")
        return text if text.endswith((".", "!")) else f"{text}."
