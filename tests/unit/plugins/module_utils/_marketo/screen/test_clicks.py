"""Which clicks count: a request that changes something may sign in again only as long as nothing was clicked."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen import clicks as module


class BrowserError(Exception):
    """As the browser's library raises them."""


class Sight:
    """Shows one element, whose click ends as it is told."""

    snapshot = None

    def __init__(self, error: str | None) -> None:
        self._error = error

    def handle(self, _node: Any) -> Any:
        """Return the element."""
        return self

    def click(self, timeout: float) -> None:
        """Click it."""
        if self._error:
            raise BrowserError(self._error)


@pytest.mark.parametrize(
    ("error", "outcome", "count"),
    [
        (None, module.CLICKED, 1),
        ("Element is not attached to the DOM", module.GONE, 0),
        ("Timeout 2000ms exceeded. <div> intercepts pointer events", module.COVERED, 0),
    ],
)
def test_only_what_was_clicked_counts(
    monkeypatch: pytest.MonkeyPatch, error: str | None, outcome: str, count: int
) -> None:
    """Review, sign-in 9: what was gone or covered has changed nothing."""
    monkeypatch.setattr(module, "forbidden", lambda _snapshot, _node: None)
    clicks = module.Clicks(2, (BrowserError,), lambda what, **_details: AssertionError(what))  # type: ignore[arg-type]
    assert clicks.press(Sight(error), None) == outcome  # type: ignore[arg-type]
    assert clicks.count == count
