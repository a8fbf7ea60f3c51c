"""The browser's own boxes: confirmed only where a click of ours may ask, and never for what begins a sync."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.native_dialogs import (
    NativeDialogs,
)


class Box:
    """A box as Playwright hands it over."""

    def __init__(self, kind: str, message: str) -> None:
        self.type = kind
        self.message = message
        self.answer = ""

    def accept(self) -> None:
        """Note the answer."""
        self.answer = "accepted"

    def dismiss(self) -> None:
        """Note the answer."""
        self.answer = "dismissed"


class Tab:
    """A browser's tab that shows boxes."""

    def __init__(self) -> None:
        self.show: Callable[[Any], None] = lambda _box: None

    def on(self, _event: str, handler: Callable[[Any], None]) -> None:
        """Keep who listens."""
        self.show = handler


@pytest.mark.parametrize(
    ("kind", "message", "expected", "answer"),
    [
        ("confirm", "Disable the sync?", True, "accepted"),
        ("confirm", "Disable the sync?", False, "dismissed"),
        ("confirm", "Ready? Start Sync now", True, "dismissed"),
        ("prompt", "Which name?", True, "dismissed"),
        ("alert", "Done", False, "accepted"),
        ("beforeunload", "", False, "accepted"),
    ],
)
def test_who_answers_what(kind: str, message: str, expected: bool, answer: str) -> None:
    """B19: a page's `confirm` is answered where it is expected; A2: what begins a sync never is."""
    tab, box = Tab(), Box(kind, message)
    dialogs = NativeDialogs(tab)
    if expected:
        with dialogs.expected():
            tab.show(box)
    else:
        tab.show(box)
    assert (box.answer, dialogs.said) == (answer, [message])
