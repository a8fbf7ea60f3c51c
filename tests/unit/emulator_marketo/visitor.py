"""What a person does on the emulated pages, for the tests."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from playwright.sync_api import Error, Frame, Locator, Page

from tests.emulator.process import EmulatorProcess

ADMIN = "marketo.admin@contoso.com"
PASSWORD = "test-Password-of-marketo.admin-1"
DYNAMICS = "/marketo/classic#DY0A1"
INSTANCE = "123-ABC-456"


class Visitor:
    """A page and the words for what is done on it."""

    def __init__(self, page: Page, emulator: EmulatorProcess) -> None:
        self.page = page
        self.emulator = emulator
        self._began = datetime.now(timezone.utc).isoformat()

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
        """A visible button of either generation."""
        first = self.page.locator("button.x-btn-text:visible").filter(has_text=text)
        second = self.page.locator("button.x4-btn-center:visible").filter(has_text=text)
        return first.or_(second)

    def tab(self, text: str) -> Locator:
        """A tab by its title."""
        return self.page.locator("a.x-tab-right").filter(has_text=text)

    def dialog(self) -> Locator:
        """The dialog that is open, leaving out message boxes and what closed dialogs left behind."""
        return self.page.locator(".x-window:not(.x-window-dlg):visible")

    def message(self) -> Locator:
        """The message box that is open."""
        return self.page.locator(".x-window-dlg:visible")

    def field(self, label: str) -> Locator:
        """A visible input by its label."""
        labels = self.page.locator(".x-form-item-label").get_by_text(f"{label}:", exact=True)
        return self.page.locator(".x-form-item:visible").filter(has=labels).locator("input:visible")

    def open_page(self) -> None:
        """Open the Dynamics page and wait until it can be used."""
        self.go()
        self.page.locator(".mkt-overview .x-panel").wait_for()

    def open_edit(self) -> None:
        """Open the dialog and wait until its mask is gone."""
        self.page.locator(".mkt-panel-link:visible").first.click()
        self.dialog().wait_for()
        self.page.wait_for_timeout(60)
        self.dialog().locator(".ext-el-mask").wait_for(state="detached")

    def wait_for_toggle(self, label: str) -> None:
        """Wait until the toggle says this and the page can be used."""
        self.button(label).wait_for()
        self.page.locator(".mkt-overview .x-panel").wait_for()

    def rows(self) -> list[tuple[str, bool]]:
        """The rows of a validation: text and whether the icon is the good one."""
        self.page.locator(".mkt-validation-row").first.wait_for()
        found = self.page.locator(".mkt-validation-row").all()
        return [
            (row.locator(".mkt-validation-text").inner_text(), row.locator("img.icon-check").count() == 1)
            for row in found
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
        for _attempt in range(80):
            for frame in self.page.frames:
                if _shows_classic_page(frame):
                    return frame
            self.page.wait_for_timeout(50)
        raise AssertionError(f"no frame shows the classic page: {[frame.url for frame in self.page.frames]}")


def _shows_classic_page(frame: Frame) -> bool:
    try:
        return "DY0A1" in frame.url and bool(frame.evaluate("typeof MktPage !== 'undefined'"))
    except Error:
        # The frame went on to another page in this moment.
        return False
