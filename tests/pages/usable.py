"""``python -m tests.pages.usable [first seed] [how many]``: can a careful person use each of these pages?"""

from __future__ import annotations

import argparse
import queue
import sys
import threading
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


def main() -> int:
    """Try every page; keep a picture of each that could not be used."""
    options = _options()
    seeds = options.seeds or range(options.first, options.first + options.count)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for seed in seeds:
        waiting.put(seed)
    failed: list[int] = []
    tried: list[int] = []
    threads = [threading.Thread(target=_work, args=(waiting, tried, failed)) for _worker in range(options.workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(tried) - len(failed)} of {len(seeds)} pages can be used; not these: {sorted(failed)}")
    return 0 if len(tried) == len(seeds) and not failed else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pages.usable", description=__doc__)
    parser.add_argument("first", nargs="?", type=int, default=1, help="the first seed")
    parser.add_argument("count", nargs="?", type=int, default=60, help="how many")
    parser.add_argument("--seeds", type=lambda text: [int(each) for each in text.split(",")], help="these instead")
    parser.add_argument("--workers", type=int, default=2, help="how many at a time")
    return parser.parse_args()


def _work(waiting: queue.SimpleQueue[int], tried: list[int], failed: list[int]) -> None:
    """Try what is waiting, in a browser and against an emulator of this thread's own."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    with EmulatorProcess() as emulator, sync_playwright() as playwright:
        browser = launch(playwright, emulator)
        while not waiting.empty():
            try:
                seed = waiting.get_nowait()
            except queue.Empty:
                break
            tried.append(seed)
            if not _can_be_used(browser, emulator, seed):
                failed.append(seed)
        browser.close()


def _can_be_used(browser: Browser, emulator: EmulatorProcess, seed: int) -> bool:
    emulator.reset()
    page = new_page(browser)
    try:
        go_through(page, emulator, seed)
        print(f"{seed}: usable", flush=True)
        return True
    except (Unusable, Error) as error:
        print(f"{seed}: NOT USABLE: {str(error)[:600]}", flush=True)
        page.screenshot(path=_PICTURES / f"{seed}.png")
        return False
    finally:
        page.context.close()


if __name__ == "__main__":
    sys.exit(main())
