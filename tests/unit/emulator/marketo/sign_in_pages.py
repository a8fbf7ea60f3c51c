"""One page of Adobe's sign-in at a time, for tests that say which pages come."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, Visitor

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSCODE = "271828"


class SignInPages:
    """A visitor at a sign-in that the test has laid out."""

    def __init__(self, visitor: Visitor, set_up: SetUp) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self._set_up = set_up

    def lay_out(self, *steps: str, account: dict[str, Any] | None = None, **switches: Any) -> None:
        """Put these pages, with these switches besides, and open the first."""
        behaviour = {"signin_steps": list(steps), **{f"signin_{name}": value for name, value in switches.items()}}
        self._set_up(behaviour=behaviour, account={"totp_secret": KEY, **(account or {})})
        self.visitor.go()

    def item(self, data_id: str) -> Locator:
        """An element by its data-id."""
        return self.page.locator(f'[data-id="{data_id}"]')

    def press(self, *data_ids: str) -> None:
        """Press one after the other, each when it shows."""
        for data_id in data_ids:
            self.item(data_id).click()

    def give_password(self, password: str = PASSWORD) -> None:
        """Fill the password page."""
        self.page.fill("#PasswordPage-PasswordField", password)
        self.press("PasswordPage-ContinueButton")

    def give_email(self, email: str = ADMIN, version: str = "EmailPage") -> None:
        """Fill the e-mail page."""
        self.page.fill("#EmailForm [name=username]", email)
        self.press(f"{version}-ContinueButton")

    def type_code(self, code: str) -> None:
        """Type a code into the boxes with the keyboard."""
        self.item("CodeInput-0").click()
        self.page.keyboard.type(code)

    def is_through(self) -> None:
        """Wait for the site behind the sign-in, with its fragment."""
        expect(self.visitor.toggle("Disable Sync")).to_be_visible()
        assert self.page.url.endswith("/marketo/classic#DY0A1")

    def shows(self, data_id: str) -> None:
        """Wait for an element."""
        expect(self.item(data_id)).to_be_visible()

    def log(self, event: str, *names: str) -> list[Any]:
        """What the emulator's log says of an event: one member, or several as tuples."""
        entries = self.visitor.emulator.state()["marketo"]["sign_in_log"]
        chosen = [entry for entry in entries if entry["event"] == event]
        return [tuple(entry[name] for name in names) if len(names) > 1 else entry[names[0]] for entry in chosen]
