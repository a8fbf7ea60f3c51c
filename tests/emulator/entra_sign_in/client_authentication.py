"""Which application asks for a token, and whether it proves it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..world import World
from .client_assertion import check_assertion
from .directory import Directory
from .refusals import Refused

AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
_AZURE_CLI_PERMISSIONS = ("Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All", "User.Read.All")


@dataclass(frozen=True)
class Client:
    """The application that signs in."""

    app_id: str
    object_id: str
    """Of its service principal."""
    permissions: tuple[str, ...]
    """Application permissions of Graph."""
    application: dict[str, Any] | None = None
    service_principal: dict[str, Any] | None = None
    preauthorized: tuple[str, ...] = ()
    """Delegated permissions of Graph that need nobody's consent: one of Microsoft's own public clients."""


def identify(directory: Directory, app_id: str) -> Client:
    """Find the application, and its service principal, in the tenant."""
    guest = directory.automation_client(app_id)
    if guest is not None:
        # It has a service principal here that the state does not hold; an id made of the client's own stays the same.
        return Client(
            guest["appId"], guest.get("servicePrincipalId", f"5e{guest['appId'][2:]}"), tuple(guest["permissions"])
        )
    if app_id == AZURE_CLI:
        return Client(app_id, "", (), {"isFallbackPublicClient": True}, preauthorized=_AZURE_CLI_PERMISSIONS)
    application = directory.application(app_id)
    if application is None:
        raise Refused(700016, name=app_id, tenant=directory.tenant["displayName"])
    service_principal = directory.service_principal(app_id)
    if service_principal is None:
        raise Refused(7000229, name=app_id, tenant=directory.id)
    if not service_principal.get("accountEnabled", True):
        raise Refused(7000112, name=app_id)
    return Client(application["appId"], service_principal["id"], (), application, service_principal)


def authenticate(world: World, directory: Directory, client: Client, form: Mapping[str, str], audience: str) -> None:
    """Check the client's secret or assertion; return when it is who it says, or need not prove it."""
    secret, assertion = form.get("client_secret"), form.get("client_assertion")
    if not secret and not assertion:
        _accept_without_proof(client, form["grant_type"])
        return
    if _is_public(client) and not (client.application or {}).get("passwordCredentials"):
        raise Refused(700025)
    if assertion:
        owner = client.application or directory.automation_client(client.app_id) or {}
        check_assertion(owner, client.app_id, assertion, audience, world.now())
    else:
        _check_secret(world, directory, client, secret or "")


def _accept_without_proof(client: Client, grant_type: str) -> None:
    if grant_type == "client_credentials":
        raise Refused(7000216)
    if not _is_public(client):
        raise Refused(7000218)


def _is_public(client: Client) -> bool:
    return bool(client.application and client.application.get("isFallbackPublicClient"))


def _check_secret(world: World, directory: Directory, client: Client, secret: str) -> None:
    if client.application is None:
        guest = directory.automation_client(client.app_id) or {}
        if not _same(guest["secret"], secret):
            raise Refused(7000215, name=client.app_id)
        return
    secrets = directory.tenant["secrets"]
    matching = [
        credential
        for credential in client.application.get("passwordCredentials", [])
        if _same(secrets.get(credential["keyId"], ""), secret)
    ]
    delay = timedelta(seconds=directory.tenant.get("newSecretDelay", 0))
    now = world.now()
    # A secret that is not known everywhere yet is answered just like a wrong one.
    known = [credential for credential in matching if _time(credential["startDateTime"]) + delay <= now]
    if not known:
        raise Refused(7000215, name=client.app_id)
    if all(_time(credential["endDateTime"]) <= now for credential in known):
        raise Refused(7000222, name=client.app_id)


def _same(known: str, offered: str) -> bool:
    return bool(known) and hmac.compare_digest(known.encode(), offered.encode())


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
