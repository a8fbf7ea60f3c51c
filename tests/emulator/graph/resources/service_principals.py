"""``/servicePrincipals``: the presence of applications in a tenant, by id or appId."""

from __future__ import annotations

from ..directory import Directory, Object
from ..errors import bad_request, denied, read_only, same_key
from ..exchange import Answer, GraphRequest
from ..first_party import declared_by
from ..odata.query import count_answer, entity_answer, list_answer
from ..permissions import check_ownership, creator_as_owner, owner_ids
from ..permissions import identities as caller_identities
from ..routing import Operation
from ..validation import check_properties, require
from .application_properties import completed
from .keys import get_by_key
from .service_principal_properties import (
    NEW_SERVICE_PRINCIPAL,
    READ_ONLY,
    SERVICE_PRINCIPAL,
    WRITABLE,
    present,
)

ODATA_TYPE = "#microsoft.graph.servicePrincipal"
_RESOURCE = "ServicePrincipal"


def find_service_principal(request: GraphRequest) -> Object:
    """Return the service principal the path names, or answer 404."""
    key = request.keys["servicePrincipal"]
    return get_by_key(request.directory, "servicePrincipals", key, _RESOURCE, ("id", "appId"))


def find_own_service_principal(request: GraphRequest) -> Object:
    """Return the service principal the path names, when the caller may change it."""
    principal = find_service_principal(request)
    check_ownership(request, principal)
    return principal


def delete_service_principal(directory: Directory, principal: Object) -> None:
    """Delete softly. Consent, role assignments and policy links are gone for good; a restore brings none back."""
    directory.delete_softly("servicePrincipals", principal, ODATA_TYPE)
    identifier = principal["id"]
    for member in ("clientId", "resourceId"):
        directory.remove_where("oauth2PermissionGrants", **{member: identifier})
    for member in ("principalId", "resourceId"):
        directory.remove_where("appRoleAssignments", **{member: identifier})
    directory.remove_where("homeRealmDiscoveryAssignments", servicePrincipalId=identifier)


def check_app_id_is_free(directory: Directory, app_id: str) -> None:
    """Refuse a second service principal of one application."""
    if directory.find("servicePrincipals", app_id, by="appId", lagging=True) is not None:
        raise same_key(
            "The service principal cannot be created, updated, or restored because the service principal name "
            f"{app_id} is already in use."
        )


def _list(request: GraphRequest) -> Answer:
    return list_answer(request, SERVICE_PRINCIPAL, _presented(request))


def _count(request: GraphRequest) -> Answer:
    return count_answer(request, SERVICE_PRINCIPAL, _presented(request))


def _presented(request: GraphRequest) -> list[Object]:
    return [present(request.directory, item) for item in request.directory.visible("servicePrincipals")]


def _get(request: GraphRequest) -> Answer:
    return entity_answer(request, SERVICE_PRINCIPAL, present(request.directory, find_service_principal(request)))


def _create(request: GraphRequest) -> Answer:
    body = request.json_object()
    require(body, "appId")
    return _create_from(request, body)


def _create_from(request: GraphRequest, body: Object) -> Answer:
    check_properties(body, WRITABLE, _RESOURCE, READ_ONLY)
    directory = request.directory
    declared = _declaration(request, body["appId"])
    check_app_id_is_free(directory, body["appId"])
    values = {name: value for name, value in body.items() if "@" not in name and value is not None}
    stored = {
        **completed({**declared, **values}, NEW_SERVICE_PRINCIPAL),
        **directory.new_object(),
        "createdByAppId": request.caller.app_id or None,
        "owners": creator_as_owner(request),
    }
    directory.add("servicePrincipals", stored)
    answer = entity_answer(request, SERVICE_PRINCIPAL, present(directory, stored), status=201)
    entity = f"{stored['id']}/Microsoft.DirectoryServices.ServicePrincipal"
    answer.headers["location"] = f"{request.service_root}/directoryObjects/{entity}"
    return answer


def _declaration(request: GraphRequest, app_id: str) -> Object:
    """Find what the new service principal is of: an application of this tenant, or one of Microsoft's."""
    directory = request.directory
    application = directory.find("applications", app_id, by="appId")
    if application is not None:
        owned = owner_ids(application) & caller_identities(request.caller, directory)
        if request.owned_only and not owned:
            raise denied()
        return {
            "displayName": application["displayName"],
            "appOwnerOrganizationId": directory.tenant_id,
            "servicePrincipalNames": [application["appId"]],
        }
    if request.owned_only:
        raise denied(
            "When using this permission, the backing application of the service principal being created must in the "
            "local tenant"
        )
    first_party = declared_by(app_id)
    if first_party is None:
        message = f"The appId '{app_id}' of the service principal does not reference a valid application object."
        raise bad_request(message, [{"code": "NoBackingApplicationObject", "message": message, "target": "appId"}])
    return first_party


def _update(request: GraphRequest) -> Answer:
    key = request.keys["servicePrincipal"]
    if not request.create_if_missing or key.property.lower() != "appid":
        return _change(find_own_service_principal(request), request.json_object())
    body = request.json_object()
    stored = request.directory.find("servicePrincipals", key.value, by="appId", lagging=True)
    if stored is None:
        return _create_from(request, {**body, "appId": key.value})
    check_ownership(request, stored)
    return _change(stored, body)


def _change(stored: Object, body: Object) -> Answer:
    check_properties(body, WRITABLE, _RESOURCE, READ_ONLY)
    if str(body.get("appId", stored["appId"])).lower() != stored["appId"].lower():
        raise read_only("appId")
    for name, value in body.items():
        if "@" not in name:
            default = NEW_SERVICE_PRINCIPAL.get(name)
            stored[name] = completed({}, {name: default})[name] if value is None else value
    return Answer(204)


def _delete(request: GraphRequest) -> Answer:
    delete_service_principal(request.directory, find_own_service_principal(request))
    return Answer(204)


OPERATIONS = [
    Operation("GET", "/servicePrincipals", _list),
    Operation("GET", "/servicePrincipals/$count", _count),
    Operation("POST", "/servicePrincipals", _create),
    Operation("GET", "/servicePrincipals/{servicePrincipal}", _get),
    Operation("PATCH", "/servicePrincipals/{servicePrincipal}", _update),
    Operation("DELETE", "/servicePrincipals/{servicePrincipal}", _delete),
]
