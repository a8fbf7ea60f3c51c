"""The emulator's own addresses, for tests: journal, state, reset, faults."""

from __future__ import annotations

import copy
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .faults import BadRule, Faults
from .journal import Journal
from .masking import known_secrets, mask
from .patches import BadPatch, json_patch, merge_patch
from .world import World

_PREFIX = "/_emulator"
_Handler = Callable[[Request], Awaitable[Response]]


def build_control(world: World, journal: Journal, faults: Faults) -> Starlette:
    """Build the application that answers below ``/_emulator/``."""

    async def get_requests(_request: Request) -> Response:
        return JSONResponse(journal.entries)

    async def get_state(_request: Request) -> Response:
        return JSONResponse(mask(world.current, known_secrets(world.current)))

    async def get_client_secret(request: Request) -> Response:
        tenant = world.current["tenants"].get(request.query_params.get("tenant_id", ""), {})
        value = tenant.get("secrets", {}).get(request.query_params.get("key_id", ""))
        return JSONResponse({"value": value}, status_code=200 if value else 404)

    async def patch_state(request: Request) -> Response:
        patch = await _body(request)
        is_list_of_operations = "json-patch+json" in request.headers.get("content-type", "")
        _adopt(world, json_patch(world.current, patch) if is_list_of_operations else merge_patch(world.current, patch))
        return Response(status_code=204)

    async def post_reset(request: Request) -> Response:
        wish = await _body(request) if await request.body() else {}
        if not isinstance(wish, dict) or set(wish) - {"state"}:
            raise BadPatch('The body of a reset is empty or {"state": {...}}.')
        world.reset()
        journal.clear()
        faults.replace([])
        _adopt(world, merge_patch(world.current, wish.get("state", {})))
        return Response(status_code=204)

    async def post_snapshot(_request: Request) -> Response:
        world.keepsakes["snapshot"] = copy.deepcopy((world.current, journal.entries))
        return Response(status_code=204)

    async def post_restore(_request: Request) -> Response:
        if "snapshot" not in world.keepsakes:
            raise BadPatch("There is no snapshot to restore.")
        state, entries = copy.deepcopy(world.keepsakes["snapshot"])
        world.current = state
        journal.replace(entries)
        faults.replace([])
        return Response(status_code=204)

    async def post_faults(request: Request) -> Response:
        faults.replace(await _body(request))
        return Response(status_code=204)

    async def get_faults(_request: Request) -> Response:
        return JSONResponse([rule.describe() for rule in faults.rules])

    routes = [
        Route(f"{_PREFIX}/requests", get_requests, methods=["GET"]),
        Route(f"{_PREFIX}/state", get_state, methods=["GET"]),
        Route(f"{_PREFIX}/state", patch_state, methods=["PATCH"]),
        Route(f"{_PREFIX}/client-secret", get_client_secret, methods=["GET"]),
        Route(f"{_PREFIX}/reset", post_reset, methods=["POST"]),
        Route(f"{_PREFIX}/snapshot", post_snapshot, methods=["POST"]),
        Route(f"{_PREFIX}/restore", post_restore, methods=["POST"]),
        Route(f"{_PREFIX}/faults", get_faults, methods=["GET"]),
        Route(f"{_PREFIX}/faults", post_faults, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={BadRule: _refuse, BadPatch: _refuse})


async def _refuse(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=400)


async def _body(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise BadPatch(f"The body is no JSON: {error}.") from error


def _adopt(world: World, state: Any) -> None:
    """Make this the state, unless it has lost its outer shape."""
    if not isinstance(state, dict) or not all(
        isinstance(state.get(part), dict) for part in ("tenants", "organizations")
    ):
        raise BadPatch("The state must stay an object with the objects tenants and organizations.")
    world.current = state
