"""How a browser is started here: confined where that is possible, and without anything that writes its memory to a disk."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo import session
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser import local
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import (
    BrowserOptions,
    SessionOptions,
)


class Library:
    """A browser library that starts nothing."""

    class Error(Exception):
        """What it raises."""

    def __init__(self, error: str | None = None) -> None:
        self.driver = MagicMock()
        self.launch = self.driver.chromium.launch
        if error:
            self.launch.side_effect = self.Error(error)

    def sync_playwright(self) -> Any:
        """Return what starts the driver."""
        return MagicMock(start=lambda: self.driver)


def options(**browser: Any) -> SessionOptions:
    """Options of a session with this browser."""
    return SessionOptions("https://app-ab01.marketo.com/", "/tmp", browser=BrowserOptions(path="sh", **browser))


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> bool:
    """Whether this is root, as the test wants it."""
    for module in (local, session):
        monkeypatch.setattr(module, "is_root", lambda: request.param)
    return bool(request.param)


@pytest.mark.parametrize("as_root", [True, False], indirect=True, ids=["root", "user"])
@pytest.mark.parametrize("wanted", [True, False], ids=["wanted", "without"])
def test_who_has_the_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, as_root: bool, wanted: bool) -> None:
    """C3: whoever is not root and doesn't do without it."""
    library = Library()
    monkeypatch.setattr(local, "require", lambda _name: library)
    local.Browser(options(sandbox=wanted), str(tmp_path)).open()
    assert library.launch.call_args.kwargs["chromium_sandbox"] is (wanted and not as_root)


@pytest.mark.parametrize("as_root", [True, False], indirect=True, ids=["root", "user"])
@pytest.mark.parametrize("recording", [True, False], ids=["recording", "opening"])
@pytest.mark.parametrize(
    "browser", [{}, {"sandbox": False}, {"endpoint": "wss://x"}], ids=["usual", "known", "elsewhere"]
)
def test_a_browser_without_its_sandbox_is_said_aloud(
    monkeypatch: pytest.MonkeyPatch, as_root: bool, recording: bool, browser: dict[str, Any]
) -> None:
    """C3: as root, unless the operator said that it is known; with what to do instead."""
    said: list[str] = []
    monkeypatch.setattr(session.console, "warn", said.append)
    monkeypatch.setattr(session, "start_session_host", lambda *_arguments: {})
    starter = session.SessionStarter(check_mode=False)
    (starter.record if recording else starter.open)(options(**browser))
    assert bool(said) == (as_root and not browser)
    assert all("browser_endpoint" in sentence and "browser_sandbox: false" in sentence for sentence in said)


def test_a_machine_without_user_namespaces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """C3: the sentence names every way out, the best first."""
    library = Library("No usable sandbox! --no-sandbox")
    monkeypatch.setattr(local, "require", lambda _name: library)
    with pytest.raises(MarketoDynamicsError) as refused:
        local.Browser(options(), str(tmp_path)).open()
    places = [refused.value.message.find(words) for words in ("user namespaces", "browser_endpoint", "browser_sandbox")]
    assert -1 < places[0] < places[1] < places[2]


def test_no_dump_of_its_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """C8: passwords are in it, and there is no place to write it to."""
    library = Library()
    monkeypatch.setattr(local, "require", lambda _name: library)
    local.Browser(options(), str(tmp_path)).open()
    started = library.launch.call_args.kwargs
    assert {"--disable-breakpad", "--disable-crash-reporter"} < set(started["args"])
    assert f"--crash-dumps-dir={os.devnull}" in started["args"]
    assert started["env"]["BREAKPAD_DUMP_LOCATION"] == started["env"]["CHROME_CONFIG_HOME"] == os.devnull


@pytest.mark.parametrize("visible", [True, False], ids=["window", "headless"])
def test_the_browser_is_as_it_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, visible: bool) -> None:
    """Review, sign-in 7: with or without a window, of a distribution, by a name of its own."""
    library = Library()
    monkeypatch.setattr(local, "require", lambda _name: library)
    asked = BrowserOptions(channel="chrome", headless=not visible, user_agent="an agent")
    local.Browser(replace(options(), browser=asked), str(tmp_path)).open()
    assert library.launch.call_args.kwargs["headless"] is not visible
    assert library.launch.call_args.kwargs["channel"] == "chrome"
    assert library.launch.call_args.kwargs["executable_path"] is None
    context = library.launch.return_value.new_context.call_args.kwargs
    assert context["user_agent"] == "an agent"
    assert ("no_viewport" in context) is visible


def test_a_browser_names_itself_unless_asked_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Review, sign-in 7: nothing is pretended by itself."""
    library = Library()
    monkeypatch.setattr(local, "require", lambda _name: library)
    local.Browser(options(), str(tmp_path)).open()
    assert "user_agent" not in library.launch.return_value.new_context.call_args.kwargs
    assert not [one for one in library.launch.call_args.kwargs["args"] if "user-agent" in one.lower()]
