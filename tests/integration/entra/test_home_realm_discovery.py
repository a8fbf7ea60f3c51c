"""Home Realm Discovery, as a module against the emulator."""

from __future__ import annotations

import json

import pytest

POLICY = "Marketo Integration"
OTHER = {"HomeRealmDiscoveryPolicy": {"AccelerateToFederatedDomain": True}}


@pytest.fixture
def app_id(entra):
    """An application with its service principal."""
    return entra.application()


def module(entra, app_id, **options):
    return {"app_id": app_id, "display_name": POLICY, **options}


def test_from_nothing_and_back(entra, app_id):
    made = entra.ladder("home_realm_discovery_policy", **module(entra, app_id))
    stored = entra.objects("homeRealmDiscoveryPolicies")[0]
    assert made["policy"]["assigned"] and json.loads(stored["definition"][0]) == {
        "HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}
    }
    gone = entra.ladder("home_realm_discovery_policy", **module(entra, app_id, state="absent"))
    assert gone["policy"] is None and entra.objects("homeRealmDiscoveryPolicies") == []


@pytest.mark.parametrize("definition", [[json.dumps(OTHER)], ['{"AllowCloudPasswordValidation": true}']])
def test_a_changed_definition_is_repaired(entra, app_id, definition):
    entra.run("home_realm_discovery_policy", **module(entra, app_id))
    entra.by_hand("homeRealmDiscoveryPolicies", {"definition": definition})
    entra.ladder("home_realm_discovery_policy", **module(entra, app_id))


def test_json_written_otherwise_is_no_drift(entra, app_id):
    entra.run("home_realm_discovery_policy", **module(entra, app_id))
    entra.by_hand(
        "homeRealmDiscoveryPolicies",
        {"definition": ['{ "HomeRealmDiscoveryPolicy" : {"AllowCloudPasswordValidation": true} }']},
    )
    assert entra.run("home_realm_discovery_policy", **module(entra, app_id))["changed"] is False


def test_a_lost_assignment_is_made_again(entra, app_id):
    entra.run("home_realm_discovery_policy", **module(entra, app_id))
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"homeRealmDiscoveryAssignments": []}}})
    assert len(entra.ladder("home_realm_discovery_policy", **module(entra, app_id))["changes"]) == 1
    assert len(entra.objects("homeRealmDiscoveryPolicies")) == 1


def test_what_others_have_is_neither_changed_nor_deleted(entra, app_id):
    payroll = entra.application("Payroll")
    entra.run("home_realm_discovery_policy", **module(entra, payroll))
    entra.ladder("home_realm_discovery_policy", **module(entra, app_id))
    assert "Payroll" in entra.fails("home_realm_discovery_policy", **module(entra, app_id, definition=OTHER))["msg"]
    left = entra.ladder("home_realm_discovery_policy", **module(entra, app_id, state="absent"))
    assert left["policy"]["assigned"] is False
    assert entra.run("home_realm_discovery_policy", **module(entra, payroll))["changed"] is False


def test_another_policy_gives_way_only_when_told(entra, app_id):
    entra.run("home_realm_discovery_policy", **module(entra, app_id, display_name="Older"))
    assert "reassign" in entra.fails("home_realm_discovery_policy", **module(entra, app_id))["msg"]
    entra.ladder("home_realm_discovery_policy", **module(entra, app_id, reassign=True))
    assert sorted(item["displayName"] for item in entra.objects("homeRealmDiscoveryPolicies")) == [POLICY, "Older"]


def test_the_wrapper_is_demanded(entra, app_id):
    before = len(entra.writes())
    refused = entra.fails(
        "home_realm_discovery_policy", **module(entra, app_id, definition={"AllowCloudPasswordValidation": True})
    )
    assert "ignores it" in refused["msg"] and len(entra.writes()) == before


@pytest.mark.parametrize(
    ("user", "federated"),
    [("marketo.sync@contoso.com", True), ("contoso.com", True), ("a@contoso.onmicrosoft.com", False)],
)
def test_only_where_the_domain_is_federated(entra, app_id, user, federated):
    result = entra.run("home_realm_discovery_policy", **module(entra, app_id, only_if_federated=user))
    assert (result["changed"], result["federated"], bool(result["policy"])) == (federated, federated, federated)


def test_an_unknown_domain_is_an_error(entra, app_id):
    assert (
        "no domain of this tenant"
        in entra.fails("home_realm_discovery_policy", **module(entra, app_id, only_if_federated="a@b.example"))["msg"]
    )


@pytest.mark.parametrize("path", ["/policies/homeRealmDiscoveryPolicies$", "homeRealmDiscoveryPolicies/.ref$"])
def test_a_lost_answer_makes_one_policy(entra, app_id, path):
    entra.emulator.faults({"method": "POST", "path": path, "drop_after_commit": True, "nth": 1})
    assert entra.run("home_realm_discovery_policy", **module(entra, app_id))["policy"]["assigned"]
    assert len(entra.objects("homeRealmDiscoveryPolicies")) == len(entra.objects("homeRealmDiscoveryAssignments")) == 1


def test_for_an_application_that_does_not_exist_yet(entra):
    checked = entra.run("home_realm_discovery_policy", check_mode=True, **module(entra, None))
    assert checked["changed"] and checked["policy"]["id"] is None
    assert "app_id is empty" in entra.fails("home_realm_discovery_policy", **module(entra, None))["msg"]


def test_who_may_only_read_applications_is_told_the_permission(entra, reader, app_id):
    assert "Policy.Read.All" in reader.fails("home_realm_discovery_policy", **module(reader, app_id))["msg"]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_the_tenant_s_default_is_never_touched(entra, app_id, state):
    entra.run("home_realm_discovery_policy", **module(entra, app_id))
    entra.by_hand("homeRealmDiscoveryPolicies", {"isOrganizationDefault": True, "definition": [json.dumps(OTHER)]})
    default = entra.objects("homeRealmDiscoveryPolicies")[0]
    if state == "present":
        assert "never changes" in entra.fails("home_realm_discovery_policy", **module(entra, app_id))["msg"]
    else:
        left = entra.run("home_realm_discovery_policy", **module(entra, app_id, state="absent"))
        assert left["changed"] and left["changes"] == [left["changes"][0]] and "unassign" in left["changes"][0]
    assert entra.objects("homeRealmDiscoveryPolicies")[0] == default


def test_a_default_of_the_name_is_not_assigned_here(entra, app_id):
    payroll = entra.application("Payroll")
    entra.run("home_realm_discovery_policy", **module(entra, payroll))
    entra.by_hand("homeRealmDiscoveryPolicies", {"isOrganizationDefault": True})
    default = entra.objects("homeRealmDiscoveryPolicies")[0]
    assert entra.run("home_realm_discovery_policy", **module(entra, app_id))["policy"]["id"] != default["id"]
    assert entra.objects("homeRealmDiscoveryPolicies")[0] == default
