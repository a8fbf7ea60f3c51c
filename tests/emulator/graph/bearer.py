"""Bearer tokens: what sign-in issued for Graph is let in, everything else is a 401."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..entra_sign_in.verification import TokenRefused, verify
from .clouds import is_graph_audience
from .errors import unauthenticated

if TYPE_CHECKING:
    from ..world import World

Authenticate = Callable[["str | None"], dict[str, Any]]


def authenticate_with(world: World) -> Authenticate:
    """Return the function from an Authorization header to a token's claims."""

    def authenticate(authorization: str | None) -> dict[str, Any]:
        try:
            return verify(world, authorization, is_graph_audience)
        except TokenRefused as refused:
            raise unauthenticated(refused.reason if authorization else "Access token is empty.") from refused

    return authenticate
