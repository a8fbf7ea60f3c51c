"""A browser for the tests of what reads pages. Each test writes a small page of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import (
    Capture,
    capture,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import Node, Snapshot

STYLE = "<style>body {font: 14px sans-serif} i, img, svg {display: inline-block; width: 12px; height: 12px}</style>"


@pytest.fixture(scope="module")
def empty_page() -> Iterator[Page]:
    """A page that tests write their markup into."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("MARKETO_BROWSER") or shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser.new_page(viewport={"width": 1200, "height": 900})
        browser.close()


@pytest.fixture
def read(empty_page: Page) -> Iterator[Callable[..., Capture]]:
    """Write markup into the page, run a script there, and read it."""
    made: list[Capture] = []

    def reading(markup: str, script: str = "", **options: object) -> Capture:
        empty_page.goto("about:blank")
        empty_page.set_content(STYLE + markup)
        if script:
            empty_page.evaluate(script)
        made.append(capture(empty_page, **options))  # type: ignore[arg-type]
        return made[-1]

    yield reading
    for captured in made:
        captured.close()


def by_id(snapshot: Snapshot, identifier: str) -> Node:
    """Return the one node with an id."""
    found = [node for node in snapshot.nodes if node.id == identifier]
    assert len(found) == 1, [node.id for node in snapshot.nodes if node.id]
    return found[0]
