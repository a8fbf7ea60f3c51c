"""What a file with a snapshot answers: found where, score, runner-up, or why refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.offline.css import CanNotTry, marked
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.offline.rehearsal import rehearse
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import Snapshot
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.run_values import (
    RunValues,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.store import write
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.vocabulary import (
    Vocabulary,
)
from tests.support.modules import run_module
from tests.unit.plugins.module_utils._marketo.snapshot_file.build import element, page

EDIT = next(name for name in ENTRIES if name.startswith("edit"))
ADMIN = (
    element("button", "Disable Sync", 0),
    element("h3", "Sync Options", 1),
    element("button", "Edit", 2, id="other"),
    element("h3", "Credentials", 3),
    element("label", "Client ID:", 4),
    element("span", "11111111-2222-4333-8444-555555555555", 4, b=[200, 130, 300, 20]),
    element("label", "Username:", 5),
    element("span", "sync@contoso.com", 5, b=[200, 160, 300, 20]),
    element("label", "URL:", 6),
    element("span", "https://contoso.crm4.dynamics.com", 6, b=[200, 190, 300, 20]),
    element("button", "Edit", 7, id="right"),
)


def asked(snapshot: Snapshot, page_map: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the rehearsal's result."""
    return rehearse(snapshot, parse_overrides(page_map))


def one(result: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what came of one element."""
    return next(each for each in result["elements"] if each["name"] == name)


def test_each_entry_comes_with_its_place_its_score_and_the_runner_up() -> None:
    """Issue 9, point 8: found where, score, runner-up."""
    result = asked(page(*ADMIN))
    edit = one(result, EDIT)
    assert (edit["status"], edit["where"], edit["why"]) == ("found", "page", None)
    assert "#right" in edit["best"]["place"]
    assert "#other" in edit["runner_up"]["place"]
    assert edit["best"]["score"] > edit["runner_up"]["score"] + 12
    assert {each["name"] for each in result["elements"]} == set(ENTRIES)
    assert (result["readings"]["sync"]["state"], result["readings"]["client_id"]["state"], result["ok"]) == (
        "enabled",
        "known",
        True,
    )


def test_what_is_refused_says_why_and_shows_both() -> None:
    """Two that fit about equally are not clear, and then the page isn't either."""
    result = asked(page(element("button", "Edit", 1), element("button", "Edit", 5)))
    edit = one(result, EDIT)
    assert (edit["status"], result["ok"]) == ("unclear", False)
    assert "fit about equally" in edit["why"]
    assert edit["best"]["score"] == edit["runner_up"]["score"]
    assert any(line.startswith(f"{EDIT}: unclear") and "fit about equally" in line for line in result["lines"])


def test_an_override_is_tried() -> None:
    """An operator tries texts and sections without signing in."""
    snapshot = page(
        element("h3", "Zugang", 0),
        element("button", "Pflegen", 1),
        element("h3", "Rest", 2),
        element("button", "Pflegen", 3),
    )
    assert one(asked(snapshot), EDIT)["status"] == "missing"
    assert one(asked(snapshot, {EDIT: {"text": ["Pflegen"]}}), EDIT)["status"] == "unclear"
    found = one(asked(snapshot, {EDIT: {"text": ["Pflegen"], "under": ["Zugang"]}}), EDIT)
    assert (found["status"], "10,40" in found["best"]["place"]) == ("found", True)


def test_a_selector_is_tried_as_far_as_a_file_can() -> None:
    """What only a browser understands is said, never taken for nothing."""
    snapshot = page(*ADMIN)
    found = one(asked(snapshot, {EDIT: {"selector": "button#right"}}), EDIT)
    assert (found["status"], "#right" in found["best"]["place"]) == ("found", True)
    result = asked(snapshot, {EDIT: {"selector": "button:nth-of-type(2)"}})
    assert (one(result, EDIT)["status"], result["ok"]) == ("untried", False)
    assert ":nth-of-type(2)" in one(result, EDIT)["why"]


def test_a_field_is_found_by_an_operators_label() -> None:
    """Fields take texts as everything else does."""
    snapshot = page(
        element("label", "Anwendung:", 0),
        element("input", place=0, ty="text", b=[200, 10, 200, 20]),
        element("label", "Rest:", 1),
        element("input", place=1, ty="text", b=[200, 40, 200, 20]),
    )
    assert one(asked(snapshot), "client_id")["status"] == "missing"
    found = one(asked(snapshot, {"client_id": {"text": ["Anwendung"]}}), "client_id")
    assert (found["status"], "200,10" in found["best"]["place"]) == ("found", True)


def test_what_stands_in_a_window_is_looked_for_there() -> None:
    """A snapshot beside a mismatch may show a dialog."""
    window = {"g": "div", "p": 0, "b": [300, 200, 400, 300], "po": "fixed", "z": 9, "r": "dialog", "hi": 2}
    snapshot = page(
        element("button", "Save", 0),
        window,
        {"g": "button", "p": 2, "b": [320, 400, 60, 20], "t": [[0, "Save"]], "id": "inner"},
    )
    found = one(asked(snapshot), "save")
    assert (found["status"], found["where"], "#inner" in found["best"]["place"]) == ("found", "window", True)


def test_what_begins_a_sync_is_out_whatever_the_map_says() -> None:
    """A2 holds offline, so that nobody is told that a map works which the driver refuses."""
    result = asked(page(element("button", "Start Sync", 0, id="s")), {EDIT: {"selector": "#s"}})
    assert one(result, EDIT)["status"] in ("unusable", "missing")
    assert "begins a sync" in str(one(result, EDIT))


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("#a", ["a"]),
        ("b.x", ["a", "b"]),
        (".x.y", ["b"]),
        ("div .x", ["a", "b"]),
        ("div > .x", ["a"]),
        ("#b, #a", ["a", "b"]),
        ("*[data-k='v']", ["b"]),
        ('[data-k^="v"]', ["b"]),
        ("[data-k]", ["b"]),
        ("[aria-label$=two]", ["b"]),
        (".nothing", []),
    ],
)
def test_selectors_mark_what_a_browser_would_mark(selector: str, ids: list[str]) -> None:
    """Those that people write into a page map."""
    snapshot = page(
        {"g": "div", "p": 0, "b": [0, 0, 100, 100]},
        {"g": "b", "p": 1, "id": "a", "c": "x", "b": [0, 0, 9, 9]},
        {"g": "i", "p": 1, "b": [0, 0, 9, 9]},
        {"g": "b", "p": 3, "id": "b", "c": "x y", "d": {"k": "v"}, "a": "one two", "b": [0, 0, 9, 9]},
    )
    assert [snapshot.nodes[place].id for place in marked(snapshot, selector)] == ids


@pytest.mark.parametrize("selector", ["a:hover", "a + b", "[href=x]", "a::before", "a ~ b"])
def test_a_selector_for_browsers_can_not_be_tried(selector: str) -> None:
    """It raises; an empty answer would say that it fits nothing."""
    with pytest.raises(CanNotTry):
        marked(page(element("a", id="x")), selector)


def test_the_module_asks_a_file(tmp_path: Path) -> None:
    """marketo_ui_info with from_snapshot needs no session, and starts nothing."""
    path = write(str(tmp_path / "page.json.gz"), page(*ADMIN), RunValues(), Vocabulary())
    result = run_module("marketo_ui_info", {"from_snapshot": path})
    assert (result.get("ok"), result["changed"], result["snapshot"]) == (True, False, None), result
    wrong = run_module("marketo_ui_info", {"from_snapshot": path, "page_map": {"sav": {}}})
    assert "names sav, which does not exist" in wrong["msg"]
    missing = run_module("marketo_ui_info", {"from_snapshot": str(tmp_path / "no.json.gz")})
    assert "can't be read" in missing["msg"]
