"""The emulator's own addresses, for tests: journal, state, reset, faults."""

from __future__ import annotations

import copy
import json
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


def build_control(world: World, journal: Journal, faults: Faults) -> Starlette:
    """Build the application that answers below ``/_emulator/``."""
    return Starlette(
        routes=_Control(world, journal, faults).routes(), exception_handlers={BadRule: _refuse, BadPatch: _refuse}
    )


class _Control:
    """The control calls, by address and method."""

    def __init__(self, world: World, journal: Journal, faults: Faults) -> None:
        self._world = world
        self._journal = journal
        self._faults = faults

    def routes(self) -> list[Route]:
        """Return one route for each call."""
        return [
            Route(f"{_PREFIX}/requests", self._get_requests, methods=["GET"]),
            Route(f"{_PREFIX}/state", self._get_state, methods=["GET"]),
            Route(f"{_PREFIX}/state", self._patch_state, methods=["PATCH"]),
            Route(f"{_PREFIX}/reset", self._post_reset, methods=["POST"]),
            Route(f"{_PREFIX}/snapshot", self._post_snapshot, methods=["POST"]),
            Route(f"{_PREFIX}/restore", self._post_restore, methods=["POST"]),
            Route(f"{_PREFIX}/faults", self._get_faults, methods=["GET"]),
            Route(f"{_PREFIX}/faults", self._post_faults, methods=["POST"]),
        ]

    async def _get_requests(self, _request: Request) -> Response:
        return JSONResponse(self._journal.entries)

    async def _get_state(self, _request: Request) -> Response:
        return JSONResponse(mask(self._world.current, known_secrets(self._world.current)))

    async def _patch_state(self, request: Request) -> Response:
        patch = await _body(request)
        is_list_of_operations = "json-patch+json" in request.headers.get("content-type", "")
        apply = json_patch if is_list_of_operations else merge_patch
        self._adopt(apply(self._world.current, patch))
        return Response(status_code=204)

    async def _post_reset(self, request: Request) -> Response:
        wish = await _body(request) if await request.body() else {}
        if not isinstance(wish, dict) or set(wish) - {"state"}:
            raise BadPatch('The body of a reset is empty or {"state": {...}}.')
        self._world.reset()
        self._journal.clear()
        self._faults.replace([])
        self._adopt(merge_patch(self._world.current, wish.get("state", {})))
        return Response(status_code=204)

    async def _post_snapshot(self, _request: Request) -> Response:
        self._world.keepsakes["snapshot"] = copy.deepcopy((self._world.current, self._journal.entries))
        return Response(status_code=204)

    async def _post_restore(self, _request: Request) -> Response:
        if "snapshot" not in self._world.keepsakes:
            raise BadPatch("There is no snapshot to restore.")
        state, entries = copy.deepcopy(self._world.keepsakes["snapshot"])
        self._world.current = state
        self._journal.replace(entries)
        self._faults.replace([])
        return Response(status_code=204)

    async def _get_faults(self, _request: Request) -> Response:
        return JSONResponse([rule.describe() for rule in self._faults.rules])

    async def _post_faults(self, request: Request) -> Response:
        self._faults.replace(await _body(request))
        return Response(status_code=204)

    def _adopt(self, state: Any) -> None:
        """Make this the state, unless it has lost its outer shape."""
        if not isinstance(state, dict) or not all(
            isinstance(state.get(part), dict) for part in ("tenants", "organizations")
        ):
            raise BadPatch("The state must stay an object with the objects tenants and organizations.")
        self._world.current = state


async def _refuse(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=400)


async def _body(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise BadPatch(f"The body is no JSON: {error}.") from error
