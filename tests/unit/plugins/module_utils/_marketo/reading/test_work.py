"""Matching and reading stay linear in the page."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.rows import read_rows
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.toggle import read_toggle
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.codec import (
    RawFrame,
    assemble,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import (
    FrameFacts,
    Snapshot,
)


def page_of(rows: int) -> Snapshot:
    """A page with as many rows with icons as asked for, and one button."""
    nodes: list[dict[str, Any]] = [{"g": "html", "b": [0, 0, 900, 900]}, {"g": "ul", "p": 0, "b": [0, 0, 900, 900]}]
    for number in range(rows):
        top, parent = number * 20, len(nodes)
        nodes.append({"g": "li", "p": 1, "b": [0, top, 900, 20]})
        nodes.append({"g": "img", "p": parent, "b": [0, top, 12, 12], "lk": {"sr": "check.png"}})
        nodes.append({"g": "span", "p": parent, "b": [20, top, 99, 12], "t": [[0, f"Row {number}"]], "in": True})
    nodes.append({"g": "button", "p": 0, "b": [0, 0, 99, 20], "t": [[0, "Disable Sync"]]})
    return assemble([RawFrame(FrameFacts(0, -1, size=(900, 900)), nodes)])


def steps(page: Snapshot) -> int:
    """Count the calls that reading such a page takes."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        read_rows(page)
        assert read_toggle(page).state == "enabled"
        for entry in ENTRIES.values():
            choose(entry, page)
    finally:
        sys.setprofile(None)
    return count


def test_a_thousand_rows_take_ten_times_the_work_of_a_hundred() -> None:
    """B27: the old script took 33 s for a thousand icons."""
    steps(page_of(10))
    assert steps(page_of(1000)) < 13 * steps(page_of(100))
