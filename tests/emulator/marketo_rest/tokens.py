"""Access tokens of custom services (LaunchPoint): by client credentials, one at a time, the same until it expires.

The state keeps when tokens were issued (``rest.issued``, seconds since 1970), never the tokens: they follow from that
and from a key of this process. Emptying the list makes every token invalid (601).
"""

from __future__ import annotations

import hmac
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from ..world import World
from .answers import RestError, TokenRefused

_LIFETIME = 3600
Json = dict[str, Any]


class Tokens:
    """Grants and checks the tokens of all instances."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._key = secrets.token_bytes(16)

    def grant(self, munchkin_id: str, rest: Json, given: Mapping[str, str]) -> Json:
        """The answer to a token request."""
        if given.get("grant_type") != "client_credentials":
            raise TokenRefused("unsupported_grant_type", f"Unsupported grant type: {given.get('grant_type')}")
        if given.get("client_id") != rest["client_id"]:
            raise TokenRefused("unauthorized", f"No client with requested id: {given.get('client_id')}")
        if not hmac.compare_digest(given.get("client_secret", "").encode(), rest["client_secret"].encode()):
            raise TokenRefused("invalid_client", "Bad client credentials")
        issued = rest.setdefault("issued", [])
        if not issued or self._left(rest, issued[-1]) <= 0:
            issued.append(self._world.now().timestamp())
        return {
            "access_token": self._token(munchkin_id, rest, issued[-1]),
            "token_type": "bearer",
            "expires_in": max(0, int(self._left(rest, issued[-1]))),
            "scope": rest.get("user", "rest.api@contoso.com"),
        }

    def check(self, munchkin_id: str, rest: Json, authorization: str | None) -> None:
        """Refuse a call without a valid token in its header; the query is no place for one any more."""
        kind, _blank, token = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise RestError("600", "Access token not specified")
        for issued in rest.get("issued", []):
            if hmac.compare_digest(token.encode(), self._token(munchkin_id, rest, issued).encode()):
                if self._left(rest, issued) <= 0:
                    raise RestError("602", "Access token expired")
                return
        raise RestError("601", "Access token invalid")

    def _left(self, rest: Json, issued: float) -> float:
        return issued + float(rest.get("token_seconds", _LIFETIME)) - self._world.now().timestamp()

    def _token(self, munchkin_id: str, rest: Json, issued: float) -> str:
        content = f"{munchkin_id} {rest['client_id']} {issued!r}".encode()
        return f"{uuid.UUID(bytes=hmac.digest(self._key, content, 'sha256')[:16])}:ab"
