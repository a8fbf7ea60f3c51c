"""The runner: one plan for check mode, diff and apply."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.plan import (
    Change,
    Plan,
    differences,
    unchanged,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import carries_secret, run


class Light:
    """A lamp that is on or off; one change may blow its fuse."""

    def __init__(self, client, params):
        self.client, self.params = client, params

    def read(self):
        return {"on": self.client["on"]}

    def plan(self, found):
        changes = tuple(Change(kind, f"{kind} the lamp") for kind in self.params["changes"])
        return Plan(found, {"on": True}, changes) if changes else unchanged(found)

    def apply(self, change):
        if change.kind == "blow":
            raise InvalidInput("The fuse is blown.", code="fuse")
        if change.kind == "break":
            raise KeyError("a value that nobody should see")
        self.client["on"] = True

    def result(self, found):
        return {"lamp": found}


def light(*changes, check_mode=False, kind=Light):
    client, closed, before = {"on": False}, [], datetime.now(UTC)

    @contextmanager
    def connect(_params, _check_mode):
        try:
            yield client
        finally:
            closed.append(True)

    result = run(Operation({}, connect, kind), {"changes": changes}, check_mode)
    assert closed == [True]
    # When it was differs from run to run.
    moments = [
        datetime.strptime(result.pop(name), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC) for name in ("start", "end")
    ]
    # Milliseconds are cut off, so the start may lie one before.
    assert before - timedelta(milliseconds=1) <= moments[0] <= moments[1] <= datetime.now(UTC), (
        "every result says when it was"
    )
    return result, client


def test_a_change_is_applied_and_read_back():
    result, client = light("switch")
    assert result == {
        "changed": True,
        "changes": ["switch the lamp"],
        "diff": {"before": {"on": False}, "after": {"on": True}},
        "lamp": {"on": True},
    }
    assert client["on"]


def test_check_mode_gives_the_same_without_applying():
    checked, client = light("switch", check_mode=True)
    assert client == {"on": False}
    assert checked == light("switch")[0]


def test_without_changes_before_is_after():
    result, _client = light()
    assert (result["changed"], result["diff"]) == (False, {"before": {"on": False}, "after": {"on": False}})


def test_an_error_tells_what_was_done_before_it():
    result, _client = light("switch", "blow")
    assert result == {
        "failed": True,
        "msg": "The fuse is blown.",
        "error": {"code": "fuse"},
        "changed": True,
        "changes": ["switch the lamp"],
    }
    assert light("blow")[0]["changed"] is False


def test_a_defect_is_told_by_its_place_without_values():
    result, _client = light("switch", "break")
    assert result["failed"] and result["changed"]
    assert result["msg"].startswith("A defect of this collection: KeyError in test_runner.py, line ")
    assert "nobody should see" not in str(result)


class LightThatShows(Light):
    """Its switch shows whether the lamp is on, so nobody needs to look again."""

    reads = 0

    def read(self):
        type(self).reads += 1
        return super().read()

    def apply(self, change):
        super().apply(change)
        return {"on": True, "seen_at_the_switch": change.kind}


def test_what_the_last_write_shows_is_the_result_and_is_not_read_again(monkeypatch):
    monkeypatch.setattr(LightThatShows, "reads", 0)
    result, _client = light("switch", "dim", kind=LightThatShows)
    assert result["lamp"] == {"on": True, "seen_at_the_switch": "dim"}
    assert LightThatShows.reads == 1


class SlowLight(LightThatShows):
    """Glows some time after it was switched on."""

    def settle(self, shown):
        return {**shown, "settled": self.client["on"]}


def test_a_service_that_lags_is_read_until_the_writes_show_and_only_after_writes():
    assert light("switch", kind=SlowLight)[0]["lamp"] == {"on": True, "seen_at_the_switch": "switch", "settled": True}
    assert light(kind=SlowLight)[0]["lamp"] == {"on": False}
    assert light("switch", check_mode=True, kind=SlowLight)[0]["lamp"] == {"on": True}


class Meter:
    """Measures, and changes nothing."""

    def __init__(self, client, params):
        self.client, self.params = client, params

    def run(self):
        return {"volts": 230, "on": self.client["on"]}


class MeterWithLead(Meter):
    """Needs the lamp on while it measures; where it was killed, it finds its lead still plugged in."""

    def leftovers(self):
        changes = tuple(Change(kind, f"{kind} the lead") for kind in self.params["left"])
        return Plan({"lead": bool(changes)}, {"lead": False}, changes)

    def restore(self, change):
        if change.kind == "tear":
            raise InvalidInput("The lead is stuck.")
        self.client["on"] = True


def measure(kind, *left, check_mode=False):
    @contextmanager
    def connect(_params, _check_mode):
        yield {"on": False}

    result = run(Operation({}, connect, query=kind), {"left": left}, check_mode)
    return {name: value for name, value in result.items() if name not in ("start", "end")}


@pytest.mark.parametrize("check_mode", [False, True])
def test_a_query_reports_no_change(check_mode):
    nothing = {"changed": False, "changes": [], "diff": {"before": {}, "after": {}}, "volts": 230, "on": False}
    assert measure(Meter, check_mode=check_mode) == nothing


def test_a_query_takes_its_leftovers_away_before_it_asks():
    assert measure(MeterWithLead, "unplug") == {
        "changed": True,
        "changes": ["unplug the lead"],
        "diff": {"before": {"lead": True}, "after": {"lead": False}},
        "volts": 230,
        "on": True,
    }
    assert measure(MeterWithLead)["changed"] is False


def test_check_mode_says_what_a_query_left_behind_and_leaves_it_there():
    checked = measure(MeterWithLead, "unplug", check_mode=True)
    assert (checked["changed"], checked["changes"], checked["on"]) == (True, ["unplug the lead"], False)


def test_an_error_while_restoring_tells_what_was_restored_before_it():
    failed = measure(MeterWithLead, "unplug", "tear")
    assert (failed["failed"], failed["msg"], failed["changes"]) == (True, "The lead is stuck.", ["unplug the lead"])


@pytest.mark.parametrize("both", [{}, {"resource": Light, "query": Meter}])
def test_an_operation_has_either_a_resource_or_a_query(both):
    with pytest.raises(TypeError, match="either a resource or a query"):
        Operation({}, None, **both)


@pytest.mark.parametrize(
    ("result", "secret"),
    [
        ({"client_secret": {"secret_text": "x"}}, True),
        ({"client_secret": {"hint": "x"}}, False),
        ({"client_secret": None}, False),
        ({"failed": True, "client_secret": {"secret_text": "x"}}, False),
    ],
)
def test_results_that_carry_a_secret_are_told(result, secret):
    assert carries_secret(Operation({}, None, Light, secret_results=("client_secret.secret_text",)), result) is secret


def test_differences_compare_sets_as_sets_and_leave_out_what_is_not_asked():
    found = {"a": 1, "tags": ["x", "y"], "nested": [{"p": [1, 2]}], "flag": True}
    assert not differences({"a": None, "tags": ["y", "x"], "nested": [{"p": [2, 1]}]}, found, ("tags", "nested"))
    assert differences({"a": 2, "tags": [], "flag": False}, found, ("tags",)) == {"a": 2, "tags": [], "flag": False}
    assert differences({"tags": ["y", "x"]}, found) == {"tags": ["y", "x"]}
