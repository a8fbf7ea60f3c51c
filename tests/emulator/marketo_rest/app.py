"""The routes: from a host name to an instance, past token, limits and permissions, to an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..marketo.addresses import munchkin_of
from ..marketo_sync import records
from ..world import World
from . import leads
from .answers import RestError, TokenRefused, failure, success, token_failure
from .limits import Limits
from .tokens import Tokens

# Either of them lets a role read people (Access API).
_READ_PEOPLE = frozenset({"Read-Only Lead", "Read-Write Lead"})
Json = dict[str, Any]


def build(world: World) -> Starlette:
    """Build the application."""
    tokens, limits = Tokens(world), Limits(world)

    async def token(request: Request) -> Response:
        munchkin_id, instance = _instance(world, request)
        if instance is None:
            return _nobody()
        try:
            return JSONResponse(tokens.grant(munchkin_id, instance["rest"], await _given(request, instance["rest"])))
        except TokenRefused as refused:
            return token_failure(refused)

    async def call(request: Request) -> Response:
        munchkin_id, instance = _instance(world, request)
        if instance is None:
            return _nobody()
        try:
            tokens.check(munchkin_id, instance["rest"], request.headers.get("authorization"))
            async with limits.admit(munchkin_id, instance["rest"]):
                return success(await _answer(world, instance, request))
        except RestError as error:
            return failure(error)

    routes = [
        Route("/identity/oauth/token", token, methods=["GET", "POST"]),
        Route("/rest/{path:path}", call, methods=["GET", "POST", "DELETE", "PUT", "PATCH"]),
    ]
    return Starlette(routes=routes)


async def _answer(world: World, instance: Json, request: Request) -> list[Json]:
    resource = request.path_params["path"]
    if resource not in ("v1/leads.json", "v1/leads/describe2.json"):
        raise RestError("610", "Requested resource not found")
    if request.method != "GET":
        # Writing people is not emulated; a program that tries must not believe that it worked.
        raise RestError("605", f"HTTP Method '{request.method}' not supported")
    if not _READ_PEOPLE & set(instance["rest"].get("permissions", _READ_PEOPLE)):
        raise RestError("603", "Access denied")
    if resource == "v1/leads/describe2.json":
        return leads.describe()
    await records.carry(world, instance)
    return leads.by_filter(instance["leads"], request.query_params)


async def _given(request: Request, rest: Json) -> Mapping[str, str]:
    """What a token request says, in its query or as a form.

    The reference documents the query. Whether a form is read as well is not said: ``rest.token_form: false`` ignores
    it.
    """
    given = dict(request.query_params)
    if request.method == "POST" and rest.get("token_form", True):
        given.update(parse_qsl((await request.body()).decode("utf-8", "replace")))
    return given


def _instance(world: World, request: Request) -> tuple[str, Json | None]:
    munchkin_id = munchkin_of(request.url.hostname or "") or ""
    return munchkin_id, world.current["marketo"]["instances"].get(munchkin_id)


def _nobody() -> Response:
    return PlainTextResponse("No subscription is at this address.", 404)
