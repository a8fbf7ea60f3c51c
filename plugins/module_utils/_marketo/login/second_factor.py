# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Two-step verification: the code of an authenticator app, and the ways to it from pages that ask for something else."""

from __future__ import annotations

from typing import Any

from ..._engine.errors import SignInRefused
from ..browser.storage_state import HOW_TO_RECORD
from ..screen.screen import Screen
from ..session_options import Account
from . import sign_in_pages as pages
from .elements import SignInElements
from .totp import STEP_SECONDS, one_time_code
from .totp_record import TotpRecord

# How long a page may take to send a complete code by itself, before its button is pressed.
SENDS_BY_ITSELF_SECONDS = 0.5


class SecondFactor:
    """Answers the pages of two-step verification."""

    def __init__(self, screen: Screen, elements: SignInElements, account: Account, temporary_directory: str) -> None:
        self._screen = screen
        self._elements = elements
        self._account = account
        self._temporary_directory = temporary_directory

    def factor(self) -> None:
        """Choose the authenticator app."""
        self._need_key("factor")
        if not self._elements.visible(pages.AUTHENTICATOR):
            offered = ", ".join(self._elements.texts(pages.FACTORS)) or "none that could be read"
            raise self._sent("factor", f"offers no authenticator app for the second step, but {offered}")
        self._elements.press(pages.AUTHENTICATOR)

    def push(self) -> None:
        """Leave the page that waits for a telephone, best for the choice of another way."""
        self._need_key("push")
        if self._elements.visible(pages.CHANGE_METHOD):
            self._elements.press(pages.CHANGE_METHOD)
        elif self._elements.visible(pages.ENTER_CODE):
            self._elements.press(pages.ENTER_CODE)
        else:
            raise self._sent("push", "waits for an approval on a telephone, and offers no other way")

    def other_method(self) -> None:
        """Leave the page that asks for a passkey or waits for a device."""
        if not self._elements.visible(pages.CHANGE_METHOD):
            raise self._sent("other_method", "asks for a passkey or a device, and offers no other way")
        self._elements.press(pages.CHANGE_METHOD)

    def send_code(self) -> None:
        """Leave the page that would send a code to a person."""
        self._need_key("send_code")
        if not self._elements.visible(pages.CHANGE_METHOD):
            raise self._sent("send_code", "would send a code by email or to a telephone, and offers no other way")
        self._elements.press(pages.CHANGE_METHOD)

    def code(self) -> None:
        """Type the authenticator's code; a code that was sent is a person's."""
        if self._elements.visible(pages.SENT_CODE):
            self._leave_sent_code()
            return
        self._need_key("code")
        code = self._fresh_code()
        fields = self._screen.attempt(lambda: self._elements.visible(pages.CODE_FIELDS) or None) or []
        if len(fields) not in (1, len(code)):
            raise self._elements.unknown_page(
                f"the page for the one-time code has {len(fields)} fields; 1 or {len(code)} are expected"
            )
        for field, part in zip(fields, [code] if len(fields) == 1 else code):
            self._elements.type_keys(field, part)
        self._send(fields[0])

    def _fresh_code(self) -> str:
        """Return a code that nobody has used, waiting for the next one where needed."""
        secret = self._account.totp_secret or ""
        record = TotpRecord(secret, self._temporary_directory)
        step = record.take()
        # In small pauses, which show that the browser is at work.
        while record.seconds_until(step) > 0:
            self._screen.tab.wait_for_timeout(min(1.0, record.seconds_until(step)) * 1000)
        return one_time_code(secret, step * STEP_SECONDS)

    def _send(self, field: Any) -> None:
        """Press the button, unless the page sends the code by itself as soon as it is complete."""
        gone = self._screen.attempt(lambda: not self._elements.is_there(field) or None, SENDS_BY_ITSELF_SECONDS)
        if gone:
            return
        for selector in (pages.CODE_BUTTONS, pages.OTHER_CODE_BUTTONS):
            # The next page may come meanwhile, and its button must not be pressed: of the password's page that is a wrong password.
            buttons = self._elements.beside(field, selector)
            if len(buttons) > 1:
                raise self._elements.unknown_page(
                    f"{len(buttons)} visible elements are {selector}, where one is expected"
                )
            if buttons:
                self._elements.press_element(buttons[0], selector)
                return

    def _leave_sent_code(self) -> None:
        if not self._account.totp_secret or not self._elements.visible(pages.CHANGE_METHOD):
            raise self._sent("code", "asks for a code that was sent by email or to a telephone")
        self._elements.press(pages.CHANGE_METHOD)

    def _need_key(self, page: str) -> None:
        if not self._account.totp_secret:
            raise SignInRefused(
                f"The Marketo sign-in of {self._account.username} asks for a one-time code, and totp_secret is not given. Give the key "
                f"of the authenticator app in totp_secret; where the code comes by email or by phone, {HOW_TO_RECORD}.",
                page=page,
            )

    def _sent(self, page: str, what: str) -> SignInRefused:
        return SignInRefused(
            f"The Marketo sign-in of {self._account.username} {what}. Nothing was typed there. Set up an authenticator app for this user "
            f"and give its key in totp_secret, or {HOW_TO_RECORD}.",
            page=page,
        )
