"""``appRoleAssignments`` (what a principal may do) and ``appRoleAssignedTo`` (who may do something at a resource)."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable

from .. import validation as v
from ..directory import Directory, Object
from ..errors import bad_request, not_found
from ..exchange import Answer, GraphRequest
from ..odata.filter_rules import guid
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..times import whole_seconds
from ..validation import check_properties, require
from .directory_objects import find_principal
from .service_principal_properties import present as present_service_principal
from .service_principals import find_service_principal
from .users import find_user

_RESOURCE = "AppRoleAssignment"
_NO_ROLE = "00000000-0000-0000-0000-000000000000"
_MEMBERS = (
    "id",
    "deletedDateTime",
    "appRoleId",
    "createdDateTime",
    "principalDisplayName",
    "principalId",
    "principalType",
    "resourceDisplayName",
    "resourceId",
)

APP_ROLE_ASSIGNMENT = EntityType(
    name="appRoleAssignment",
    set_name="appRoleAssignments",
    properties=_MEMBERS,
    filterable={"resourceId": guid("eq")},
)

_WRITABLE = {"principalId": v.guid, "resourceId": v.guid, "appRoleId": v.guid}

Find = Callable[[GraphRequest], Object]
Handle = Callable[[GraphRequest], Answer]


def _list(find: Find, member: str) -> Handle:
    def handle(request: GraphRequest) -> Answer:
        identifier = find(request)["id"]
        assignments = request.directory.visible("appRoleAssignments")
        found = [_present(request.directory, each) for each in assignments if each.get(member) == identifier]
        return list_answer(request, APP_ROLE_ASSIGNMENT, found)

    return handle


def _get(member: str) -> Handle:
    def handle(request: GraphRequest) -> Answer:
        return entity_answer(request, APP_ROLE_ASSIGNMENT, _present(request.directory, _find(request, member)))

    return handle


def _delete(member: str) -> Handle:
    def handle(request: GraphRequest) -> Answer:
        request.directory.remove("appRoleAssignments", _find(request, member))
        return Answer(204)

    return handle


def _create(member: str) -> Handle:
    def handle(request: GraphRequest) -> Answer:
        identifier = find_service_principal(request)["id"]
        body = request.json_object()
        check_properties(body, _WRITABLE, _RESOURCE, read_only_names=set(_MEMBERS) - set(_WRITABLE))
        require(body, "principalId", "resourceId", "appRoleId")
        if body[member].lower() != identifier.lower():
            raise bad_request(f"The property '{member}' must match the service principal in the URL.")
        assignment = _assign(request.directory, body)
        return entity_answer(request, APP_ROLE_ASSIGNMENT, _present(request.directory, assignment), status=201)

    return handle


def _assign(directory: Directory, body: Object) -> Object:
    find_principal(directory, body["principalId"])
    resource = present_service_principal(directory, directory.get("servicePrincipals", body["resourceId"]))
    roles = {role["id"] for role in resource["appRoles"] if role.get("isEnabled", True)} or {_NO_ROLE}
    if body["appRoleId"] not in roles:
        raise bad_request("Permission being assigned was not found on application")
    wanted = {name: body[name] for name in _WRITABLE}
    if any(wanted == {name: each.get(name) for name in _WRITABLE} for each in directory.all("appRoleAssignments")):
        raise bad_request("Permission being assigned already exists on the object")
    identifier = base64.urlsafe_b64encode(uuid.UUID(body["principalId"]).bytes_le + uuid.uuid4().bytes)
    assignment = {**wanted, "id": identifier.decode().rstrip("="), "createdDateTime": whole_seconds(directory.now())}
    return directory.add("appRoleAssignments", assignment)


def _find(request: GraphRequest, member: str) -> Object:
    identifier = request.keys["assignment"].value
    owner = find_service_principal(request)["id"]
    for assignment in request.directory.visible("appRoleAssignments"):
        if assignment["id"] == identifier and assignment.get(member) == owner:
            return assignment
    raise not_found(identifier)


def _present(directory: Directory, stored: Object) -> Object:
    assignment = {name: stored.get(name) for name in _MEMBERS}
    user = directory.find("users", stored["principalId"])
    principal = user or directory.find("servicePrincipals", stored["principalId"]) or {}
    resource = directory.find("servicePrincipals", stored["resourceId"]) or {}
    assignment["principalType"] = "User" if user else "ServicePrincipal"
    assignment["principalDisplayName"] = principal.get("displayName")
    assignment["resourceDisplayName"] = resource.get("displayName")
    return assignment


def _operations(navigation: str, member: str) -> list[Operation]:
    path = f"/servicePrincipals/{{servicePrincipal}}/{navigation}"
    return [
        Operation("GET", path, _list(find_service_principal, member)),
        Operation("POST", path, _create(member)),
        Operation("GET", f"{path}/{{assignment}}", _get(member)),
        Operation("DELETE", f"{path}/{{assignment}}", _delete(member)),
    ]


OPERATIONS = [
    *_operations("appRoleAssignments", "principalId"),
    *_operations("appRoleAssignedTo", "resourceId"),
    Operation("GET", "/users/{user}/appRoleAssignments", _list(find_user, "principalId")),
]
