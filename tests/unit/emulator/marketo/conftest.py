"""A running emulator, a browser, and a way to put Marketo's state as a test wants it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.emulator import marketo as marketo_package
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.caller import Caller
from tests.unit.emulator.marketo.visitor import Visitor

_SEED = Path(marketo_package.__file__).with_name("seed.yml")
_CHROMIUM = Path("/usr/bin/chromium")
# The pages wait on purpose; for most tests they may wait less.
_HURRY = """{
  const wait = window.setTimeout;
  window.setTimeout = (what, time, ...rest) => wait(what, (time ?? 0) / 20, ...rest);
}"""

SetUp = Callable[..., None]


@pytest.fixture(scope="package")
def emulator(running: EmulatorProcess) -> EmulatorProcess:
    """The whole emulator: a validation asks the other services. Reset once, so that sessions last (see set_up)."""
    running.reset()
    return running


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The browser's remote control.

    It keeps an event loop running in this thread, so that it must be gone before the tests of other packages.
    """
    with sync_playwright() as running:
        yield running


def _launch(playwright: Playwright, **options: Any) -> Browser:
    path = str(_CHROMIUM) if _CHROMIUM.exists() else None
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], **options)


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that reaches the emulator by its own address."""
    running = _launch(playwright)
    yield running
    running.close()


@pytest.fixture(scope="package")
def proxied_browser(playwright: Playwright, emulator: EmulatorProcess) -> Iterator[Browser]:
    """A browser that reaches the emulator by the real host names."""
    running = _launch(playwright, proxy={"server": emulator.proxy_url})
    yield running
    running.close()


def new_page(browser: Browser, **options: Any) -> Page:
    """A page in a context of its own, so that nobody is signed in."""
    context = browser.new_context(ignore_https_errors=True, **options)
    context.set_default_timeout(8000)
    context.add_init_script(_HURRY)
    return context.new_page()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; nobody is signed in."""
    fresh = new_page(browser)
    yield fresh
    fresh.context.close()


@pytest.fixture
def proxied_page(proxied_browser: Browser) -> Iterator[Page]:
    """A fresh page behind the proxy."""
    fresh = new_page(proxied_browser)
    yield fresh
    fresh.context.close()


@pytest.fixture
def set_up(emulator: EmulatorProcess) -> SetUp:
    """Put Marketo back to its seed, but for the sessions; then change what a test names."""

    def put(
        behaviour: dict[str, Any] | None = None,
        account: dict[str, Any] | None = None,
        rendering: str = "ext3",
        **instance: Any,
    ) -> None:
        wanted = copy.deepcopy(yaml.safe_load(_SEED.read_text(encoding="utf-8")))
        wanted["behaviour"] = behaviour or {}
        wanted["rendering"] = rendering
        wanted["accounts"][0].update(account or {})
        wanted["instances"]["123-ABC-456"].update(instance)
        operations = [{"op": "add", "path": f"/marketo/{name}", "value": value} for name, value in wanted.items()]
        emulator.patch_state(operations)

    put()
    return put


@pytest.fixture(scope="package")
def signed_in(browser: Browser, emulator: EmulatorProcess) -> Iterator[BrowserContext]:
    """One sign-in for all tests that are not about signing in."""
    first = new_page(browser)
    Visitor(first, emulator).sign_in("/marketo/classic")
    first.wait_for_url("**/marketo/classic**")
    yield first.context
    first.context.close()


@pytest.fixture
def visitor(signed_in: BrowserContext, emulator: EmulatorProcess, set_up: SetUp, rendering: str) -> Iterator[Visitor]:
    """The administrator, signed in, with a fresh page that shows nothing yet."""
    fresh = signed_in.new_page()
    yield Visitor(fresh, emulator, rendering)
    fresh.close()


@pytest.fixture
def rendering() -> str:
    """The page's look; a test asks for others by parametrization, and has to set the emulator up for it."""
    return "ext3"


@pytest.fixture
def caller(emulator: EmulatorProcess, set_up: SetUp) -> Caller:
    """Nobody, until sign_in()."""
    return Caller(emulator)
