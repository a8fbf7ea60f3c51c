"""The report as data: states, differences, the sync's off-time, and that no secret gets through."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.compose import (
    compose,
    present_report,
    summary,
)
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.doctor_lines import doctor_lines
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.journal import differences, listed_steps
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.safe_text import (
    escaped,
    without_secrets,
)
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.steps import picture_paths, read_step

SECRET = 'p"ss/wörd+42&<x>'
STARTED = "2026-01-31T10:00:00Z"


def result(at=10, **values):
    return {
        "start": f"2026-01-31T10:00:{at:02d}.000Z",
        "end": f"2026-01-31T10:00:{at + 2:02d}.500Z",
        "changes": [],
        **values,
    }


def facts(*steps, **values):
    return {
        "connection": "contoso",
        "header": [],
        "ansible_version": "2.19",
        "started": STARTED,
        "steps": list(steps),
        "results": {},
        **values,
    }


def step(result, **values):
    return {"key": "consent", "number": "P4", "title": "Grant consent", "result": result, **values}


def report(*steps, **values):
    return compose(facts(*steps, **values), datetime(2026, 1, 31, 10, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("given", "values", "state"),
    [
        (result(), {}, "unchanged"),
        (result(changes=["x"]), {}, "changed"),
        (result(changes=["x"]), {"check_mode": True}, "would change"),
        (result(changes=["x"], failed=True, msg="no"), {"failure": "no"}, "failed"),
        ({"skipped": True}, {}, "not needed"),
        ({}, {}, "not needed"),
        ({}, {"failure": "no"}, "not reached"),
        ({"skipped": True}, {"failure": "no"}, "not needed"),
        (result(skipped_reason="check mode"), {}, "left out"),
    ],
)
def test_the_state_of_a_step(given, values, state):
    assert read_step(step(given), facts(**values))["state"] == state


def test_a_look_changes_nothing_whatever_it_found():
    looked = read_step(step(result(changes=["save client_id"], diff={"before": {"a": 1}}), look=True), facts())
    assert (looked["state"], looked["changes"], looked["differences"]) == ("unchanged", [], [])
    assert looked["found"] == [{"label": "a", "value": "1"}]


def test_a_look_that_was_never_reached_says_so():
    assert read_step(step({}, look=True), facts(failure="no"))["state"] == "not reached"


@pytest.mark.parametrize(
    ("handover", "state", "note"),
    [
        ({"state": "pending", "message": "Yours."}, "by hand", "Yours."),
        ({"state": "confirmed", "message": "Done."}, "by hand", "Done."),
        ({"state": "none", "message": "Nothing."}, "not needed", ""),
    ],
)
def test_a_hand_over_has_the_state_of_its_hand_over(handover, state, note):
    shown = read_step(step({"changed": False}, by_hand=True), facts(handover=handover))
    assert (shown["state"], shown["note"]) == (state, note)


TABLE = {
    "first": {"number": "P1", "title": "One", "part": "entra", "difference": True},
    "second": {"number": "P2", "title": "Two", "part": "browser"},
    "third": {"number": "P3", "title": "Three", "difference": True},
}


def test_steps_are_listed_in_the_order_in_which_they_ran():
    listed = listed_steps(TABLE, {"first": result(30), "second": result(10), "third": result(20)}, [])
    assert [step["key"] for step in listed] == ["second", "third", "first"]


def test_a_step_that_did_not_run_is_listed_only_in_a_run_of_its_part():
    assert [step["key"] for step in listed_steps(TABLE, {"third": {"skipped": True}}, ["entra"])] == ["first"]
    after = listed_steps(TABLE, {"first": result(10), "third": result(20)}, ["browser"])
    assert [step["key"] for step in after] == ["first", "second", "third"]


def test_a_step_without_a_row_is_shown_under_its_key():
    listed = listed_steps(TABLE, {"unheard_of": result(5, changes=["x"]), "first": result(10)}, [])
    assert [(step["number"], step["title"]) for step in listed] == [("", "unheard_of"), ("P1", "One")]


def test_the_audit_reports_the_changes_of_those_steps_that_compare():
    changes = {"first": result(changes=["a", "b"]), "second": result(changes=["c"]), "third": {"skipped": True}}
    assert differences(TABLE, changes) == ["a", "b"]


def test_just_what_differs_is_shown_with_before_and_after():
    diff = {
        "before": {"scopes": ["a"], "type": "all", "inner": {"on": True}},
        "after": {"scopes": ["a", "b"], "type": "all", "inner": {"on": False}},
    }
    assert read_step(step(result(changes=["x"], diff=diff)), facts())["differences"] == [
        {"label": "scopes", "before": "a", "after": "a; b"},
        {"label": "inner, on", "before": "yes", "after": "no"},
    ]


def test_the_time_of_a_step_is_that_of_its_task():
    assert read_step(step(result()), facts())["seconds"] == 2.5


def test_the_off_time_is_an_upper_bound_from_start_to_end():
    enable = result(30, changes=["enable"], sync_enabled=True)
    off = report(results={"disable": result(10, changes=["disable"]), "enable": enable})["off_time"]
    assert off == {"disabled": "2026-01-31T10:00:12Z", "enabled": "2026-01-31T10:00:32Z", "seconds": 22.5}


@pytest.mark.parametrize("enable", [{}, {"skipped": True}, result(30, failed=True, msg="no", changes=["enable"])])
def test_a_sync_that_was_not_enabled_again_is_told_as_off(enable):
    off = report(results={"disable": result(10, changes=["disable"]), "enable": enable})["off_time"]
    assert (off["enabled"], off["seconds"]) == (None, None)


def test_without_disabling_there_is_no_off_time():
    enable = result(30, changes=["enable"], sync_enabled=True)
    assert report(results={"disable": result(), "enable": enable})["off_time"] is None
    assert report(results={"disable": result(changes=["disable"])}, check_mode=True)["off_time"] is None


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        quote(SECRET, safe=""),
        f"password={SECRET}&",
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"user:{SECRET}".encode()).decode(),
        base64.b64encode(f"me:{SECRET}:x".encode()).decode(),
    ],
)
def test_a_secret_is_masked_in_each_of_its_forms(text):
    masked = without_secrets({"a": [text, {"b": f"before {text} after"}]}, [SECRET, "", None])
    assert "(secret)" in masked["a"][0] and "(secret)" in masked["a"][1]["b"]
    assert SECRET not in str(masked)


def gathered(results, table, **values):
    """What the role gathers."""
    names = [f"__dynamics_sync_did_{step}" for step in results]
    return facts(
        journal={"table": table, "names": names, "results": list(results.values())},
        parts=["entra"],
        picture_files=[],
        secrets=[],
        **values,
    )


def test_no_secret_of_a_result_gets_into_the_report(monkeypatch):
    """Nobody lists these: the modules declare which of their results are secret, and which variables they take."""
    monkeypatch.setenv("AZURE_SECRET", "secret-of-the-environment")
    monkeypatch.setenv("MARKETO_BROWSER_ENDPOINT", "wss://token@browsers.example.com")
    told = (
        f"{SECRET} eyJhbGciOi.J9 /run/session.sock secret-of-the-environment wss://token@browsers.example.com given-1"
    )
    results = {
        "client_secret": result(
            changes=[f"create {told}"],
            client_secret={"key_id": "k", "end_date_time": "2026-07-30T10:00:00Z", "secret_text": SECRET},
        ),
        "entra_sign_in": result(access_token="eyJhbGciOi.J9"),
        "marketo_sign_in": result(session="/run/session.sock"),
    }
    table = {"client_secret": {"number": "P5", "title": "t", "show": ["client_secret"]}}
    made = present_report({**gathered(results, table), "secrets": ["given-1"]})
    (line,) = made["page"]["steps"][0]["changes"]
    assert line == "create (secret) (secret) (secret) (secret) (secret) (secret)"
    assert SECRET not in str(made)
    assert made["page"]["next"]["rotate_from"] == "2026-06-30T10:00:00Z"


def test_fetched_pictures_stand_at_their_steps_though_numbers_repeat():
    results = {"first": result(10, screenshot="/a.png"), "second": result(20, screenshot="/b.png")}
    table = {step: {"number": "P10", "title": step} for step in results}
    files = [{"item": "/a.png", "content": "QQ=="}, {"item": "/b.png", "failed": True}]
    made = present_report({**gathered(results, table), "picture_files": files})
    assert made["pictures"] == ["/a.png", "/b.png"]
    assert [[picture["content"] for picture in step["pictures"]] for step in made["page"]["steps"]] == [["QQ=="], []]


def test_the_doctors_findings_as_lines():
    element = {"screen": "main", "count": 1, "label": "Edit", "why": None}
    found = {
        "munchkin_id": "123-ABC-456",
        "language": None,
        "rendering": "extjs",
        "page_map_version": 3,
        "screenshot": None,
        "elements": [
            {**element, "name": "edit", "status": "found"},
            {**element, "name": "next", "status": "several", "count": 2},
            {**element, "name": "save", "status": "unreachable", "why": "the dialog did not open", "screen": None},
        ],
    }
    assert doctor_lines(found) == [
        "Instance 123-ABC-456, language unknown, drawn by extjs, page map 3, picture not asked for",
        "found        edit                     main         Edit",
        "several      next                     main         2 times",
        "unreachable  save                                  the dialog did not open",
    ]


def test_every_text_is_escaped_names_too():
    assert escaped({"<a>": ["<b>", {"c": "\"&'"}], "n": 1, "none": None}) == {
        "&lt;a&gt;": ["&lt;b&gt;", {"c": "&quot;&amp;&#x27;"}],
        "n": 1,
        "none": None,
    }


def test_pictures_are_found_in_results_and_in_errors():
    """C6: also that of a page that was not as expected, since a path is of no use where the job's files are gone, as in AWX."""
    results = [
        {"screenshots": [{"moment": "before", "path": "/a.png"}]},
        {},
        {"failed": True, "error": {"screenshot": "/b.png"}},
        {"screenshot": "/a.png"},
    ]
    assert picture_paths(results) == ["/a.png", "/b.png"]
    both = {**results[0], "screenshot": "/b.png"}
    shown = read_step(step(both), facts(pictures={"/a.png": "QQ=="}))["pictures"]
    assert shown == [{"moment": "before", "content": "QQ=="}], "one that could not be fetched is left out"


def test_the_summary_holds_no_pictures_and_no_details():
    made = summary(
        report(
            step(result(changes=["x"], screenshots=[{"moment": "before", "path": "/a.png"}])),
            pictures={"/a.png": "QUJD"},
        )
    )
    assert "QUJD" not in str(made) and set(made["steps"][0]) == {"number", "title", "state", "changes", "seconds"}
