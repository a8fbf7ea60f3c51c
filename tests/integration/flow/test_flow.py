"""The flow test passes on a running sync, fails with its bound on one that stands still, and leaves the canary as it was."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._flow_test import flow_test
from tests.integration.flow.driver import TOUCH, FlowDriver
from tests.unit.emulator.contoso import ORGANIZATION_HOST

LEAD = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000491"
CONTACT = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000495"


def test_on_a_running_sync(flow: FlowDriver) -> None:
    flow.caller.instance(rest={"seconds_until_arrival": 2})
    result = flow.run()
    assert not result.get("failed"), result
    assert (result["arrived"], result["changed"], result["changes"], result["in_step"], result["marketo_id"]) == (
        True,
        False,
        [],
        True,
        1000001,
    )
    assert result["diff"]["before"] == result["diff"]["after"]
    assert 1 <= result["seconds"] <= 60
    assert result["canary"] == {
        "table": "lead",
        "id": LEAD,
        "email": "canary@contoso.com",
        "column": "jobtitle",
        "marketo_field": "title",
    }
    assert flow.row()["jobtitle"] is None
    touch, restore = [entry["request_body"]["jobtitle"] for entry in flow.writes()]
    assert touch.startswith("[flow test ") and restore is None


def test_a_contact_by_its_id_keeps_its_text(flow: FlowDriver) -> None:
    result = flow.run(canary_table="contact", canary_id=CONTACT, canary_email=None)
    assert result["arrived"] is True and result["canary"]["email"] == "canary.contact@contoso.com"
    assert flow.row("contacts")["jobtitle"] == "Canary of the marketing sync"
    assert flow.writes()[0]["request_body"]["jobtitle"].startswith("Canary of the marketing sync [flow test ")


def test_a_second_run_has_a_marker_of_its_own(flow: FlowDriver) -> None:
    assert flow.run()["arrived"] and flow.run()["arrived"]
    touches = [entry["request_body"]["jobtitle"] for entry in flow.writes()][::2]
    assert len(set(touches)) == 2


def test_on_a_disabled_sync_it_fails_with_its_bound(flow: FlowDriver) -> None:
    flow.caller.instance(sync_enabled=False)
    flow.put("Bird")
    began = time.monotonic()
    failed = flow.fails(arrival_timeout=3)
    assert time.monotonic() - began >= 1
    assert (
        "within 3 seconds (arrival_timeout)" in failed["msg"]
        and "123-abc-456.mktorest.com" in failed["msg"]
        and "is enabled" in failed["msg"]
    )
    assert failed["error"] == {"arrived": False, "waited": 3.0, "marketo_id": 1000001} and failed["changed"] is False
    assert flow.row()["jobtitle"] == "Bird"
    assert 3 <= flow.questions() <= 6


def test_what_queued_up_arrives_after_enabling(flow: FlowDriver) -> None:
    flow.caller.instance(sync_enabled=False)
    flow.fails(arrival_timeout=2)
    flow.caller.instance(sync_enabled=True)
    assert flow.run()["arrived"] is True


def test_a_column_that_the_sync_does_not_carry(flow: FlowDriver) -> None:
    assert (
        "no CRM fills this field"
        in flow.fails(arrival_timeout=2, canary_column="subject", marketo_field="department")["msg"]
    )
    assert flow.row()["subject"] is None


def test_ends_that_were_out_of_step_before(flow: FlowDriver) -> None:
    flow.put("Bird")
    failed = flow.fails(arrival_timeout=2, canary_column="lastname")
    assert "Both held different texts before already" in failed["msg"]
    assert flow.row()["lastname"] == "Lead"


def test_check_mode_reads_both_ends_and_changes_nothing(flow: FlowDriver) -> None:
    result = flow.run(check_mode=True)
    assert (result.get("failed"), result["changed"], result["arrived"], result["seconds"], result["in_step"]) == (
        None,
        False,
        None,
        None,
        True,
    )
    assert (
        result["crm_managed"] is True and result["marketo_id"] == 1000001 and "check mode" in result["skipped_reason"]
    )
    assert {entry["path"] for entry in flow.emulator.requests(service="marketo_rest")} >= {
        "/rest/v1/leads.json",
        "/rest/v1/leads/describe2.json",
    }


def test_what_a_killed_run_left_is_taken_away_first(flow: FlowDriver) -> None:
    flow.put("Bird [flow test 0123456789ab]")
    told = flow.run(check_mode=True)
    assert told["changed"] is True and flow.row()["jobtitle"] == "Bird [flow test 0123456789ab]"
    done = flow.run()
    assert (
        done["changed"] is True
        and done["arrived"] is True
        and done["changes"] == told["changes"]
        and done["diff"] == told["diff"]
    )
    assert (
        done["diff"]["before"]["jobtitle"] == "Bird [flow test 0123456789ab]"
        and done["diff"]["after"]["jobtitle"] == "Bird"
    )
    assert flow.row()["jobtitle"] == "Bird"
    assert flow.run()["changed"] is False


def test_a_leftover_goes_even_where_marketo_is_out_of_reach(flow: FlowDriver) -> None:
    flow.put("[flow test 0123456789ab]")
    failed = flow.fails(rest_client_secret="wrong")
    assert failed["changed"] is True and "rest_client_secret is wrong" in failed["msg"]
    assert flow.row()["jobtitle"] is None


def test_somebody_elses_text_survives(flow: FlowDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    flow.caller.instance(sync_enabled=False)
    value = {
        "op": "add",
        "path": f"/organizations/{ORGANIZATION_HOST}/tables/leads/0/jobtitle",
        "value": "Written meanwhile",
    }
    real, asked = flow_test.find_lead, []

    def find(*words: Any) -> Any:
        asked.append(words)
        if len(asked) == 2:
            flow.emulator.patch_state([value])
        return real(*words)

    monkeypatch.setattr(flow_test, "find_lead", find)
    failed = flow.fails(arrival_timeout=2)
    assert "Somebody else changed the column meanwhile" in failed["msg"]
    assert flow.row()["jobtitle"] == "Written meanwhile" and len(flow.writes()) == 1


def test_a_touch_whose_answer_is_lost_is_restored(flow: FlowDriver) -> None:
    flow.emulator.faults(
        {"service": "dataverse", "method": "PATCH", "path": TOUCH, "times": 1, "drop_after_commit": True}
    )
    assert flow.run()["arrived"] is True
    assert flow.row()["jobtitle"] is None


def test_where_restoring_fails_the_next_run_does_it(flow: FlowDriver) -> None:
    refused = {"error": {"code": "0x80040220", "message": "Principal user (Id=x) is missing prvWriteLead privilege."}}
    flow.emulator.faults(
        {"service": "dataverse", "method": "PATCH", "path": TOUCH, "nth": 2, "times": 9, "status": 403, "body": refused}
    )
    failed = flow.fails()
    assert (
        "could not be restored" in failed["msg"]
        and "Run this task again" in failed["msg"]
        and failed["error"]["restored"] is False
    )
    assert "[flow test" in flow.row()["jobtitle"]
    flow.emulator.faults()
    assert flow.run()["changed"] is True and flow.row()["jobtitle"] is None
