"""The report as data: states, differences, the sync's off-time, and that no secret gets through."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.compose import compose, summary
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
        **values,
    }


def step(*results, **values):
    return {"number": "P4", "title": "Grant consent", "results": list(results), **values}


def report(*steps, **values):
    return compose(facts(*steps, **values), datetime(2026, 1, 31, 10, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("results", "values", "state"),
    [
        ([result()], {}, "unchanged"),
        ([result(changes=["x"])], {}, "changed"),
        ([result(changes=["x"])], {"check_mode": True}, "would change"),
        ([result(changes=["x"]), result(failed=True, msg="no")], {"failure": "no"}, "failed"),
        ([{"skipped": True}], {}, "not needed"),
        ([{}], {}, "not needed"),
        ([{}], {"failure": "no"}, "not reached"),
        ([{"skipped": True}], {"failure": "no"}, "not needed"),
        ([result(skipped_reason="check mode")], {}, "left out"),
    ],
)
def test_the_state_of_a_step(results, values, state):
    assert read_step(step(*results), facts(**values))["state"] == state


def test_a_result_of_an_earlier_run_of_the_role_in_the_same_play_is_none_of_this_one():
    old = {**result(changes=["x"]), "start": "2026-01-31T09:59:59.999Z"}
    assert read_step(step(old), facts(failure="no"))["state"] == "not reached"


def test_just_what_differs_is_shown_with_before_and_after():
    diff = {
        "before": {"scopes": ["a"], "type": "all", "inner": {"on": True}},
        "after": {"scopes": ["a", "b"], "type": "all", "inner": {"on": False}},
    }
    assert read_step(step(result(changes=["x"], diff=diff)), facts())["differences"] == [
        {"label": "scopes", "before": "a", "after": "a; b"},
        {"label": "inner, on", "before": "yes", "after": "no"},
    ]


def test_times_of_a_steps_tasks_are_added():
    assert read_step(step(result(), result(20)), facts())["seconds"] == 5.0


def test_the_off_time_is_an_upper_bound_from_start_to_end():
    off = report(disable=result(10, changes=["disable"]), enable=result(30, changes=["enable"], sync_enabled=True))[
        "off_time"
    ]
    assert off == {"disabled": "2026-01-31T10:00:12Z", "enabled": "2026-01-31T10:00:32Z", "seconds": 22.5}


@pytest.mark.parametrize("enable", [{}, {"skipped": True}, result(30, failed=True, msg="no", changes=["enable"])])
def test_a_sync_that_was_not_enabled_again_is_told_as_off(enable):
    off = report(disable=result(10, changes=["disable"]), enable=enable)["off_time"]
    assert (off["enabled"], off["seconds"]) == (None, None)


def test_without_disabling_there_is_no_off_time():
    assert report(disable=result(), enable=result(30, changes=["enable"], sync_enabled=True))["off_time"] is None
    assert report(disable=result(changes=["disable"]), enable={}, check_mode=True)["off_time"] is None


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


def test_no_secret_of_a_result_gets_into_the_report():
    secret = result(
        changes=["create"],
        client_secret={"key_id": "k", "end_date_time": "2026-07-30T10:00:00Z", "secret_text": SECRET},
        access_token="eyJhbGciOi.J9",
    )
    made = report(
        step(secret, show=["client_secret"]),
        secrets=[SECRET, "eyJhbGciOi.J9"],
        client_secret=secret["client_secret"],
        failure="",
    )
    assert SECRET not in str(made) and "eyJ" not in str(made)
    assert made["next"]["rotate_from"] == "2026-06-30T10:00:00Z"


def test_every_text_is_escaped_names_too():
    assert escaped({"<a>": ["<b>", {"c": "\"&'"}], "n": 1, "none": None}) == {
        "&lt;a&gt;": ["&lt;b&gt;", {"c": "&quot;&amp;&#x27;"}],
        "n": 1,
        "none": None,
    }


def test_pictures_are_found_in_results_and_in_errors():
    results = [
        {"screenshots": [{"moment": "before", "path": "/a.png"}]},
        {},
        {"failed": True, "error": {"screenshot": "/b.png"}},
        {"screenshot": "/a.png"},
    ]
    assert picture_paths(results) == ["/a.png", "/b.png"]
    shown = read_step(step(results[0], results[2]), facts(pictures={"/a.png": "QQ=="}))["pictures"]
    assert shown == [{"moment": "before", "content": "QQ=="}], "one that could not be fetched is left out"


def test_the_summary_holds_no_pictures_and_no_details():
    made = summary(
        report(
            step(result(changes=["x"], screenshots=[{"moment": "before", "path": "/a.png"}])),
            pictures={"/a.png": "QUJD"},
        )
    )
    assert "QUJD" not in str(made) and set(made["steps"][0]) == {"number", "title", "state", "changes", "seconds"}
