"""The HTTPS server: uvicorn on a socket of our own, with a way to close a connection without an answer."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

ABORT = "emulator.abort"
"""The member of ``scope["extensions"]`` that holds a function which closes the client's connection at once."""


class AbortableProtocol(H11Protocol):
    """HTTP/1.1 that hands every request the means to close its own connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.app = self._with_abort(self.app)

    def _with_abort(self, app: ASGIApp) -> ASGIApp:
        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[ABORT] = self._abort
            await app(scope, receive, send)

        return application

    def _abort(self) -> None:
        self.transport.abort()


class Server(uvicorn.Server):
    """A server that leaves signals to its owner, so that SIGTERM ends the process with status 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no signal handlers."""
        yield

    def end(self) -> None:
        """Stop now, without waiting for idle connections to say goodbye."""
        self.should_exit = True
        self.force_exit = True


def make_server(app: ASGIApp, context: ssl.SSLContext) -> Server:
    """Configure the server; it is run with ``serve(sockets=[...])``."""
    config = uvicorn.Config(
        app,
        http=AbortableProtocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        # Clients keep their connections for long; a server that closes first would race with their next request.
        timeout_keep_alive=120,
        timeout_graceful_shutdown=1,
        ssl_context_factory=lambda *_: context,
    )
    return Server(config)


def listen(port: int) -> socket.socket:
    """Open a listening socket on the loopback address; port 0 picks a free one."""
    # Named as TCP in so many words: asyncio sets TCP_NODELAY only then, and answers would wait 40 ms without.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(256)
    listener.setblocking(False)
    return listener


async def wait_until_started(server: Server, task: asyncio.Task[None]) -> None:
    """Return when the server accepts connections; raise what kept it from starting."""
    while not server.started:
        if task.done():
            task.result()
            raise RuntimeError("the server ended before it had started")
        await asyncio.sleep(0.005)
