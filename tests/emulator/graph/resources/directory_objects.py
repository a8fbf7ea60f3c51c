"""What all directory objects share: references to them by URL, and their short form in lists of owners."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..clouds import HOSTS
from ..directory import Directory, Object
from ..errors import bad_request, malformed, not_found
from ..exchange import GraphRequest
from ..odata.query import EntityType
from .users import present_user

DIRECTORY_OBJECT = EntityType(
    name="directoryObject",
    set_name="directoryObjects",
    properties=("id", "deletedDateTime", "displayName", "appId", "userPrincipalName", "mail", "servicePrincipalType"),
)

_REFERABLE_SETS = ("directoryobjects", "users", "serviceprincipals")


def referenced_id(request: GraphRequest, url: Any, sets: tuple[str, ...] = _REFERABLE_SETS) -> str:
    """Read the id out of an ``@odata.id``: an address of this Graph whose last but one segment is the set."""
    parts = urlsplit(url) if isinstance(url, str) else None
    own_hosts = (*HOSTS, urlsplit(request.base).hostname)
    segments = [segment for segment in (parts.path if parts else "").split("/") if segment]
    if not parts or parts.hostname not in own_hosts or len(segments) < 2 or segments[-2].lower() not in sets:
        raise malformed("Invalid URL specified in @odata.id; it must be the address of an object in this service.")
    return segments[-1]


def reference_in_body(request: GraphRequest, sets: tuple[str, ...] = _REFERABLE_SETS) -> str:
    """Read the id that a ``POST …/$ref`` names."""
    body = request.json_object()
    if "@odata.id" not in body:
        raise malformed("A reference needs the property '@odata.id'.")
    return referenced_id(request, body["@odata.id"], sets)


def bound_ids(request: GraphRequest, body: Object, annotation: str, most: int) -> list[str]:
    """Read the objects that a new one is bound to while it is created."""
    urls = body.get(annotation) or []
    if not isinstance(urls, list) or len(urls) > most:
        raise bad_request(f"'{annotation}' takes a list of at most {most} references.")
    ids = [referenced_id(request, url) for url in urls]
    for identifier in ids:
        find_principal(request.directory, identifier)
    return ids


def find_principal(directory: Directory, identifier: str) -> tuple[str, Object]:
    """Return the set and the object of a user or service principal, or answer 404."""
    for set_name in ("users", "servicePrincipals"):
        found = directory.find(set_name, identifier)
        if found is not None:
            return set_name, found
    raise not_found(identifier)


def present_principal(set_name: str, item: Object) -> Object:
    """Show a user or service principal as a member of a list of directory objects."""
    if set_name == "users":
        return {"@odata.type": "#microsoft.graph.user", **present_user(item, default_only=True)}
    names = ("id", "appId", "displayName", "servicePrincipalType", "accountEnabled")
    shown = {name: item.get(name) for name in names}
    shown["servicePrincipalType"] = shown["servicePrincipalType"] or "Application"
    return {"@odata.type": "#microsoft.graph.servicePrincipal", "deletedDateTime": None, **shown}
