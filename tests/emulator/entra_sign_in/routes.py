"""The addresses of the sign-in service."""

from __future__ import annotations

import uuid

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..world import World
from . import device_code, discovery
from .refusals import Refused, refusal_response
from .token_endpoint import answer_token_request


def build(world: World) -> Starlette:
    """Build the application."""

    async def openid_v1(request: Request) -> Response:
        return JSONResponse(discovery.openid_configuration(world, request, ""))

    async def openid_v2(request: Request) -> Response:
        return JSONResponse(discovery.openid_configuration(world, request, "/v2.0"))

    async def keys(request: Request) -> Response:
        return JSONResponse(discovery.keys(world, request))

    async def instance(request: Request) -> Response:
        return discovery.instance(request)

    async def user_realm(request: Request) -> Response:
        return JSONResponse(discovery.user_realm(world, request))

    async def token(request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        endpoint = f"https://{request.url.netloc}{request.url.path}"
        answer = answer_token_request(world, request.path_params["tenant"], request.url.hostname or "", form, endpoint)
        return JSONResponse(answer, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})

    async def begin_device_code(request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        tenant, host = request.path_params["tenant"], request.url.hostname or ""
        return JSONResponse(device_code.begin(world, tenant, host, form))

    async def answer_device_code(request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        return JSONResponse(device_code.answer(world, form))

    async def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        correlation_id = request.headers.get("client-request-id") or str(uuid.uuid4())
        return refusal_response(error, request.url.netloc, correlation_id, world.now())

    routes = [
        Route("/common/discovery/instance", instance, methods=["GET"]),
        Route("/common/userrealm/{user}", user_realm, methods=["GET"]),
        Route("/common/userrealm/", user_realm, methods=["GET"]),
        Route("/{tenant}/.well-known/openid-configuration", openid_v1, methods=["GET"]),
        Route("/{tenant}/v2.0/.well-known/openid-configuration", openid_v2, methods=["GET"]),
        Route("/{tenant}/discovery/v2.0/keys", keys, methods=["GET"]),
        Route("/{tenant}/discovery/keys", keys, methods=["GET"]),
        Route("/{tenant}/oauth2/v2.0/token", token, methods=["POST"]),
        Route("/{tenant}/oauth2/v2.0/devicecode", begin_device_code, methods=["POST"]),
        Route("/common/oauth2/deviceauth", answer_device_code, methods=["POST"]),
    ]
    return Starlette(routes=routes, exception_handlers={Refused: refuse})
