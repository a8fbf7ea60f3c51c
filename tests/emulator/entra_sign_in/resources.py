"""From the scope of a token request to the resource that the token is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..organizations import organization_host
from ..world import World
from .clouds import GRAPH_HOSTS, OWN_HOSTS
from .directory import DYNAMICS_APP_ID, GRAPH_APP_ID, Directory
from .refusals import Refused

# Scopes that say what the answer shall hold rather than what the token is for.
_PROTOCOL_SCOPES = ("openid", "profile", "email", "offline_access")
_DEFAULT = ".default"


@dataclass(frozen=True)
class Request:
    """What a scope parameter asks for."""

    resource: str
    """As the client wrote it; it becomes the token's audience."""
    permissions: tuple[str, ...]
    protocol_scopes: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """The application behind a resource's address."""

    audience: str
    app_id: str
    service_principal: dict[str, Any] | None
    """None for Graph, whose service principal the emulator does not keep."""


def read_scope(scope: str, app_only: bool) -> Request:
    """Split the scope parameter; a malformed one is refused."""
    protocol_scopes = tuple(part for part in scope.split() if part in _PROTOCOL_SCOPES)
    asked = [part for part in scope.split() if part not in _PROTOCOL_SCOPES]
    split = [_split(part) for part in asked]
    resources = {resource for resource, _permission in split}
    permissions = tuple(permission for _resource, permission in split)
    if len(resources) != 1 or (app_only and permissions != (_DEFAULT,)):
        raise Refused(70011, name=scope)
    return Request(resources.pop(), permissions, protocol_scopes)


def _split(scope: str) -> tuple[str, str]:
    """Take a scope apart; a bare name is a permission of Graph."""
    resource, slash, permission = scope.rpartition("/")
    if not slash:
        return f"https://{GRAPH_HOSTS['public']}", scope
    is_address_without_host = "://" in scope and not urlsplit(resource).hostname
    if not resource or not permission or is_address_without_host:
        raise Refused(70011, name=scope)
    return resource, permission


def find_resource(world: World, directory: Directory, request: Request, app_only: bool) -> Resource:
    """Find the resource in the tenant."""
    if _is_graph(directory, request.resource, app_only):
        return Resource(request.resource, GRAPH_APP_ID, None)
    service_principal = directory.service_principal(DYNAMICS_APP_ID)
    if service_principal is None or not _is_organization(world, directory, request.resource):
        raise Refused(500011, name=request.resource, tenant=directory.tenant["displayName"])
    if not service_principal.get("accountEnabled", True):
        raise Refused(500014, name=request.resource)
    _check_permissions(service_principal, request)
    return Resource(request.resource, DYNAMICS_APP_ID, service_principal)


def _is_graph(directory: Directory, resource: str, app_only: bool) -> bool:
    """Tell Graph from the rest; the emulator's own address is Graph for an application, Dynamics for a user."""
    if resource == GRAPH_APP_ID:
        return True
    parts = urlsplit(resource)
    host = parts.hostname or ""
    is_host = host == GRAPH_HOSTS[directory.tenant.get("cloud", "public")] or (app_only and host in OWN_HOSTS)
    return parts.scheme == "https" and is_host and parts.path in ("", "/")


def _is_organization(world: World, directory: Directory, resource: str) -> bool:
    """Tell whether the address is an organization's of this tenant, and nothing but its address."""
    if resource == DYNAMICS_APP_ID:
        return True
    parts = urlsplit(resource)
    host = organization_host(world, parts.hostname or "")
    if parts.scheme != "https" or parts.path not in ("", "/") or host is None:
        return False
    return str(world.state["organizations"][host]["tenantId"]) == directory.id


def _check_permissions(service_principal: dict[str, Any], request: Request) -> None:
    """Refuse permissions that the resource does not offer."""
    offered = {scope["value"] for scope in service_principal["oauth2PermissionScopes"] if scope.get("isEnabled", True)}
    for permission in request.permissions:
        if permission != _DEFAULT and permission not in offered:
            raise Refused(650053, name=permission)
