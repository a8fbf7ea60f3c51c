"""The scripts that read tables, in a browser, on markup of three kinds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.scripts import (
    read as results,
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page that tests write their markup into."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("MARKETO_BROWSER") or shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser.new_page()
        browser.close()


EXT3 = """<div class="x-panel"><span class="x-panel-header-text">Sync Backlog</span><div class="x-grid3">
<div class="x-grid3-header"><table><thead><tr class="x-grid3-hd-row"><td class="x-grid3-hd x-grid3-cell"><div>Object</div></td>
<td class="x-grid3-hd x-grid3-cell"><div>Inserts</div></td></tr></thead></table></div>
<div class="x-grid3-body">
<div class="x-grid3-row"><table><tbody><tr><td class="x-grid3-cell">Lead</td><td class="x-grid3-cell">14</td></tr></tbody></table></div>
<div class="x-grid3-row"><table><tbody><tr><td class="x-grid3-cell">Contact</td><td class="x-grid3-cell">N/A</td></tr></tbody></table></div>
</div></div></div>"""
EXT4 = """<div class="x4-panel"><span class="x4-panel-header-text">Sync Backlog</span><div class="x4-grid">
<div><div class="x4-column-header"><span>Object</span></div><div class="x4-column-header"><span>Inserts</span></div></div>
<table><tbody><tr class="x4-grid-row"><td class="x4-grid-cell">Lead</td><td class="x4-grid-cell">14</td></tr>
<tr class="x4-grid-row"><td class="x4-grid-cell">Contact</td><td class="x4-grid-cell">N/A</td></tr></tbody></table></div></div>"""
PLAIN = """<section><h2>Sync Backlog</h2><table><thead><tr><th>Object</th><th>Inserts</th></tr></thead>
<tbody><tr><td>Lead</td><td>14</td></tr><tr><td>Contact</td><td>N/A</td></tr></tbody></table></section>"""
ARIA = """<div role="grid" aria-label="Sync Backlog"><div role="row"><div role="columnheader">Object</div><div role="columnheader">Inserts</div></div>
<div role="row"><div role="gridcell">Lead</div><div role="gridcell">14</div></div>
<div role="row"><div role="gridcell">Contact</div><div role="gridcell">N/A</div></div></div>"""
GRIDS = {"first generation": EXT3, "second generation": EXT4, "plain": PLAIN, "roles": ARIA}


@pytest.mark.parametrize("kind", sorted(GRIDS))
def test_tables(page: Page, kind: str) -> None:
    """Title, columns, cells, in every markup; a table that lays out a button is none."""
    page.set_content(f"<table><tr><td><button>Refresh</button></td></tr></table>{GRIDS[kind]}")
    assert page.evaluate(results.TABLES) == [
        {
            "title": "Sync Backlog",
            "columns": ["Object", "Inserts"],
            "rows": [["Lead", "14"], ["Contact", "N/A"]],
            "note": "",
        }
    ]


@pytest.mark.parametrize("kind", sorted(GRIDS))
def test_two_tables(page: Page, kind: str) -> None:
    """Each with the title above it."""
    second = GRIDS[kind].replace("Sync Backlog", "Sync Throughput").replace("14", "1,840")
    page.set_content(f"<div>{GRIDS[kind]}</div><div>{second}</div>")
    assert [(table["title"], table["rows"][0][1]) for table in page.evaluate(results.TABLES)] == [
        ("Sync Backlog", "14"),
        ("Sync Throughput", "1,840"),
    ]


def test_a_sentence_in_place_of_a_table(page: Page) -> None:
    """Told as it is; a panel with a form is none."""
    page.set_content(
        "<section><header><h2>Sync Errors</h2></header><div><p>No records to display</p></div></section>"
        "<section><header><h2>Credentials</h2></header><div><input></div></section>"
    )
    assert page.evaluate(results.TABLES) == [
        {"title": "Sync Errors", "columns": None, "rows": None, "note": "No records to display"}
    ]


def test_the_way_of_signing_in(page: Page) -> None:
    """Where the page has a label for it."""
    page.set_content(
        "<div><div><label>Authentication Method:</label><div>OAuth ROPC</div></div><div><label>URL:</label><div>x</div></div></div>"
    )
    assert page.evaluate(results.AUTH_METHOD) == ["OAuth ROPC"]
    page.set_content("<dl><div><dt>Méthode d'authentification</dt><dd>De serveur à serveur (S2S)</dd></div></dl>")
    assert page.evaluate(results.AUTH_METHOD) == ["De serveur à serveur (S2S)"]
    page.set_content(
        "<fieldset><label><input type=radio>OAuth ROPC</label></fieldset><div><label>URL:</label><div>x</div></div>"
    )
    assert page.evaluate(results.AUTH_METHOD) == []
