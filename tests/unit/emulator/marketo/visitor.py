"""What a person does on the emulated pages, for the tests."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Error, Frame, Locator, Page

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.looks import LOOKS

ADMIN = "marketo.admin@contoso.com"
PASSWORD = "test-Password-of-marketo.admin-1"
DYNAMICS = "/marketo/classic#DY0A1"
INSTANCE = "123-ABC-456"
# Seconds that anything may take. It is never waited out where all is well, and a busy machine makes pages slow.
PATIENCE = 60


class Visitor:
    """A page and the words for what is done on it."""

    def __init__(self, page: Page, emulator: EmulatorProcess, rendering: str = "ext3") -> None:
        self.page = page
        self.emulator = emulator
        self.look = LOOKS[rendering]
        self._began = datetime.now(UTC).isoformat()

    def go(self, address: str = DYNAMICS) -> None:
        """Open an address, or a path of the emulator's own address."""
        self.page.goto(address if address.startswith("https:") else self.emulator.base_url + address)

    def give_email(self, email: str) -> None:
        """Fill the first page of the sign-in."""
        self.page.fill("#EmailPage-EmailField", email)
        self.page.click('button[data-id="EmailPage-ContinueButton"]')

    def give_password(self, password: str) -> None:
        """Fill the second page of the sign-in."""
        self.page.fill("#PasswordPage-PasswordField", password)
        self.page.click('button[data-id="PasswordPage-ContinueButton"]')

    def sign_in(self, address: str = DYNAMICS, email: str = ADMIN, password: str = PASSWORD) -> None:
        """Open an address and go through both pages."""
        self.go(address)
        self.give_email(email)
        self.give_password(password)

    def button(self, text: str) -> Locator:
        """A visible button, of whichever generation."""
        return self.page.locator(self.look.button).filter(has_text=re.compile(rf"^{re.escape(text)}$"))

    def disabled(self, text: str) -> Locator:
        """A button that is there and can't be clicked."""
        return self.button(text).and_(self.page.locator(self.look.disabled))

    def can_click(self, text: str) -> bool:
        """Whether the button isn't disabled now."""
        return self.disabled(text).count() == 0

    def tab(self, text: str) -> Locator:
        """A tab by its title."""
        return self.page.locator(self.look.tab).filter(has_text=re.compile(rf"^{re.escape(text)}$"))

    def dialog(self) -> Locator:
        """The dialog that is open, leaving out message boxes and what closed dialogs left behind."""
        return self.page.locator(self.look.dialog)

    def message(self) -> Locator:
        """The message box that is open."""
        return self.page.locator(self.look.message)

    def answer(self, text: str) -> None:
        """Click a button of the message box."""
        self.message().get_by_text(text, exact=True).click()

    def field(self, label: str) -> Locator:
        """A visible input by its label."""
        wanted = re.compile(rf"^{re.escape(label)}{self.look.colon}( \*)?$")
        labels = self.page.locator(self.look.label).filter(has_text=wanted)
        return self.page.locator(self.look.field).filter(has=labels).locator("input:visible")

    def choose(self, text: str) -> None:
        """Click a radio button by the label behind it."""
        self.page.locator(self.look.choice).filter(has_text=text).click()

    def toggle(self, text: str) -> Locator:
        """The button of the top toolbar that turns the sync off or on; other parts of the page have such words, too."""
        exactly = re.compile(rf"^{re.escape(text)}$")
        return self.page.locator(self.look.top_toolbar).locator(self.look.button).filter(has_text=exactly)

    def overview(self) -> Locator:
        """What the page shows of the credentials."""
        return self.page.locator(self.look.overview).first

    def edit(self) -> Locator:
        """What opens the dialog of the credentials."""
        return self.overview().locator(self.look.edit)

    def open_page(self) -> None:
        """Open the Dynamics page and wait until it can be used."""
        self.go()
        self.overview().wait_for()

    def open_edit(self) -> None:
        """Open the dialog and wait until its mask is gone."""
        self.edit().first.click()
        self.dialog().wait_for()
        self.dialog().locator(self.look.mask).wait_for(state="hidden")

    def wait_for_toggle(self, label: str) -> None:
        """Wait until the toggle says this and the page can be used."""
        self.toggle(label).wait_for()
        self.overview().wait_for()

    def rows(self) -> list[tuple[str, bool]]:
        """The rows of a validation: text and whether the icon is the good one."""
        found = self.page.locator(self.look.row)
        found.first.wait_for()
        return [
            (row.locator(self.look.row_text).inner_text(), row.locator(self.look.good_icon).count() == 1)
            for row in found.all()
        ]

    def changes(self) -> list[tuple[str, dict[str, Any]]]:
        """What the page posted to /crm/ since this visitor began, in order."""
        entries = [entry for entry in self.emulator.requests(method="POST") if entry["time"] > self._began]
        posts = [entry for entry in entries if entry["path"].startswith("/crm/")]
        return [(entry["path"], entry["request_body"]) for entry in posts]

    def instance(self) -> dict[str, Any]:
        """The instance as the emulator holds it, masked."""
        return self.emulator.state()["marketo"]["instances"][INSTANCE]

    def classic_frame(self) -> Frame:
        """The frame that reports a Munchkin id, wherever it is; waits for it."""
        self.wait_until(lambda: any(_shows_classic_page(frame) for frame in self.page.frames))
        return next(frame for frame in self.page.frames if _shows_classic_page(frame))

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for what no locator can wait for."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain at {[frame.url for frame in self.page.frames]}"
            self.page.wait_for_timeout(50)


def _shows_classic_page(frame: Frame) -> bool:
    try:
        return "DY0A1" in frame.url and bool(frame.evaluate("typeof MktPage !== 'undefined'"))
    except Error:
        # The frame went on to another page in this moment.
        return False
