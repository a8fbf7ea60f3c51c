"""Home realm discovery policies and their assignment."""

from __future__ import annotations

import json

import pytest

from tests.unit.emulator.graph.support import BASE, DYNAMICS_SP, assert_error

POLICIES = "/policies/homeRealmDiscoveryPolicies"
ASSIGNED = f"/servicePrincipals/{DYNAMICS_SP}/homeRealmDiscoveryPolicies"
DEFINITION = json.dumps({"HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}})


def create(graph, **members):
    """Create a policy."""
    answer = graph.post(POLICIES, {"displayName": "Cloud passwords", "definition": [DEFINITION], **members})
    assert answer.status_code == 201, answer.text
    return answer.json()


def reference(policy):
    """Return the body that assigns a policy."""
    return {"@odata.id": f"{BASE}/v1.0{POLICIES}/{policy['id']}"}


def test_their_life(graph):
    policy = create(graph)
    path = f"{POLICIES}/{policy['id']}"
    assert policy["isOrganizationDefault"] is False
    assert graph.get(path).json()["definition"] == [DEFINITION]
    assert graph.value(f"{POLICIES}?$filter=displayName eq 'Cloud passwords'")[0]["id"] == policy["id"]
    assert graph.patch(path, {"displayName": "Renamed"}).status_code == 204
    assert graph.get(path).json()["displayName"] == "Renamed"
    assert graph.delete(path).status_code == 204
    assert_error(graph.get(path), 404, "Request_ResourceNotFound")


def test_the_outer_member_is_not_checked(graph):
    assert create(graph, definition=['{"AllowCloudPasswordValidation":true}'])


@pytest.mark.parametrize("definition", [[], DEFINITION, [DEFINITION, DEFINITION], ["{"], ["5"], [{}], None])
def test_the_definition_is_one_json_text(graph, definition):
    body = {"displayName": "x", "definition": definition}
    assert_error(graph.post(POLICIES, body), 400, "Request_BadRequest")
    if definition is not None:
        policy = create(graph)
        assert_error(graph.patch(f"{POLICIES}/{policy['id']}", {"definition": definition}), 400, "Request_BadRequest")


def test_one_organization_default(graph):
    create(graph, isOrganizationDefault=True)
    body = {"displayName": "x", "definition": [DEFINITION], "isOrganizationDefault": True}
    assert_error(graph.post(POLICIES, body), 409, "Request_MultipleObjectsWithSameKeyValue")
    second = create(graph)
    answer = graph.patch(f"{POLICIES}/{second['id']}", {"isOrganizationDefault": True})
    assert_error(answer, 409, "Request_MultipleObjectsWithSameKeyValue")


def test_assignment(graph, contoso):
    policy = create(graph)
    assert graph.post(f"{ASSIGNED}/$ref", reference(policy)).status_code == 204
    assert contoso["homeRealmDiscoveryAssignments"] == [{"servicePrincipalId": DYNAMICS_SP, "policyId": policy["id"]}]
    assert [each["id"] for each in graph.value(ASSIGNED)] == [policy["id"]]
    (applied,) = graph.value(f"{POLICIES}/{policy['id']}/appliesTo")
    assert (applied["@odata.type"], applied["id"]) == ("#microsoft.graph.servicePrincipal", DYNAMICS_SP)
    assert_error(graph.post(f"{ASSIGNED}/$ref", reference(policy)), 400, "Request_BadRequest", "already exist")
    another = graph.post(f"{ASSIGNED}/$ref", reference(create(graph)))
    assert_error(another, 409, "Request_MultipleObjectsWithSameKeyValue", "property-uniqueness")
    assert graph.delete(f"{ASSIGNED}/{policy['id']}/$ref").status_code == 204
    assert graph.value(ASSIGNED) == []
    assert_error(graph.delete(f"{ASSIGNED}/{policy['id']}/$ref"), 404, "Request_ResourceNotFound")


def test_assignment_by_app_id_and_deletion(graph, contoso):
    policy = create(graph)
    by_app_id = "/servicePrincipals(appId='00000007-0000-0000-c000-000000000000')/homeRealmDiscoveryPolicies/$ref"
    assert graph.post(by_app_id, reference(policy)).status_code == 204
    graph.delete(f"{POLICIES}/{policy['id']}")
    assert contoso["homeRealmDiscoveryAssignments"] == []


def test_a_reference_to_nowhere(graph):
    assert graph.post(f"{ASSIGNED}/$ref", {"@odata.id": "https://elsewhere.example/x/y"}).status_code == 400
    assert graph.post(f"{ASSIGNED}/$ref", {}).status_code == 400
    assert graph.post(f"{ASSIGNED}/$ref", reference({"id": DYNAMICS_SP})).status_code == 404
