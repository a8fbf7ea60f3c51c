"""The token endpoint, so far as a sync needs it: a password grant by a client with a secret.

Nobody has published what Marketo sends to AD FS. The parameters are those of AD FS's own documentation of the grant,
and the refusals keep to OAuth's error names; their sentences are no quotations.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..world import World
from .tokens import LIFETIME, access_token

_PARAMETERS = ("client_id", "client_secret", "username", "password", "resource")


class Refused(Exception):
    """An answer 400: OAuth's name of the error, and a sentence."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error


def build(world: World) -> Starlette:
    """Build the application."""

    async def token(request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        host = request.url.hostname or ""
        answer = _answer(world, host, world.state.get("adfs", {}).get(host), form)
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def refuse(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return JSONResponse({"error": error.error, "error_description": str(error)}, status_code=400)

    return Starlette(
        routes=[Route("/adfs/oauth2/token", token, methods=["POST"])], exception_handlers={Refused: refuse}
    )


def _answer(world: World, host: str, farm: dict[str, Any] | None, form: Mapping[str, str]) -> dict[str, Any]:
    """Return the body of a success, or raise the refusal."""
    if farm is None:
        raise Refused("server_error", f"AD FS is not configured at {host}.")
    if form.get("grant_type") != "password":
        raise Refused("unsupported_grant_type", "The grant_type is not supported.")
    if missing := [name for name in _PARAMETERS if not form.get(name)]:
        raise Refused("invalid_request", f"A required parameter is missing: {', '.join(missing)}.")
    client = next((each for each in farm["clients"] if each["clientId"].lower() == form["client_id"].lower()), None)
    if client is None:
        raise Refused("invalid_client", "No registered client is found with this client_id.")
    if not _same_secret(client["secret"], form["client_secret"]):
        raise Refused("invalid_client", "Client authentication failed. The client_secret is wrong.")
    if form["resource"].rstrip("/") not in (resource.rstrip("/") for resource in client["resources"]):
        raise Refused("invalid_resource", "The resource is unknown, or the client may not access it.")
    name = form["username"].lower()
    user = next((each for each in farm["users"] if each["userPrincipalName"].lower() == name), None)
    # One refusal for all of them, so that nobody learns which users there are.
    if user is None or not user.get("accountEnabled", True) or not _same_secret(user["password"], form["password"]):
        raise Refused("invalid_grant", "The username or the password is wrong.")
    return {
        "access_token": access_token(world, host, client["clientId"], user, form["resource"]),
        "token_type": "bearer",
        "expires_in": LIFETIME,
        "resource": form["resource"],
    }


def _same_secret(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
