"""Where passwords go with an endpoint of the DevTools protocol: to the host that was named, encrypted as it was named."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser import remote
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.devtools import (
    websocket_address,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import BrowserOptions
from tests.emulator.certificates import make_server_context


class Front:
    """Answers every request in one way, and remembers what it was asked."""

    def __init__(self, context: Any = None) -> None:
        front = self
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body: Any = {}
        self.asked: list[tuple[str, str | None]] = []

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def do_GET(self) -> None:
                """Answer."""
                front.asked.append((self.path, self.headers.get("Authorization")))
                self.send_response(front.status)
                for name, value in front.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                body = front.body if isinstance(front.body, str) else json.dumps(front.body)
                self.wfile.write(body.encode())

            def log_message(self, *_arguments: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def names(self, address: Any) -> None:
        """Have it name this WebSocket."""
        self.body = {"webSocketDebuggerUrl": address}


@pytest.fixture
def clear() -> Iterator[Front]:
    """A browser's HTTP address in clear."""
    front = Front()
    yield front
    front.server.shutdown()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Front, str]]:
    """The same over TLS, and its authority."""
    context, ca_file = make_server_context(tmp_path)
    front = Front(context)
    yield front, str(ca_file)
    front.server.shutdown()


@pytest.mark.parametrize(
    "named",
    [
        "ws://127.0.0.1:9/devtools/browser/x",
        "wss://127.0.0.1/devtools/browser/x",
        "ws://localhost:9222/devtools/browser/x",
    ],
)
def test_an_answer_in_clear_stays_encrypted(secure: tuple[Front, str], named: str) -> None:
    """C1: a browser behind TLS doesn't know of it, and names itself with ws."""
    front, ca_file = secure
    front.names(named)
    assert websocket_address(f"https://{front.host}", ca_file, 20) == f"wss://{front.host}/devtools/browser/x"


@pytest.mark.parametrize("endpoint", ["https", "http"])
def test_an_answer_that_names_another_host_is_refused(secure: tuple[Front, str], clear: Front, endpoint: str) -> None:
    """C1: nobody is connected there, and the sentence says which host it was."""
    front, ca_file = secure if endpoint == "https" else (clear, None)
    front.names("ws://elsewhere.example.com/devtools/browser/x?token=s3cret")
    with pytest.raises(MarketoDynamicsError, match=r"another host, elsewhere\.example\.com") as refused:
        websocket_address(f"{endpoint}://user:s3cret@{front.host}/?token=s3cret", ca_file, 20)
    assert "s3cret" not in refused.value.message


def test_a_redirect_is_not_followed(clear: Front, secure: tuple[Front, str]) -> None:
    """C1: it would lead elsewhere just as well."""
    front, ca_file = secure
    front.status, front.headers = 302, {"Location": f"http://{clear.host}/json/version/"}
    clear.names("ws://127.0.0.1/devtools/browser/x")
    with pytest.raises(OSError, match="302"):
        websocket_address(f"https://{front.host}", ca_file, 20)
    assert clear.asked == []


def test_the_certificate_is_verified_before_the_token_is_sent(secure: tuple[Front, str]) -> None:
    """C1: an authority that nobody trusts gets neither."""
    front, _ca_file = secure
    with pytest.raises(OSError, match="certificate"):
        websocket_address(f"https://user:s3cret@{front.host}/?token=s3cret", None, 20)
    assert front.asked == []


def test_what_the_endpoint_holds_is_kept(clear: Front) -> None:
    """A path, a token, a user."""
    clear.names(f"ws://{clear.host}/devtools/browser/x?token=other")
    address = websocket_address(f"http://user:p%40ss@{clear.host}/chrome/?token=t", None, 20)
    assert address == f"ws://user:p%40ss@{clear.host}/devtools/browser/x?token=other"
    assert clear.asked == [("/chrome/json/version/?token=t", "Basic dXNlcjpwQHNz")]


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, {}, "for want of the right token"),
        (404, {}, r"No browser answers at .* \(404\)"),
        (200, "<html>", "No browser answers"),
        (200, {}, "No browser answers"),
        (200, [], "No browser answers"),
        (200, {"webSocketDebuggerUrl": None}, "No browser answers"),
        (200, {"webSocketDebuggerUrl": "http://127.0.0.1/x"}, "No browser answers"),
        (200, {"webSocketDebuggerUrl": "ws://[x"}, "No browser answers"),
    ],
)
def test_what_is_no_browser(clear: Front, status: int, body: Any, words: str) -> None:
    """One sentence each, and no traceback."""
    clear.status, clear.body = status, body
    browser = BrowserOptions(endpoint=f"http://{clear.host}/?token=s3cret")
    playwright = Mock()
    with pytest.raises(MarketoDynamicsError, match=words) as refused:
        remote.connect(Mock(Error=RuntimeError), playwright, browser, 20)
    playwright.chromium.connect_over_cdp.assert_not_called()
    assert "s3cret" not in refused.value.message
