"""A person who signs in at Adobe's pages: looks which page shows, and does what it asks for, until it is through."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error, Locator, Page, TimeoutError

from tests.emulator.marketo.totp import code_at
from tests.unit.emulator.marketo.visitor import PATIENCE

_STEPS = 25
_CODE_FROM_AUTHENTICATOR = "Enter the code from your authenticator app."
_PASSCODE = "271828"
_FIRST_VISIBLE = """selectors => selectors.find(
  selector => document.querySelector(selector)?.getClientRects().length
)"""


class Person:
    """Somebody who knows the account's password, holds its authenticator, and reads its mail."""

    def __init__(self, page: Page, email: str, password: str, totp_key: str = "") -> None:
        self.page = page
        self.pages_met: list[str] = []
        self._email = email
        self._password = password
        self._totp_key = totp_key
        self._acts: dict[str, Callable[[Locator], None]] = {
            "#onetrust-reject-all-handler": self._click,
            "#EmailForm": self._give_email,
            "#PasswordForm": self._give_password,
            '[data-id="AccountChooser-AccountList-enterprise"]': self._click,
            '[data-id="ChallengeChooser"] [data-id="AuthenticationFactor-totp"]': self._click,
            '[data-id="Page-PrimaryButton"]': self._click,
            '[data-id="ChallengeCodePage"]': self._give_code,
            '[data-id="ChallengePushPage-EnterCode"]': self._click,
            '[data-id="PasskeyFactorPage-Title"]': self._use_password,
            '[data-id="PasswordlessSignInWait-ChangeMethod"]': self._click,
            '[data-id="PP-ProfileChooser-Chooser"], .IdentitiesPage__chooser': self._choose_profile,
            '[data-id$="-skip-btn"], [data-id$="-SkipButton"], [data-id$="-SkipBtn"]': self._click,
            "h1 ~ button": self._click,
        }

    def sign_in(self) -> None:
        """Go through whatever comes until the browser has left Adobe's sign-in."""
        for _step in range(_STEPS):
            selector = self._what_shows()
            if selector is None:
                return
            self.pages_met.append(selector)
            shown = self.page.locator(selector).first
            handle = shown.element_handle()
            self._acts[selector](shown)
            _wait_until_gone(handle)
        raise AssertionError(f"still not through after {self.pages_met}")

    def _what_shows(self) -> str | None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if not urlsplit(self.page.url).path.startswith(("/en_US/", "/ims/")):
                return None
            try:
                # All selectors in one look: the page may change between two.
                found: str | None = self.page.evaluate(_FIRST_VISIBLE, list(self._acts))
            except Error:
                # The document went in this moment.
                found = None
            if found:
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"nothing known shows at {self.page.url} after {self.pages_met}")

    def _click(self, shown: Locator) -> None:
        shown.click()

    def _give_email(self, shown: Locator) -> None:
        shown.locator("[name=username]").fill(self._email)
        shown.locator("button[type=submit]").click()

    def _give_password(self, shown: Locator) -> None:
        known = shown.locator("[name=username][readonly]").input_value()
        assert known == self._email, f"the password of {self._email} isn't for {known}"
        shown.locator("[name=password]").fill(self._password)
        shown.locator("button").click()

    def _use_password(self, _shown: Locator) -> None:
        self.page.get_by_text("Use your password instead").click()

    def _give_code(self, shown: Locator) -> None:
        from_authenticator = shown.get_by_text(_CODE_FROM_AUTHENTICATOR).count() == 1
        code = code_at(self._totp_key, time.time()) if from_authenticator else _PASSCODE
        shown.locator('[data-id="CodeInput-0"]').click()
        self.page.keyboard.type(code)
        verify = shown.locator('[data-id="ChallengeCodePage-VerifyCode"], [data-id="ChallengeCodePage-Continue"]')
        if verify.count():
            verify.click()

    def _choose_profile(self, shown: Locator) -> None:
        shown.get_by_text("Contoso", exact=True).click()


def _wait_until_gone(handle: ElementHandle | None) -> None:
    try:
        if handle:
            handle.wait_for_element_state("hidden", timeout=1000 * PATIENCE)
    except TimeoutError:
        raise
    except Error:
        # It went with its document.
        return
