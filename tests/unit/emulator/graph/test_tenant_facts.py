"""Domains, the organization, users, sign-ins: what is only read."""

from __future__ import annotations

import pytest

from tests.unit.emulator.graph.support import ADELE, CONTOSO, assert_error


def test_domains(graph):
    assert [each["id"] for each in graph.value("/domains")] == ["contoso.com", "contoso.onmicrosoft.com"]
    assert graph.get("/domains/contoso.com").json()["authenticationType"] == "Federated"
    assert_error(graph.get("/domains/elsewhere.example"), 404, "Request_ResourceNotFound")
    (federation,) = graph.value("/domains/contoso.com/federationConfiguration")
    assert federation["preferredAuthenticationProtocol"] == "wsFed"
    assert graph.value("/domains/contoso.onmicrosoft.com/federationConfiguration") == []


def test_organization(graph, user_token):
    (organization,) = graph.value("/organization?$select=id,displayName,onPremisesSyncEnabled")
    assert organization == {"id": CONTOSO, "displayName": "Contoso", "onPremisesSyncEnabled": True}
    assert graph.get(f"/organization/{CONTOSO}").json()["onPremisesLastSyncDateTime"]
    (little,) = user_token("User.Read").value("/organization")
    assert (little["displayName"], little["onPremisesSyncEnabled"]) == ("Contoso", None)


def test_directory_synchronization_is_for_users_only(application_token, user_token):
    path = "/directory/onPremisesSynchronization"
    permission = "OnPremDirectorySynchronization.Read.All"
    assert_error(application_token(permission).get(path), 403, "Authorization_RequestDenied")
    (shown,) = user_token(permission).value(path)
    assert shown["features"]["passwordSyncEnabled"] is True


class TestUsers:
    """Users."""

    @pytest.mark.parametrize("key", [f"/{ADELE}", "/adele@contoso.com", "/ADELE@contoso.com", "('adele@contoso.com')"])
    def test_keys(self, graph, key):
        assert graph.get(f"/users{key}").json()["id"] == ADELE

    def test_some_properties_must_be_selected(self, graph):
        whole = graph.get(f"/users/{ADELE}")
        assert "onPremisesSyncEnabled" not in whole.json()
        assert "test-password" not in whole.text
        chosen = "id,userPrincipalName,onPremisesSyncEnabled,onPremisesImmutableId,accountEnabled,userType"
        selected = graph.get(f"/users/{ADELE}?$select={chosen}").json()
        selected.pop("@odata.context")
        assert selected == {
            "id": ADELE,
            "userPrincipalName": "adele@contoso.com",
            "onPremisesSyncEnabled": True,
            "onPremisesImmutableId": None,
            "accountEnabled": True,
            "userType": "Member",
        }

    def test_filter(self, graph):
        found = graph.value("/users?$filter=userPrincipalName eq 'adele@contoso.com'")
        assert [each["id"] for each in found] == [ADELE]
        assert [each["displayName"] for each in graph.value("/users?$filter=displayName eq 'Bruno O''Neil'")] == [
            "Bruno O'Neil"
        ]

    def test_basic_profiles(self, application_token, user_token):
        basic = application_token("User.ReadBasic.All")
        assert basic.get(f"/users/{ADELE}").json()["displayName"] == "Adele"
        refused = basic.get(f"/users/{ADELE}?$select=id,onPremisesSyncEnabled")
        assert_error(refused, 403, "Authorization_RequestDenied")
        own = user_token("User.Read")
        assert own.get(f"/users/{ADELE}?$select=onPremisesSyncEnabled").json()["onPremisesSyncEnabled"] is True
        assert_error(own.get("/users/bruno@contoso.onmicrosoft.com"), 403, "Authorization_RequestDenied")


class TestSignIns:
    """The sign-in log."""

    def test_it_takes_a_premium_tenant(self, graph):
        code = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"
        assert_error(graph.get("/auditLogs/signIns"), 403, code, "doesn't have premium license")

    def test_query(self, graph, contoso):
        contoso["premium"] = True
        contoso["signIns"] = [
            {
                "id": str(number),
                "appId": "a",
                "userPrincipalName": "Adele@contoso.com",
                "createdDateTime": f"2026-01-0{number}T00:00:00Z",
                "status": {"errorCode": 50126 if number == 2 else 0, "failureReason": "Other."},
            }
            for number in (1, 2, 3)
        ]
        recent = "/auditLogs/signIns?$filter=appId eq 'a' and createdDateTime ge 2026-01-02T00:00:00Z"
        assert [each["id"] for each in graph.value(recent)] == ["3", "2"]
        assert [each["id"] for each in graph.value("/auditLogs/signIns?$filter=status/errorCode eq 50126")] == ["2"]
        (newest,) = graph.value("/auditLogs/signIns?$filter=userPrincipalName eq 'adele@contoso.com'&$top=1")
        assert (newest["id"], newest["userPrincipalName"]) == ("3", "adele@contoso.com")
        assert graph.get("/auditLogs/signIns/1").json()["status"]["errorCode"] == 0
