"""What users of other tools complain about, each with a test that shows this collection doing it right.

The names follow the complaints; numbers are those of public issues of azure.azcollection, Terraform's azuread and the Azure CLI.
"""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra import token as token_module

DYNAMICS = "00000007-0000-0000-c000-000000000000"
USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"
ACCESS = [{"resource_app_id": DYNAMICS, "resource_access": [{"id": USER_IMPERSONATION, "type": "Scope"}]}]
NAME = "Marketo Integration"
DENIED = {
    "error": {"code": "Authorization_RequestDenied", "message": "Insufficient privileges to complete the operation."}
}


@pytest.fixture
def app_id(entra):
    """An application with its service principal."""
    return entra.application()


def credentials(entra):
    return entra.objects("applications")[0]["passwordCredentials"]


def secret(entra, app_id, **options):
    result = entra.run("client_secret", app_id=app_id, **{"description": "Marketo", **options})
    assert not result.get("failed"), result
    return result


# azcollection 1264, 1573
@pytest.mark.parametrize("unique_name", [None, "marketo"])
def test_a_second_run_without_app_id_makes_no_duplicate(entra, unique_name):
    for expected in (True, False, False):
        assert entra.run("application", display_name=NAME, unique_name=unique_name)["changed"] is expected
    assert len(entra.objects("applications")) == 1


# azure-cli 30427
def test_an_application_is_not_taken_over_by_its_display_name(entra):
    app_id = entra.run("application", display_name=NAME)["application"]["app_id"]
    entra.by_hand("applications", {"tags": [], "notes": "Somebody else's."}, app_id)
    before = len(entra.writes())
    for unique_name in (None, "ours"):
        assert entra.fails("application", display_name=NAME, unique_name=unique_name, notes="Ours.")["error"][
            "app_ids"
        ] == [app_id]
    assert len(entra.writes()) == before and entra.objects("applications")[0]["notes"] == "Somebody else's."


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("service_principal", {"tags": ["crm"]}),
        ("permission_grant", {"scopes": ["user_impersonation"]}),
        ("home_realm_discovery_policy", {"display_name": "Marketo"}),
        ("client_secret", {"description": "Marketo"}),
    ],
)
def test_check_mode_and_diff_are_truthful_everywhere(entra, app_id, module, options):
    options = {"client_app_id" if module == "permission_grant" else "app_id": app_id, **options}
    checked = entra.run(module, check_mode=True, **options)
    done = entra.run(module, **options)
    # A secret's end moves with the clock.
    told, made = ([line.partition(", valid until")[0] for line in result["changes"]] for result in (checked, done))
    assert checked["changed"] and done["changed"] and told == made
    assert checked["diff"]["before"] != checked["diff"]["after"]
    assert entra.run(module, check_mode=True, **options)["changed"] is False


@pytest.mark.parametrize(
    ("drift", "member"),
    [
        ({"requiredResourceAccess": []}, "required_resource_access"),
        ({"isFallbackPublicClient": True}, "is_fallback_public_client"),
        ({"notes": "x"}, "notes"),
        ({"web": {"redirectUris": ["https://evil.example.com"]}}, "web_redirect_uris"),
    ],
)
def test_drift_to_and_from_empty_and_false_values_is_seen(entra, drift, member):
    wanted = {
        "display_name": NAME,
        "required_resource_access": ACCESS,
        "is_fallback_public_client": False,
        "notes": "",
        "web_redirect_uris": [],
    }
    app_id = entra.run("application", **wanted)["application"]["app_id"]
    assert entra.run("application", **wanted)["changed"] is False
    entra.by_hand("applications", drift, app_id)
    assert member in entra.run("application", **wanted)["changes"][0]


def test_the_order_of_a_list_is_no_drift(entra):
    uris = [f"https://{letter}.example.com" for letter in "cab"]
    other = {
        "resource_app_id": "00000003-0000-0000-c000-000000000000",
        "resource_access": [{"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}],
    }
    entra.run(
        "application",
        display_name=NAME,
        web_redirect_uris=uris,
        tags=["b", "a"],
        required_resource_access=[*ACCESS, other],
    )
    again = {"web_redirect_uris": uris[::-1], "tags": ["a", "b"], "required_resource_access": [other, *ACCESS]}
    assert entra.run("application", display_name=NAME, **again)["changed"] is False


# azuread 681; the Azure CLI deletes all grants and makes them anew
def test_consent_beside_an_existing_grant(entra, app_id):
    there = next(item for item in entra.objects("servicePrincipals") if item["appId"] == DYNAMICS)[
        "oauth2PermissionScopes"
    ]
    other = {**there[0], "id": "00000000-0000-0000-0000-00000000000b", "value": "other"}
    entra.by_hand("servicePrincipals", {"oauth2PermissionScopes": [*there, other]}, DYNAMICS)
    entra.run("permission_grant", client_app_id=app_id, scopes=["other"])
    before = entra.objects("oauth2PermissionGrants")[0]["id"]
    entra.ladder("permission_grant", client_app_id=app_id, scopes=["user_impersonation"])
    grant = entra.objects("oauth2PermissionGrants")[0]
    assert (grant["id"], sorted(grant["scope"].split())) == (before, ["other", "user_impersonation"])
    assert "DELETE" not in [entry["method"] for entry in entra.writes()]


# azure-docs 103443
def test_a_policy_without_its_wrapper_is_refused(entra, app_id):
    refused = entra.fails(
        "home_realm_discovery_policy",
        app_id=app_id,
        display_name=NAME,
        definition={"AllowCloudPasswordValidation": True},
    )
    assert "HomeRealmDiscoveryPolicy" in refused["msg"] and entra.objects("homeRealmDiscoveryPolicies") == []


# azure-docs 111404
def test_a_stored_definition_that_is_no_json_is_repaired(entra, app_id):
    options = {"app_id": app_id, "display_name": NAME}
    entra.run("home_realm_discovery_policy", **options)
    entra.by_hand(
        "homeRealmDiscoveryPolicies",
        {"definition": ['{"HomeRealmDiscoveryPolicy":{"AllowCloudPasswordValidation":true}']},
    )
    entra.ladder("home_realm_discovery_policy", **options)
    json.loads(entra.objects("homeRealmDiscoveryPolicies")[0]["definition"][0])


def test_a_second_run_makes_no_new_secret(entra, app_id):
    for expected in (True, False, False):
        assert secret(entra, app_id)["changed"] is expected
    assert len(credentials(entra)) == 1


def test_absent_without_a_key_id_does_not_purge_all(entra, app_id):
    secret(entra, app_id), secret(entra, app_id, description="Other")
    assert "never guesses" in entra.fails("client_secret", app_id=app_id, state="absent")["msg"]
    entra.ladder("client_secret", app_id=app_id, description="Marketo", state="absent")
    assert [item["displayName"] for item in credentials(entra)] == ["Other"]


# azuread 1549, 1599; the Azure CLI's reset deletes all before it adds
def test_rotation_keeps_the_secret_in_use(entra, app_id):
    old = secret(entra, app_id)["client_secret"]
    secret(entra, app_id, renew=True)
    assert old["key_id"] in [item["keyId"] for item in credentials(entra)]
    assert entra.run("token", client_id=app_id, client_secret=old["secret_text"])["access_token"]


# azuread 641, 80, 480
def test_a_secret_that_ends_soon_is_renewed(entra, app_id):
    secret(entra, app_id, valid_for="20d", rotate_before="10d")
    assert secret(entra, app_id, rotate_before="10d")["changed"] is False
    assert secret(entra, app_id, rotate_before="30d")["changed"] is True


# azcollection 2161
def test_a_lost_answer_leaves_no_orphan_and_loses_no_value(entra, app_id):
    entra.emulator.faults({"method": "POST", "path": "addPassword", "drop_after_commit": True, "nth": 1})
    made = secret(entra, app_id)["client_secret"]
    assert [item["keyId"] for item in credentials(entra)] == [made["key_id"]] and made["secret_text"]


# azcollection 2161
def test_a_stale_read_after_the_creation_loses_no_value(entra, app_id):
    entra.emulator.faults({"method": "POST", "path": "addPassword", "stale_for": 9.0})
    assert secret(entra, app_id)["client_secret"]["secret_text"]
    assert len(credentials(entra)) == 1


# azure-cli 23081
def test_writes_at_the_same_time_are_waited_out(entra, app_id):
    body = {
        "error": {
            "code": "Directory_ConcurrencyViolation",
            "message": "Error due to concurrent requests being made to the tenant.",
        }
    }
    for method, path in (("POST", "addPassword"), ("PATCH", "/applications")):
        entra.emulator.faults({"method": method, "path": path, "status": 409, "times": 2, "body": body})
        if method == "POST":
            assert secret(entra, app_id)["client_secret"]["secret_text"]
        else:
            assert entra.run("application", app_id=app_id, notes="Changed.")["application"]["notes"] == "Changed."
    assert len(credentials(entra)) == 1


# azuread 1811, 1802
def test_what_does_not_show_yet_is_waited_for(entra):
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"replicationLag": 1}}})
    app_id = entra.application()
    assert not entra.run("permission_grant", client_app_id=app_id, scopes=["user_impersonation"]).get("failed")
    assert secret(entra, app_id)["client_secret"]["secret_text"]


# microsoft-graph-docs 17966
def test_a_new_secret_that_is_not_accepted_yet_is_waited_for(entra, app_id, monkeypatch):
    monkeypatch.setattr(token_module, "INTERVAL", 0.2)
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"newSecretDelay": 1.5}}})
    made = secret(entra, app_id)["client_secret"]
    assert entra.run("token", client_id=app_id, client_secret=made["secret_text"], wait_for_new_secret=15)[
        "access_token"
    ]


# azuread 1587, 1669
def test_a_secret_s_value_is_in_one_member_of_one_result(entra, app_id):
    made = secret(entra, app_id)
    value = made["client_secret"].pop("secret_text")
    assert value not in json.dumps([made, secret(entra, app_id), entra.run("client_secret_info", app_id=app_id)])


@pytest.mark.parametrize("module", ["application", "service_principal"])
def test_a_403_on_lookup_is_not_absence(entra, app_id, module):
    entra.emulator.faults({"method": "GET", "service": "graph", "status": 403, "body": DENIED})
    for state in ("present", "absent"):
        refused = entra.fails(module, app_id=app_id, state=state)
        assert refused["error"]["status"] == 403 and "Application.Read.All" in refused["msg"]


def test_throttling_is_honoured_for_the_time_told(entra):
    body = {"error": {"code": "TooManyRequests", "message": "Slow down."}}
    entra.emulator.faults(
        {"service": "graph", "nth": 1, "status": 429, "headers": {"Retry-After": "1.25"}, "body": body}
    )
    assert entra.run("application", display_name=NAME)["changed"]
    first, second = [entry["time"] for entry in entra.emulator.requests(service="graph")][:2]
    assert 1.2 < (parsed(second) - parsed(first)).total_seconds() < 5


def test_a_deleted_application_comes_back_with_its_client_id(entra, app_id):
    entra.run("application", app_id=app_id, state="absent")
    assert (
        entra.run("application", display_name=NAME, unique_name="marketo-integration", restore_deleted=True)[
            "application"
        ]["app_id"]
        == app_id
    )


def test_independent_reads_go_in_one_batch(entra, app_id):
    entra.run("permission_grant", client_app_id=app_id, scopes=["user_impersonation"])
    assert entra.round_trips("permission_grant", client_app_id=app_id, scopes=["user_impersonation"])[0] == 1
    assert entra.emulator.requests(service="graph")[-1]["path"].endswith("/$batch")


def test_addresses_have_no_doubled_slash(entra, app_id):
    secret(entra, app_id)
    assert not [entry["path"] for entry in entra.emulator.requests(service="graph") if "//" in entry["path"]]


def parsed(moment):
    return datetime.fromisoformat(moment)
