"""The resource owner password credentials grant: every check of the user, in the order of the service."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ..world import World
from .client_authentication import Client
from .directory import Directory
from .refusals import Refused
from .resources import Request, Resource

_WRONG_PASSWORDS_UNTIL_LOCK = 10
_LOCK = timedelta(seconds=60)


def check_registration(client: Client, resource: Resource, request: Request) -> None:
    """Refuse a resource whose delegated permission the application's registration does not list."""
    if resource.service_principal is None:
        return
    ids = {scope["value"]: scope["id"] for scope in resource.service_principal["oauth2PermissionScopes"]}
    required = (client.application or {}).get("requiredResourceAccess", [])
    listed = {
        access["id"]
        for entry in required
        if entry["resourceAppId"] == resource.app_id
        for access in entry["resourceAccess"]
        if access["type"] == "Scope"
    }
    asked = {ids[name] for name in request.permissions if name in ids}
    if not listed or asked - listed:
        raise Refused(650057, name=resource.audience)


def authenticate_user(world: World, directory: Directory, client: Client, form: Mapping[str, str]) -> dict[str, Any]:
    """Return the user whose password this is."""
    user = directory.user(form["username"])
    if user is None:
        raise Refused(50034, name=form["username"], tenant=directory.tenant["displayName"])
    now = world.now()
    if user.get("lockedUntil") and datetime.fromisoformat(user["lockedUntil"]) > now:
        raise Refused(50053)
    if not user.get("accountEnabled", True):
        raise Refused(50057)
    _check_password_is_here(directory, client, user)
    if not hmac.compare_digest(user["password"].encode(), form["password"].encode()):
        _count_wrong_password(user, now)
        raise Refused(50126)
    user.pop("failedSignIns", None)
    if user.get("passwordExpired"):
        raise Refused(50055)
    return user


def _check_password_is_here(directory: Directory, client: Client, user: dict[str, Any]) -> None:
    """Refuse users whose password the cloud can't check; sign-in does not tell most of them from a wrong password."""
    if directory.is_federated(user):
        service_principal = client.service_principal
        if service_principal is None or not directory.allows_cloud_password_validation(service_principal):
            raise Refused(50126)
        if user.get("onPremisesSyncEnabled") and not directory.tenant.get("passwordHashSync"):
            raise Refused(50126)
    if not user.get("password"):
        raise Refused(50056)


def _count_wrong_password(user: dict[str, Any], now: datetime) -> None:
    user["failedSignIns"] = user.get("failedSignIns", 0) + 1
    if user["failedSignIns"] >= _WRONG_PASSWORDS_UNTIL_LOCK:
        user["failedSignIns"] = 0
        user["lockedUntil"] = (now + _LOCK).isoformat()


def authorize_user(
    directory: Directory, client: Client, user: dict[str, Any], resource: Resource, asked: Request
) -> str:
    """Return the scopes that the token carries, once nothing stands between this user and the resource."""
    if user.get("mfaRequired"):
        raise Refused(50076, name=resource.app_id)
    if user.get("blockedByConditionalAccess"):
        raise Refused(53003)
    for service_principal in (client.service_principal, resource.service_principal):
        if service_principal is None or not service_principal.get("appRoleAssignmentRequired"):
            continue
        if not directory.is_assigned(user["id"], service_principal):
            raise Refused(50105, user=user["userPrincipalName"], name=service_principal["appId"])
    if client.preauthorized and resource.service_principal is None:
        return " ".join(client.preauthorized)
    if client.service_principal is None or resource.service_principal is None:
        # The emulator keeps no service principal of Graph, so nobody can have consented to it.
        raise Refused(65001, name=client.app_id)
    granted = directory.granted_scopes(client.service_principal, resource.service_principal, user["id"])
    missing = {name for name in asked.permissions if name != ".default"} - granted
    if missing or not granted:
        raise Refused(65001, name=client.app_id)
    return " ".join(sorted(granted))
