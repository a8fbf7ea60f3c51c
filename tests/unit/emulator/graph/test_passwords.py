"""Client secrets: told once, limited by policies."""

from __future__ import annotations

import re

import pytest

from tests.unit.emulator.graph.support import assert_error


@pytest.fixture
def path(graph):
    """Return the address of a new application."""
    return f"/applications/{graph.create_application()['id']}"


def test_the_secret_is_told_once(graph, contoso, path):
    answer = graph.post(f"{path}/addPassword", {"passwordCredential": {"displayName": "ansible"}})
    assert answer.status_code == 200
    made = answer.json()
    assert re.fullmatch(r"[A-Za-z0-9~._-]{40}", made["secretText"])
    assert made["hint"] == made["secretText"][:3]
    assert made["customKeyIdentifier"] is None
    assert made["startDateTime"] == "2026-01-31T10:11:12.3456780Z"
    assert made["endDateTime"] == "2028-01-31T10:11:12.3456780Z"
    assert contoso["secrets"] == {made["keyId"]: made["secretText"]}
    application = graph.get(path)
    assert made["secretText"] not in application.text
    (shown,) = application.json()["passwordCredentials"]
    expected = {name: value for name, value in made.items() if not name.startswith("@")}
    assert shown == {**expected, "secretText": None}
    assert made["secretText"] not in str(contoso["applications"])


def test_what_a_seed_puts_into_a_credential_is_not_told(graph, contoso, path):
    secret = "test-secret-in-the-wrong-place"
    (application,) = contoso["applications"]
    application["passwordCredentials"] = [{"keyId": "k", "secretText": secret}]
    application["keyCredentials"] = [{"keyId": "k", "key": secret}]
    assert secret not in graph.get(path).text
    assert secret not in graph.get("/applications").text
    graph.delete(path)
    assert secret not in graph.get("/directory/deletedItems/microsoft.graph.application").text


def test_by_app_id_and_without_a_body(graph):
    app_id = graph.create_application()["appId"]
    made = graph.post(f"/applications(appId='{app_id}')/addPassword").json()
    assert made["displayName"] is None
    removed = graph.post(f"/applications(appId='{app_id}')/removePassword", {"keyId": made["keyId"]})
    assert removed.status_code == 204


def test_removal(graph, contoso, path):
    first, second = (graph.post(f"{path}/addPassword").json() for _index in range(2))
    assert graph.post(f"{path}/removePassword", {"keyId": first["keyId"]}).status_code == 204
    assert [each["keyId"] for each in graph.get(path).json()["passwordCredentials"]] == [second["keyId"]]
    assert list(contoso["secrets"]) == [second["keyId"]]
    again = graph.post(f"{path}/removePassword", {"keyId": first["keyId"]})
    assert_error(again, 400, "Request_BadRequest", first["keyId"])


def test_the_callers_lifetime_is_kept(graph, path):
    wanted = {"startDateTime": "2026-02-01T00:00:00Z", "endDateTime": "2026-05-01T02:00:00+02:00"}
    made = graph.post(f"{path}/addPassword", {"passwordCredential": wanted}).json()
    assert made["startDateTime"] == "2026-02-01T00:00:00Z"
    assert made["endDateTime"] == "2026-05-01T00:00:00Z"


@pytest.mark.parametrize(
    "wanted",
    [
        {"endDateTime": "2026-01-01T00:00:00Z"},
        {"startDateTime": "2025-01-01T00:00:00Z", "endDateTime": "2026-01-01T00:00:00Z"},
        {"startDateTime": "2027-01-01T00:00:00Z", "endDateTime": "2026-12-01T00:00:00Z"},
        {"endDateTime": "tomorrow"},
        {"secretText": "mine"},
        {"name": "ansible"},
    ],
)
def test_wrong_credentials_are_refused(graph, contoso, path, wanted):
    assert_error(graph.post(f"{path}/addPassword", {"passwordCredential": wanted}), 400, "Request_BadRequest")
    assert not contoso.get("secrets")


def test_with_personal_accounts_there_are_two_at_most(graph):
    created = graph.create_application(signInAudience="AzureADandPersonalMicrosoftAccount")
    answers = [graph.post(f"/applications/{created['id']}/addPassword") for _index in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 400]
    assert_error(answers[2], 400, "Request_BadRequest", "maximum of 2 encrypted credentials")


class TestPolicy:
    """The tenant's app management policy and an application's own."""

    @staticmethod
    def restrict(**restriction):
        """Return a tenant policy with one restriction."""
        return {"isEnabled": True, "applicationRestrictions": {"passwordCredentials": [restriction]}}

    def test_no_passwords_at_all(self, graph, contoso, path):
        contoso["defaultAppManagementPolicy"] = self.restrict(restrictionType="passwordAddition", state="enabled")
        assert_error(graph.post(f"{path}/addPassword"), 400, "CredentialTypeNotAllowedAsPerAppPolicy")
        contoso["defaultAppManagementPolicy"]["isEnabled"] = False
        assert graph.post(f"{path}/addPassword").status_code == 200

    def test_a_longest_lifetime(self, graph, contoso, path):
        policy = self.restrict(restrictionType="passwordLifetime", state="enabled", maxLifetime="P90D")
        contoso["defaultAppManagementPolicy"] = policy
        error = assert_error(graph.post(f"{path}/addPassword"), 400, "CredentialInvalidLifetimeAsPerAppPolicy")
        assert (error["details"][0]["code"], error["details"][0]["target"]) == ("InvalidKeyEndDate", "EndDate")
        short = {"passwordCredential": {"endDateTime": "2026-04-01T00:00:00Z"}}
        assert graph.post(f"{path}/addPassword", short).status_code == 200
        policy["applicationRestrictions"]["passwordCredentials"][0]["state"] = "disabled"
        assert graph.post(f"{path}/addPassword").status_code == 200

    def test_older_applications_are_exempt(self, graph, contoso, path):
        contoso["defaultAppManagementPolicy"] = self.restrict(
            restrictionType="passwordAddition",
            state="enabled",
            restrictForAppsCreatedAfterDateTime="2026-06-01T00:00:00Z",
        )
        assert graph.post(f"{path}/addPassword").status_code == 200

    def test_an_applications_own_policy_wins(self, graph, contoso, path):
        contoso["defaultAppManagementPolicy"] = self.restrict(restrictionType="passwordAddition", state="enabled")
        application_id = path.rpartition("/")[2]
        own = {"id": "p", "displayName": "Own", "isEnabled": True, "restrictions": {}, "appliesTo": [application_id]}
        contoso["appManagementPolicies"] = [own]
        assert graph.post(f"{path}/addPassword").status_code == 200
        (listed,) = graph.value("/policies/appManagementPolicies")
        assert listed["id"] == "p" and "appliesTo" not in listed

    def test_it_can_be_read_beforehand(self, graph):
        policy = graph.get("/policies/defaultAppManagementPolicy").json()
        assert policy["isEnabled"] is False
        assert policy["applicationRestrictions"]["passwordCredentials"] == []
