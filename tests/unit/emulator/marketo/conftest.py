"""A running emulator, a browser, and a way to put Marketo's state as a test wants it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.emulator import marketo as marketo_package
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.caller import Caller
from tests.unit.emulator.marketo.visitor import PATIENCE, Visitor

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
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as running:
        yield running
    expect.set_options(timeout=None)


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
    context.set_default_timeout(1000 * PATIENCE)
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


def put(
    emulator: EmulatorProcess,
    behaviour: dict[str, Any] | None = None,
    account: dict[str, Any] | None = None,
    rendering: str = "ext3",
    **instance: Any,
) -> None:
    """Put Marketo back to its seed, but for the sessions; then change what is named."""
    wanted = copy.deepcopy(yaml.safe_load(_SEED.read_text(encoding="utf-8")))
    wanted["behaviour"] = behaviour or {}
    wanted["rendering"] = rendering
    wanted["accounts"][0].update(account or {})
    wanted["instances"]["123-ABC-456"].update(instance)
    emulator.patch_state([{"op": "add", "path": f"/marketo/{name}", "value": value} for name, value in wanted.items()])


@pytest.fixture
def set_up(emulator: EmulatorProcess) -> SetUp:
    """Put Marketo back to its seed, but for the sessions; return what does so once more, with a test's own changes."""
    put(emulator)
    return partial(put, emulator)


@pytest.fixture(scope="package")
def administrator(browser: Browser) -> Iterator[BrowserContext]:
    """A browser context for all tests that are not about signing in. Whether it is signed in, see signed_in."""
    first = new_page(browser)
    yield first.context
    first.context.close()


@pytest.fixture
def signed_in(administrator: BrowserContext, emulator: EmulatorProcess, set_up: SetUp) -> BrowserContext:
    """The administrator's context with a session: the one that is there, or a new one if a test has ended it.

    Whatever tests came before, in whatever order: the sign-in meets Marketo at its seed, since set_up comes first.
    """
    ensure_session(administrator, emulator)
    return administrator


def ensure_session(context: BrowserContext, emulator: EmulatorProcess) -> None:
    """Sign the administrator in, unless a session is left."""
    answer = context.request.get(f"{emulator.base_url}/marketo/classic", max_redirects=0)
    if answer.status == 302:
        page = context.new_page()
        Visitor(page, emulator).sign_in("/marketo/classic")
        page.wait_for_url(lambda url: urlsplit(url).path == "/marketo/classic")
        page.close()


@pytest.fixture
def visitor(signed_in: BrowserContext, emulator: EmulatorProcess, rendering: str) -> Iterator[Visitor]:
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
