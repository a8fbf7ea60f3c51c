"""Tokens, permissions, ownership, tenants, methods, headers, replication."""

from __future__ import annotations

import pytest

from tests.emulator.graph.permissions import permission_table
from tests.emulator.graph.resources import OPERATIONS
from tests.unit.emulator.graph.support import ADELE, BASE, DYNAMICS_SP, FABRIKAM, assert_error


def test_the_permission_table_covers_each_operation():
    assert set(permission_table()) == {operation.name for operation in OPERATIONS}


def test_without_a_token(http):
    answer = http.get(f"{BASE}/v1.0/applications")
    assert_error(answer, 401, "InvalidAuthenticationToken")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_nothing_is_allowed_without_permission(application_token, user_token, operation):
    path = operation.template
    for name in ("application", "servicePrincipal", "grant", "policy", "assignment", "owner", "deletedItem", "domain"):
        path = path.replace(f"{{{name}}}", DYNAMICS_SP)
    for client in (application_token("Mail.Read"), application_token(), user_token("openid")):
        answer = client.call(operation.method, path, {} if operation.method in ("POST", "PATCH") else None)
        part = "Insufficient privileges to complete the operation."
        assert_error(answer, 403, "Authorization_RequestDenied", part)


@pytest.mark.parametrize("operation", sorted(permission_table()))
def test_reading_permissions_never_write(operation):
    if operation.startswith("GET "):
        return
    for alternatives in permission_table()[operation].values():
        for alternative in alternatives:
            assert any(".ReadWrite." in name or name == "AppRegistration.Create" for name in alternative)


def test_reading_is_not_writing(application_token):
    reader = application_token("Application.Read.All", "Directory.Read.All", "Policy.Read.All")
    assert reader.get("/applications").status_code == 200
    assert reader.get("/oauth2PermissionGrants").status_code == 200
    assert_error(reader.post("/applications", {"displayName": "x"}), 403, "Authorization_RequestDenied")
    assert_error(reader.post("/oauth2PermissionGrants", {}), 403, "Authorization_RequestDenied")
    assert_error(reader.delete(f"/servicePrincipals/{DYNAMICS_SP}"), 403, "Authorization_RequestDenied")


def test_policies_of_a_service_principal_take_two_permissions(application_token):
    path = f"/servicePrincipals/{DYNAMICS_SP}/homeRealmDiscoveryPolicies"
    for alone in ("Application.ReadWrite.All", "Policy.Read.All"):
        assert_error(application_token(alone).get(path), 403, "Authorization_RequestDenied")
    assert application_token("Application.ReadWrite.All", "Policy.Read.All").get(path).status_code == 200


class TestOwnedBy:
    """Application.ReadWrite.OwnedBy."""

    @pytest.fixture
    def owner(self, application_token):
        """Return a client that may change what it owns."""
        return application_token("Application.ReadWrite.OwnedBy")

    def test_its_own_objects(self, owner):
        application = owner.create_application()
        path = f"/applications/{application['id']}"
        assert owner.patch(path, {"notes": "n"}).status_code == 204
        assert owner.post(f"{path}/addPassword").status_code == 200
        principal = owner.create_service_principal(application["appId"])
        assert owner.patch(f"/servicePrincipals/{principal['id']}", {"notes": "n"}).status_code == 204
        assert owner.delete(path).status_code == 204
        assert owner.post(f"/directory/deletedItems/{application['id']}/restore").status_code == 200

    def test_others_objects(self, owner, graph):
        application = graph.create_application(uniqueName="others")
        path = f"/applications/{application['id']}"
        assert owner.get(path).status_code == 200
        refused = [
            owner.patch(path, {"notes": "n"}),
            owner.patch("/applications(uniqueName='others')", {"notes": "n"}, Prefer="create-if-missing"),
            owner.delete(path),
            owner.post(f"{path}/addPassword"),
            owner.post("/servicePrincipals", {"appId": application["appId"]}),
            owner.patch(f"/servicePrincipals/{DYNAMICS_SP}", {"notes": "n"}),
            owner.delete(f"/servicePrincipals/{DYNAMICS_SP}"),
        ]
        for answer in refused:
            assert_error(answer, 403, "Authorization_RequestDenied")

    def test_the_application_must_be_of_the_tenant(self, owner):
        answer = owner.post("/servicePrincipals", {"appId": "99999999-9999-9999-9999-999999999999"})
        assert_error(answer, 403, "Authorization_RequestDenied", "backing application")

    def test_it_counts_for_applications_only(self, user_token):
        user = user_token("Application.ReadWrite.OwnedBy")
        assert_error(user.post("/applications", {"displayName": "x"}), 403, "Authorization_RequestDenied")


def test_a_user_owns_what_it_creates(user_token):
    user = user_token("Application.ReadWrite.All")
    application = user.create_application()
    assert [each["id"] for each in user.value(f"/applications/{application['id']}/owners")] == [ADELE]


def test_tenants_see_only_their_own(graph, application_token):
    application = graph.create_application(uniqueName="shared")
    other = application_token("Application.ReadWrite.All", "Directory.Read.All", tenant_id=FABRIKAM)
    assert other.value("/applications") == []
    assert other.value("/servicePrincipals") == []
    for path in (f"/applications/{application['id']}", "/applications(uniqueName='shared')"):
        assert_error(other.get(path), 404, "Request_ResourceNotFound")
        assert_error(other.patch(path, {"notes": "n"}), 404, "Request_ResourceNotFound")
        assert_error(other.delete(path), 404, "Request_ResourceNotFound")
    assert other.post("/servicePrincipals", {"appId": application["appId"]}).status_code == 400
    assert other.create_application(uniqueName="shared")["id"] != application["id"]
    assert graph.get(f"/applications/{application['id']}").json()["notes"] is None


def test_methods_and_segments(graph):
    assert_error(graph.call("PUT", "/applications", {}), 405, "Request_BadRequest", "not allowed")
    assert_error(graph.patch("/domains/contoso.com", {}), 405, "Request_BadRequest")
    assert_error(graph.get("/aplications"), 400, "BadRequest", "'aplications'")
    assert_error(graph.get(f"/applications/{DYNAMICS_SP}/ownerz"), 400, "BadRequest", "'ownerz'")
    assert graph.get("/Applications").status_code == 200


def test_headers(graph):
    answer = graph.get("/applications", client_request_id="mine")
    assert answer.headers["client-request-id"] == "mine"
    assert answer.headers["request-id"]
    assert "ServerInfo" in answer.headers["x-ms-ags-diagnostic"]
    error = assert_error(
        graph.get(f"/applications/{DYNAMICS_SP}", client_request_id="mine"), 404, "Request_ResourceNotFound"
    )
    assert error["innerError"]["client-request-id"] == "mine"
    assert error["innerError"]["date"] == "2026-01-31T10:11:12"


def test_bodies_that_are_no_json(http, graph):
    url = f"{BASE}/v1.0/applications"
    for content, kind in ((b"{", "application/json"), (b"[]", "application/json"), (b"{}", "text/plain")):
        answer = http.post(url, content=content, headers={**graph.headers, "Content-Type": kind})
        assert_error(answer, 400, "BadRequest", "Unable to read JSON")
    assert_error(http.post(url, content=b"{}", headers=graph.headers), 400, "BadRequest", "Content-Type")
    assert_error(http.post(url, headers=graph.headers), 400, "BadRequest", "Empty Payload")


class TestReplicationLag:
    """The tenant's own lag: new objects are found only later."""

    def test_a_new_application(self, graph, contoso, clock):
        contoso["replicationLag"] = 30
        application = graph.create_application(uniqueName="slow")
        path = f"/applications/{application['id']}"
        assert graph.value("/applications") == []
        for answer in (graph.get(path), graph.patch(path, {"notes": "n"}), graph.post(f"{path}/addPassword")):
            assert_error(answer, 404, "Request_ResourceNotFound")
        answer = graph.post("/servicePrincipals", {"appId": application["appId"]})
        assert_error(answer, 400, "Request_BadRequest", "does not reference a valid application object")
        upsert = graph.patch("/applications(uniqueName='slow')", {"notes": "u"}, Prefer="create-if-missing")
        assert upsert.status_code == 204
        clock.advance(seconds=31)
        assert graph.get(path).json()["notes"] == "u"
        assert graph.patch(path, {"notes": "n"}).status_code == 204

    def test_a_new_service_principal_and_grant(self, graph, contoso, clock):
        application = graph.create_application()
        contoso["replicationLag"] = 10
        principal = graph.create_service_principal(application["appId"])
        assert graph.get(f"/servicePrincipals/{principal['id']}").status_code == 404
        assert graph.post("/servicePrincipals", {"appId": application["appId"]}).status_code == 409
        grant = {"clientId": principal["id"], "resourceId": DYNAMICS_SP, "consentType": "AllPrincipals", "scope": "s"}
        assert_error(graph.post("/oauth2PermissionGrants", grant), 404, "Directory_ObjectNotFound")
        clock.advance(seconds=11)
        assert graph.post("/oauth2PermissionGrants", grant).status_code == 201
        assert graph.value("/oauth2PermissionGrants") == []
        assert graph.post("/oauth2PermissionGrants", grant).status_code == 409
        clock.advance(seconds=11)
        assert len(graph.value("/oauth2PermissionGrants")) == 1
