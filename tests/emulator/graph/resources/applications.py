"""``/applications``: registrations, by id, appId or uniqueName."""

from __future__ import annotations

import re
import uuid
from typing import Any

from ..directory import Directory, Object
from ..errors import GraphError, bad_request, denied, not_found, object_conflict
from ..exchange import Answer, GraphRequest
from ..odata.query import count_answer, entity_answer, list_answer
from ..permissions import check_ownership, creator_as_owner, owner_ids
from ..routing import Operation
from ..validation import check_properties, require
from .application_properties import APPLICATION, NEW_APPLICATION, READ_ONLY, WRITABLE, completed
from .credentials import without_secrets
from .directory_objects import bound_ids
from .keys import get_by_key
from .service_principals import delete_service_principal

ODATA_TYPE = "#microsoft.graph.application"
_RESOURCE = "Application"
_ALTERNATE_KEYS = ("id", "appId", "uniqueName")
_MOST_OWNERS_ON_CREATE = 20


def find_application(request: GraphRequest) -> Object:
    """Return the application the path names, or answer 404."""
    return get_by_key(request.directory, "applications", request.keys["application"], _RESOURCE, _ALTERNATE_KEYS)


def find_own_application(request: GraphRequest) -> Object:
    """Return the application the path names, when the caller may change it."""
    application = find_application(request)
    check_ownership(request, application)
    return application


def present(stored: Object) -> Object:
    """Show an application as Graph does: whole, and without secrets."""
    application = completed(stored, NEW_APPLICATION)
    application.pop("owners", None)
    application.setdefault("deletedDateTime", None)
    application.setdefault("createdDateTime", None)
    web = application["web"]
    indexes = {each.get("uri"): each.get("index") for each in web.get("redirectUriSettings") or []}
    web["redirectUriSettings"] = [{"uri": uri, "index": indexes.get(uri)} for uri in web["redirectUris"]]
    without_secrets(application)
    return application


def _list(request: GraphRequest) -> Answer:
    return list_answer(request, APPLICATION, _presented(request))


def _count(request: GraphRequest) -> Answer:
    return count_answer(request, APPLICATION, _presented(request))


def _presented(request: GraphRequest) -> list[Object]:
    return [present(item) for item in request.directory.visible("applications")]


def _get(request: GraphRequest) -> Answer:
    return entity_answer(request, APPLICATION, present(find_application(request)))


def _create(request: GraphRequest) -> Answer:
    return _create_from(request, request.json_object())


def _create_from(request: GraphRequest, body: Object) -> Answer:
    _check_new(request, body)
    directory = request.directory
    owners = bound_ids(request, body, "owners@odata.bind", most=_MOST_OWNERS_ON_CREATE)
    values = {name: value for name, value in body.items() if "@" not in name and value is not None}
    stored = {
        **completed(values, NEW_APPLICATION),
        **directory.new_object(),
        "appId": str(uuid.uuid4()),
        "publisherDomain": _default_domain(directory),
        "createdByAppId": request.caller.app_id or None,
        "owners": list(dict.fromkeys([*creator_as_owner(request), *owners])),
    }
    directory.add("applications", stored)
    answer = entity_answer(request, APPLICATION, present(stored), status=201)
    entity = f"{stored['id']}/Microsoft.DirectoryServices.Application"
    answer.headers["location"] = f"{request.service_root}/directoryObjects/{entity}"
    return answer


def _check_new(request: GraphRequest, body: Object) -> None:
    _refuse_passwords(body)
    check_properties(body, WRITABLE, _RESOURCE, READ_ONLY)
    require(body, "displayName")
    _check_unique(request.directory, body, None)
    _check_identifier_uris(request.directory, body)


def _update(request: GraphRequest) -> Answer:
    key = request.keys["application"]
    if request.create_if_missing and key.property.lower() == "uniquename":
        return _upsert(request, key.value)
    return _change(request, find_own_application(request), request.json_object())


def _upsert(request: GraphRequest, unique_name: str) -> Answer:
    """Update or create by uniqueName. The key is looked up where writes go, so that lag makes no duplicate."""
    stored = request.directory.find("applications", unique_name, by="uniqueName", lagging=True)
    body = request.json_object()
    if body.get("uniqueName", unique_name) != unique_name:
        raise bad_request("The key property 'uniqueName' in the payload does not match the key in the URL.")
    if stored is not None:
        check_ownership(request, stored)
        return _change(request, stored, body)
    may_create = {"Application.ReadWrite.All", "Application.ReadWrite.OwnedBy", "AppRegistration.Create"}
    if not may_create & request.caller.permissions:
        raise denied()
    return _create_from(request, {**body, "uniqueName": unique_name})


def _change(request: GraphRequest, stored: Object, body: Object) -> Answer:
    _refuse_passwords(body)
    check_properties(body, WRITABLE, _RESOURCE, READ_ONLY)
    unique_name = stored.get("uniqueName")
    if unique_name and body.get("uniqueName", unique_name) != unique_name:
        raise bad_request("Property 'uniqueName' is immutable and cannot be changed once it has been set.")
    _check_unique(request.directory, body, stored)
    _check_identifier_uris(request.directory, body)
    _check_entitlements(stored, body)
    for name, value in body.items():
        if "@" not in name:
            stored[name] = _merged(stored, name, value)
    return Answer(204)


def _merged(stored: Object, name: str, value: Any) -> Any:
    """A complex property keeps the members that the caller left out; null brings back the default."""
    default = NEW_APPLICATION.get(name)
    if value is None:
        return completed({}, {name: default})[name]
    if isinstance(value, dict) and isinstance(default, dict):
        return {**completed({name: stored.get(name) or {}}, {name: default})[name], **value}
    return value


def _refuse_passwords(body: Object) -> None:
    if "passwordCredentials" in body:
        raise bad_request("New password credentials must be generated with service actions.")


def _check_unique(directory: Directory, body: Object, own: Object | None) -> None:
    """Refuse a uniqueName or identifier URI of another application, even of one that lag still hides."""
    others = [item for item in directory.all("applications") if item is not own]
    unique_name = str(body.get("uniqueName") or "").lower()
    if unique_name and any(str(item.get("uniqueName") or "").lower() == unique_name for item in others):
        raise object_conflict("uniqueName")
    taken = {uri.lower() for item in others for uri in item.get("identifierUris") or []}
    if taken & {uri.lower() for uri in body.get("identifierUris") or []}:
        raise object_conflict("identifierUris")


def _check_identifier_uris(directory: Directory, body: Object) -> None:
    """An identifier URI under http(s) belongs to a verified domain of the tenant."""
    domains = [domain["id"].lower() for domain in directory.tenant.get("domains", []) if domain.get("isVerified", True)]
    for uri in body.get("identifierUris") or []:
        match = re.match(r"https?://([^/:]+)", uri, re.IGNORECASE)
        host = match[1].lower() if match else ""
        if host and not any(host == domain or host.endswith(f".{domain}") for domain in domains):
            raise GraphError(
                400,
                "HostNameNotOnVerifiedDomain",
                "Values of identifierUris property must use a verified domain of the organization or its subdomain: "
                f"'{uri}'",
            )


def _check_entitlements(stored: Object, body: Object) -> None:
    """A role or scope has to be disabled before it goes."""
    pairs = [(stored.get("appRoles"), body.get("appRoles"))]
    if isinstance(body.get("api"), dict):
        scopes = "oauth2PermissionScopes"
        pairs.append(((stored.get("api") or {}).get(scopes), body["api"].get(scopes)))
    for before, after in pairs:
        kept = {each.get("id") for each in after or []}
        if after is not None and any(each.get("isEnabled") and each["id"] not in kept for each in before or []):
            raise GraphError(
                400,
                "CannotDeleteOrUpdateEnabledEntitlement",
                "Permission (scope or role) cannot be deleted or updated unless disabled first.",
            )


def _delete(request: GraphRequest) -> Answer:
    """Delete softly; the service principal in the same tenant goes with its application."""
    application = find_own_application(request)
    directory = request.directory
    directory.delete_softly("applications", application, ODATA_TYPE)
    principal = directory.find("servicePrincipals", application["appId"], by="appId", lagging=True)
    if principal is not None:
        delete_service_principal(directory, principal)
    return Answer(204)


def _delete_owner_itself(request: GraphRequest) -> Answer:
    """Serve ``DELETE /applications/{id}/owners/{oid}``, which in reality deletes the user: the link's address ends
    in ``/$ref``. Emulated so that a client with that bug shows it."""
    owner = request.keys["owner"].value
    if owner not in owner_ids(find_application(request)):
        raise not_found(owner)
    user = request.directory.find("users", owner)
    if user is None:
        raise denied()
    request.directory.delete_softly("users", user, "#microsoft.graph.user")
    return Answer(204)


def _default_domain(directory: Directory) -> str | None:
    domains = directory.tenant.get("domains", [])
    default = next((domain for domain in domains if domain.get("isDefault")), domains[0] if domains else None)
    return default["id"] if default else None


OPERATIONS = [
    Operation("GET", "/applications", _list),
    Operation("GET", "/applications/$count", _count),
    Operation("POST", "/applications", _create),
    Operation("GET", "/applications/{application}", _get),
    Operation("PATCH", "/applications/{application}", _update),
    Operation("DELETE", "/applications/{application}", _delete),
    Operation("DELETE", "/applications/{application}/owners/{owner}", _delete_owner_itself),
]
