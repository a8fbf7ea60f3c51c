"""The scripts that read rows and tables, in a browser, on markup of three kinds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.scripts import (
    read as results,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS

HEADINGS = [row.heading for row in ROWS]
TICK, CROSS = "icon-check", "icon-x"


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


def rows(page: Page, markup: str) -> dict[str, Any]:
    """What the script reads there."""
    page.set_content(f"<style>i, img, svg {{display: inline-block; width: 12px; height: 12px}}</style>{markup}")
    return page.evaluate(results.ROWS, {"headings": HEADINGS})


def div_rows(texts: list[str], icon: str = TICK) -> str:
    """As the first toolkit generation might write them."""
    return "".join(f"<div><img class='{icon}'><div>{text}</div></div>" for text in texts)


def table_rows(texts: list[str], icon: str = TICK) -> str:
    """A table, with the icon behind the text."""
    return (
        "<table>"
        + "".join(f"<tr><td>{text}</td><td><span class='x4-{icon}'>&nbsp;</span></td></tr>" for text in texts)
        + "</table>"
    )


def list_rows(texts: list[str], icon: str = TICK) -> str:
    """A plain list with drawn icons."""
    return (
        "<ul>"
        + "".join(f"<li><svg role='img' aria-label='{icon}'></svg><p>{text}</p></li>" for text in texts)
        + "</ul>"
    )


RENDERINGS = {"div": div_rows, "table": table_rows, "list": list_rows}
UNKNOWN = [f"Ligne numéro {number} du contrôle" for number in range(7)]


@pytest.mark.parametrize("rendering", sorted(RENDERINGS))
def test_known_rows(page: Page, rendering: str) -> None:
    """Each by its heading, with its icon."""
    found = rows(page, f"<main><h1>Validate</h1><div>{RENDERINGS[rendering](HEADINGS)}</div></main>")["known"]
    assert [row["row"] for row in found] == HEADINGS
    assert all(row["known"] and [word for word in row["icons"][0] if word == "check"] == ["check"] for row in found), (
        found
    )


@pytest.mark.parametrize("rendering", sorted(RENDERINGS))
def test_rows_in_an_unknown_language(page: Page, rendering: str) -> None:
    """By structure: one list of seven, the tree beside it left out."""
    tree = (
        "<ul class='x-tree'>"
        + "".join(f"<li><i class='icon-node'></i>Node {number}</li>" for number in range(7))
        + "</ul>"
    )
    found = rows(
        page,
        f"{tree}<main><h1>Validation</h1><div>{RENDERINGS[rendering](UNKNOWN)}</div><button>Fermer</button></main>",
    )
    assert found["known"] == []
    assert [[row["row"] for row in one] for one in found["lists"]] == [UNKNOWN]
    assert not any(row["known"] for row in found["lists"][0])


def test_a_row_that_nobody_knows_among_known_ones(page: Page) -> None:
    """It is in its place, with its detail."""
    extra = "<div><img class='icon-x'><div>The moon is full</div><div>Wait a week</div></div>"
    found = rows(page, f"<div>{div_rows(HEADINGS[:3])}{extra}{div_rows(HEADINGS[3:])}</div>")["known"]
    assert [row["row"] for row in found] == [*HEADINGS[:3], "The moon is full", *HEADINGS[3:]]
    assert (found[3]["detail"], found[3]["known"]) == ("Wait a week", False)
    assert found[3]["icons"] == [["icon", "x"]]


def test_a_heading_without_an_icon(page: Page) -> None:
    """Is a row, without an icon."""
    found = rows(page, f"<div>{div_rows(HEADINGS[:6])}<p>{HEADINGS[6]}</p></div>")["known"]
    assert [(row["row"], len(row["icons"])) for row in found] == [
        *((heading, 1) for heading in HEADINGS[:6]),
        (HEADINGS[6], 0),
    ]


def test_two_icons_in_a_row(page: Page) -> None:
    """Both are told."""
    found = rows(
        page,
        f"<div>{div_rows(HEADINGS[:6])}<div><img class='icon-check'><img class='icon-x'><b>{HEADINGS[6]}</b></div></div>",
    )["known"]
    assert len(found[6]["icons"]) == 2


def test_rows_out_of_sight(page: Page) -> None:
    """Do not count."""
    found = rows(
        page,
        f"<div style='position:absolute;left:-10000px'>{div_rows(HEADINGS)}</div><div>{div_rows(UNKNOWN[:3], CROSS)}</div>",
    )
    assert found["known"] == []
    assert [len(one) for one in found["lists"]] == [3]


@pytest.mark.parametrize("language", [["Réussi"], ["成功"], ["Não verificado"]])
def test_words_of_other_languages_are_not_cut(page: Page, language: list[str]) -> None:
    """So that no part of one reads as a word of its own."""
    found = rows(
        page,
        f"<div>{''.join(f'<div><img alt={word!r}><b>{text}</b></div>' for text in HEADINGS for word in language)}</div>",
    )["known"]
    assert found[0]["icons"] == [language[0].lower().split()]


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


@pytest.mark.parametrize("name", ["icon_x3fGh", "c-ok9", "a1-no2"])
def test_names_that_tools_make_up(page: Page, name: str) -> None:
    """Hold no words."""
    found = rows(
        page,
        f"<div>{''.join(f'<div><img class={name} data-testid=CheckCircleIcon><b>{text}</b></div>' for text in HEADINGS)}</div>",
    )["known"]
    assert not {"x", "ok", "no"} & set(found[0]["icons"][0])
    assert "check" in found[0]["icons"][0]


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
