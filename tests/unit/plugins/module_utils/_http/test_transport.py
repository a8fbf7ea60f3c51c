"""One HTTP request against a real local server."""

from __future__ import annotations

import select
import socket
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    UnexpectedAnswer,
    Unreachable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http import transport as transport_module
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.service_object import read_json
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Transport
from tests.emulator.certificates import make_server_context


class Handler(BaseHTTPRequestHandler):
    """Answers by path: what it got, nothing at all, or a redirect."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/hang":
            self.server.release.wait(5)
        if self.path in ("/hang", "/drop"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        body = b'{"authorization": "%s"}' % self.headers.get("Authorization", "none").encode()
        self.send_response(302 if self.path == "/redirect" else 200)
        self.send_header("Location", "/elsewhere")
        self.send_header("Retry-After", "1.5")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_arguments):
        """Say nothing."""


@contextmanager
def serving(context=None, handler=Handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.release = threading.Event()
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.release.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in (
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "REQUESTS_CA_BUNDLE",
        "SSL_CERT_FILE",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def plain():
    with serving() as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    context, ca_file = make_server_context(tmp_path_factory.mktemp("authority"))
    with serving(context) as port:
        yield f"https://127.0.0.1:{port}", str(ca_file)


def test_an_answer_has_lower_case_headers_and_parsed_json(plain):
    answer = Transport().send("GET", f"{plain}/")
    assert (answer.status, answer.headers["retry-after"], answer.json) == (200, "1.5", {"authorization": "none"})


def test_a_redirect_is_not_followed(plain):
    assert Transport().send("GET", f"{plain}/redirect").status == 302


def test_netrc_replaces_no_authorization(plain, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert Transport().send("GET", f"{plain}/", headers={"Authorization": "Bearer ours"}).json == {
        "authorization": "Bearer ours"
    }


def test_a_private_authority_is_trusted_only_when_named(secure):
    url, ca_file = secure
    assert Transport(ca_bundle=ca_file).send("GET", f"{url}/").status == 200
    with pytest.raises(Unreachable, match="TLS certificate.*ca_bundle") as caught:
        Transport().send("POST", f"{url}/")
    assert caught.value.sent is False


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_usual_variables_name_authorities_too(secure, monkeypatch, variable):
    url, ca_file = secure
    monkeypatch.setenv(variable, ca_file)
    assert Transport().send("GET", f"{url}/").status == 200


def test_ca_bundle_comes_before_the_variables(secure, monkeypatch):
    url, ca_file = secure
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", ssl.get_default_verify_paths().openssl_cafile)
    assert Transport(ca_bundle=ca_file).send("GET", f"{url}/").status == 200


def test_a_missing_file_of_authorities_is_named():
    with pytest.raises(InvalidInput, match="/no/such/file.pem"):
        Transport(ca_bundle="/no/such/file.pem")


def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_a_refused_connection_was_not_sent():
    with pytest.raises(Unreachable) as caught:
        Transport().send("POST", f"http://127.0.0.1:{closed_port()}/")
    assert caught.value.sent is False


def test_a_dead_proxy_is_told_and_nothing_was_sent():
    with pytest.raises(Unreachable, match="through the proxy") as caught:
        Transport(proxy=f"http://127.0.0.1:{closed_port()}").send("POST", "https://graph.example.com/")
    assert caught.value.sent is False


def test_a_dropped_answer_may_have_been_processed(plain):
    with pytest.raises(Unreachable) as caught:
        Transport().send("POST", f"{plain}/drop")
    assert caught.value.sent is True


def test_a_dropped_answer_over_tls_may_have_been_processed_too(secure):
    url, ca_file = secure
    transport = Transport(ca_bundle=ca_file)
    for _connection in ("new", "kept"):
        with pytest.raises(Unreachable) as caught:
            transport.send("POST", f"{url}/drop")
        assert caught.value.sent is True
        transport.send("GET", f"{url}/")


class Tunnel(BaseRequestHandler):
    """A CONNECT proxy in its simplest form."""

    def handle(self):
        head = self.request.recv(65536)
        host, _colon, port = head.split(b" ")[1].decode().rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            ends = {self.request: far, far: self.request}
            while True:
                for end in select.select(list(ends), [], [])[0]:
                    chunk = end.recv(65536)
                    if not chunk:
                        return
                    ends[end].sendall(chunk)


def test_a_dropped_answer_through_a_proxy_may_have_been_processed_too(secure):
    """The libraries report it as if the proxy had not been reached."""
    url, ca_file = secure
    with ThreadingTCPServer(("127.0.0.1", 0), Tunnel) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        proxy = f"http://127.0.0.1:{server.server_address[1]}"
        with Transport(proxy=proxy, ca_bundle=ca_file) as transport:
            assert transport.send("GET", f"{url}/").status == 200
            with pytest.raises(Unreachable) as caught:
                transport.send("POST", f"{url}/drop")
        server.shutdown()
    assert caught.value.sent is True


def test_a_time_limit_ends_the_wait(plain):
    with pytest.raises(Unreachable, match="within 0.2 seconds") as caught:
        Transport(timeout=0.2).send("POST", f"{plain}/hang")
    assert caught.value.sent is True


class Hostile(BaseHTTPRequestHandler):
    """Answers that never end, end too early, or are no JSON."""

    def do_GET(self):
        bodies = {
            "/short": b'{"value": [',
            "/endless": b"[" * (2 * 1024 * 1024),
            "/deep": b"[" * 100_000,
            "/latin": '{"name": "é"}'.encode("latin-1"),
        }
        body = bodies[self.path]
        self.send_response(200)
        if self.path == "/short":
            self.send_header("Content-Length", str(len(body) + 100))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.mark.parametrize("path", ["/short", "/endless"])
def test_an_answer_that_is_not_whole_is_no_answer(monkeypatch, path):
    """M8: half an answer counts as none, and nothing fills the memory."""
    monkeypatch.setattr(transport_module, "MOST_BYTES", 1024 * 1024)
    with serving(handler=Hostile) as port, Transport(timeout=5) as transport, pytest.raises(Unreachable) as caught:
        transport.send("GET", f"http://127.0.0.1:{port}{path}")
    assert caught.value.sent


@pytest.mark.parametrize("path", ["/deep", "/latin"])
def test_what_is_no_json_is_no_object_and_no_crash(path):
    with serving(handler=Hostile) as port, Transport(timeout=5) as transport:
        answer = transport.send("GET", f"http://127.0.0.1:{port}{path}")
    assert answer.status == 200 and answer.json is None


def test_a_member_that_is_missing_is_the_answer_s_fault():
    with pytest.raises(UnexpectedAnswer, match="'keyId'.*proxy"):
        read_json(b'{"outer": {}}')["outer"]["keyId"]
