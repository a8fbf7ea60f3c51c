"""``/oauth2PermissionGrants``: delegated consent of a client to a resource."""

from __future__ import annotations

import base64
import uuid

from .. import validation as v
from ..directory import Directory, Object
from ..errors import GraphError, bad_request, invalid_value, not_found, read_only, same_key
from ..exchange import Answer, GraphRequest
from ..odata.filter_rules import text
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..validation import check_properties, require
from .service_principals import find_service_principal
from .users import find_user

_RESOURCE = "OAuth2PermissionGrant"
_LONGEST_SCOPE = 3850
_MEMBERS = ("clientId", "consentType", "id", "principalId", "resourceId", "scope")

GRANT = EntityType(
    name="oAuth2PermissionGrant",
    set_name="oauth2PermissionGrants",
    properties=_MEMBERS,
    filterable={name: text("eq") for name in ("clientId", "consentType", "principalId", "resourceId")},
)

_WRITABLE = {
    "clientId": v.guid,
    "consentType": v.one_of("AllPrincipals", "Principal"),
    "principalId": v.nullable(v.guid),
    "resourceId": v.guid,
    "scope": v.nullable(v.string(_LONGEST_SCOPE)),
}


def _present(stored: Object) -> Object:
    return {name: stored.get(name) for name in _MEMBERS}


def _list_where(request: GraphRequest, **members: str) -> Answer:
    grants = [
        _present(grant)
        for grant in request.directory.visible("oauth2PermissionGrants")
        if all(grant.get(name) == value for name, value in members.items())
    ]
    return list_answer(request, GRANT, grants)


def _list(request: GraphRequest) -> Answer:
    return _list_where(request)


def _list_of_client(request: GraphRequest) -> Answer:
    return _list_where(request, clientId=find_service_principal(request)["id"])


def _list_of_user(request: GraphRequest) -> Answer:
    return _list_where(request, principalId=find_user(request)["id"])


def _find(request: GraphRequest) -> Object:
    """Find by id; unlike GUIDs, a grant's id is sensitive to case."""
    identifier = request.keys["grant"].value
    for grant in request.directory.visible("oauth2PermissionGrants"):
        if grant["id"] == identifier:
            return grant
    raise not_found(identifier)


def _get(request: GraphRequest) -> Answer:
    return entity_answer(request, GRANT, _present(_find(request)))


def _create(request: GraphRequest) -> Answer:
    body = request.json_object()
    check_properties(body, _WRITABLE, _RESOURCE, read_only_names=("id",))
    require(body, "clientId", "consentType", "resourceId", "scope")
    if (body["consentType"] == "Principal") != bool(body.get("principalId")):
        raise invalid_value("principalId", _RESOURCE)
    directory = request.directory
    for name in ("clientId", "resourceId"):
        _check_service_principal(directory, body[name])
    if body.get("principalId") and directory.find("users", body["principalId"]) is None:
        raise _unknown_reference(body["principalId"])
    grant = {**_present(body), "id": _grant_id(body)}
    if any(grant["id"] == other["id"] or _same(grant, other) for other in directory.all("oauth2PermissionGrants")):
        raise same_key("Permission entry already exists.")
    directory.add("oauth2PermissionGrants", grant)
    answer = entity_answer(request, GRANT, _present(grant), status=201)
    answer.headers["location"] = f"{request.service_root}/oauth2PermissionGrants/{grant['id']}"
    return answer


def _same(grant: Object, other: Object) -> bool:
    """Compare what a grant is for; a seed may have given a grant any id."""
    return all(grant.get(name) == other.get(name) for name in ("clientId", "consentType", "principalId", "resourceId"))


def _check_service_principal(directory: Directory, identifier: str) -> None:
    """Client and resource are object ids of service principals in the tenant, not appIds."""
    principal = directory.find("servicePrincipals", identifier, lagging=True)
    if principal is None:
        raise _unknown_reference(identifier)
    if directory.is_lagging(principal):
        message = "Unable to read the company information from the directory."
        raise GraphError(404, "Directory_ObjectNotFound", message)


def _unknown_reference(identifier: str) -> GraphError:
    return bad_request(not_found(identifier).message)


def _grant_id(grant: Object) -> str:
    """Make the id as the directory does: from the ids it connects."""
    ids = [grant["clientId"], grant["resourceId"], grant.get("principalId")]
    return base64.urlsafe_b64encode(b"".join(uuid.UUID(each).bytes_le for each in ids if each)).decode().rstrip("=")


def _update(request: GraphRequest) -> Answer:
    grant = _find(request)
    body = request.json_object()
    check_properties(body, _WRITABLE, _RESOURCE, read_only_names=("id",))
    for name in ("clientId", "consentType", "principalId", "resourceId"):
        if name in body:
            raise read_only(name)
    require(body, "scope")
    grant["scope"] = body["scope"]
    return Answer(204)


def _delete(request: GraphRequest) -> Answer:
    request.directory.remove("oauth2PermissionGrants", _find(request))
    return Answer(204)


OPERATIONS = [
    Operation("GET", "/oauth2PermissionGrants", _list),
    Operation("POST", "/oauth2PermissionGrants", _create),
    Operation("GET", "/oauth2PermissionGrants/{grant}", _get),
    Operation("PATCH", "/oauth2PermissionGrants/{grant}", _update),
    Operation("DELETE", "/oauth2PermissionGrants/{grant}", _delete),
    Operation("GET", "/servicePrincipals/{servicePrincipal}/oauth2PermissionGrants", _list_of_client),
    Operation("GET", "/users/{user}/oauth2PermissionGrants", _list_of_user),
]
