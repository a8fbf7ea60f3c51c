"""Tables of the status tabs under standard names."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.status_tabs import (
    TABLES,
    match_tables,
    standard,
)

BACKLOG = {
    "title": "Sync Backlog",
    "columns": ["Object", "Inserts", "Updates"],
    "rows": [["Lead", "14", "1,212"], ["Account", "N/A", "0"]],
}
THROUGHPUT = {
    "title": "Sync Throughput (Last Full Hour)",
    "columns": ["Object", "Inserts", "Records"],
    "rows": [["Lead", "N/A", "1.840"]],
}


def test_english_titles():
    """Counts are numbers, and N/A is null; what was shown is told as well."""
    found = standard("backlog", BACKLOG)
    assert found["records"] == [
        {"object": "Lead", "inserts": 14, "updates": 1212},
        {"object": "Account", "inserts": None, "updates": 0},
    ]
    assert (found["columns"], found["rows"]) == (BACKLOG["columns"], BACKLOG["rows"])


def test_titles_that_nobody_knows():
    """The cells as shown, and null under the standard names."""
    found = standard(
        "errors",
        {"title": "Erreurs", "columns": ["Objet", "Message"], "rows": [["Prospect", "Refusé"], ["Prospect", "N/A"]]},
    )
    assert found["rows"][0] == ["Prospect", "Refusé"]
    assert found["records"][0]["object"] is None
    assert [record["message"] for record in found["records"]] == ["Refusé", None]


def test_told_apart_by_title():
    """Whatever the order."""
    assert match_tables(TABLES["status"], [THROUGHPUT, BACKLOG]) == {"backlog": BACKLOG, "throughput": THROUGHPUT}


def test_told_apart_by_place():
    """Where the titles are in another language."""
    one, other = {**BACKLOG, "title": "Arriéré"}, {**THROUGHPUT, "title": "Débit"}
    assert match_tables(TABLES["status"], [one, other]) == {"backlog": one, "throughput": other}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,840", 1840), ("1 840", 1840), ("1'840", 1840), ("12,34", None), ("about 5", None), ("", None), ("-", None)],
)
def test_counts(text, number):
    """Grouped in any way; anything else is no number."""
    assert standard("throughput", {**THROUGHPUT, "rows": [["Lead", "0", text]]})["records"][0]["records"] == number
