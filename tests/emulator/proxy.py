"""The CONNECT proxy: leads every name of an emulated service to the emulator's own port."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

_LONGEST_HEAD = 65536
_CHUNK = 65536


class Refusal(Exception):
    """The proxy's answer to a request that it does not tunnel."""

    def __init__(self, status: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class ConnectProxy:
    """A plain TCP tunnel; what it carries stays encrypted between the client and the emulator."""

    def __init__(self, target_port: int, serves_host: Callable[[str], bool]) -> None:
        self._target_port = target_port
        self._serves_host = serves_host

    async def start(self, port: int) -> asyncio.Server:
        """Listen on the loopback address; port 0 picks a free one."""
        return await asyncio.start_server(self._handle, "127.0.0.1", port, limit=_LONGEST_HEAD)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A tunnel is cancelled only when the emulator ends; that is no error to report.
        expected = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)
        with contextlib.suppress(*expected):
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                self._check(head)
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await self._tunnel(reader, writer)
            except Refusal as refusal:
                writer.write(_refusal(refusal))
                await writer.drain()
        writer.close()

    def _check(self, head: bytes) -> None:
        """Refuse everything but CONNECT to a known service, or to the emulator itself."""
        method, target, *_rest = [*head.split(b"\r\n", 1)[0].decode("latin-1").split(" "), "", ""]
        if method != "CONNECT":
            raise Refusal("405 Method Not Allowed", "This proxy knows the method CONNECT only.")
        host, _colon, port = target.rpartition(":")
        if host in ("127.0.0.1", "localhost") and port == str(self._target_port):
            return
        if port != "443" or not self._serves_host(host.lower()):
            raise Refusal("403 Forbidden", f"The emulator stands in for no service at {target}.")

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry bytes both ways until one side closes."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        directions = {
            asyncio.ensure_future(_copy(reader, far_writer)),
            asyncio.ensure_future(_copy(far_reader, writer)),
        }
        try:
            await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for direction in directions:
                direction.cancel()
            far_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()


def _refusal(refusal: Refusal) -> bytes:
    body = f"{refusal}\n".encode()
    allow = "Allow: CONNECT\r\n" if refusal.status.startswith("405") else ""
    head = (
        f"HTTP/1.1 {refusal.status}\r\n{allow}Content-Type: text/plain\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
