"""Consent, as a module against the emulator."""

from __future__ import annotations

import pytest

DYNAMICS = "00000007-0000-0000-c000-000000000000"
SCOPES = ["user_impersonation"]


@pytest.fixture
def app_id(entra):
    """An application with its service principal."""
    return entra.application()


@pytest.fixture
def two_scopes(entra):
    """The resource publishes a second permission."""
    there = next(item for item in entra.objects("servicePrincipals") if item["appId"] == DYNAMICS)[
        "oauth2PermissionScopes"
    ]
    more = {**there[0], "id": "00000000-0000-0000-0000-00000000000b", "value": "other"}
    entra.by_hand("servicePrincipals", {"oauth2PermissionScopes": [*there, more]}, DYNAMICS)


def test_from_nothing_and_back(entra, app_id):
    made = entra.ladder("permission_grant", client_app_id=app_id, scopes=SCOPES)
    assert made["permission_grant"]["scopes"] == SCOPES
    assert made["consent_url"] == f"https://login.microsoftonline.com/{entra.tenant_id}/adminconsent?client_id={app_id}"
    entra.ladder("permission_grant", client_app_id=app_id, state="absent")
    assert entra.objects("oauth2PermissionGrants") == []


def test_merging_and_exact(entra, app_id, two_scopes):
    entra.run("permission_grant", client_app_id=app_id, scopes=["other"])
    entra.by_hand("oauth2PermissionGrants", {"scope": " other"})
    merged = entra.ladder("permission_grant", client_app_id=app_id, scopes=SCOPES)
    assert merged["permission_grant"]["scopes"] == ["other", "user_impersonation"]
    exact = entra.ladder("permission_grant", client_app_id=app_id, scopes=SCOPES, exact=True)
    assert exact["permission_grant"]["scopes"] == SCOPES
    assert exact["permission_grant"]["id"] == merged["permission_grant"]["id"]


def test_absent_takes_back_just_what_is_named(entra, app_id, two_scopes):
    entra.run("permission_grant", client_app_id=app_id, scopes=["other", "user_impersonation"])
    left = entra.ladder("permission_grant", client_app_id=app_id, scopes=["other"], state="absent")
    assert left["permission_grant"]["scopes"] == SCOPES
    assert (
        entra.ladder("permission_grant", client_app_id=app_id, scopes=SCOPES, state="absent")["permission_grant"]
        is None
    )


def test_for_one_user_beside_everybody(entra, app_id):
    entra.run("permission_grant", client_app_id=app_id, scopes=SCOPES)
    one = {"client_app_id": app_id, "consent_type": "principal", "principal": "marketo.sync@contoso.com"}
    made = entra.ladder("permission_grant", scopes=SCOPES, **one)
    user = next(item for item in entra.objects("users") if item["userPrincipalName"] == "marketo.sync@contoso.com")
    assert made["permission_grant"]["principal_id"] == user["id"]
    entra.ladder("permission_grant", state="absent", **one)
    assert [item["consentType"] for item in entra.objects("oauth2PermissionGrants")] == ["AllPrincipals"]
    assert (
        "no such user"
        in entra.fails("permission_grant", scopes=SCOPES, **{**one, "principal": "nobody@contoso.com"})["msg"]
    )


def test_a_scope_that_is_not_published(entra, app_id):
    assert (
        "It publishes: user_impersonation"
        in entra.fails("permission_grant", client_app_id=app_id, scopes=["nonsense"])["msg"]
    )


def test_a_missing_resource_is_created(entra, app_id):
    resource = next(item for item in entra.objects("servicePrincipals") if item["appId"] == DYNAMICS)
    assert not entra.run("service_principal", app_id=DYNAMICS, state="absent").get("failed")
    checked = entra.run("permission_grant", check_mode=True, client_app_id=app_id, scopes=SCOPES)
    assert [
        word in change
        for word, change in zip(("create service principal of resource", "grant"), checked["changes"], strict=True)
    ] == [True, True]
    made = entra.run("permission_grant", client_app_id=app_id, scopes=SCOPES)
    assert made["changes"] == checked["changes"]
    assert entra.objects("oauth2PermissionGrants")[0]["resourceId"] != resource["id"]


def test_a_missing_client(entra):
    nobody = "00000000-aaaa-4bbb-8ccc-000000000000"
    assert "entra_service_principal" in entra.fails("permission_grant", client_app_id=nobody, scopes=SCOPES)["msg"]
    checked = entra.run("permission_grant", check_mode=True, client_app_id=None, scopes=SCOPES)
    assert checked["changed"] and checked["permission_grant"]["id"] is None and checked["consent_url"] is None


def test_a_grant_that_reads_did_not_show(entra, app_id):
    entra.run("permission_grant", client_app_id=app_id, scopes=SCOPES)
    entra.emulator.faults(
        {"method": "GET", "path": "/oauth2PermissionGrants", "status": 200, "body": {"value": []}, "nth": 1}
    )
    assert not entra.run("permission_grant", client_app_id=app_id, scopes=SCOPES).get("failed")
    assert len(entra.objects("oauth2PermissionGrants")) == 1


def test_a_lost_answer_makes_one_grant(entra, app_id):
    entra.emulator.faults({"method": "POST", "path": "/oauth2PermissionGrants", "drop_after_commit": True, "nth": 1})
    assert entra.run("permission_grant", client_app_id=app_id, scopes=SCOPES)["permission_grant"]["scopes"] == SCOPES
    assert len(entra.objects("oauth2PermissionGrants")) == 1


def test_who_may_not_consent_learns_who_can(entra, app_id):
    entra.by_hand(
        "automationClients",
        {"permissions": ["Application.ReadWrite.All", "Directory.Read.All"]},
        entra.credentials["client_id"],
    )
    refused = entra.fails("permission_grant", client_app_id=app_id, scopes=SCOPES)
    address = f"https://login.microsoftonline.com/{entra.tenant_id}/adminconsent?client_id={app_id}"
    assert refused["error"]["consent_url"] == address
    for part in (address, "DelegatedPermissionGrant.ReadWrite.All", "Cloud Application Administrator"):
        assert part in refused["msg"]


def test_an_unknown_user_by_id_is_an_error_at_once(entra, app_id):
    one = {"client_app_id": app_id, "consent_type": "principal", "principal": "00000000-aaaa-4bbb-8ccc-000000000000"}
    before = len(entra.writes())
    assert "no such user" in entra.fails("permission_grant", scopes=SCOPES, **one)["msg"]
    assert len(entra.writes()) == before
    assert entra.run("permission_grant", state="absent", **one)["changed"] is False


def test_a_user_by_id_where_users_may_not_be_read(entra, app_id):
    user = next(item for item in entra.objects("users") if item["userPrincipalName"] == "marketo.sync@contoso.com")
    permissions = ["Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"]
    entra.by_hand("automationClients", {"permissions": permissions}, entra.credentials["client_id"])
    one = {"client_app_id": app_id, "consent_type": "principal", "scopes": SCOPES}
    assert (
        entra.ladder("permission_grant", principal=user["id"].upper(), **one)["permission_grant"]["principal_id"]
        == user["id"]
    )
    assert "User.Read.All" in entra.fails("permission_grant", principal="marketo.sync@contoso.com", **one)["msg"]


def test_who_may_not_create_the_resource_s_service_principal_is_told_that_permission(entra, app_id):
    assert not entra.run("service_principal", app_id=DYNAMICS, state="absent").get("failed")
    permissions = ["Application.Read.All", "Directory.Read.All", "DelegatedPermissionGrant.ReadWrite.All"]
    entra.by_hand("automationClients", {"permissions": permissions}, entra.credentials["client_id"])
    refused = entra.fails("permission_grant", client_app_id=app_id, scopes=SCOPES)
    assert "Application.ReadWrite.All" in refused["msg"] and "consent_url" not in refused["error"]
