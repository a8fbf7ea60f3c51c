"""Signing in, and waiting for a new secret."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._clouds import CLOUDS, cloud_of
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import SignInRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra import token as token_module
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.aadsts import (
    MEANINGS,
    explain,
    refusal_code,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.token import Token
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.token import TokenQuery

OPTIONS = {
    "cloud": "public",
    "authority_host": None,
    "graph_endpoint": None,
    "tenant_id": "contoso.com",
    "client_id": "c",
    "client_secret": "s",
    "scope": None,
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(token_module, "INTERVAL", 0.01)


def signing_in(monkeypatch, *outcomes, wait=0.2):
    left, scopes = list(outcomes), []

    def sign_in(_credentials, _cloud, scope, _transport):
        scopes.append(scope)
        outcome = left.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(token_module, "sign_in", sign_in)
    return TokenQuery(None, {**OPTIONS, "wait_for_new_secret": wait}), scopes


def refused(code):
    return SignInRefused(f"refused with {code}", code=code)


@pytest.mark.parametrize("code", ["AADSTS7000215", "AADSTS7000222", "AADSTS700016", "AADSTS7000229"])
def test_a_new_secret_is_waited_for(monkeypatch, code):
    """C3: AADSTS7000222 also means that the secret is not valid yet."""
    sign_in, scopes = signing_in(monkeypatch, refused(code), refused(code), Token("the-token", 0))
    assert sign_in.run() == {"access_token": "the-token", "expires_on": "1970-01-01T00:00:00Z"}
    assert scopes == ["https://graph.microsoft.com/.default"] * 3


@pytest.mark.parametrize(
    ("code", "wait"),
    [("AADSTS7000215", 0), ("AADSTS7000222", 0), ("AADSTS90002", 60), ("AADSTS50126", 60), (None, 60)],
)
def test_nothing_else_is_waited_for(monkeypatch, code, wait):
    sign_in, scopes = signing_in(monkeypatch, refused(code), Token("t", 0), wait=wait)
    with pytest.raises(SignInRefused):
        sign_in.run()
    assert len(scopes) == 1


def test_the_wait_is_bounded_and_says_for_what(monkeypatch):
    sign_in, _scopes = signing_in(monkeypatch, *[refused("AADSTS7000215")] * 99, wait=0.05)
    with pytest.raises(SignInRefused, match="Waited 0.05 seconds.*in vain. refused with AADSTS7000215") as caught:
        sign_in.run()
    assert caught.value.details == {"code": "AADSTS7000215"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"error_codes": [7000215], "error_description": "AADSTS1: x"}, "AADSTS7000215"),
        ({"error_description": "AADSTS90002: no tenant"}, "AADSTS90002"),
        ({"error": "invalid_client"}, "invalid_client"),
        ({}, None),
    ],
)
def test_codes_are_found(answer, code):
    assert refusal_code(answer) == code


@pytest.mark.parametrize("code", MEANINGS)
def test_a_known_code_is_one_sentence_with_fact_and_fix(code):
    text = explain(
        f"{code}: As the service words it. Trace ID: x", "contoso.com", "the-client", "https://login.example.com"
    )
    assert code in text and "contoso.com" in text and "the-client" in text and "Trace ID" not in text
    assert MEANINGS[code].fix in text


def test_an_unknown_code_is_shown_in_the_service_s_words():
    assert "AADSTS123456: New." in explain("AADSTS123456: New.\nTrace ID: x", "t", "c", "h")


@pytest.mark.parametrize("name", CLOUDS)
def test_clouds_have_addresses_without_a_slash_at_the_end(name):
    for address in (cloud_of(name).authority_host, cloud_of(name).graph_endpoint):
        assert address.startswith("https://") and not address.endswith("/")


@pytest.mark.parametrize("given", ["login.example.com", "https://login.example.com", "https://login.example.com/"])
def test_an_authority_is_taken_as_people_write_it(given):
    assert cloud_of("public", authority_host=given).authority_host == "https://login.example.com"


def test_waiting_is_bounded_by_the_clock():
    now, looked = [0.0], []

    def sleep(seconds):
        now[0] += seconds

    with pytest.raises(Exception, match="Waited 3 seconds for the end"):
        wait_for(lambda: looked.append(now[0]), "the end", 3, 1, sleep, lambda: now[0])
    assert looked == [0.0, 1.0, 2.0, 3.0]
