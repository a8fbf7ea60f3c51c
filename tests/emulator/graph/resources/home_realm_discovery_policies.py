"""``/policies/homeRealmDiscoveryPolicies`` and their assignment to service principals."""

from __future__ import annotations

import json
from typing import Any

from .. import validation as v
from ..directory import Directory, Object
from ..errors import GraphError, bad_request, invalid_value, not_found, same_key
from ..exchange import Answer, GraphRequest
from ..odata.filter_rules import boolean, text
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..validation import check_properties, require
from .directory_objects import DIRECTORY_OBJECT, present_principal, reference_in_body
from .service_principals import find_own_service_principal, find_service_principal

_RESOURCE = "HomeRealmDiscoveryPolicy"
_ASSIGNMENTS = "homeRealmDiscoveryAssignments"
_NEW_POLICY: Object = {
    "deletedDateTime": None,
    "definition": [],
    "description": None,
    "displayName": None,
    "isOrganizationDefault": False,
}
_MEMBERS = ("id", *_NEW_POLICY)

POLICY = EntityType(
    name="homeRealmDiscoveryPolicy",
    set_name="policies/homeRealmDiscoveryPolicies",
    properties=_MEMBERS,
    filterable={
        "id": text("eq"),
        "displayName": text("eq", "startswith"),
        "isOrganizationDefault": boolean("eq"),
    },
)


def _one_definition(value: Any, path: str, resource: str) -> None:
    """Demand a list of one JSON text. Its outer member is not looked at: the real service stores a policy without
    ``HomeRealmDiscoveryPolicy`` too, and ignores it."""
    v.list_of(v.string())(value, path, resource)
    try:
        (text_of_policy,) = value
        parsed = json.loads(text_of_policy)
    except ValueError:
        raise invalid_value(path, resource) from None
    if not isinstance(parsed, dict):
        raise invalid_value(path, resource)


_WRITABLE = {
    "displayName": v.name_of_object,
    "description": v.nullable(v.string()),
    "definition": _one_definition,
    "isOrganizationDefault": v.nullable(v.boolean),
}


def _present(stored: Object) -> Object:
    return {name: stored.get(name, _NEW_POLICY.get(name)) for name in _MEMBERS}


def _find(request: GraphRequest) -> Object:
    return request.directory.get("homeRealmDiscoveryPolicies", request.keys["policy"].value)


def _list(request: GraphRequest) -> Answer:
    policies = request.directory.visible("homeRealmDiscoveryPolicies")
    return list_answer(request, POLICY, [_present(each) for each in policies])


def _get(request: GraphRequest) -> Answer:
    return entity_answer(request, POLICY, _present(_find(request)))


def _create(request: GraphRequest) -> Answer:
    body = request.json_object()
    check_properties(body, _WRITABLE, _RESOURCE, read_only_names=("id", "deletedDateTime"))
    require(body, "displayName", "definition")
    _check_single_default(request.directory, body, None)
    values = {name: value for name, value in body.items() if "@" not in name and value is not None}
    stored = {**_NEW_POLICY, **request.directory.new_object(), **values}
    request.directory.add("homeRealmDiscoveryPolicies", stored)
    answer = entity_answer(request, POLICY, _present(stored), status=201)
    answer.headers["location"] = f"{request.url}/{stored['id']}"
    return answer


def _update(request: GraphRequest) -> Answer:
    stored = _find(request)
    body = request.json_object()
    check_properties(body, _WRITABLE, _RESOURCE, read_only_names=("id", "deletedDateTime"))
    _check_single_default(request.directory, body, stored)
    for name, value in body.items():
        if "@" not in name:
            stored[name] = _NEW_POLICY[name] if value is None else value
    return Answer(204)


def _check_single_default(directory: Directory, body: Object, own: Object | None) -> None:
    others = [each for each in directory.all("homeRealmDiscoveryPolicies") if each is not own]
    if body.get("isOrganizationDefault") and any(each.get("isOrganizationDefault") for each in others):
        raise _uniqueness_violation()


def _delete(request: GraphRequest) -> Answer:
    stored = _find(request)
    request.directory.remove("homeRealmDiscoveryPolicies", stored)
    request.directory.remove_where(_ASSIGNMENTS, policyId=stored["id"])
    return Answer(204)


def _applies_to(request: GraphRequest) -> Answer:
    policy_id, directory = _find(request)["id"], request.directory
    ids = [each["servicePrincipalId"] for each in directory.all(_ASSIGNMENTS) if each["policyId"] == policy_id]
    found = [principal for identifier in ids if (principal := directory.find("servicePrincipals", identifier))]
    return list_answer(request, DIRECTORY_OBJECT, [present_principal("servicePrincipals", each) for each in found])


def _assigned(directory: Directory, principal_id: str) -> list[Object]:
    ids = [each["policyId"] for each in directory.all(_ASSIGNMENTS) if each["servicePrincipalId"] == principal_id]
    return [policy for identifier in ids if (policy := directory.find("homeRealmDiscoveryPolicies", identifier))]


def _list_assigned(request: GraphRequest) -> Answer:
    policies = _assigned(request.directory, find_service_principal(request)["id"])
    return list_answer(request, POLICY, [_present(each) for each in policies])


def _assign(request: GraphRequest) -> Answer:
    principal, directory = find_own_service_principal(request), request.directory
    policy_id = reference_in_body(request, sets=("homerealmdiscoverypolicies", "directoryobjects"))
    policy = directory.get("homeRealmDiscoveryPolicies", policy_id)
    assigned = _assigned(directory, principal["id"])
    if any(each["id"] == policy["id"] for each in assigned):
        raise bad_request(
            "One or more added object references already exist for the following modified properties: 'policies'."
        )
    if any(not each.get("isOrganizationDefault") for each in assigned):
        # Not documented; by analogy with token issuance policies.
        raise _uniqueness_violation()
    directory.all(_ASSIGNMENTS).append({"servicePrincipalId": principal["id"], "policyId": policy["id"]})
    return Answer(204)


def _unassign(request: GraphRequest) -> Answer:
    principal, policy_id = find_own_service_principal(request), request.keys["policy"].value
    if not any(each["id"] == policy_id for each in _assigned(request.directory, principal["id"])):
        raise not_found(policy_id)
    request.directory.remove_where(_ASSIGNMENTS, servicePrincipalId=principal["id"], policyId=policy_id)
    return Answer(204)


def _uniqueness_violation() -> GraphError:
    return same_key("Request contains property changes that would result in property-uniqueness violation(s).")


_POLICIES = "/policies/homeRealmDiscoveryPolicies"
_ASSIGNED = "/servicePrincipals/{servicePrincipal}/homeRealmDiscoveryPolicies"

OPERATIONS = [
    Operation("GET", _POLICIES, _list),
    Operation("POST", _POLICIES, _create),
    Operation("GET", f"{_POLICIES}/{{policy}}", _get),
    Operation("PATCH", f"{_POLICIES}/{{policy}}", _update),
    Operation("DELETE", f"{_POLICIES}/{{policy}}", _delete),
    Operation("GET", f"{_POLICIES}/{{policy}}/appliesTo", _applies_to),
    Operation("GET", _ASSIGNED, _list_assigned),
    Operation("POST", f"{_ASSIGNED}/$ref", _assign),
    Operation("DELETE", f"{_ASSIGNED}/{{policy}}/$ref", _unassign),
]
