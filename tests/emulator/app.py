"""The one application behind the emulator's address: finds the service, applies faults, keeps the journal."""

from __future__ import annotations

import asyncio
import copy
import importlib
import json
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import httpx
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .control import build_control
from .faults import Faults
from .journal import Answer, Journal
from .server import ABORT
from .service import Service
from .world import World, lagging_state

OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
SERVICE_PACKAGES = ("entra_sign_in", "adfs", "graph", "dataverse", "marketo_rest", "marketo")
"""In the order in which they claim hosts and paths."""


def load_services(names: Sequence[str] = SERVICE_PACKAGES) -> tuple[Service, ...]:
    """Import the services of these packages."""
    services = []
    for name in names:
        package = importlib.import_module(f"{__package__}.{name}")
        if hasattr(package, "SERVICE"):
            services.append(package.SERVICE)
        else:
            print(f"The emulator runs without the service {name}: its package holds no SERVICE.", file=sys.stderr)
    return tuple(services)


class Emulator:
    """ASGI application: everything that is served."""

    def __init__(self, world: World, services: tuple[Service, ...]) -> None:
        self.world = world
        self.services = services
        self.faults = Faults()
        self.journal = Journal(world)
        self._apps: dict[str, ASGIApp] = {service.name: service.build(world) for service in services}
        self._control = build_control(world, self.journal, self.faults)
        world.app = self

    def serves_host(self, host: str) -> bool:
        """Tell whether a service claims this host name."""
        return any(service.claims_host(host) for service in self.services)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        host = _host(scope)
        own = host in OWN_HOSTS
        if own and scope["path"].startswith("/_emulator/"):
            await self._control(scope, receive, send)
            return
        service = self._select(host, scope["path"], own)
        if service is None:
            sentence = f"No emulated service is at {host}{scope['path']}."
            await JSONResponse({"error": sentence}, status_code=404)(scope, receive, send)
            return
        await self._exchange(service, host, scope, receive, send)

    def _select(self, host: str, path: str, own: bool) -> Service | None:
        claims = (
            service for service in self.services if (service.claims_path(path) if own else service.claims_host(host))
        )
        return next(claims, None)

    async def _exchange(self, service: Service, host: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Put one request before its service, spoiled by the fault rules where one is due."""
        body = await _read_body(receive)
        entry = self.journal.begin(service, scope, host, body)
        seen = {name: entry[name] for name in ("method", "host", "service", "origin")}
        rule = self.faults.due({**seen, "path": scope["path"]})
        entry["fault"] = rule or None
        await asyncio.sleep(rule.get("delay", 0))
        if rule.get("drop_before"):
            await _drop_connection(scope, receive)
            return
        answer = _prescribed(rule) if "status" in rule else await self._serve(service, rule, scope, receive, body)
        self.journal.finish(entry, service, answer)
        if rule.get("drop_after_commit"):
            await _drop_connection(scope, receive)
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _serve(
        self, service: Service, rule: dict[str, Any], scope: Scope, receive: Receive, body: bytes
    ) -> Answer:
        """Let the service answer; a read may see an older state while replication lags."""
        is_read = scope["method"] in ("GET", "HEAD")
        # What a batch reads lags as well; what it writes goes to the newest state whatever it sees.
        may_read = is_read or scope["path"].endswith("/$batch")
        lags = may_read and not _wants_newest(scope)
        seen_state = self.faults.lagging_state(service.name) if lags else None
        if rule.get("stale_for") and not is_read:
            self.faults.begin_lag(service.name, copy.deepcopy(self.world.current), rule["stale_for"])
        token = lagging_state.set(seen_state)
        try:
            return await _run(self._apps[service.name], scope, receive, body)
        finally:
            lagging_state.reset(token)


async def _run(app: ASGIApp, scope: Scope, receive: Receive, body: bytes) -> Answer:
    """Run a service's application to its end and hand back what it answered."""
    answer = Answer(500, [(b"content-type", b"text/plain")], b"The emulated service failed; see the emulator's stderr.")
    parts: list[bytes] = []
    unread = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return unread.pop() if unread else await receive()

    async def capture(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message.get("headers", []))
            parts.append(b"")
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    try:
        await app(scope, replay, capture)
    except Exception:
        traceback.print_exc(file=sys.stderr)
        answer.status = 500
    if parts:
        answer.body = b"".join(parts)
    return answer


def _prescribed(rule: dict[str, Any]) -> Answer:
    """Make the answer that a fault rule prescribes."""
    body = rule.get("body", "")
    headers = {str(name).lower(): str(value) for name, value in rule.get("headers", {}).items()}
    if isinstance(body, str):
        content = body.encode()
    else:
        content = json.dumps(body).encode()
        headers.setdefault("content-type", "application/json")
    headers["content-length"] = str(len(content))
    return Answer(
        rule["status"], [(name.encode(), value.encode("latin-1")) for name, value in headers.items()], content
    )


async def _drop_connection(scope: Scope, receive: Receive) -> None:
    """Close the connection without an answer."""
    abort = scope.get("extensions", {}).get(ABORT)
    if abort is None:
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
    abort()
    # The server would answer 500 for an application that returns silently before it knows of the closed connection.
    while (await receive())["type"] != "http.disconnect":
        pass


async def _read_body(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _wants_newest(scope: Scope) -> bool:
    """Tell whether the client asks for a read past all lag, as Dataverse's can."""
    return _header(scope, b"consistency").lower() == "strong"


def _host(scope: Scope) -> str:
    """Return the host name the client asked for, in lower case and without the port."""
    value = _header(scope, b"host").lower()
    if value.startswith("["):
        return value[1:].partition("]")[0]
    return value.partition(":")[0]


def _header(scope: Scope, name: bytes) -> str:
    """Return a header's value, empty when it was not sent."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    return headers.get(name, b"").decode("latin-1")
