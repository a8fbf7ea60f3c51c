"""The same clicks as the procedure's, by a script that knows the emulated page and checks nothing: the yardstick.

It waits for what the page itself does after each click (masks, dialogs, rows), as a careful engineer's script does, and for nothing else: nothing
is loaded anew, and nothing is read back.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping

import yaml
from playwright.sync_api import Frame, Locator, Page, sync_playwright

from dev.demo.__main__ import INVENTORY
from tests.emulator.process import EmulatorProcess

LABELS = {
    "username": "Username",
    "password": "Password",
    "client_id": "Client ID",
    "client_secret": "Client Secret",
    "organization_url": "URL",
}
ROWS = 7
MASK = ".ext-el-mask-msg"


def change_credentials(emulator: EmulatorProcess, values: Mapping[str, str]) -> None:
    """Sign in, disable, edit, save, validate, enable."""
    variables = yaml.safe_load(INVENTORY.read_text(encoding="utf-8"))["dynamics_sync"]["vars"]
    administrator = emulator.accounts["marketo_administrator"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("MARKETO_BROWSER") or shutil.which("chromium"),
            proxy={"server": emulator.proxy_url},
            chromium_sandbox=os.geteuid() != 0,
        )
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, ignore_https_errors=True)
        page.goto(variables["dynamics_sync_marketo_url"])
        page.locator("#EmailPage-EmailField").fill(variables["dynamics_sync_marketo_username"])
        page.locator("[data-id=EmailPage-ContinueButton]").click()
        page.locator("#PasswordPage-PasswordField").fill(administrator["password"])
        page.locator("[data-id=PasswordPage-ContinueButton]").click()
        _click_through(_admin_frame(page), values)
        browser.close()


def _admin_frame(page: Page) -> Frame:
    """The frame of the admin page, as soon as its toggle is there."""
    while True:
        for frame in page.frames:
            if _button(frame, "Disable Sync").count() == 1:
                return frame
        page.wait_for_timeout(100)


def _click_through(frame: Frame, values: Mapping[str, str]) -> None:
    _button(frame, "Disable Sync").click()
    _button(frame, "Enable Sync").wait_for()
    _at_rest(frame)
    frame.get_by_text("Edit", exact=True).filter(visible=True).click()
    _button(frame, "Save").wait_for()
    _at_rest(frame)
    _fill(frame, values)
    _button(frame, "Save").click()
    _button(frame, "Save").wait_for(state="hidden")
    _at_rest(frame)
    frame.get_by_text("Validate Sync Setup", exact=True).first.click()
    _button(frame, "Next").wait_for()
    _at_rest(frame)
    _fill(frame, values)
    _button(frame, "Next").click()
    frame.locator(".mkt-validation-row").nth(ROWS - 1).wait_for()
    _at_rest(frame)
    _button(frame, "Close").click()
    _button(frame, "Enable Sync").wait_for()
    _at_rest(frame)
    _button(frame, "Enable Sync").click()
    _button(frame, "Disable Sync").wait_for()


def _at_rest(frame: Frame) -> None:
    """No mask is to be seen any more."""
    frame.locator(MASK).filter(visible=True).first.wait_for(state="hidden")


def _button(frame: Frame, text: str) -> Locator:
    return frame.locator("button:visible").filter(has_text=text)


def _fill(frame: Frame, values: Mapping[str, str]) -> None:
    for name, label in LABELS.items():
        row = (
            frame.locator(".x-form-item:visible")
            .filter(has_text=re.compile(f"^{label}:"))
            .filter(has=frame.locator("input"))
        )
        row.locator("input").fill(values[name])
