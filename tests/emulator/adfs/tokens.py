"""Access tokens of AD FS, and their check for the organization that accepts them.

Simplification: the user is told by its UPN alone; a real farm sends what its claim rules say.
"""

from __future__ import annotations

from typing import Any

import jwt

from ..world import World
from .keys import signing_key

LIFETIME = 3600


def access_token(world: World, host: str, client_id: str, user: dict[str, Any], resource: str) -> str:
    """Make the token of a user for a resource; ``host`` is the farm's."""
    now = int(world.now().timestamp())
    claims = {
        "aud": resource,
        "iss": _issuer(host),
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "appid": client_id,
        "upn": user["userPrincipalName"],
        "ver": "1.0",
    }
    return jwt.encode(claims, signing_key(world), algorithm="RS256")


def verify(world: World, authorization: str | None, host: str, resource: str) -> dict[str, Any] | None:
    """Return the claims of the token in an Authorization header, or None where it does not count."""
    scheme, _space, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        return jwt.decode(
            token.strip(),
            signing_key(world).public_key(),
            algorithms=["RS256"],
            audience=resource,
            issuer=_issuer(host),
            options={"require": ["exp", "aud", "iss", "upn"]},
        )
    except jwt.InvalidTokenError:
        return None


def _issuer(host: str) -> str:
    return f"http://{host}/adfs/services/trust"
