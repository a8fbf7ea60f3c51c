"""Reads of the Web API, and who may read."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.unit.emulator.contoso import (
    APP_ID,
    FABRIKAM,
    KEY,
    ORGANIZATION,
    ORGANIZATION_HOST,
    SECRET,
    TENANT,
    WEB_API,
    Contoso,
)

SYSTEM_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000421"
SOLUTION = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000441"
CONFIG_TABLE = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000471"


def _get(contoso: Contoso, address: str, **headers: str) -> requests.Response:
    return contoso.session.get(f"{WEB_API}/{address}", headers={**contoso.user_headers(), **headers})


def _values(contoso: Contoso, address: str) -> list[dict[str, Any]]:
    answer = _get(contoso, address)
    assert answer.status_code == 200, answer.text
    return answer.json()["value"]


@pytest.mark.parametrize("host", ["contoso.crm4.dynamics.com", "contoso.api.crm4.dynamics.com"])
def test_who_am_i(contoso: Contoso, host: str) -> None:
    answer = contoso.session.get(f"https://{host}/api/data/v9.1/WhoAmI", headers=contoso.user_headers())
    assert answer.json()["UserId"] == SYSTEM_USER
    assert answer.headers["OData-Version"] == "4.0"


def test_a_token_for_either_host_or_slash_counts(contoso: Contoso) -> None:
    for scope in (f"{ORGANIZATION}//.default", "https://contoso.api.crm4.dynamics.com/.default"):
        token = contoso.password_grant(scope=scope).json()["access_token"]
        answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200


def test_the_current_organization(contoso: Contoso) -> None:
    access = "AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default'"
    detail = _get(contoso, f"RetrieveCurrentOrganization({access})").json()["Detail"]
    assert detail["TenantId"] == TENANT
    assert f"{ORGANIZATION}/" in detail["Endpoints"]["Values"]


def test_a_user_with_roles(contoso: Contoso) -> None:
    roles = "systemuserroles_association($select=name,_businessunitid_value;$filter=startswith(name,'Marketo'))"
    (user,) = _values(
        contoso, f"systemusers?$select=fullname&$filter=domainname eq 'marketo.sync@contoso.com'&$expand={roles}"
    )
    assert (user["systemuserid"], user["fullname"]) == (SYSTEM_USER, "Marketo Sync")
    assert [role["name"] for role in user["systemuserroles_association"]] == ["Marketo Sync User"]
    assert "isdisabled" not in user
    assert _values(contoso, f"systemusers({SYSTEM_USER})/systemuserroles_association?$select=name")[0]["name"]


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("azureactivedirectoryobjectid eq 6D1F7A52-0c0e-4b7e-9a0b-c0ffee000101", 1),
        ("fullname eq 'marketo sync'", 1),
        ("fullname eq 'O''Neil'", 0),
        ("contains(fullname,'Sync') and not (isdisabled eq true)", 2),
        ("startswith(domainname,'cloud') or startswith(domainname,'marketo')", 2),
        ("applicationid ne null", 1),
        ("accessmode eq 4 or fullname eq 'x' and accessmode eq 0", 1),
        ("(accessmode eq 4 or fullname eq 'Cloud Sync') and accessmode eq 0", 1),
    ],
)
def test_filters(contoso: Contoso, condition: str, count: int) -> None:
    assert len(_values(contoso, f"systemusers?$filter={condition}")) == count


@pytest.mark.parametrize(
    "query",
    [
        "$filter=systemuserid eq 'text'",
        "$filter=fullname eq 3",
        "$filter=nosuchcolumn eq 3",
        "$filter=fullname eq 'open",
        "$filter=fullname",
        "$filter=(fullname eq 'a'",
        "$filter=soundslike(fullname,'a')",
        "$select=nosuchcolumn",
        "$expand=nosuchrelation",
        "$apply=groupby((fullname))",
        "$top=many",
    ],
)
def test_a_query_not_understood_is_refused(contoso: Contoso, query: str) -> None:
    answer = _get(contoso, f"systemusers?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "0x80060888")


def test_pages_order_and_count(contoso: Contoso) -> None:
    first = _get(contoso, "roles?$orderby=name desc&$count=true", Prefer="odata.maxpagesize=1").json()
    assert (first["@odata.count"], first["value"][0]["name"]) == (4, "System Administrator")
    headers = {**contoso.user_headers(), "Prefer": "odata.maxpagesize=1"}
    second = contoso.session.get(first["@odata.nextLink"], headers=headers).json()
    assert [role["name"] for role in second["value"]] == ["Marketo Sync User"]
    headers["Prefer"] = "odata.maxpagesize=10"
    rest = contoso.session.get(second["@odata.nextLink"], headers=headers).json()
    assert len(rest["value"]) == 2 and "@odata.nextLink" not in rest
    assert _get(contoso, "roles/$count").text == "4"


def test_the_solution_and_its_steps(contoso: Contoso) -> None:
    (solution,) = _values(contoso, "solutions?$select=solutionid,version&$filter=contains(friendlyname,'Marketo')")
    assert solution["solutionid"] == SOLUTION
    condition = f"_solutionid_value eq {SOLUTION} and componenttype eq 92"
    components = _values(contoso, f"solutioncomponents?$select=objectid&$filter={condition}")
    steps = {step["sdkmessageprocessingstepid"]: step for step in _values(contoso, "sdkmessageprocessingsteps")}
    assert [steps[component["objectid"]]["statecode"] for component in components] == [0, 0, 0]
    (process,) = _values(contoso, f"solutioncomponents?$filter=_solutionid_value eq {SOLUTION} and componenttype eq 29")
    (workflow,) = _values(contoso, f"workflows?$select=statecode&$filter=workflowid eq {process['objectid']}")
    assert workflow["statecode"] == 1


def test_settings_and_language(contoso: Contoso) -> None:
    """A language of 0 stands for the organization's."""
    assert _get(contoso, f"usersettingscollection({SYSTEM_USER})?$select=uilanguageid").json()["uilanguageid"] == 1033
    contoso.change_organization("systemusers/0/uilanguageid", 0)
    assert _get(contoso, f"usersettingscollection({SYSTEM_USER})?$select=uilanguageid").json()["uilanguageid"] == 0
    organization_id = _get(contoso, "WhoAmI").json()["OrganizationId"]
    assert _get(contoso, f"organizations({organization_id})?$select=languagecode").json()["languagecode"] == 1033


@pytest.mark.parametrize(
    ("privilege", "address"),
    [
        ("prvReadUser", f"systemusers({SYSTEM_USER})"),
        ("prvReadRole", f"systemusers({SYSTEM_USER})?$expand=systemuserroles_association($select=name)"),
        ("prvReadRole", f"systemusers({SYSTEM_USER})/systemuserroles_association"),
        ("prvReadSolution", "solutions"),
        ("prvReadSolution", "solutioncomponents"),
        ("prvReadSdkMessageProcessingStep", "sdkmessageprocessingsteps"),
        ("prvReadEntity", "EntityDefinitions"),
        ("prvReademul_marketoconfig", "emul_marketoconfigs"),
    ],
)
def test_what_no_role_allows_is_refused(contoso: Contoso, privilege: str, address: str) -> None:
    roles = contoso.emulator.state()["organizations"]["contoso.crm4.dynamics.com"]["roles"]
    contoso.change_organization("roles/0/privileges", [each for each in roles[0]["privileges"] if each != privilege])
    answer = _get(contoso, address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80040220")
    assert privilege in answer.json()["error"]["message"]


def test_without_any_role_a_user_is_a_stranger(contoso: Contoso) -> None:
    contoso.change_organization("systemuserroles", [])
    answer = _get(contoso, "WhoAmI")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80072560")


def test_the_kind_of_access_must_be_said(contoso: Contoso) -> None:
    assert _get(contoso, "RetrieveCurrentOrganization()").status_code == 404


def test_a_strong_read_sees_past_the_lag(contoso: Contoso) -> None:
    headers = contoso.administrator_headers()
    contoso.emulator.faults({"service": "dataverse", "method": "PATCH", "stale_for": 60})
    lead = f"{WEB_API}/leads(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000491)"
    contoso.session.patch(lead, json={"description": "new"}, headers=headers)
    seen = [
        contoso.session.get(lead, headers={**headers, **more}).json()["description"]
        for more in ({}, {"Consistency": "Strong"})
    ]
    assert seen == [None, "new"]


def test_the_config_table_is_found_by_its_names(contoso: Contoso) -> None:
    table = _get(contoso, f"EntityDefinitions({CONFIG_TABLE})?$select=LogicalName,EntitySetName,DisplayName").json()
    assert table["DisplayName"]["UserLocalizedLabel"]["Label"] == "Marketo Config"
    lookups = _values(
        contoso,
        f"EntityDefinitions(LogicalName='{table['LogicalName']}')/Attributes"
        "/Microsoft.Dynamics.CRM.LookupAttributeMetadata?$select=LogicalName,DisplayName,Targets",
    )
    named = {each["DisplayName"]["UserLocalizedLabel"]["Label"]: each for each in lookups}
    assert named["Marketo User"]["Targets"] == ["systemuser"]
    (row,) = _values(contoso, f"{table['EntitySetName']}?$filter=emul_name eq 'Default'")
    assert row[f"_{named['Marketo User']['LogicalName']}_value"] == SYSTEM_USER


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("emul_marketouser", [("systemuser", "emul_MarketoUser")]),
        ("ownerid", [("owner", "ownerid")]),
        ("emul_name", []),
    ],
)
def test_the_navigation_property_of_a_lookup(contoso: Contoso, attribute: str, expected: list[tuple[str, str]]) -> None:
    """It is called as the relationship says, in its own case."""
    rows = _values(
        contoso,
        "EntityDefinitions(LogicalName='emul_marketoconfig')/ManyToOneRelationships"
        "?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName"
        f"&$filter=ReferencingAttribute eq '{attribute}'",
    )
    assert [(row["ReferencedEntity"], row["ReferencingEntityNavigationPropertyName"]) for row in rows] == expected
    assert all(
        set(row) == {"ReferencingAttribute", "ReferencedEntity", "ReferencingEntityNavigationPropertyName"}
        for row in rows
    )


def test_a_lookup_with_several_targets_has_a_property_for_each(contoso: Contoso) -> None:
    targets = f"/organizations/{ORGANIZATION_HOST}/entityDefinitions/0/Attributes/2/Targets"
    contoso.emulator.patch_state([{"op": "replace", "path": targets, "value": ["team", "systemuser"]}])
    rows = _values(
        contoso, f"EntityDefinitions({CONFIG_TABLE})/ManyToOneRelationships?$filter=ReferencedEntity eq 'team'"
    )
    assert [row["ReferencingEntityNavigationPropertyName"] for row in rows] == ["emul_MarketoUser_team"]


def test_targets_need_the_cast(contoso: Contoso) -> None:
    assert _get(contoso, f"EntityDefinitions({CONFIG_TABLE})/Attributes?$select=Targets").status_code == 400


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("nosuchset", "0x8006088a"),
        (f"systemusers({KEY})", "0x80040217"),
        (f"EntityDefinitions({KEY})", "0x8006088a"),
    ],
)
def test_what_is_not_there(contoso: Contoso, address: str, code: str) -> None:
    answer = _get(contoso, address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, code)


def test_without_a_token(contoso: Contoso) -> None:
    answer = contoso.session.get(f"{WEB_API}/WhoAmI")
    assert answer.status_code == 401
    assert f"login.microsoftonline.com/{TENANT}/" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("token", ["nonsense", "a.b.c"])
def test_with_a_bad_token(contoso: Contoso, token: str) -> None:
    assert contoso.session.get(f"{WEB_API}/WhoAmI", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_with_a_changed_token(contoso: Contoso) -> None:
    """The claims are good as such, and name the administrator; only the signature is not theirs."""
    head, _body, signature = contoso.user_headers()["Authorization"].split(".")
    body = contoso.administrator_headers()["Authorization"].split(".")[1]
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers={"Authorization": f"{head}.{body}.{signature}"})
    assert answer.status_code == 401


def test_with_a_token_for_graph(contoso: Contoso) -> None:
    token = contoso.client_credentials().json()["access_token"]
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_with_a_token_of_another_tenant(contoso: Contoso) -> None:
    headers = contoso.administrator_headers()
    contoso.change_organization("tenantId", FABRIKAM)
    assert contoso.session.get(f"{WEB_API}/WhoAmI", headers=headers).status_code == 401


def test_a_stranger_is_no_member(contoso: Contoso) -> None:
    token = contoso.client_credentials(client_id=APP_ID, client_secret=SECRET, scope=f"{ORGANIZATION}/.default")
    headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80072560")


def test_a_disabled_user_is_kept_out(contoso: Contoso) -> None:
    contoso.change_organization("systemusers/0/isdisabled", True)
    answer = _get(contoso, "WhoAmI")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80040225")


def test_no_organization_is_there(contoso: Contoso) -> None:
    for address in ("api/data/v9.2/WhoAmI", "XRMServices/2011/Organization.svc?wsdl"):
        assert contoso.session.get(f"https://other.crm4.dynamics.com/{address}").status_code == 404
    answer = contoso.session.get("https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc?wsdl")
    assert answer.status_code == 200
