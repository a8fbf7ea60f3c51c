"""Service principals, consent, and app roles."""

from __future__ import annotations

import pytest

from tests.emulator.graph.clouds import APP_ID as GRAPH_APP
from tests.unit.emulator.graph.support import ADELE, BRUNO, DYNAMICS_APP, DYNAMICS_SP, FABRIKAM, assert_error

UNKNOWN = "99999999-9999-9999-9999-999999999999"


@pytest.fixture
def principal(graph):
    """Return the service principal of a new application."""
    return graph.create_service_principal(graph.create_application()["appId"])


class TestServicePrincipals:
    """Their own life."""

    def test_it_takes_over_from_the_application(self, graph):
        application = graph.create_application(
            web={"redirectUris": ["https://a.example/cb"]}, identifierUris=["api://x"]
        )
        principal = graph.create_service_principal(application["appId"])
        assert principal["displayName"] == principal["appDisplayName"] == "Marketo Sync"
        assert principal["replyUrls"] == ["https://a.example/cb"]
        assert principal["servicePrincipalNames"] == [application["appId"], "api://x"]
        assert principal["servicePrincipalType"] == "Application"
        graph.patch(f"/applications/{application['id']}", {"displayName": "Renamed"})
        assert graph.get(f"/servicePrincipals/{principal['id']}").json()["displayName"] == "Renamed"

    def test_a_second_one_is_a_conflict(self, graph, principal):
        answer = graph.post("/servicePrincipals", {"appId": principal["appId"]})
        assert_error(answer, 409, "Request_MultipleObjectsWithSameKeyValue", f"{principal['appId']} is already in use")

    def test_an_unknown_application(self, graph):
        answer = graph.post("/servicePrincipals", {"appId": UNKNOWN})
        part = f"The appId '{UNKNOWN}' of the service principal does not reference a valid application object."
        assert_error(answer, 400, "Request_BadRequest", part)

    @pytest.mark.parametrize(("app_id", "scope"), [(DYNAMICS_APP, "user_impersonation"), (GRAPH_APP, "User.Read")])
    def test_microsofts_own_can_be_added(self, application_token, app_id, scope):
        graph = application_token("Application.ReadWrite.All", tenant_id=FABRIKAM)
        created = graph.create_service_principal(app_id)
        assert scope in [each["value"] for each in created["oauth2PermissionScopes"]]
        assert created["appOwnerOrganizationId"] == "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

    def test_change_and_keys(self, graph, principal):
        by_app_id = f"/servicePrincipals(appId='{principal['appId']}')"
        change = {"accountEnabled": False, "appRoleAssignmentRequired": True}
        assert graph.patch(by_app_id, change).status_code == 204
        changed = graph.get(f"/servicePrincipals/{principal['id']}").json()
        assert (changed["accountEnabled"], changed["appRoleAssignmentRequired"]) == (False, True)
        assert_error(graph.patch(by_app_id, {"appId": UNKNOWN}), 400, "Request_BadRequest", "read-only")
        assert_error(graph.patch(by_app_id, {"accountEnabled": "no"}), 400, "Request_BadRequest")
        assert_error(graph.patch(by_app_id, {"colour": "no"}), 400, "Request_BadRequest", "Invalid property 'colour'.")

    def test_upsert(self, graph):
        path = f"/servicePrincipals(appId='{graph.create_application()['appId']}')"
        assert_error(graph.patch(path, {"notes": "n"}), 404, "Request_ResourceNotFound")
        assert graph.patch(path, {"notes": "n"}, Prefer="create-if-missing").status_code == 201
        assert graph.patch(path, {"notes": "m"}, Prefer="create-if-missing").status_code == 204
        assert graph.get(path).json()["notes"] == "m"

    def test_deletion_ends_consent(self, graph, principal):
        grant = {"clientId": principal["id"], "resourceId": DYNAMICS_SP, "consentType": "AllPrincipals", "scope": "s"}
        assert graph.post("/oauth2PermissionGrants", grant).status_code == 201
        assert graph.delete(f"/servicePrincipals/{principal['id']}").status_code == 204
        assert graph.get(f"/servicePrincipals/{principal['id']}").status_code == 404
        assert graph.value("/oauth2PermissionGrants") == []


class TestGrants:
    """Delegated consent."""

    @pytest.fixture
    def grant(self, principal):
        """Return the body of a grant for everyone."""
        return {
            "clientId": principal["id"],
            "consentType": "AllPrincipals",
            "resourceId": DYNAMICS_SP,
            "scope": "user_impersonation",
        }

    def test_their_life(self, graph, principal, grant):
        created = graph.post("/oauth2PermissionGrants", grant)
        assert created.status_code == 201
        path = f"/oauth2PermissionGrants/{created.json()['id']}"
        expected = {**grant, "principalId": None, "id": created.json()["id"]}
        read = graph.get(path).json()
        assert {name: value for name, value in read.items() if not name.startswith("@")} == expected
        assert graph.patch(path, {"scope": " user_impersonation other"}).status_code == 204
        assert graph.get(path).json()["scope"] == " user_impersonation other"
        assert len(graph.value(f"/servicePrincipals/{principal['id']}/oauth2PermissionGrants")) == 1
        assert graph.value(f"/servicePrincipals/{DYNAMICS_SP}/oauth2PermissionGrants") == []
        assert graph.delete(path).status_code == 204
        assert_error(graph.get(path), 404, "Request_ResourceNotFound")

    def test_one_for_each_key(self, graph, grant):
        assert graph.post("/oauth2PermissionGrants", grant).status_code == 201
        again = graph.post("/oauth2PermissionGrants", {**grant, "scope": "other"})
        assert_error(again, 409, "Request_MultipleObjectsWithSameKeyValue", "Permission entry already exists.")
        for user in (ADELE, BRUNO):
            personal = {**grant, "consentType": "Principal", "principalId": user}
            assert graph.post("/oauth2PermissionGrants", personal).status_code == 201
        assert len(graph.value(f"/users/{ADELE}/oauth2PermissionGrants")) == 1

    def test_filters(self, graph, grant):
        graph.post("/oauth2PermissionGrants", grant)
        base = "/oauth2PermissionGrants?$filter="
        both = f"clientId eq '{grant['clientId']}' and resourceId eq '{DYNAMICS_SP}' and consentType eq 'AllPrincipals'"
        assert len(graph.value(base + both)) == 1
        assert graph.value(base + "consentType eq 'Principal'") == []
        assert_error(graph.get(base + "scope eq 'x'"), 400, "Request_UnsupportedQuery")
        assert_error(graph.get(base + "startswith(clientId,'1')"), 400, "Request_UnsupportedQuery")

    @pytest.mark.parametrize(
        "change",
        [
            {"clientId": UNKNOWN},
            {"resourceId": DYNAMICS_APP},
            {"consentType": "Everyone"},
            {"consentType": "Principal"},
            {"principalId": ADELE},
            {"scope": None},
            {"scope": "x" * 3851},
            {"expiryTime": "2027-01-01T00:00:00Z"},
            {"id": "x"},
        ],
    )
    def test_wrong_bodies(self, graph, grant, change):
        assert_error(graph.post("/oauth2PermissionGrants", {**grant, **change}), 400, "Request_BadRequest")
        assert graph.value("/oauth2PermissionGrants") == []

    def test_only_the_scope_changes(self, graph, grant):
        path = f"/oauth2PermissionGrants/{graph.post('/oauth2PermissionGrants', grant).json()['id']}"
        assert_error(graph.patch(path, {"resourceId": DYNAMICS_SP}), 400, "Request_BadRequest", "read-only")


class TestAppRoles:
    """App role assignments from both sides."""

    ROLE = "33333333-3333-3333-3333-333333333333"

    def test_their_life(self, graph, principal):
        role = {"id": self.ROLE, "isEnabled": True, "value": "r", "displayName": "r", "allowedMemberTypes": ["User"]}
        application = graph.get(f"/applications(appId='{principal['appId']}')").json()
        graph.patch(f"/applications/{application['id']}", {"appRoles": [role]})
        path = f"/servicePrincipals/{principal['id']}/appRoleAssignedTo"
        body = {"principalId": ADELE, "resourceId": principal["id"], "appRoleId": self.ROLE}
        created = graph.post(path, body)
        assert created.status_code == 201
        assert created.json()["principalType"] == "User"
        assert created.json()["principalDisplayName"] == "Adele"
        assert_error(graph.post(path, body), 400, "Request_BadRequest", "already exists on the object")
        wrong = {**body, "appRoleId": UNKNOWN}
        assert_error(graph.post(path, wrong), 400, "Request_BadRequest", "was not found on application")
        assert len(graph.value(path)) == 1
        assert len(graph.value(f"/users/{ADELE}/appRoleAssignments?$filter=resourceId eq {principal['id']}")) == 1
        assert graph.delete(f"{path}/{created.json()['id']}").status_code == 204
        assert graph.value(path) == []

    def test_a_resource_without_roles_takes_the_zero_id(self, graph, principal):
        body = {
            "principalId": principal["id"],
            "resourceId": DYNAMICS_SP,
            "appRoleId": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
        }
        assert graph.post(f"/servicePrincipals/{principal['id']}/appRoleAssignments", body).status_code == 201
        other = graph.post(f"/servicePrincipals/{DYNAMICS_SP}/appRoleAssignments", body)
        assert_error(other, 400, "Request_BadRequest", "principalId")


def test_deleting_the_application_deletes_its_service_principal(graph, principal):
    application = graph.get(f"/applications(appId='{principal['appId']}')").json()
    assert graph.delete(f"/applications/{application['id']}").status_code == 204
    assert graph.get(f"/servicePrincipals/{principal['id']}").status_code == 404
    deleted = "/directory/deletedItems"
    assert [each["id"] for each in graph.value(f"{deleted}/microsoft.graph.application")] == [application["id"]]
    assert [each["id"] for each in graph.value(f"{deleted}/microsoft.graph.servicePrincipal")] == [principal["id"]]
    restored = graph.post(f"{deleted}/{application['id']}/restore")
    assert restored.status_code == 200
    assert restored.json()["@odata.type"] == "#microsoft.graph.application"
    back = graph.get(f"/applications/{application['id']}").json()
    assert back == application
    assert graph.get(f"/servicePrincipals/{principal['id']}").status_code == 404
    assert graph.post(f"{deleted}/{principal['id']}/restore").status_code == 200
    assert graph.get(f"/servicePrincipals/{principal['id']}").json()["deletedDateTime"] is None


class TestDeletedItems:
    """What is deleted softly."""

    def test_the_cast_is_mandatory(self, graph):
        assert_error(graph.get("/directory/deletedItems"), 400, "Request_BadRequest")

    def test_the_end_is_final(self, graph, contoso):
        application = graph.create_application()
        graph.post(f"/applications/{application['id']}/addPassword")
        graph.delete(f"/applications/{application['id']}")
        path = f"/directory/deletedItems/{application['id']}"
        assert graph.get(path).json()["deletedDateTime"] == "2026-01-31T10:11:12Z"
        assert contoso["secrets"]
        assert graph.delete(path).status_code == 204
        assert contoso["secrets"] == {}
        assert graph.get(path).status_code == 404
        assert_error(graph.post(f"{path}/restore"), 404, "Request_ResourceNotFound")

    def test_a_restore_that_would_conflict(self, graph):
        application = graph.create_application(identifierUris=["api://one"])
        graph.delete(f"/applications/{application['id']}")
        graph.create_application(identifierUris=["api://one"])
        answer = graph.post(f"/directory/deletedItems/{application['id']}/restore")
        assert_error(answer, 400, "Request_BadRequest", "identifierUris already exists")
