"""Who sends a request, as the access token tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Caller:
    """The token's claims that Graph decides by."""

    tenant_id: str
    app_id: str
    object_id: str | None
    """The user's id, or for an application's own token its service principal's."""
    delegated: bool
    permissions: frozenset[str]

    @classmethod
    def from_claims(cls, claims: dict[str, Any]) -> Caller:
        """Read the claims; a token with scopes is a user's, any other an application's own."""
        delegated = bool(claims.get("scp")) and claims.get("idtyp") != "app"
        permissions = str(claims["scp"]).split() if delegated else claims.get("roles") or []
        return cls(
            tenant_id=claims["tid"],
            app_id=claims.get("appid") or claims.get("azp") or "",
            object_id=claims.get("oid"),
            delegated=delegated,
            permissions=frozenset(permissions),
        )
