"""The emulated AD FS, and the organization on premises that takes its tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.emulator.process import EmulatorProcess

TOKEN = "https://adfs.contoso.com/adfs/oauth2/token"
ORGANIZATION = "https://crm.contoso.com/Contoso"
WHO_AM_I = f"{ORGANIZATION}/api/data/v9.1/WhoAmI"
FORM = {
    "grant_type": "password",
    "client_id": "0adf5000-5e1e-4c1b-8d2f-c0ffee000601",
    "client_secret": "test-Secret-issued-by-ADFS-1",
    "username": "marketo.sync@corp.contoso.com",
    "password": "test-Password-of-onpremises.sync-1",
    "resource": f"{ORGANIZATION}/",
}
# What is wrong in the form -> OAuth's name of the error.
REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
    ({"client_id": "0adf5000-5e1e-4c1b-8d2f-c0ffee00ffff"}, "invalid_client"),
    ({"client_secret": "test-Secret-that-is-wrong"}, "invalid_client"),
    ({"client_secret": None}, "invalid_request"),
    ({"resource": "https://crm.contoso.com/Fabrikam/"}, "invalid_resource"),
    ({"username": "nobody@corp.contoso.com"}, "invalid_grant"),
    ({"password": "test-Password-that-is-wrong"}, "invalid_grant"),
]


def bearer(session: requests.Session) -> dict[str, str]:
    """The header with a token of the sync user."""
    answer = session.post(TOKEN, data=FORM, timeout=30)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_a_token_opens_the_organization(proxied: requests.Session, emulator: EmulatorProcess) -> None:
    answer = proxied.get(WHO_AM_I, headers=bearer(proxied), timeout=30)
    organization = emulator.state()["organizations"]["crm.contoso.com/Contoso"]
    assert answer.json()["UserId"] == organization["systemusers"][0]["systemuserid"]
    assert answer.json()["OrganizationId"] == organization["organizationId"]
    assert answer.json()["@odata.context"].startswith(f"{ORGANIZATION}/api/data/v9.1/")


@pytest.mark.parametrize(("wrong", "error"), REFUSALS)
def test_refusals(proxied: requests.Session, wrong: dict[str, Any], error: str) -> None:
    answer = proxied.post(TOKEN, data={**FORM, **wrong}, timeout=30)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_a_disabled_user(proxied: requests.Session, emulator: EmulatorProcess) -> None:
    emulator.patch_state([{"op": "replace", "path": "/adfs/adfs.contoso.com/users/0/accountEnabled", "value": False}])
    assert proxied.post(TOKEN, data=FORM, timeout=30).json()["error"] == "invalid_grant"


def test_the_organization_says_where_to_sign_in(proxied: requests.Session) -> None:
    answer = proxied.get(WHO_AM_I, timeout=30)
    assert answer.status_code == 401
    assert "https://adfs.contoso.com/adfs/oauth2/authorize" in answer.headers["WWW-Authenticate"]
    assert f"resource_id={ORGANIZATION}/" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("address", ["https://crm.contoso.com", "https://crm.contoso.com/Fabrikam"])
def test_no_organization_at_another_path(proxied: requests.Session, address: str) -> None:
    assert proxied.get(f"{address}/api/data/v9.1/WhoAmI", timeout=30).status_code == 404


def test_tokens_do_not_cross_to_an_organization_online(proxied: requests.Session) -> None:
    online = proxied.get("https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI", headers=bearer(proxied), timeout=30)
    assert online.status_code == 401


def test_the_organizations_share_no_rows(emulator: EmulatorProcess) -> None:
    """In the seed the one is written as a copy of the other."""
    path = "/organizations/crm.contoso.com~1Contoso/solutions/0/version"
    emulator.patch_state([{"op": "replace", "path": path, "value": "0.0"}])
    organizations = emulator.state()["organizations"]
    assert organizations["crm.contoso.com/Contoso"]["solutions"][0]["version"] == "0.0"
    assert organizations["contoso.crm4.dynamics.com"]["solutions"][0]["version"] != "0.0"


def test_no_secret_is_told(proxied: requests.Session, emulator: EmulatorProcess) -> None:
    bearer(proxied)
    told = json.dumps([emulator.state(), emulator.requests(service="adfs")])
    assert FORM["client_secret"] not in told
    assert FORM["password"] not in told
