"""The log of sign-ins with a user's password, in Graph's shape: kept for tenants with a premium licence."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..world import World
from .client_authentication import Client
from .directory import Directory
from .refusals import Refused, refusal_text
from .resources import Resource

_KEPT = 500
_NOBODY = "00000000-0000-0000-0000-000000000000"
# Refusals by Conditional Access -> what the policy asked for.
_CONTROLS = {50076: ["Mfa"], 53003: ["Block"]}


@contextmanager
def logged(
    world: World, directory: Directory, client: Client, resource: Resource, form: Mapping[str, str]
) -> Iterator[None]:
    """Write down how the sign-in ends that the block makes."""
    try:
        yield
    except Refused as refused:
        _add(world, directory, client, resource, form, refused)
        raise
    _add(world, directory, client, resource, form, None)


def _add(
    world: World,
    directory: Directory,
    client: Client,
    resource: Resource,
    form: Mapping[str, str],
    refused: Refused | None,
) -> None:
    if not directory.tenant.get("premium"):
        return
    user = directory.user(form["username"]) or {}
    log = directory.tenant.setdefault("signIns", [])
    log.append(
        {
            "id": str(uuid.uuid4()),
            "createdDateTime": world.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "userDisplayName": user.get("displayName", ""),
            "userPrincipalName": form["username"].lower(),
            "userId": user.get("id", _NOBODY),
            "appId": client.app_id,
            "appDisplayName": (client.application or {}).get("displayName"),
            "ipAddress": "192.0.2.1",
            "clientAppUsed": "Mobile Apps and Desktop clients",
            "correlationId": str(uuid.uuid4()),
            "resourceDisplayName": (resource.service_principal or {}).get("displayName"),
            "resourceId": resource.app_id,
            "status": {
                "errorCode": refused.code if refused else 0,
                "failureReason": refusal_text(refused) if refused else None,
                "additionalDetails": None,
            },
            **_conditional_access(refused),
        }
    )
    del log[:-_KEPT]


def _conditional_access(refused: Refused | None) -> dict[str, Any]:
    if refused is None or refused.code not in _CONTROLS:
        return {"conditionalAccessStatus": "notApplied", "appliedConditionalAccessPolicies": []}
    policy = {
        "id": "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000601",
        "displayName": "Protect everybody",
        "enforcedGrantControls": _CONTROLS[refused.code],
        "enforcedSessionControls": [],
        "result": "failure",
    }
    return {"conditionalAccessStatus": "failure", "appliedConditionalAccessPolicies": [policy]}
