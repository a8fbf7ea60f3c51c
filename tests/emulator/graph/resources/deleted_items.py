"""``/directory/deletedItems``: applications and service principals in their thirty days of grace."""

from __future__ import annotations

from collections.abc import Callable

from ..directory import Directory, Object
from ..errors import bad_request, not_found, object_conflict
from ..exchange import Answer, GraphRequest
from ..odata.query import EntityType, list_answer
from ..permissions import check_ownership
from ..routing import Operation
from . import applications, service_principal_properties, service_principals
from .application_properties import APPLICATION
from .service_principal_properties import SERVICE_PRINCIPAL

_COLLECTIONS = {
    applications.ODATA_TYPE: "applications",
    service_principals.ODATA_TYPE: "servicePrincipals",
    "#microsoft.graph.user": "users",
}


def _present(directory: Directory, stored: Object) -> Object:
    """Show a deleted object; its type comes first."""
    odata_type = stored["@odata.type"]
    if odata_type == applications.ODATA_TYPE:
        shown = applications.present(stored)
    elif odata_type == service_principals.ODATA_TYPE:
        shown = service_principal_properties.present(directory, stored)
    else:
        shown = {name: stored.get(name) for name in ("id", "deletedDateTime", "displayName", "userPrincipalName")}
    return {"@odata.type": odata_type, **shown}


def _list(entity_type: EntityType, odata_type: str) -> Callable[[GraphRequest], Answer]:
    def handle(request: GraphRequest) -> Answer:
        items = [item for item in request.directory.all("deletedItems") if item["@odata.type"] == odata_type]
        shown = [_present(request.directory, item) for item in items]
        # A list of one type needs no type on each item.
        bare = [{name: value for name, value in item.items() if name != "@odata.type"} for item in shown]
        return list_answer(request, entity_type, bare)

    return handle


def _list_without_cast(request: GraphRequest) -> Answer:
    raise bad_request("The request is missing the type of the deleted items; add it to the path as a cast.")


def _find(request: GraphRequest) -> Object:
    identifier = request.keys["deletedItem"].value
    for item in request.directory.all("deletedItems"):
        if item["id"].lower() == identifier.lower():
            return item
    raise not_found(identifier)


def _get(request: GraphRequest) -> Answer:
    return _answer(request, _present(request.directory, _find(request)))


def _answer(request: GraphRequest, shown: Object) -> Answer:
    return Answer(200, {"@odata.context": f"{request.service_root}/$metadata#directoryObjects/$entity", **shown})


def _restore(request: GraphRequest) -> Answer:
    """Bring one object back; restoring an application leaves its service principal deleted."""
    item, directory = _find(request), request.directory
    check_ownership(request, item)
    _check_conflicts(directory, item)
    directory.remove("deletedItems", item)
    shown = _present(directory, {**item, "deletedDateTime": None})
    collection = _COLLECTIONS[item.pop("@odata.type")]
    item["deletedDateTime"] = None
    directory.all(collection).append(item)
    return _answer(request, shown)


def _check_conflicts(directory: Directory, item: Object) -> None:
    """Refuse when an active object holds what must be unique."""
    if item["@odata.type"] == service_principals.ODATA_TYPE:
        service_principals.check_app_id_is_free(directory, item["appId"])
    if item["@odata.type"] != applications.ODATA_TYPE:
        return
    active = directory.all("applications")
    if set(item.get("identifierUris") or []) & {uri for each in active for uri in each.get("identifierUris") or []}:
        raise object_conflict("identifierUris")
    if item.get("uniqueName") and any(each.get("uniqueName") == item["uniqueName"] for each in active):
        raise object_conflict("uniqueName")


def _purge(request: GraphRequest) -> Answer:
    item, directory = _find(request), request.directory
    check_ownership(request, item)
    directory.remove("deletedItems", item)
    for credential in item.get("passwordCredentials") or []:
        directory.tenant.get("secrets", {}).pop(credential["keyId"], None)
    return Answer(204)


_DELETED = "/directory/deletedItems"

OPERATIONS = [
    Operation("GET", _DELETED, _list_without_cast),
    Operation("GET", f"{_DELETED}/microsoft.graph.application", _list(APPLICATION, applications.ODATA_TYPE)),
    Operation("GET", f"{_DELETED}/graph.application", _list(APPLICATION, applications.ODATA_TYPE)),
    Operation(
        "GET", f"{_DELETED}/microsoft.graph.servicePrincipal", _list(SERVICE_PRINCIPAL, service_principals.ODATA_TYPE)
    ),
    Operation("GET", f"{_DELETED}/graph.servicePrincipal", _list(SERVICE_PRINCIPAL, service_principals.ODATA_TYPE)),
    Operation("GET", f"{_DELETED}/{{deletedItem}}", _get),
    Operation("DELETE", f"{_DELETED}/{{deletedItem}}", _purge),
    Operation("POST", f"{_DELETED}/{{deletedItem}}/restore", _restore),
]
