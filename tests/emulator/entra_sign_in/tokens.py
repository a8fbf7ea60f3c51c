"""Tokens: what they claim, and the answer that carries them."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

import jwt

from ..world import World
from .client_authentication import Client
from .directory import GRAPH_APP_ID, Directory
from .keys import signing_key
from .resources import Request, Resource
from .verification import issuer

_LIFETIME = 3599


def app_only_answer(world: World, directory: Directory, client: Client, resource: Resource) -> dict[str, Any]:
    """Answer a client credentials grant."""
    claims: dict[str, Any] = {"idtyp": "app", "oid": client.object_id, "sub": client.object_id}
    if resource.app_id == GRAPH_APP_ID and client.permissions:
        claims["roles"] = list(client.permissions)
    return _answer(world, directory, client, resource, claims)


def delegated_answer(
    world: World,
    directory: Directory,
    client: Client,
    resource: Resource,
    user: dict[str, Any],
    asked: Request,
    scopes: str,
) -> dict[str, Any]:
    """Answer a password grant."""
    name = user["userPrincipalName"]
    claims = {
        "amr": ["pwd"],
        "oid": user["id"],
        "sub": f"{user['id']}.{client.app_id}",
        "name": user.get("displayName", name),
        "unique_name": name,
        "upn": name,
        "scp": scopes,
    }
    answer = _answer(world, directory, client, resource, claims)
    answer["scope"] = " ".join(f"{resource.audience}/{scope}" for scope in scopes.split())
    if "offline_access" in asked.protocol_scopes:
        answer["refresh_token"] = secrets.token_urlsafe(48)
    if "openid" in asked.protocol_scopes:
        answer["id_token"] = _id_token(world, directory, client, user)
        answer["client_info"] = _client_info(user["id"], directory.id)
    return answer


def _answer(
    world: World, directory: Directory, client: Client, resource: Resource, claims: dict[str, Any]
) -> dict[str, Any]:
    lifetime = directory.tenant.get("tokenLifetime", _LIFETIME)
    now = int(world.now().timestamp())
    token = {
        "aud": resource.audience,
        "iss": issuer(directory.id),
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
        "appid": client.app_id,
        "appidacr": "1",
        "idp": issuer(directory.id),
        "tid": directory.id,
        "uti": secrets.token_urlsafe(16),
        "ver": "1.0",
        **claims,
    }
    return {
        "token_type": "Bearer",
        "expires_in": lifetime,
        "ext_expires_in": lifetime,
        "access_token": _sign(world, token),
    }


def _id_token(world: World, directory: Directory, client: Client, user: dict[str, Any]) -> str:
    now = int(world.now().timestamp())
    claims = {
        "aud": client.app_id,
        "iss": f"https://login.microsoftonline.com/{directory.id}/v2.0",
        "iat": now,
        "nbf": now,
        "exp": now + _LIFETIME,
        "oid": user["id"],
        "sub": f"{user['id']}.{client.app_id}",
        "tid": directory.id,
        "preferred_username": user["userPrincipalName"],
        "name": user.get("displayName", user["userPrincipalName"]),
        "ver": "2.0",
    }
    return _sign(world, claims)


def _client_info(user_id: str, tenant_id: str) -> str:
    content = json.dumps({"uid": user_id, "utid": tenant_id}).encode()
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _sign(world: World, claims: dict[str, Any]) -> str:
    key = signing_key(world)
    return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.id, "x5t": key.id})
