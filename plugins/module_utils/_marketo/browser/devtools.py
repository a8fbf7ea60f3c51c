# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From the HTTP address of a browser that speaks the Chrome DevTools protocol to the address of its WebSocket.

The browser names that address in an answer. What passwords travel on is not for an answer to decide: only its path is used, and host and scheme stay
those of the endpoint, whose certificate was verified.
"""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from ..._engine.errors import MarketoDynamicsError

_SECURE = {"https": "wss", "http": "ws"}
_MOST_BYTES = 1_000_000


class NoBrowser(OSError):
    """What answers is no browser, or refuses."""


def websocket_address(endpoint: str, ca_bundle: str | None, timeout: float) -> str:
    """Return the WebSocket address behind an ``http`` or ``https`` endpoint, on the same host and with the same encryption.

    Raises `MarketoDynamicsError` for an answer that leads elsewhere, `OSError` and `http.client.HTTPException` where there is no answer of a browser.
    """
    parts = urlsplit(endpoint)
    named = _named(_ask(parts, ca_bundle, timeout))
    if named.scheme not in ("ws", "wss") or not named.hostname:
        raise NoBrowser("its answer names no WebSocket")
    if not _is_same_host(named.hostname, parts.hostname or ""):
        raise MarketoDynamicsError(
            f"The remote browser at {_shown(parts)} says that it is reached at another host, {named.hostname}. Nobody was connected there, since only "
            f"the host in browser_endpoint was named by you. Give the address of that host in browser_endpoint, if it is yours."
        )
    return urlunsplit((_SECURE[parts.scheme], parts.netloc, named.path, named.query, ""))


def reason(error: Exception) -> str:
    """Return why there was no answer, in the words of `remote`."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(error, ConnectionRefusedError):
        return "ECONNREFUSED"
    if isinstance(error, socket.gaierror):
        return "ENOTFOUND"
    if isinstance(error, TimeoutError):
        return "Timeout"
    return str(error) if isinstance(error, NoBrowser) else ""


def is_here(host: str) -> bool:
    """Return whether a host is this machine, by its name alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _ask(parts: SplitResult, ca_bundle: str | None, timeout: float) -> Any:
    """Return what the browser says of itself. No redirect is followed, and no proxy of the environment is used."""
    connection = _connection(parts, ca_bundle, timeout)
    path = f"{parts.path.rstrip('/')}/json/version/"
    try:
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path, headers=_headers(parts))
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise NoBrowser(f"status {answer.status}")
        said = answer.read(_MOST_BYTES)
    finally:
        connection.close()
    # Only here, since a certificate that can't be verified is a ValueError, too.
    try:
        return json.loads(said)
    except ValueError:
        raise NoBrowser("its answer is not JSON") from None


def _connection(parts: SplitResult, ca_bundle: str | None, timeout: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=timeout)
    trusted = ssl.create_default_context()
    if ca_bundle:
        trusted.load_verify_locations(ca_bundle)
    return http.client.HTTPSConnection(host, parts.port, timeout=timeout, context=trusted)


def _headers(parts: SplitResult) -> dict[str, str]:
    if parts.username is None:
        return {}
    user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(user.encode()).decode()}"}


def _named(answer: Any) -> SplitResult:
    address = answer.get("webSocketDebuggerUrl") if isinstance(answer, dict) else None
    try:
        return urlsplit(address if isinstance(address, str) else "")
    except ValueError:
        raise NoBrowser("its answer names no WebSocket") from None


def _is_same_host(named: str, asked: str) -> bool:
    """Return whether the browser names itself. Behind a front that hides the host's name from it, that is the loopback or no address at all."""
    return named.lower() == asked.lower() or is_here(named) or named in ("0.0.0.0", "::")


def _shown(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]
