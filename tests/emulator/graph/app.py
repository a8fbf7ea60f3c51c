"""The Starlette application: HTTP in, HTTP out; everything between is :mod:`.dispatch`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .batch import BATCH_PATH, run_batch
from .dispatch import Dispatcher, Incoming
from .errors import GraphError
from .exchange import Answer

if TYPE_CHECKING:
    from ..world import World

_JSON_TYPE = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
_SERVER = {"DataCenter": "West Europe", "Slice": "E", "Ring": "5", "ScaleUnit": "002", "RoleInstance": "EMULATOR"}
_DIAGNOSTIC = json.dumps({"ServerInfo": _SERVER}, separators=(",", ":"))
_METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"]


def build_app(world: World, authenticate: Callable[[str | None], dict[str, Any]]) -> Starlette:
    """Build the application around a world and a way to check tokens."""
    dispatcher = Dispatcher(world)

    async def endpoint(request: Request) -> Response:
        incoming = await _read(request)
        request_id = str(uuid.uuid4())
        client_request_id = incoming.headers.get("client-request-id", request_id)
        try:
            claims = authenticate(incoming.headers.get("authorization"))
            answer = _answer(dispatcher, incoming, claims)
        except GraphError as error:
            date = world.now().strftime("%Y-%m-%dT%H:%M:%S")
            answer = Answer(error.status, error.body(date, request_id, client_request_id), error.headers)
        return _respond(answer, request_id, client_request_id)

    return Starlette(routes=[Route("/{path:path}", endpoint, methods=_METHODS)])


def _answer(dispatcher: Dispatcher, incoming: Incoming, claims: dict[str, Any]) -> Answer:
    if incoming.path.lower() == BATCH_PATH:
        return run_batch(dispatcher, incoming, claims)
    return dispatcher.answer(incoming, claims)


async def _read(request: Request) -> Incoming:
    """Take the request apart; the path stays percent-encoded, since a key may hold an encoded slash."""
    raw_path = request.scope.get("raw_path") or request.url.path.encode()
    version, _slash, path = raw_path.decode("latin-1").split("?")[0].lstrip("/").partition("/")
    return Incoming(
        method=request.method,
        base=f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}",
        version=version,
        path=path,
        query=request.url.query,
        headers={name.lower(): value for name, value in request.headers.items()},
        content=await request.body(),
    )


def _respond(answer: Answer, request_id: str, client_request_id: str) -> Response:
    headers = {
        "request-id": request_id,
        "client-request-id": client_request_id,
        "x-ms-ags-diagnostic": _DIAGNOSTIC,
        "cache-control": "no-cache",
        **answer.headers,
    }
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    headers.setdefault("content-type", _JSON_TYPE)
    headers.setdefault("odata-version", "4.0")
    return Response(json.dumps(answer.body).encode(), status_code=answer.status, headers=headers)
