"""``/auditLogs/signIns``: recent sign-ins, for tenants with a premium licence (``premium`` in the tenant's state)."""

from __future__ import annotations

from ..directory import Object
from ..errors import GraphError, not_found
from ..exchange import Answer, GraphRequest
from ..odata.filter_rules import integer, moment, text
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..times import parse_date_time

_NEW_SIGN_IN: Object = {
    "id": "",
    "createdDateTime": "2020-01-01T00:00:00Z",
    "userDisplayName": None,
    "userPrincipalName": None,
    "userId": "",
    "appId": None,
    "appDisplayName": None,
    "ipAddress": None,
    "clientAppUsed": None,
    "correlationId": None,
    "conditionalAccessStatus": "notApplied",
    "isInteractive": True,
    "riskDetail": "none",
    "riskLevelAggregated": "none",
    "riskLevelDuringSignIn": "none",
    "riskState": "none",
    "riskEventTypes": [],
    "riskEventTypes_v2": [],
    "resourceDisplayName": None,
    "resourceId": None,
    "status": None,
    "deviceDetail": None,
    "location": None,
    "appliedConditionalAccessPolicies": [],
}

SIGN_IN = EntityType(
    name="signIn",
    set_name="auditLogs/signIns",
    properties=tuple(_NEW_SIGN_IN),
    filterable={
        "id": text("eq"),
        "createdDateTime": moment("eq", "le", "ge"),
        "appId": text("eq"),
        "appDisplayName": text("eq", "startswith"),
        "userPrincipalName": text("eq", "startswith"),
        "userDisplayName": text("eq", "startswith"),
        "userId": text("eq"),
        "status/errorCode": integer("eq"),
        "correlationId": text("eq"),
        "conditionalAccessStatus": text("eq"),
    },
    sortable=frozenset({"createdDateTime"}),
    page_size=1000,
    largest_page=1000,
)


def _sign_ins(request: GraphRequest) -> list[Object]:
    """Return the newest first."""
    tenant = request.directory.tenant
    if not tenant.get("premium"):
        raise GraphError(
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license",
        )
    shown = [_present(each) for each in tenant.get("signIns", [])]
    return sorted(shown, key=lambda each: parse_date_time(each["createdDateTime"]), reverse=True)


def _present(stored: Object) -> Object:
    """Show a sign-in whole; the log writes user names in lower case."""
    shown = {name: stored.get(name, default) for name, default in _NEW_SIGN_IN.items()}
    shown["userPrincipalName"] = (shown["userPrincipalName"] or "").lower() or None
    return shown


def _list(request: GraphRequest) -> Answer:
    return list_answer(request, SIGN_IN, _sign_ins(request))


def _get(request: GraphRequest) -> Answer:
    identifier = request.keys["signIn"].value
    for sign_in in _sign_ins(request):
        if sign_in["id"] == identifier:
            return entity_answer(request, SIGN_IN, sign_in)
    raise not_found(identifier)


OPERATIONS = [
    Operation("GET", "/auditLogs/signIns", _list),
    Operation("GET", "/auditLogs/signIns/{signIn}", _get),
]
