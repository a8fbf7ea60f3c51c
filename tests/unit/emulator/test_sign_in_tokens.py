"""Granted sign-ins: with msal, by both ways to the emulator, and what the tokens claim."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import msal
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import (
    APP_ID,
    LOGIN,
    ORGANIZATION,
    PRINCIPAL,
    SECRET,
    SYNC_USER,
    TENANT,
    WEB_API,
    Contoso,
)

GRAPH_SCOPE = "https://graph.microsoft.com/.default"


def _application(emulator: EmulatorProcess, session: requests.Session, authority: str, **more: Any) -> Any:
    administrator = emulator.accounts["administrator"]
    arguments = {"client_credential": administrator["client_secret"], **more}
    return msal.ConfidentialClientApplication(
        administrator["client_id"], authority=f"{authority}/{TENANT}", http_client=session, **arguments
    )


def test_msal_signs_in_at_the_base_url(emulator: EmulatorProcess, direct: requests.Session) -> None:
    application = _application(emulator, direct, emulator.base_url, instance_discovery=False)
    assert "access_token" in application.acquire_token_for_client([GRAPH_SCOPE])


@pytest.mark.parametrize("discovery", [None, True, False])
@pytest.mark.parametrize("login", [LOGIN, "https://login.windows.net"])
def test_msal_signs_in_through_the_proxy(
    emulator: EmulatorProcess, proxied: requests.Session, login: str, discovery: bool | None
) -> None:
    application = _application(emulator, proxied, login, instance_discovery=discovery)
    assert "access_token" in application.acquire_token_for_client([GRAPH_SCOPE])


def test_msal_asks_for_the_instance_of_an_unknown_host(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    with pytest.raises(ValueError, match="invalid_instance"):
        _application(emulator, proxied, emulator.base_url)
    assert emulator.requests(path="/common/discovery/instance")[0]["status"] == 400


def test_msal_signs_in_a_managed_user(contoso: Contoso) -> None:
    application = msal.ConfidentialClientApplication(
        APP_ID, client_credential=SECRET, authority=f"{LOGIN}/{TENANT}", http_client=contoso.session
    )
    account = contoso.emulator.accounts["cloud_sync_user"]
    result = application.acquire_token_by_username_password(
        account["username"], account["password"], [f"{ORGANIZATION}/user_impersonation"]
    )
    assert result["id_token_claims"]["oid"] == account["id"]
    assert "refresh_token" in result


def test_the_realm_of_a_user(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    kinds = {}
    for name in ("marketo.sync@contoso.com", "cloud.sync@contoso.onmicrosoft.com", "a@nowhere.example"):
        kinds[name] = proxied.get(f"{LOGIN}/common/userrealm/{name}?api-version=1.0").json()["account_type"]
    assert list(kinds.values()) == ["Federated", "Managed", "Unknown"]


def test_discovery_of_an_unknown_tenant(direct: requests.Session, emulator: EmulatorProcess) -> None:
    answer = direct.get(f"{emulator.base_url}/nowhere.example/v2.0/.well-known/openid-configuration")
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [90002])


def test_the_application_token(contoso: Contoso) -> None:
    claims = _claims(contoso, contoso.client_credentials().json()["access_token"], "https://graph.microsoft.com")
    assert claims["tid"] == TENANT
    assert claims["iss"] == f"https://sts.windows.net/{TENANT}/"
    assert claims["appid"] == contoso.emulator.accounts["administrator"]["client_id"]
    assert "Application.ReadWrite.All" in claims["roles"]
    assert "Directory.Read.All" not in claims["roles"]
    assert "scp" not in claims


def test_a_registered_application_has_no_roles(contoso: Contoso) -> None:
    answer = contoso.client_credentials(client_id=APP_ID, client_secret=SECRET)
    claims = _claims(contoso, answer.json()["access_token"], "https://graph.microsoft.com")
    assert "roles" not in claims
    assert claims["oid"] == PRINCIPAL


def test_the_user_token(contoso: Contoso) -> None:
    claims = _claims(contoso, contoso.password_grant().json()["access_token"], ORGANIZATION)
    assert (claims["oid"], claims["upn"], claims["scp"]) == (
        SYNC_USER,
        "marketo.sync@contoso.com",
        "user_impersonation",
    )
    assert claims["appid"] == APP_ID
    assert claims["exp"] - claims["iat"] == 3599


def test_the_audience_is_what_was_asked_for(contoso: Contoso) -> None:
    token = contoso.password_grant(scope=f"{ORGANIZATION}//.default").json()["access_token"]
    assert _claims(contoso, token, f"{ORGANIZATION}/")


def test_a_token_of_short_life_expires(contoso: Contoso) -> None:
    contoso.patch(tokenLifetime=-1)
    answer = contoso.session.get(f"{WEB_API}/WhoAmI", headers=contoso.user_headers())
    assert answer.status_code == 401


def test_a_certificate_signs_in(contoso: Contoso) -> None:
    key, certificate = _make_certificate()
    contoso.change("automationClients/0/certificates", [certificate])
    credential = {"private_key": key, "public_certificate": certificate}
    application = _application(contoso.emulator, contoso.session, LOGIN, client_credential=credential)
    assert "access_token" in application.acquire_token_for_client([GRAPH_SCOPE])


def test_an_unknown_certificate_does_not(contoso: Contoso) -> None:
    key, certificate = _make_certificate()
    contoso.change("automationClients/0/certificates", [_make_certificate()[1]])
    credential = {"private_key": key, "public_certificate": certificate}
    application = _application(contoso.emulator, contoso.session, LOGIN, client_credential=credential)
    assert application.acquire_token_for_client([GRAPH_SCOPE])["error_codes"] == [700027]


@pytest.mark.parametrize(
    ("claim", "code"),
    [({}, None), ({"iss": "https://x"}, 700211), ({"sub": "x"}, 700213), ({"aud": "x"}, 700212), ({"exp": 1}, 700024)],
)
def test_a_federated_token_signs_in(contoso: Contoso, claim: dict[str, Any], code: int | None) -> None:
    trusted = {"issuer": "https://runner.example", "subject": "job", "audiences": ["api://AzureADTokenExchange"]}
    contoso.change("automationClients/0/federatedIdentityCredentials", [trusted])
    expiry = int((datetime.now(UTC) + timedelta(minutes=5)).timestamp())
    claims = {"iss": trusted["issuer"], "sub": "job", "aud": trusted["audiences"][0], "exp": expiry, **claim}
    assertion = jwt.encode(claims, "a key that nobody here knows, long enough", algorithm="HS256")
    answer = contoso.client_credentials(client_secret=None, client_assertion=assertion).json()
    assert answer.get("error_codes") == ([code] if code else None)


def _claims(contoso: Contoso, token: str, audience: str) -> dict[str, Any]:
    """Check the token with the keys that the tenant publishes."""
    configuration = contoso.session.get(f"{LOGIN}/{TENANT}/v2.0/.well-known/openid-configuration").json()
    keys = contoso.session.get(configuration["jwks_uri"]).json()["keys"]
    header = json.loads(base64.urlsafe_b64decode(token.split(".", maxsplit=1)[0] + "=="))
    key = next(each for each in keys if each["kid"] == header["kid"])
    return jwt.decode(token, jwt.PyJWK(key, "RS256").key, algorithms=["RS256"], audience=audience)


def _make_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate
