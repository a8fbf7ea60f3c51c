"""The service as the emulator's core runs it: hosts, real tokens, older states."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.emulator.entra_sign_in import SERVICE as SIGN_IN
from tests.emulator.graph import SERVICE
from tests.emulator.graph.clouds import is_graph_audience
from tests.emulator.world import World, lagging_state
from tests.unit.emulator.graph.support import BASE, CONTOSO, assert_error, seed


@pytest.fixture
def automated() -> World:
    """Return a world with the real clock and a client that can sign in."""
    state = seed()
    client = {"appId": "aaaaaaaa-0000-0000-0000-000000000001", "displayName": "Automation", "secret": "test-secret"}
    for tenant in state["tenants"].values():
        for name in (
            "automationClients",
            "homeRealmDiscoveryPolicies",
            "homeRealmDiscoveryAssignments",
            "deletedItems",
        ):
            tenant.setdefault(name, [])
        tenant.setdefault("secrets", {})
    state["tenants"][CONTOSO]["automationClients"] = [{**client, "permissions": ["Application.Read.All"]}]
    return World({**state, "organizations": {}})


def sign_in(world: World, scope: str) -> dict[str, Any]:
    """Sign the client in."""
    form = {
        "grant_type": "client_credentials",
        "client_id": "aaaaaaaa-0000-0000-0000-000000000001",
        "client_secret": "test-secret",
        "scope": scope,
    }
    with TestClient(SIGN_IN.build(world), base_url="https://login.microsoftonline.com") as http:
        answer = http.post(f"/{CONTOSO}/oauth2/v2.0/token", data=form)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_tokens_of_sign_in_are_taken(automated: World) -> None:
    http = TestClient(SERVICE.build(automated), base_url=BASE)
    headers = sign_in(automated, "https://graph.microsoft.com/.default")
    assert http.get("/v1.0/applications", headers=headers).json()["value"] == []
    answer = http.post("/v1.0/applications", headers=headers, json={"displayName": "x"})
    assert_error(answer, 403, "Authorization_RequestDenied")


def test_other_tokens_are_refused(automated: World) -> None:
    http = TestClient(SERVICE.build(automated), base_url=BASE)
    headers = sign_in(automated, "https://graph.microsoft.com/.default")
    forged = {"Authorization": headers["Authorization"][:-8] + "AAAAAAAA"}
    for wrong in ({}, {"Authorization": "Bearer x"}, forged):
        assert_error(http.get("/v1.0/applications", headers=wrong), 401, "InvalidAuthenticationToken")


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("https://graph.microsoft.com", True),
        ("https://graph.microsoft.com/", True),
        ("https://graph.microsoft.us", True),
        ("00000003-0000-0000-c000-000000000000", True),
        ("https://contoso.crm4.dynamics.com", False),
        ("https://graph.microsoft.com.example", False),
    ],
)
def test_audiences(audience: str, expected: bool) -> None:
    assert is_graph_audience(audience) is expected


def test_hosts_and_paths() -> None:
    for host in (
        "graph.microsoft.com",
        "graph.microsoft.us",
        "dod-graph.microsoft.us",
        "microsoftgraph.chinacloudapi.cn",
    ):
        assert SERVICE.claims_host(host)
    assert SERVICE.claims_path("/v1.0/applications")
    assert SERVICE.claims_path("/beta/applications")
    assert not SERVICE.claims_path("/api/data/v9.2/WhoAmI")


def test_reads_may_see_an_older_state_but_writes_never(world: World, graph: Any) -> None:
    before = copy.deepcopy(world.current)
    created = graph.create_application()
    token = lagging_state.set(before)
    try:
        assert graph.value("/applications") == []
        assert graph.patch(f"/applications/{created['id']}", {"notes": "n"}).status_code == 204
    finally:
        lagging_state.reset(token)
    assert graph.get(f"/applications/{created['id']}").json()["notes"] == "n"
