"""A temporary directory for all tests here, and two sessions for those that don't test sessions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.certificates import trust
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.local import (
    browser_executable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.screen import Screen
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_arguments import (
    parse_session_options,
)
from tests.emulator.process import EmulatorProcess
from tests.support.modules import validated
from tests.support.temporary_directory import private_temporary_directory

from .browsers import CHROMIUM
from .sign_in_pages import SignInto
from .small_pages import LONG, OPTIONS
from .tasks import ADMINISTRATOR, IMPATIENCE, MUNCHKIN_ID, PATIENCE, URL, session


@pytest.fixture(scope="package", autouse=True)
def temporary_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A temporary directory that nobody else uses at the same time, with a path short enough for sockets."""
    # pytest's own directories stay where they are.
    tmp_path_factory.getbasetemp()
    with private_temporary_directory() as directory:
        yield directory


class Kept:
    """A session that tests share, and what the emulator knows of its sign-in, which a reset would end."""

    def __init__(self, emulator: EmulatorProcess, handle: str) -> None:
        self.handle = handle
        self._emulator = emulator
        self.note()

    def note(self) -> None:
        """Note who is signed in now."""
        self._signed_in = self._emulator.state()["marketo"].get("sessions", {})

    def restore(self) -> None:
        """Let the session be signed in after a reset. Signing in anew before each test would take most of the tests' time."""
        self._emulator.patch_state({"marketo": {"sessions": self._signed_in}})


@pytest.fixture(scope="package")
def kept_session(running: EmulatorProcess, temporary_directory: str) -> Iterator[Kept]:
    """A session for all tests."""
    running.reset()
    with session(running) as handle:
        yield Kept(running, handle)


@pytest.fixture(scope="package")
def kept_impatient_session(
    running: EmulatorProcess, temporary_directory: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kept]:
    """A session for all tests of what never comes."""
    running.reset()
    with session(running, timeout=IMPATIENCE, screenshot_directory=str(tmp_path_factory.mktemp("pictures"))) as handle:
        yield Kept(running, handle)


@pytest.fixture
def opened(emulator: EmulatorProcess, kept_session: Kept) -> Iterator[str]:
    """The shared session's handle."""
    kept_session.restore()
    yield kept_session.handle
    kept_session.note()


@pytest.fixture
def impatient(emulator: EmulatorProcess, kept_impatient_session: Kept) -> Iterator[str]:
    """The handle of the shared session for what never comes."""
    kept_impatient_session.restore()
    yield kept_impatient_session.handle
    kept_impatient_session.note()


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """A browser's page that these tests share."""
    with sync_playwright() as api:
        browser = api.chromium.launch(executable_path=browser_executable(None), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.fixture
def show(page: Any) -> Callable[..., Screen]:
    """Show something, and return what the collection sees of it."""

    def shown(
        html: str, page_map: Any = None, lang: str = "en", timeout: float = LONG, at: str = "about:blank"
    ) -> Screen:
        screen = Screen(
            page, replace(OPTIONS, temporary_directory=tempfile.gettempdir(), page_map=page_map, timeout=timeout)
        )
        page.goto("about:blank")
        page.goto(at)
        page.set_content(f"<!DOCTYPE html><html lang='{lang}'><body>{html}</body></html>")
        return screen

    return shown


@pytest.fixture(scope="module")
def browser(running: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for many sign-ins, which knows the emulator's authority and proxy."""
    home = tmp_path_factory.mktemp("home")
    trust(running.ca_file, str(home))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            proxy={"server": running.proxy_url},
            chromium_sandbox=os.geteuid() != 0,
            env={**os.environ, "HOME": str(home)},
        )
        yield launched
        launched.close()


@pytest.fixture
def sign_in(browser: Browser, tmp_path: Path) -> Iterator[SignInto]:
    """Sign in as a session does, each time in a context of its own; a process for each would take many times longer."""
    contexts = []

    def run(**options: Any) -> dict[str, Any]:
        given = {
            "url": URL,
            "munchkin_id": MUNCHKIN_ID,
            "username": ADMINISTRATOR[0],
            "password": ADMINISTRATOR[1],
            "timeout": PATIENCE,
            **options,
        }
        parsed = parse_session_options(validated("marketo_session", given))
        # One-time codes are recorded there, and each test is on its own.
        mine = replace(parsed, temporary_directory=str(tmp_path))
        contexts.append(browser.new_context(locale="en-US"))
        try:
            return {"munchkin_id": Page(contexts[-1].new_page(), mine).navigation.open()}
        except MarketoDynamicsError as error:
            assert ADMINISTRATOR[1] not in f"{error.message} {error.details}"
            return {"failed": True, "msg": error.message, "error": error.details}

    yield run
    for context in contexts:
        context.close()
