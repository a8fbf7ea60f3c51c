"""Bad input and missing permissions: one clear sentence, the same in check mode, and nothing was changed."""

from __future__ import annotations

import copy

import pytest

from tests.integration.flow.driver import FlowDriver
from tests.unit.emulator.contoso import ORGANIZATION_HOST
from tests.unit.emulator.marketo_rest.caller import MUNCHKIN

ROWS = f"/organizations/{ORGANIZATION_HOST}/tables/leads"
# The role of the application that signs in: it becomes one that may read and nothing else.
ROLE = {
    "op": "replace",
    "path": f"/organizations/{ORGANIZATION_HOST}/systemuserroles/2/roleid",
    "value": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000433",
}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"canary_email": "nobody@contoso.com"}, "holds no lead with the email address nobody@contoso.com"),
        ({"canary_email": None, "canary_id": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000999"}, "holds no lead with the id"),
        ({"canary_email": "canary"}, "must be one email address"),
        ({"canary_email": "a@b.c,d@e.f"}, "must be one email address"),
        ({"canary_email": None, "canary_id": "7"}, "must be the record's id, a GUID"),
        ({"canary_column": "jobtitel"}, "Near it: jobtitle."),
        ({"canary_column": "description"}, "no column with one line of text"),
        ({"canary_column": "yomifullname"}, "lets nobody change that column"),
        ({"canary_column": "job title"}, "no name of a column"),
        ({"marketo_field": "titel"}, "Near it: title."),
        ({"marketo_field": "shoeSize"}, "knows no such field"),
        ({"munchkin_id": "123"}, "It looks like 123-ABC-456"),
        ({"munchkin_id": "999-XYZ-999"}, "Check munchkin_id"),
        ({"rest_endpoint": "https://456-def-789.mktorest.com/rest"}, "names the instance 456-DEF-789"),
        ({"rest_endpoint": "http://123-abc-456.mktorest.com"}, "must be https://"),
        ({"rest_client_id": "nobody"}, "rest_client_id is not one of this instance's"),
        ({"rest_client_secret": "wrong"}, "rest_client_secret is wrong"),
        ({"poll_interval": 0.5}, "at least 1 second"),
        ({"arrival_timeout": 0.5}, "less than poll_interval"),
        ({"organization_url": "https://nobody.crm4.dynamics.com"}, "nobody.crm4.dynamics.com"),
    ],
)
def test_options_that_can_not_be_used(flow: FlowDriver, options: dict, words: str) -> None:
    assert words in flow.refused(**options)


def test_a_canary_that_matches_twice_in_dynamics(flow: FlowDriver) -> None:
    twin = {**copy.deepcopy(flow.row()), "leadid": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000492"}
    flow.emulator.patch_state([{"op": "add", "path": f"{ROWS}/-", "value": twin}])
    sentence = flow.refused()
    assert "several leads" in sentence and twin["leadid"] in sentence and "canary_id" in sentence


def test_a_canary_that_matches_twice_in_marketo(flow: FlowDriver) -> None:
    people = f"/marketo/instances/{MUNCHKIN}/leads"
    twin = {
        "crm": {"table": "leads", "id": "gone", "version": 1},
        "fields": {"id": 1000009, "email": "canary@contoso.com"},
    }
    flow.emulator.patch_state([{"op": "add", "path": f"{people}/-", "value": twin}])
    sentence = flow.refused()
    assert "knows 2 people" in sentence and "1000009" in sentence


def test_a_canary_that_never_came_to_marketo(flow: FlowDriver) -> None:
    flow.caller.instance(leads=[], sync_enabled=False)
    assert "knows nobody with the email address canary@contoso.com" in flow.refused()


def test_a_canary_without_an_email_address(flow: FlowDriver) -> None:
    flow.emulator.patch_state([{"op": "replace", "path": f"{ROWS}/0/emailaddress1", "value": None}])
    assert "has no email address" in flow.refused(canary_email=None, canary_id=flow.row()["leadid"])


def test_a_text_that_leaves_no_room_for_the_marker(flow: FlowDriver) -> None:
    flow.put("x" * 80)
    assert "holds at most 100 characters" in flow.refused()


def test_a_user_who_may_not_change_the_canary(flow: FlowDriver) -> None:
    flow.emulator.patch_state([ROLE])
    assert "may not change the lead canary@contoso.com" in flow.refused()


def test_rights_that_can_not_be_asked_for_are_tried(flow: FlowDriver) -> None:
    body = {"error": {"code": "0x80060888", "message": "Not here."}}
    flow.emulator.faults(
        {"service": "dataverse", "path": r".*RetrievePrincipalAccess.*", "times": 99, "status": 400, "body": body}
    )
    assert flow.run()["arrived"] is True
    flow.emulator.patch_state([ROLE])
    assert "prvWrite" in flow.fails()["msg"] and flow.row()["jobtitle"] is None


def test_an_api_user_without_the_permission(flow: FlowDriver) -> None:
    flow.caller.instance(rest={"permissions": ["Read-Only Activity"]})
    assert "needs the permission Read-Only Lead (Read-Only Person)" in flow.refused()


def test_the_daily_quota_stops_with_clear_words(flow: FlowDriver) -> None:
    flow.caller.instance(rest={"limits": {"a_day": 0}})
    assert "calls for this day are used up (607" in flow.refused()


def test_the_daily_quota_in_the_middle_restores_the_canary(flow: FlowDriver) -> None:
    flow.caller.instance(sync_enabled=False, rest={"limits": {"a_day": 3}})
    assert "607" in flow.fails()["msg"]
    assert flow.row()["jobtitle"] is None and len(flow.writes()) == 2


def test_rate_token_and_passing_errors_do_not_disturb(flow: FlowDriver) -> None:
    def error(code: str, nth: int) -> dict:
        body = {
            "requestId": "1#2",
            "success": False,
            "errors": [{"code": code, "message": "Max rate limit '100' exceeded with in '1' secs"}],
        }
        return {"service": "marketo_rest", "path": r"/rest/", "nth": nth, "times": 1, "status": 200, "body": body}

    codes = {1: "606", 2: "615", 3: "608", 4: "611", 5: "601", 7: "602", 9: "608"}
    flow.emulator.faults(*[error(code, nth) for nth, code in codes.items()])
    flow.caller.instance(rest={"seconds_until_arrival": 3})
    result = flow.run()
    assert result.get("arrived") is True, result
    assert all(rule["applied"] == 1 for rule in flow.emulator.fault_hits())
