"""Sign-ins that the machine has already: a managed identity, and the Azure CLI."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials import managed_identity

NOBODY = {"tenant_id": None, "client_id": None, "client_secret": None}
GUID = "11111111-2222-3333-4444-555555555555"
GRAPH = "https://graph.microsoft.com"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("AZURE_", "IDENTITY_", "MSI_", "IMDS_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(managed_identity, "PAUSES", (0.01,) * 7)


class Endpoint:
    """A managed identity endpoint, over plain HTTP on this machine."""

    def __init__(self, token: str) -> None:
        self.asked: list[dict] = []
        self.answers: list[tuple[int, object]] = []
        """Given first, one a request; a token afterwards."""
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # pylint: disable=invalid-name
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                endpoint.asked.append(
                    {
                        "path": parts.path,
                        "query": query,
                        "headers": {name.lower(): value for name, value in self.headers.items()},
                    }
                )
                good = {
                    "access_token": token,
                    "expires_in": "3599",
                    "expires_on": str(int(time.time()) + 3599),
                    "resource": query.get("resource"),
                    "token_type": "Bearer",
                }
                status, body = endpoint.answers.pop(0) if endpoint.answers else (200, good)
                self.send_response(status)
                self.end_headers()
                self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

            def log_message(self, *_words):  # pylint: disable=arguments-differ
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()


@pytest.fixture
def endpoint(entra):
    """It gives out tokens that the emulator accepts."""
    made = Endpoint(entra.run("token")["access_token"])
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def app_service(endpoint, monkeypatch):
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{endpoint.address}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "hidden-header")
    return endpoint


@pytest.fixture
def machine(endpoint, monkeypatch):
    """msal's own variable puts this address in the place of the link-local one."""
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", endpoint.address)
    return endpoint


@pytest.mark.parametrize(
    ("options", "in_app_service", "in_machine"),
    [
        ({"managed_identity": True}, {}, {}),
        ({"managed_identity_client_id": GUID}, {"client_id": GUID}, {"client_id": GUID}),
        ({"managed_identity_object_id": GUID}, {"object_id": GUID}, {"object_id": GUID}),
        (
            {"managed_identity": True, "managed_identity_resource_id": "/subscriptions/x"},
            {"mi_res_id": "/subscriptions/x"},
            {"msi_res_id": "/subscriptions/x"},
        ),
    ],
)
def test_a_managed_identity_signs_in_without_a_proxy(entra, endpoint, monkeypatch, options, in_app_service, in_machine):
    # Both would be asked, were it not for what the endpoint is.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert entra.credentials["proxy"]
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", endpoint.address)
    assert entra.run("application", **NOBODY, display_name="By the machine", **options)["changed"]
    asked = endpoint.asked[-1]
    assert (
        asked["query"] == {"api-version": "2018-02-01", "resource": GRAPH, **in_machine}
        and asked["headers"]["metadata"] == "true"
    )
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{endpoint.address}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "hidden-header")
    assert entra.run("token", **NOBODY, **options)["access_token"]
    asked = endpoint.asked[-1]
    assert (asked["path"], asked["headers"]["x-identity-header"]) == ("/msi/token", "hidden-header")
    assert asked["query"] == {"api-version": "2019-08-01", "resource": GRAPH, **in_app_service}


def test_azure_machine_learning(entra, endpoint, monkeypatch):
    monkeypatch.setenv("MSI_ENDPOINT", f"{endpoint.address}/ml")
    monkeypatch.setenv("MSI_SECRET", "hidden-secret")
    assert entra.run("token", **NOBODY, managed_identity=True)["access_token"]
    assert endpoint.asked[-1]["headers"]["secret"] == "hidden-secret"


@pytest.mark.parametrize(("statuses", "tries"), [([404, 503, 429], 4), ([410] * 7, 8), ([404] * 9, 5), ([400], 1)])
def test_an_endpoint_that_is_not_ready_is_asked_again(entra, machine, statuses, tries):
    machine.answers = [(status, {"error": "not_ready", "error_description": "Later"}) for status in statuses]
    result = entra.run("token", **NOBODY, managed_identity=True)
    assert len(machine.asked) == tries
    assert bool(result.get("failed")) is (len(statuses) >= tries)


@pytest.mark.parametrize(
    "answer",
    [
        (400, {"error": "invalid_request", "error_description": "Identity not found hidden-header"}),
        (200, "<html>hidden-header</html>"),
    ],
)
def test_a_refusal_is_one_sentence_without_the_header_s_value(entra, app_service, answer):
    app_service.answers = [answer] * 9
    refused = entra.fails("token", **NOBODY, managed_identity_client_id=GUID)
    assert "Check that the identity is assigned to this machine" in refused[
        "msg"
    ] and "hidden-header" not in json.dumps(refused)


def test_a_virtual_machine_s_refusal_is_quoted(entra, machine):
    machine.answers = [(400, {"error": "invalid_request", "error_description": "Identity not found"})]
    assert (
        f"refused a token for the user-assigned identity {GUID}: Identity not found. Check"
        in entra.fails("token", **NOBODY, managed_identity_client_id=GUID)["msg"]
    )


def test_elsewhere_than_on_azure(entra, monkeypatch):
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:1")
    refused = entra.fails("token", **NOBODY, managed_identity=True)
    assert "No managed identity endpoint answered" in refused["msg"] and "works only on Azure" in refused["msg"]


def test_what_a_managed_identity_cannot_do(entra, app_service, monkeypatch):
    assert (
        "must end in /.default"
        in entra.fails("token", **NOBODY, managed_identity=True, scope=f"{GRAPH}/User.Read")["msg"]
    )
    monkeypatch.setenv("IDENTITY_SERVER_THUMBPRINT", "ab" * 20)
    assert "Service Fabric" in entra.fails("token", **NOBODY, managed_identity=True)["msg"]
    assert not app_service.asked


AZ = """#!{python}
import json, os, sys
json.dump({{"arguments": sys.argv[1:], "environment": dict(os.environ)}}, open({record!r}, "w"))
sys.stdout.write({out!r})
sys.stderr.write({error!r})
sys.exit({status})
"""


@pytest.fixture
def az(tmp_path, monkeypatch):
    """Puts a stand-in for the Azure CLI on the PATH, and reads what it was called with."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def install(out="", error="", status=0):
        program = tmp_path / "az"
        program.write_text(
            AZ.format(python=sys.executable, record=str(tmp_path / "record"), out=out, error=error, status=status)
        )
        program.chmod(0o755)

    install.record = lambda: json.loads((tmp_path / "record").read_text())
    return install


@pytest.mark.parametrize(
    "expiry",
    [{"expires_on": 2000000000}, {"expiresOn": time.strftime("%Y-%m-%d %H:%M:%S.000000", time.localtime(2000000000))}],
)
def test_the_azure_cli_signs_in(entra, az, expiry):
    token = entra.run("token")["access_token"]
    az(json.dumps({"accessToken": token, "tokenType": "Bearer", **expiry}))
    options = {**NOBODY, "use_azure_cli": True}
    result = entra.run("token", **options)
    assert (result["access_token"], result["expires_on"]) == (token, "2033-05-18T03:33:20Z")
    called = az.record()
    assert called["arguments"] == ["account", "get-access-token", "--output", "json", "--resource", GRAPH]
    assert called["environment"]["HTTPS_PROXY"] == entra.credentials["proxy"]
    assert called["environment"]["REQUESTS_CA_BUNDLE"] == entra.credentials["ca_bundle"]
    assert entra.run("application", display_name="By the CLI", **options)["changed"]
    entra.run("token", **{**options, "tenant_id": "contoso.com"}, scope=f"{GRAPH}/User.Read")
    assert az.record()["arguments"][4:] == ["--scope", f"{GRAPH}/User.Read", "--tenant", "contoso.com"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            {"error": "WARNING: old\nERROR: Please run 'az login' to setup account.\n", "status": 1},
            "not signed in.*Run az login --tenant contoso.com as the user",
        ),
        (
            {"error": "ERROR: AADSTS50076: MFA.\nTo re-authenticate, please run:\naz login", "status": 1},
            "no longer \\(AADSTS50076: MFA\\). Run az login",
        ),
        (
            {"error": "ERROR: AADSTS500011: No such resource.\n", "status": 1},
            "gave no access token: AADSTS500011: No such resource",
        ),
        ({"out": '{"accessToken": "hidden-token"'}, "no access token that can be read"),
        ({"out": '{"accessToken": "hidden-token"}'}, "no access token that can be read"),
    ],
)
def test_what_the_azure_cli_complains_of(entra, az, answer, words):
    az(**answer)
    refused = entra.fails("token", **{**NOBODY, "tenant_id": "contoso.com"}, use_azure_cli=True)
    assert "hidden-token" not in json.dumps(refused)
    assert re.search(words, refused["msg"]), refused["msg"]


def test_without_the_azure_cli(entra, az):
    assert "there is no program az on the PATH" in entra.fails("token", **NOBODY, use_azure_cli=True)["msg"]
