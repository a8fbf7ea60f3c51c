"""Writes of the Web API: application users, their roles, and rows."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.unit.emulator.contoso import (
    APP_ID,
    KEY,
    ORGANIZATION,
    ORGANIZATION_HOST,
    PRINCIPAL,
    SECRET,
    WEB_API,
    Contoso,
)

ROLE = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000431"
ROOT_UNIT = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000411"
OTHER_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000422"
CONFIG = "emul_marketoconfigs(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000481)"
NEW_USER = {
    "applicationid": APP_ID,
    "accessmode": 4,
    "isdisabled": False,
    "businessunitid@odata.bind": f"/businessunits({ROOT_UNIT})",
}


def _send(contoso: Contoso, method: str, address: str, body: Any = None, **headers: str) -> requests.Response:
    headers = {**contoso.administrator_headers(), **headers}
    return contoso.session.request(method, f"{WEB_API}/{address}", json=body, headers=headers)


def _create_user(contoso: Contoso) -> str:
    answer = _send(contoso, "POST", "systemusers", NEW_USER)
    assert answer.status_code == 204, answer.text
    return answer.headers["OData-EntityId"].removeprefix(f"{WEB_API}/")


def test_an_application_user_comes_to_life(contoso: Contoso) -> None:
    address = _create_user(contoso)
    user = _send(contoso, "GET", address).json()
    assert (user["applicationid"], user["azureactivedirectoryobjectid"]) == (APP_ID, PRINCIPAL)
    token = contoso.client_credentials(client_id=APP_ID, client_secret=SECRET, scope=f"{ORGANIZATION}/.default")
    headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80072560"), (
        "without a role it is a stranger"
    )
    role = {"@odata.id": f"{WEB_API}/roles({ROLE})"}
    assert _send(contoso, "POST", f"{address}/systemuserroles_association/$ref", role).status_code == 204
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers=headers)
    assert answer.json()["UserId"] == user["systemuserid"]


def test_one_application_user_per_application(contoso: Contoso) -> None:
    _create_user(contoso)
    answer = _send(contoso, "POST", "systemusers", NEW_USER)
    assert (answer.status_code, answer.json()["error"]["code"]) == (412, "0x80040237")


def test_an_application_unknown_to_the_tenant(contoso: Contoso) -> None:
    assert _send(contoso, "POST", "systemusers", {**NEW_USER, "applicationid": KEY}).status_code == 400


def test_a_role_is_given_and_taken(contoso: Contoso) -> None:
    address = _create_user(contoso)
    link = f"{address}/systemuserroles_association"
    for _attempt in range(2):
        answer = _send(contoso, "POST", f"{link}/$ref", {"@odata.id": f"{WEB_API}/roles({ROLE})"})
        assert answer.status_code == 204, answer.text
    assert [role["name"] for role in _send(contoso, "GET", link).json()["value"]] == ["Marketo Sync User"]
    links = contoso.emulator.state()["organizations"]["contoso.crm4.dynamics.com"]["systemuserroles"]
    assert len([each for each in links if each["systemuserid"] in address]) == 1
    assert _send(contoso, "DELETE", f"{link}/$ref?$id={WEB_API}/roles({ROLE})").status_code == 204
    assert _send(contoso, "GET", link).json()["value"] == []


def test_a_user_is_deleted_in_two_steps(contoso: Contoso) -> None:
    address = _create_user(contoso)
    assert _send(contoso, "DELETE", address).status_code == 400
    assert _send(contoso, "PATCH", address, {"isdisabled": True, "applicationid": APP_ID}).status_code == 204
    assert _send(contoso, "DELETE", address).status_code == 204
    assert _send(contoso, "GET", address).json()["deletedstate"] == 1
    assert _send(contoso, "DELETE", address).status_code == 204
    assert _send(contoso, "GET", address).status_code == 404


def test_only_an_administrator_manages_users(contoso: Contoso) -> None:
    answer = contoso.session.post(f"{WEB_API}/systemusers", json=NEW_USER, headers=contoso.user_headers())
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80040220")


def test_a_row_changes_with_a_lookup(contoso: Contoso) -> None:
    body = {"emul_MarketoUser@odata.bind": f"/systemusers({OTHER_USER})"}
    answer = _send(contoso, "PATCH", CONFIG, body, Prefer="return=representation")
    assert (answer.status_code, answer.json()["_emul_marketouser_value"]) == (200, OTHER_USER)


def test_a_patch_makes_what_is_missing_unless_that_is_forbidden(contoso: Contoso) -> None:
    body = {"fullname": "Made by a PATCH"}
    answer = _send(contoso, "PATCH", f"leads({KEY})", body, **{"If-Match": "*"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "0x80040217")
    assert _send(contoso, "PATCH", f"leads({KEY})", body).status_code == 204
    assert _send(contoso, "GET", f"leads({KEY})").json()["fullname"] == "Made by a PATCH"


def test_a_deleted_user_is_not_changed_and_lets_nobody_in(contoso: Contoso) -> None:
    address = _create_user(contoso)
    _send(contoso, "PATCH", address, {"isdisabled": True})
    _send(contoso, "DELETE", address)
    assert _send(contoso, "PATCH", address, {"isdisabled": False}).status_code == 400
    assert _send(contoso, "POST", "systemusers", NEW_USER).status_code == 412, "the row still stands in the way"


def test_a_role_of_another_business_unit_is_refused(contoso: Contoso) -> None:
    address = _create_user(contoso)
    role = {"@odata.id": f"{WEB_API}/roles(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000434)"}
    assert _send(contoso, "POST", f"{address}/systemuserroles_association/$ref", role).status_code == 400


def test_a_row_is_made_and_removed(contoso: Contoso) -> None:
    answer = _send(contoso, "POST", "leads", {"fullname": "New"}, Prefer="return=representation")
    assert answer.status_code == 201
    assert answer.json()["modifiedon"]
    address = f"leads({answer.json()['leadid']})"
    assert _send(contoso, "DELETE", address).status_code == 204
    assert _send(contoso, "GET", address).status_code == 404


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("PATCH", CONFIG, {"nosuchcolumn": 1}, 400),
        ("PATCH", CONFIG, {"emul_MarketoUser@odata.bind": f"/systemusers({KEY})"}, 404),
        ("PATCH", CONFIG, {"emul_MarketoUser@odata.bind": "nonsense"}, 400),
        ("PATCH", CONFIG, [], 400),
        ("PATCH", "leads(text)", {}, 400),
        ("PATCH", "leads", {}, 405),
        ("PUT", f"leads({KEY})", {}, 405),
        ("POST", "solutions", {}, 403),
        ("DELETE", f"roles({ROLE})", None, 403),
        ("POST", f"systemusers({OTHER_USER})/nosuch/$ref", {}, 404),
    ],
)
def test_bad_writes(contoso: Contoso, method: str, address: str, body: Any, status: int) -> None:
    assert _send(contoso, method, address, body).status_code == status


def test_a_lookup_is_bound_by_its_navigation_property_alone(contoso: Contoso) -> None:
    """The column's own name isn't one where its case differs."""
    reference = f"/systemusers({OTHER_USER})"
    before = _send(contoso, "GET", CONFIG).json()["_emul_marketouser_value"]
    for name in ("emul_marketouser", "emul_MarketoUser_systemuser", "EMUL_MARKETOUSER"):
        answer = _send(contoso, "PATCH", CONFIG, {f"{name}@odata.bind": reference})
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80048d19")
        assert (
            f"An undeclared property '{name}' which only has property annotations" in answer.json()["error"]["message"]
        )
    assert _send(contoso, "GET", CONFIG).json()["_emul_marketouser_value"] == before != OTHER_USER


def test_the_value_of_a_lookup_is_read_only(contoso: Contoso) -> None:
    answer = _send(contoso, "PATCH", CONFIG, {"_emul_marketouser_value": OTHER_USER})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80060888")
    assert "direct update of Entity Reference" in answer.json()["error"]["message"]


def test_a_lookup_leads_to_its_own_table(contoso: Contoso) -> None:
    body = {"emul_MarketoUser@odata.bind": f"/roles({ROLE})"}
    assert _send(contoso, "PATCH", CONFIG, body).status_code == 400


@pytest.mark.parametrize("missing", ["prvWriteemul_marketoconfig", "prvAppendemul_marketoconfig", "prvAppendToUser"])
def test_a_lookup_takes_three_privileges(contoso: Contoso, missing: str) -> None:
    granted = [
        name
        for name in ("prvWriteemul_marketoconfig", "prvAppendemul_marketoconfig", "prvAppendToUser")
        if name != missing
    ]
    for privileges, status in ((granted, 403), ([*granted, missing], 204)):
        patch = {"op": "replace", "path": f"/organizations/{ORGANIZATION_HOST}/roles/0/privileges", "value": privileges}
        contoso.emulator.patch_state([patch])
        body = {"emul_MarketoUser@odata.bind": f"/systemusers({OTHER_USER})"}
        answer = contoso.session.patch(f"{WEB_API}/{CONFIG}", json=body, headers=contoso.user_headers())
        assert answer.status_code == status
        assert status == 204 or missing in answer.json()["error"]["message"]
