"""How a browser is started here: confined where that is possible, and without anything that writes its memory to a disk."""

from __future__ import annotations

import os
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
    """C8: passwords are in it. Were one written all the same, it would go with the session."""
    library = Library()
    monkeypatch.setattr(local, "require", lambda _name: library)
    local.Browser(options(), str(tmp_path)).open()
    started = library.launch.call_args.kwargs
    assert {"--disable-breakpad", "--disable-crash-reporter"} < set(started["args"])
    dumps = next(one.partition("=")[2] for one in started["args"] if one.startswith("--crash-dumps-dir="))
    assert dumps == started["env"]["BREAKPAD_DUMP_LOCATION"]
    assert os.path.dirname(dumps) == str(tmp_path)
