"""Small snapshots without a browser."""

from __future__ import annotations

from typing import Any

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.codec import (
    RawFrame,
    assemble,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import (
    NOT_SEEN,
    FrameFacts,
    Snapshot,
)

PAGE = {"g": "html", "b": [0, 0, 1400, 1000]}


def element(tag: str, text: str = "", place: int = 0, **facts: Any) -> dict[str, Any]:
    """Return the facts of an element below the page; ``place`` is its line."""
    own = {"t": [[0, text]]} if text else {}
    return {"g": tag, "p": 0, "b": [10, 10 + 30 * place, 120, 20], **own, **facts}


def page(*elements: dict[str, Any], **facts: Any) -> Snapshot:
    """Return the snapshot of a page with one frame that holds these elements."""
    return assemble([RawFrame(FrameFacts(0, NOT_SEEN, size=(1400, 1000), **facts), [PAGE, *elements])])
