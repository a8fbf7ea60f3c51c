"""The check of a bearer token, for the services that accept one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt

from ..world import World
from .keys import signing_key


class TokenRefused(Exception):
    """The request carries no token that counts; ``reason`` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def verify(world: World, authorization: str | None, audiences: Callable[[str], bool]) -> dict[str, Any]:
    """Return the claims of the token in an Authorization header.

    Checked are its signature, its times, its audience by the given predicate, and that a tenant known here issued it.
    Which tenant a service belongs to is for that service to compare with the claim ``tid``.
    """
    scheme, _space, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenRefused("Access token is empty.")
    try:
        claims = jwt.decode(
            token.strip(),
            signing_key(world).public,
            algorithms=["RS256"],
            options={"verify_aud": False, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError as error:
        raise TokenRefused("Access token validation failure: the signature or the format is wrong.") from error
    _check_times(world, claims)
    if not audiences(str(claims.get("aud", ""))):
        raise TokenRefused("Access token validation failure. Invalid audience.")
    tenant_id = str(claims.get("tid"))
    if tenant_id not in world.state["tenants"] or claims.get("iss") != issuer(tenant_id):
        raise TokenRefused("Access token validation failure. Invalid issuer.")
    return claims


def issuer(tenant_id: str) -> str:
    """Return what the access tokens of a tenant call their issuer."""
    return f"https://sts.windows.net/{tenant_id}/"


def _check_times(world: World, claims: dict[str, Any]) -> None:
    """Compare with the emulator's clock, which need not be the machine's."""
    now = world.now().timestamp()
    if now >= claims.get("exp", 0):
        raise TokenRefused("Lifetime validation failed, the token is expired.")
    if now < claims.get("nbf", 0) - 1:
        raise TokenRefused("Lifetime validation failed, the token is not yet valid.")
