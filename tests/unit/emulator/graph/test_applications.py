"""Applications: their life, their keys, what may be written."""

from __future__ import annotations

import pytest

from tests.unit.emulator.graph.support import ADELE, AUTOMATION_APP, AUTOMATION_SP, BASE, BRUNO, assert_error

UNKNOWN = "99999999-9999-9999-9999-999999999999"
ACCESS = [
    {
        "resourceAppId": "00000007-0000-0000-c000-000000000000",
        "resourceAccess": [{"id": "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4", "type": "Scope"}],
    }
]


def test_a_new_application_is_whole(graph):
    created = graph.create_application(requiredResourceAccess=ACCESS, web={"redirectUris": ["https://a.example/cb"]})
    assert created["signInAudience"] == "AzureADMyOrg"
    assert created["publisherDomain"] == "contoso.com"
    assert created["requiredResourceAccess"] == ACCESS
    assert created["web"]["redirectUriSettings"] == [{"uri": "https://a.example/cb", "index": None}]
    assert created["web"]["implicitGrantSettings"]["enableIdTokenIssuance"] is False
    assert created["createdDateTime"] == "2026-01-31T10:11:12Z"
    read = graph.get(f"/applications/{created['id']}").json()
    assert read == created


@pytest.mark.parametrize("form", ["/applications/{id}", "/applications(appId='{appId}')", "/applications('{id}')"])
def test_every_key_form_leads_to_the_application(graph, form):
    created = graph.create_application()
    path = form.format(**created)
    assert graph.get(path).json()["id"] == created["id"]
    assert graph.patch(path, {"notes": "changed"}).status_code == 204
    assert graph.get(path).json()["notes"] == "changed"
    assert graph.delete(path).status_code == 204
    assert_error(graph.get(path), 404, "Request_ResourceNotFound", "does not exist or one of its queried")


def test_the_unique_name_may_hold_quotes_and_slashes(graph):
    created = graph.create_application(uniqueName="it's a/b")
    assert graph.get("/applications(uniqueName='it''s%20a%2Fb')").json()["id"] == created["id"]


def test_patch_keeps_the_rest_of_a_complex_property(graph):
    created = graph.create_application(web={"homePageUrl": "https://home.example"})
    path = f"/applications/{created['id']}"
    assert graph.patch(path, {"web": {"redirectUris": ["http://localhost/cb"]}}).status_code == 204
    web = graph.get(path).json()["web"]
    assert web["homePageUrl"] == "https://home.example"
    assert web["redirectUris"] == ["http://localhost/cb"]


def test_upsert_by_unique_name(graph):
    path = "/applications(uniqueName='marketo')"
    assert_error(graph.patch(path, {"displayName": "One"}), 404, "Request_ResourceNotFound")
    made = graph.patch(path, {"displayName": "One"}, Prefer="create-if-missing")
    assert made.status_code == 201
    assert made.json()["uniqueName"] == "marketo"
    changed = graph.patch(path, {"displayName": "Two"}, Prefer="create-if-missing")
    assert (changed.status_code, changed.content) == (204, b"")
    assert graph.get(path).json()["displayName"] == "Two"
    assert len(graph.value("/applications")) == 1


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({}, "required properties are missing"),
        ({"displayName": "x" * 257}, "'displayName'"),
        ({"displayName": 5}, "'displayName'"),
        ({"displayName": "x", "colour": "red"}, "Invalid property 'colour'."),
        ({"displayName": "x", "web": {"redirectUrls": []}}, "Invalid property 'web.redirectUrls'."),
        ({"displayName": "x", "tags": "one"}, "'tags'"),
        ({"displayName": "x", "tags": [1]}, "'tags'"),
        ({"displayName": "x", "signInAudience": "Everyone"}, "'signInAudience'"),
        ({"displayName": "x", "isFallbackPublicClient": "yes"}, "'isFallbackPublicClient'"),
        ({"displayName": "x", "web": {"redirectUris": ["http://a.example"]}}, "'web.redirectUris'"),
        ({"displayName": "x", "spa": {"redirectUris": ["nonsense"]}}, "'spa.redirectUris'"),
        ({"displayName": "x", "publicClient": {"redirectUris": ["no scheme"]}}, "'publicClient.redirectUris'"),
        (
            {"displayName": "x", "requiredResourceAccess": [{"resourceAppId": "x", "resourceAccess": []}]},
            "resourceAppId",
        ),
        (
            {
                "displayName": "x",
                "requiredResourceAccess": [
                    {"resourceAppId": UNKNOWN, "resourceAccess": [{"id": UNKNOWN, "type": "Delegated"}]}
                ],
            },
            "resourceAccess.type",
        ),
        ({"displayName": "x", "id": UNKNOWN}, "read-only"),
        ({"displayName": "x", "appId": UNKNOWN}, "read-only"),
        ({"displayName": "x", "passwordCredentials": []}, "generated with service actions"),
    ],
)
def test_wrong_bodies_are_refused(graph, body, part):
    assert_error(graph.post("/applications", body), 400, "Request_BadRequest", part)
    assert graph.value("/applications") == []


@pytest.mark.parametrize("uri", ["http://localhost:8080/cb", "http://127.0.0.1/cb", "https://a.example/cb"])
def test_good_web_addresses_are_taken(graph, uri):
    assert graph.create_application(web={"redirectUris": [uri]})["web"]["redirectUris"] == [uri]


def test_public_clients_may_use_schemes_of_their_own(graph):
    uris = ["myapp://auth", "urn:ietf:wg:oauth:2.0:oob", "http://localhost"]
    assert graph.create_application(publicClient={"redirectUris": uris})["publicClient"]["redirectUris"] == uris


def test_the_unique_name_never_changes(graph):
    first = f"/applications/{graph.create_application()['id']}"
    assert graph.patch(first, {"uniqueName": "one"}).status_code == 204
    assert graph.patch(first, {"uniqueName": "one", "notes": "n"}).status_code == 204
    assert_error(graph.patch(first, {"uniqueName": "two"}), 400, "Request_BadRequest", "immutable")
    error = assert_error(
        graph.post("/applications", {"displayName": "x", "uniqueName": "ONE"}), 400, "Request_BadRequest"
    )
    assert error["details"][0] == {
        "code": "ObjectConflict",
        "message": "Another object with the same value for property uniqueName already exists.",
        "target": "uniqueName",
    }


def test_identifier_uris(graph):
    graph.create_application(identifierUris=["api://one", "https://app.contoso.com/x"])
    twice = graph.post("/applications", {"displayName": "x", "identifierUris": ["api://one"]})
    assert assert_error(twice, 400, "Request_BadRequest")["details"][0]["target"] == "identifierUris"
    foreign = graph.post("/applications", {"displayName": "x", "identifierUris": ["https://elsewhere.example"]})
    assert_error(foreign, 400, "HostNameNotOnVerifiedDomain")


def test_an_enabled_role_cannot_be_removed(graph):
    role = {"id": UNKNOWN, "isEnabled": True, "value": "r", "displayName": "r", "allowedMemberTypes": ["User"]}
    path = f"/applications/{graph.create_application(appRoles=[role])['id']}"
    assert_error(graph.patch(path, {"appRoles": []}), 400, "CannotDeleteOrUpdateEnabledEntitlement", "disabled first")
    assert graph.patch(path, {"appRoles": [{**role, "isEnabled": False}]}).status_code == 204
    assert graph.patch(path, {"appRoles": []}).status_code == 204


def test_an_id_that_is_none(graph):
    assert_error(graph.get("/applications/marketo"), 400, "Request_BadRequest", "Invalid object identifier")
    assert_error(graph.get("/applications(appId='marketo')"), 400, "Request_BadRequest")
    assert_error(graph.get("/applications(displayName='x')"), 400, "Request_BadRequest")


class TestOwners:
    """Owners of an application."""

    def test_their_life(self, graph):
        path = f"/applications/{graph.create_application()['id']}/owners"
        reference = {"@odata.id": f"{BASE}/v1.0/directoryObjects/{ADELE}"}
        assert graph.value(path) == []
        assert graph.post(f"{path}/$ref", reference).status_code == 204
        (owner,) = graph.value(path)
        assert (owner["@odata.type"], owner["id"]) == ("#microsoft.graph.user", ADELE)
        assert "password" not in owner
        assert_error(graph.post(f"{path}/$ref", reference), 400, "Request_BadRequest", "references already exist")
        assert graph.delete(f"{path}/{ADELE}/$ref").status_code == 204
        assert_error(graph.delete(f"{path}/{ADELE}/$ref"), 400, "Request_BadRequest", "references do not exist")
        assert graph.get(f"/users/{ADELE}").status_code == 200

    def test_a_service_principal_owns(self, graph):
        path = f"/applications(appId='{graph.create_application()['appId']}')/owners"
        reference = {"@odata.id": f"{BASE}/v1.0/servicePrincipals/{AUTOMATION_SP}"}
        assert graph.post(f"{path}/$ref", reference).status_code == 204
        (owner,) = graph.value(path)
        assert (owner["@odata.type"], owner["appId"]) == ("#microsoft.graph.servicePrincipal", AUTOMATION_APP)

    def test_owners_are_bound_on_create(self, graph):
        reference = f"{BASE}/v1.0/directoryObjects/{BRUNO}"
        created = graph.create_application(**{"owners@odata.bind": [reference]})
        assert [owner["id"] for owner in graph.value(f"/applications/{created['id']}/owners")] == [BRUNO]

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            (f"{BASE}/v1.0/directoryObjects/{UNKNOWN}", 404),
            (f"https://elsewhere.example/v1.0/directoryObjects/{ADELE}", 400),
            (ADELE, 400),
        ],
    )
    def test_wrong_references(self, graph, url, status):
        path = f"/applications/{graph.create_application()['id']}/owners/$ref"
        assert graph.post(path, {"@odata.id": url}).status_code == status

    def test_without_ref_the_user_is_deleted(self, graph, application_token):
        path = f"/applications/{graph.create_application()['id']}/owners"
        graph.post(f"{path}/$ref", {"@odata.id": f"{BASE}/v1.0/directoryObjects/{ADELE}"})
        weaker = application_token("Application.ReadWrite.All")
        assert_error(weaker.delete(f"{path}/{ADELE}"), 403, "Authorization_RequestDenied")
        assert graph.get(f"/users/{ADELE}").status_code == 200
        assert graph.delete(f"{path}/{ADELE}").status_code == 204
        assert graph.get(f"/users/{ADELE}").status_code == 404


def test_tags_show_on_the_service_principal(graph):
    created = graph.create_application(tags=["a", "b"])
    principal = graph.create_service_principal(created["appId"])
    assert graph.patch(f"/servicePrincipals/{principal['id']}", {"tags": ["b", "c"]}).status_code == 204
    assert sorted(graph.get(f"/servicePrincipals/{principal['id']}").json()["tags"]) == ["a", "b", "c"]
    assert graph.get(f"/applications/{created['id']}").json()["tags"] == ["a", "b"]
