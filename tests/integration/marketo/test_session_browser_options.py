"""How the session's own browser runs: what contradicts is refused before anything starts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import open_session


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"channel": "chrome", "browser_path": "chromium"}, "browser_path"),
        ({"channel": "chrome", "browser_endpoint": "http://127.0.0.1:9"}, "browser_endpoint"),
        ({"headless": False, "browser_endpoint": "http://127.0.0.1:9"}, "browser_endpoint"),
        ({"browser_sandbox": False, "browser_endpoint": "http://127.0.0.1:9"}, "browser_sandbox"),
        ({"headless": False}, "no display"),
        ({"channel": "no-such-browser"}, "channel is 'no-such-browser'"),
    ],
    ids=["path", "remote", "remote-window", "remote-sandbox", "display", "unknown"],
)
def test_options_that_cannot_be_met(
    emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], words: str
) -> None:
    """Review, sign-in 7: one sentence says which, and nobody signs in."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "MARKETO_BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert words in open_session(emulator, **options)["msg"]
    assert emulator.requests(service="marketo", method="POST") == []
