"""Every module while objects show late, while it is throttled, and while its reads are refused; and how often each asks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph import replication

DYNAMICS = "00000007-0000-0000-c000-000000000000"
ACCESS = [{"resource_app_id": DYNAMICS, "resource_access": [{"value": "user_impersonation", "type": "Scope"}]}]
UPN = "marketo.sync@contoso.com"
NAME = {"display_name": "Marketo Integration", "unique_name": "marketo-integration"}
NOWHERE = "00000000-aaaa-4bbb-8ccc-000000000000"

# Module -> options beside the application's id.
OF_AN_APPLICATION = {
    "service_principal": {"tags": ["crm"]},
    "permission_grant": {"scopes": ["user_impersonation"]},
    "home_realm_discovery_policy": {"display_name": "Marketo"},
    "client_secret": {"description": "Marketo"},
}


def options_for(module, app_id):
    if module == "application":
        return {**NAME, "required_resource_access": ACCESS, "owners": [UPN]}
    return {"client_app_id" if module == "permission_grant" else "app_id": app_id, **OF_AN_APPLICATION[module]}


def through_the_procedure(entra):
    """Every module's ladder, one after the other, as a play does."""
    app_id = entra.ladder("application", **options_for("application", None))["application"]["app_id"]
    for module in ("service_principal", "permission_grant", "home_realm_discovery_policy"):
        entra.ladder(module, **options_for(module, app_id))
    secret = entra.run("client_secret", app_id=app_id, description="Marketo")["client_secret"]
    assert secret["secret_text"]
    entra.ladder("client_secret", app_id=app_id, key_id=secret["key_id"], state="live")
    entra.ladder("client_secret", app_id=app_id, state="not_live")
    entra.ladder("client_secret", app_id=app_id, key_id=secret["key_id"], state="absent")
    for module in ("home_realm_discovery_policy", "permission_grant", "service_principal"):
        entra.ladder(module, **{**options_for(module, app_id), "state": "absent"})
    entra.ladder("application", app_id=app_id, state="absent", purge=True)


@pytest.fixture
def may_change_owners(entra):
    """Adding an owner needs one permission more than the administrating application has."""
    client = next(
        item for item in entra.objects("automationClients") if item["appId"] == entra.credentials["client_id"]
    )
    entra.by_hand(
        "automationClients", {"permissions": sorted({*client["permissions"], "Directory.Read.All"})}, client["appId"]
    )


def test_objects_that_show_two_seconds_late(entra, may_change_owners, monkeypatch):
    monkeypatch.setattr(replication, "SECONDS", 15.0)
    monkeypatch.setattr(replication, "GLANCE_SECONDS", 5.0)
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"replicationLag": 2}}})
    through_the_procedure(entra)


@pytest.mark.parametrize("module", list(OF_AN_APPLICATION))
def test_what_an_earlier_task_made_a_moment_ago_is_waited_for(entra, monkeypatch, module):
    monkeypatch.setattr(replication, "SECONDS", 10.0)
    monkeypatch.setattr(replication, "GLANCE_SECONDS", 5.0)
    app_id = entra.application()
    shows = (datetime.now(UTC) + timedelta(seconds=2)).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
    hidden = {
        item["id"]: shows
        for collection in ("applications", "servicePrincipals")
        for item in entra.objects(collection)
        if item["appId"] == app_id
    }
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"visibleFrom": hidden}}})
    result = entra.run(module, **options_for(module, app_id))
    assert not result.get("failed"), result
    assert len([item for item in entra.objects("servicePrincipals") if item["appId"] == app_id]) == 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_throttled_at_random(entra, may_change_owners, seed):
    body = {"error": {"code": "TooManyRequests", "message": "Slow down."}}
    hits = random.Random(seed).sample(range(1, 120), 40)
    entra.emulator.faults(
        *[
            {"service": "graph", "nth": hit, "status": 429, "body": body, "headers": {"Retry-After": "0.02"}}
            for hit in hits
        ]
    )
    through_the_procedure(entra)
    applied = sum(rule["applied"] for rule in entra.emulator.fault_hits())
    assert applied > 20, applied


@pytest.mark.parametrize("status", [409, 503])
def test_every_write_once_met_by_another(entra, may_change_owners, status):
    """C1, M6, M7: Directory_ConcurrencyViolation, which any write may get, and which was not processed."""
    body = {"error": {"code": "Directory_ConcurrencyViolation", "message": "Please wait briefly and retry."}}
    entra.emulator.faults(
        *[
            {
                "service": "graph",
                "method": method,
                "path": r"/v1.0/(?!\$batch)",
                "nth": nth,
                "status": status,
                "body": body,
            }
            for method in ("POST", "PATCH", "DELETE")
            for nth in range(1, 60, 2)
        ]
    )
    through_the_procedure(entra)
    assert sum(rule["applied"] for rule in entra.emulator.fault_hits()) >= 12


DENIED = {
    "error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges to complete the operation."}
}
MODULES = ["application", *OF_AN_APPLICATION]


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(
    ("status", "body"),
    [(403, DENIED), (404, "<html>a proxy's page</html>"), (404, {"error": {"code": "BadRequest", "message": "?"}})],
)
def test_a_refused_read_is_never_taken_for_absence(entra, module, state, status, body):
    app_id = entra.application()
    entra.emulator.faults({"service": "graph", "method": "GET", "status": status, "body": body})
    before = len(entra.writes())
    for check_mode in (True, False):
        refused = entra.fails(module, check_mode=check_mode, **{**options_for(module, app_id), "state": state})
        assert refused["error"]["status"] == status and not refused["changed"]
        assert status != 403 or ".All" in refused["msg"]
    assert len(entra.writes()) == before


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("application_info", {"display_name": "Marketo"}),
        ("application_info", {"app_id": NOWHERE}),
        ("client_secret_info", {"app_id": NOWHERE}),
    ],
)
def test_nor_by_those_that_only_read(entra, module, options):
    entra.emulator.faults({"service": "graph", "method": "GET", "status": 403, "body": DENIED})
    assert "Application.Read.All" in entra.fails(module, **options)["msg"]


@pytest.mark.parametrize(
    ("module", "more", "expected"),
    [
        ("application", {"owners": None, "required_resource_access": None}, 1),
        ("application", {"owners": None}, 1),
        ("application", {}, 2),
        ("application", {"owners": None, "restore_deleted": True}, 1),
        ("application", {"owners": None, "unique_name": None}, 1),
        ("service_principal", {}, 1),
        ("service_principal", {"tags": None}, 1),
        ("permission_grant", {}, 1),
        ("permission_grant", {"consent_type": "principal", "principal": UPN}, 1),
        ("home_realm_discovery_policy", {}, 1),
        ("home_realm_discovery_policy", {"only_if_federated": UPN}, 1),
        ("client_secret", {}, 1),
    ],
)
def test_a_run_that_changes_nothing_asks_once(entra, may_change_owners, module, more, expected):
    app_id = entra.run("application", **options_for("application", None))["application"]["app_id"]
    assert not entra.run("service_principal", app_id=app_id).get("failed")
    options = {**options_for(module, app_id), **more}
    if options.get("unique_name", "") is None:
        entra.by_hand("applications", {"uniqueName": None}, app_id)
    assert not entra.run(module, **options).get("failed")
    trips, tokens = entra.round_trips(module, **options)
    assert trips == expected and tokens <= 1
    before = len(entra.emulator.requests(service="graph"))
    entra.run(module, check_mode=True, **options)
    assert {entry["method"] for entry in entra.emulator.requests(service="graph")[before:]} == {"GET"}


def test_by_app_id_an_application_with_owners_is_one_round_trip_too(entra, may_change_owners):
    app_id = entra.run("application", **options_for("application", None))["application"]["app_id"]
    asked = [
        entra.round_trips(
            "application", app_id=app_id, owners=[UPN], required_resource_access=ACCESS, restore_deleted=True
        ),
        entra.round_trips("application_info", app_id=app_id),
        entra.round_trips("client_secret_info", app_id=app_id),
    ]
    assert [trips for trips, _tokens in asked] == [1, 1, 1]
