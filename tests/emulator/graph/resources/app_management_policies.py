"""``/policies/defaultAppManagementPolicy`` and ``/policies/appManagementPolicies``: what a tenant forbids its apps.

The tenant-wide policy is the member ``defaultAppManagementPolicy`` of the tenant's state; policies of single
applications are ``appManagementPolicies``, each with the object ids it is assigned to in ``appliesTo``.
"""

from __future__ import annotations

from datetime import timedelta

from ..directory import Directory, Object
from ..errors import GraphError
from ..exchange import Answer, GraphRequest
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..times import parse_date_time, parse_duration
from .application_properties import completed
from .directory_objects import DIRECTORY_OBJECT

_TENANT_POLICY_ID = "00000000-0000-0000-0000-000000000000"
_DEFAULT_POLICY: Object = {
    "id": _TENANT_POLICY_ID,
    "deletedDateTime": None,
    "displayName": "Default app management tenant policy",
    "description": "What applications and service principals of the tenant may use as credentials.",
    "isEnabled": False,
    "applicationRestrictions": {"passwordCredentials": [], "keyCredentials": []},
    "servicePrincipalRestrictions": {"passwordCredentials": [], "keyCredentials": []},
}
_TENANT_POLICY = EntityType("tenantAppManagementPolicy", "policies/defaultAppManagementPolicy", tuple(_DEFAULT_POLICY))
_APP_POLICY = EntityType(
    "appManagementPolicy",
    "policies/appManagementPolicies",
    ("id", "deletedDateTime", "displayName", "description", "isEnabled", "restrictions"),
)


def check_new_password(directory: Directory, application: Object, lifetime: timedelta) -> None:
    """Refuse a password that the policy of the application, or else of the tenant, forbids."""
    policy_id, restrictions = _restrictions_on(directory, application)
    for restriction in restrictions:
        if restriction.get("state", "enabled") != "enabled" or _is_exempt(restriction, application):
            continue
        kind = restriction.get("restrictionType")
        if kind == "passwordAddition":
            raise _refusal(
                "CredentialTypeNotAllowedAsPerAppPolicy",
                f"Credential type not allowed as per assigned policy '{policy_id}'.",
            )
        if kind == "passwordLifetime" and lifetime > parse_duration(restriction["maxLifetime"]):
            raise _refusal(
                "CredentialInvalidLifetimeAsPerAppPolicy",
                f"Credential lifetime exceeds the max value allowed as per assigned policy '{policy_id}'.",
                {"code": "InvalidKeyEndDate", "message": "Key credential end date is invalid.", "target": "EndDate"},
            )


def _restrictions_on(directory: Directory, application: Object) -> tuple[str, list[Object]]:
    """An application's own policy replaces the tenant's."""
    for policy in directory.tenant.get("appManagementPolicies", []):
        if application["id"] in policy.get("appliesTo", []) and policy.get("isEnabled"):
            return policy["id"], policy.get("restrictions", {}).get("passwordCredentials", [])
    policy = _tenant_policy(directory)
    restrictions = policy["applicationRestrictions"].get("passwordCredentials", []) if policy["isEnabled"] else []
    return policy["id"], restrictions


def _is_exempt(restriction: Object, application: Object) -> bool:
    since = restriction.get("restrictForAppsCreatedAfterDateTime")
    created = application.get("createdDateTime")
    if not since or not created:
        return False
    return parse_date_time(created) < parse_date_time(since)


def _refusal(code: str, message: str, detail: dict[str, str] | None = None) -> GraphError:
    return GraphError(400, code, message, [detail] if detail else None)


def _tenant_policy(directory: Directory) -> Object:
    return completed(directory.tenant.get("defaultAppManagementPolicy") or {}, _DEFAULT_POLICY)


def _get_tenant_policy(request: GraphRequest) -> Answer:
    return entity_answer(request, _TENANT_POLICY, _tenant_policy(request.directory))


def _list_app_policies(request: GraphRequest) -> Answer:
    policies = [
        {name: value for name, value in policy.items() if name != "appliesTo"}
        for policy in request.directory.visible("appManagementPolicies")
    ]
    return list_answer(request, _APP_POLICY, policies)


def _applies_to(request: GraphRequest) -> Answer:
    policy = request.directory.get("appManagementPolicies", request.keys["policy"].value)
    collections = ("applications", "servicePrincipals")
    found = [
        {
            "@odata.type": f"#microsoft.graph.{collection[:-1]}",
            **{name: item.get(name) for name in ("id", "appId", "displayName")},
        }
        for collection in collections
        for item in request.directory.visible(collection)
        if item["id"] in policy.get("appliesTo", [])
    ]
    return list_answer(request, DIRECTORY_OBJECT, found)


OPERATIONS = [
    Operation("GET", "/policies/defaultAppManagementPolicy", _get_tenant_policy),
    Operation("GET", "/policies/appManagementPolicies", _list_app_policies),
    Operation("GET", "/policies/appManagementPolicies/{policy}/appliesTo", _applies_to),
]
