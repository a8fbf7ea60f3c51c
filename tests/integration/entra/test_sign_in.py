"""Applications sign in by certificate and by another issuer's token; a person by password and by device code."""

from __future__ import annotations

import json
import os
import re
import time
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import console
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra import token as token_module
from tests.unit.plugins.module_utils._entra.credentials.certificates import key_pem, new_certificate, new_key, pem

KEY, AUTHORITY_KEY, ISSUER_KEY = new_key(), new_key(), new_key()
AUTHORITY = new_certificate(AUTHORITY_KEY, "authority")
CERTIFICATE = new_certificate(KEY, "automation")
ISSUED = new_certificate(KEY, "automation", (AUTHORITY_KEY, AUTHORITY))
ISSUER = "https://runner.example"
AUDIENCE = "api://AzureADTokenExchange"
NOBODY = {"tenant_id": None, "client_id": None, "client_secret": None}


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith("AZURE_")]:
        monkeypatch.delenv(name)


def claims(result: dict[str, Any]) -> dict[str, Any]:
    """What the token of a result says."""
    assert not result.get("failed"), result
    return jwt.decode(result["access_token"], options={"verify_signature": False})


def posts(entra) -> list[dict[str, Any]]:
    """The token requests since the last reset."""
    return [entry for entry in entra.emulator.requests(service="entra") if entry["method"] == "POST"]


def trust(entra, **members):
    """Let the administrating application, instead of by its secret, sign in by these."""
    entra.emulator.patch_state(
        [
            {"op": "add", "path": f"/tenants/{entra.tenant_id}/automationClients/0/{name}", "value": value}
            for name, value in members.items()
        ]
    )


@pytest.fixture
def certificate_path(tmp_path):
    path = tmp_path / "certificate.pem"
    path.write_text(key_pem(KEY) + pem(CERTIFICATE))
    path.chmod(0o600)
    return path


def test_a_certificate_signs_in_every_module(entra, certificate_path):
    trust(entra, certificates=[pem(CERTIFICATE)])
    options = {"client_secret": None, "certificate_path": str(certificate_path)}
    assert claims(entra.run("token", **options))["appid"] == entra.credentials["client_id"]
    assert entra.run("application", display_name="Marketo", **options)["changed"]
    assertion_header = sent_header(entra, options)
    assert set(assertion_header) == {"alg", "typ", "x5t#S256"} and assertion_header["alg"] == "PS256"


def test_an_encrypted_key_and_the_environment(entra, certificate_path, monkeypatch):
    trust(entra, certificates=[pem(CERTIFICATE)])
    certificate_path.write_text(key_pem(KEY, "a password of a test") + pem(CERTIFICATE))
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PATH", str(certificate_path))
    assert "is encrypted" in entra.fails("token", client_secret=None)["msg"] and not posts(entra)
    monkeypatch.setenv("AZURE_CLIENT_CERTIFICATE_PASSWORD", "a password of a test")
    assert claims(entra.run("token", client_secret=None))


def test_a_certificate_that_is_not_registered(entra, certificate_path):
    trust(entra, certificates=[pem(new_certificate(KEY, "another of the same key"))])
    refused = entra.fails("token", client_secret=None, certificate_path=str(certificate_path))
    assert refused["error"]["code"] == "AADSTS700027" and "BEGIN" not in refused["msg"]


def test_subject_name_and_issuer_need_the_chain(entra, certificate_path):
    trust(entra, trustedSubjects=[{"subject": "CN=automation", "authority": pem(AUTHORITY)}])
    certificate_path.write_text(key_pem(KEY) + pem(ISSUED) + pem(AUTHORITY))
    options = {"client_secret": None, "certificate_path": str(certificate_path)}
    assert entra.fails("token", **options)["error"]["code"] == "AADSTS700027"
    assert claims(entra.run("token", certificate_send_chain=True, **options))
    assert len(sent_header(entra, {**options, "certificate_send_chain": True})["x5c"]) == 2
    certificate_path.write_text(key_pem(KEY) + pem(CERTIFICATE))
    assert entra.fails("token", certificate_send_chain=True, **options)["error"]["code"] == "AADSTS700027"


def sent_header(entra, options) -> dict[str, Any]:
    """The header of the assertion, caught on its way, since the journal masks it."""
    caught = []
    send = token_module.Transport.send
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            token_module.Transport,
            "send",
            lambda self, *words, **named: caught.append(named.get("form")) or send(self, *words, **named),
        )
        entra.run("token", **options)
    return jwt.get_unverified_header(next(form["client_assertion"] for form in caught if form))


def federated_token(**changed: Any) -> str:
    """As a runner gets it from its issuer."""
    content = {"iss": ISSUER, "sub": "job", "aud": AUDIENCE, "exp": int(time.time()) + 300, **changed}
    return jwt.encode(content, key_pem(KEY if "forged" in changed else ISSUER_KEY), "RS256")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": "https://x"}, "AADSTS700211"),
        ({"sub": "x"}, "AADSTS700213"),
        ({"aud": "x"}, "AADSTS700212"),
        ({"exp": 1}, "AADSTS700024"),
        ({"forged": 1}, "AADSTS50027"),
    ],
)
def test_a_federated_token_is_read_at_each_sign_in(entra, tmp_path, monkeypatch, changed, code):
    public = (
        ISSUER_KEY.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    trust(
        entra,
        federatedIdentityCredentials=[
            {"issuer": ISSUER, "subject": "job", "audiences": [AUDIENCE], "issuerKey": public}
        ],
    )
    path = tmp_path / "token"
    path.write_text(federated_token(**changed))
    refused = entra.fails("token", client_secret=None, federated_token_file=str(path))
    assert refused["error"]["code"] == code and federated_token()[:20] not in refused["msg"]
    path.write_text(federated_token() + "\n")
    assert claims(entra.run("token", client_secret=None, federated_token_file=str(path)))
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", str(path))
    assert claims(entra.run("token", client_secret=None))


@pytest.fixture
def user(entra):
    return entra.emulator.accounts["cloud_sync_user"]


def test_a_person_signs_in_with_a_password(entra, user, monkeypatch):
    found = claims(entra.run("token", **NOBODY, sign_in_username=user["username"], sign_in_password=user["password"]))
    assert found["oid"] == user["id"] and "scp" in found
    monkeypatch.setenv("AZURE_AD_USER", user["username"])
    monkeypatch.setenv("AZURE_PASSWORD", user["password"])
    assert entra.run("application", **NOBODY, display_name="By AWX's credential")["changed"]


def test_a_password_is_sent_once_whatever_comes_of_it(entra, user):
    options = {
        **NOBODY,
        "sign_in_username": user["username"],
        "sign_in_password": "hidden-password",
        "wait_for_new_secret": 60,
    }
    refused = entra.fails("token", **options)
    assert refused["error"]["code"] == "AADSTS50126" and "hidden-password" not in json.dumps(refused)
    assert len(posts(entra)) == 1
    passing = {
        "error": "invalid_client",
        "error_codes": [7000215],
        "error_description": "AADSTS7000215: hidden-password echoed.",
    }
    faults = [
        {"drop_before": True},
        {"status": 503, "headers": {"Retry-After": "0"}},
        {"status": 500, "body": "broken"},
        {"status": 401, "body": passing},
        {"status": 400, "body": {"error": "new", "error_description": "New: hidden-password."}},
    ]
    for number, fault in enumerate(faults, start=2):
        entra.emulator.faults({"method": "POST", "path": "/oauth2/v2.0/token", **fault})
        assert "hidden-password" not in json.dumps(entra.fails("token", **options))
        assert len(posts(entra)) == number


class Person:
    """Reads what is shown, and answers in a browser."""

    def __init__(self, entra, **answer: Any) -> None:
        self.shown: list[str] = []
        self._entra = entra
        self._answer = answer

    def read(self, sentence: str) -> None:
        self.shown.append(sentence)
        address, code = re.search(r"open (\S+) .* code (\S+)", sentence).groups()
        if self._answer:
            requests.post(
                address.replace("https://login.microsoftonline.com", self._entra.emulator.base_url),
                data={"user_code": code, **self._answer},
                verify=self._entra.emulator.ca_file,
                timeout=10,
            ).raise_for_status()


@pytest.fixture
def at_terminal(entra, user, monkeypatch):
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"deviceCodeInterval": 1, "deviceCodeLifetime": 4}}})

    def sits(**answer: Any) -> Person:
        somebody = Person(entra, **answer)
        monkeypatch.setattr(console, "_tell", somebody.read)
        return somebody

    return sits


def test_a_person_signs_in_with_a_device_code(entra, user, at_terminal):
    somebody = at_terminal(username=user["username"], password=user["password"])
    found = claims(entra.run("token", **NOBODY, device_code=True))
    assert found["oid"] == user["id"] and len(somebody.shown) == 1
    code = somebody.shown[0].rpartition("code ")[2].split()[0]
    assert code not in json.dumps(entra.emulator.requests(service="entra"))


@pytest.mark.parametrize(
    ("answer", "words"), [({"decline": "yes"}, "the person declined"), ({}, "nobody entered the code in time")]
)
def test_a_person_who_does_not(entra, at_terminal, answer, words):
    at_terminal(**answer)
    assert words in entra.fails("token", **NOBODY, device_code=True)["msg"]


def test_without_a_terminal_no_device_code_is_asked_for(entra, monkeypatch):
    monkeypatch.setattr(console, "_tell", None)
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"deviceCodeInterval": 1, "deviceCodeLifetime": 2}}})
    assert "needs a person at a terminal" in entra.fails("token", **NOBODY, device_code=True)["msg"]
    assert not posts(entra)


def test_a_confidential_client_cannot_use_a_device_code(entra, at_terminal):
    at_terminal(decline="yes")
    refused = entra.fails(
        "token", client_id="00000000-aaaa-4bbb-8ccc-000000000000", client_secret=None, device_code=True
    )
    assert refused["error"]["code"] == "AADSTS700016"


@pytest.mark.parametrize("code", [90002, 90038, 900382, 900432])
def test_a_tenant_of_another_cloud(entra, code):
    body = {"error": "invalid_request", "error_codes": [code], "error_description": f"AADSTS{code}: Told by the test."}
    entra.emulator.faults({"path": "/openid-configuration$", "status": 400, "body": body})
    refused = entra.fails("token")
    assert (
        refused["error"]["code"] == f"AADSTS{code}"
        and "went to cloud=public; the others are us_government, us_dod, china" in refused["msg"]
    )


def test_the_tenant_is_looked_for_in_the_named_cloud(entra):
    refused = entra.fails("token", cloud="china")
    assert (
        refused["error"]["code"] == "AADSTS90002"
        and "login.partner.microsoftonline.cn" in refused["msg"]
        and "cloud=china" in refused["msg"]
    )
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"cloud": "china"}}})
    assert claims(entra.run("token", cloud="china"))["aud"] == "https://microsoftgraph.chinacloudapi.cn"


def test_no_secret_is_in_the_journal(entra, certificate_path, user):
    trust(entra, certificates=[pem(CERTIFICATE)])
    entra.run("token", client_secret=None, certificate_path=str(certificate_path))
    entra.run("token", **NOBODY, sign_in_username=user["username"], sign_in_password=user["password"])
    journal = json.dumps(entra.emulator.requests(service="entra"))
    assert user["password"] not in journal and "eyJ" not in journal


def test_a_token_that_ends_in_a_long_wait_is_renewed_by_the_task_that_needs_it(entra, reader):
    """M3: after an hour's wait for a person, the task that records the key in use ended in a 401."""
    app_id = entra.application()
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"tokenLifetime": 1}}})
    token = entra.run("token")["access_token"]
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"tokenLifetime": 3599}}})
    alone = {"client_id": None, "client_secret": None, "access_token": token}

    def ended() -> bool:
        return bool(entra.run("application_info", app_id=app_id, **alone).get("failed"))

    while not ended():
        time.sleep(0.2)
    assert "Sign in again" in entra.run("application_info", app_id=app_id, **alone)["msg"]
    made = entra.run("client_secret", app_id=app_id, description="Marketo", access_token=token)
    assert made["client_secret"]["secret_text"], made
    # Nobody goes on as another identity than the token's.
    others = {**reader.credentials, "access_token": token}
    assert "Sign in again" in reader.run("application_info", app_id=app_id, **others)["msg"]
