"""``python -m tests.pages.usable [first seed] [how many]``: can a careful person use each of these pages?"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

from tests.emulator.process import EmulatorProcess
from tests.pages.oracle import PATIENCE, Unusable, go_through

_CHROMIUM = Path("/usr/bin/chromium")
_PICTURES = Path(__file__).resolve().parents[2] / ".build" / "pages" / "usable"


def launch(playwright: Playwright, emulator: EmulatorProcess) -> Browser:
    """Start a browser that reaches the emulator by the real host names."""
    path = str(_CHROMIUM) if _CHROMIUM.exists() else None
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], proxy={"server": emulator.proxy_url})


def new_page(browser: Browser) -> Page:
    """Open a page of somebody who isn't signed in."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(1000 * PATIENCE)
    return context.new_page()


def main(first: int = 1, count: int = 60) -> int:
    """Try every page; keep a picture of each that could not be used."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    failed = 0
    with EmulatorProcess() as emulator, sync_playwright() as playwright:
        browser = launch(playwright, emulator)
        for seed in range(first, first + count):
            emulator.reset()
            page = new_page(browser)
            try:
                go_through(page, emulator, seed)
                print(f"{seed}: usable", flush=True)
            except (Unusable, Error) as error:
                failed += 1
                print(f"{seed}: NOT USABLE: {str(error)[:600]}", flush=True)
                page.screenshot(path=_PICTURES / f"{seed}.png")
            page.context.close()
    print(f"{count - failed} of {count} pages can be used")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:3])))
