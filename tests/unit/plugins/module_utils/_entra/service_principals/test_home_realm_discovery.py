"""Planning a Home Realm Discovery policy and its assignment."""

from __future__ import annotations

import json

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Ambiguous,
    InvalidInput,
    NotFound,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.service_principals.home_realm_discovery import (
    HomeRealmDiscoveryPolicy,
)
from tests.unit.plugins.module_utils.conftest import kinds
from tests.unit.plugins.module_utils.fakes import FakeGraph

APP = "9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4"
WANTED = {"HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}}
OTHER = {"HomeRealmDiscoveryPolicy": {"AccelerateToFederatedDomain": True}}
POLICIES = "/policies/homeRealmDiscoveryPolicies"


def policy(number, name="Marketo", definition=None, default=False):
    definition = WANTED if definition is None else definition
    text = definition if isinstance(definition, str) else json.dumps(definition, indent=1)
    return {"id": f"p{number}", "displayName": name, "definition": [text], "isOrganizationDefault": default}


def resource(policies=(), assigned=(), applies=None, check_mode=False, reads=None, **options):
    graph = FakeGraph(
        {
            f"/servicePrincipals(appId='{APP}')": {"id": "sp"},
            f"/servicePrincipals(appId='{APP}')/homeRealmDiscoveryPolicies": list(assigned),
            POLICIES: [*policies, *(item for item in assigned if item not in policies)],
            **{
                f"{POLICIES}/{number}/appliesTo": [{"id": name, "displayName": name} for name in names]
                for number, names in (applies or {}).items()
            },
            **{
                f"{POLICIES}/{item['id']}/appliesTo": [{"id": "sp", "displayName": "ours"}]
                for item in assigned
                if item["id"] not in (applies or {})
            },
            **{f"{POLICIES}/{item['id']}/appliesTo": [] for item in policies if item["id"] not in (applies or {})},
            **(reads or {}),
        },
        check_mode,
    )
    wanted = {
        "display_name": "Marketo",
        "definition": WANTED,
        "app_id": APP,
        "reassign": False,
        "only_if_federated": None,
        "state": "present",
        **options,
    }
    return HomeRealmDiscoveryPolicy(graph, wanted), graph


def plan(*arguments, **options):
    hrd, _graph = resource(*arguments, **options)
    return hrd.plan(hrd.read())


def test_create_and_assign():
    assert kinds(plan()) == ["create", "assign"]


def test_what_is_created_is_one_json_text_and_no_default():
    hrd, graph = resource()
    graph.answers[POLICIES] = [{"id": "new"}]
    for change in hrd.plan(hrd.read()).changes:
        hrd.apply(change)
    assert graph.writes == [
        (
            "POST",
            POLICIES,
            {
                "displayName": "Marketo",
                "isOrganizationDefault": False,
                "definition": ['{"HomeRealmDiscoveryPolicy":{"AllowCloudPasswordValidation":true}}'],
            },
        ),
        (
            "POST",
            "/servicePrincipals/sp/homeRealmDiscoveryPolicies/$ref",
            {"@odata.id": f"https://graph.example.com/v1.0{POLICIES}/new"},
        ),
    ]


def test_nothing_to_do_however_the_json_is_written():
    assert not plan(assigned=[policy(1)]).changes


def test_one_that_exists_unassigned_is_used():
    planned = plan([policy(1)])
    assert kinds(planned) == ["assign"]
    assert planned.changes[0].payload == {"id": "p1"}


def test_a_changed_definition_is_repaired():
    assert kinds(plan(assigned=[policy(1, definition=OTHER)])) == ["update"]
    assert kinds(plan([policy(1, definition=OTHER)])) == ["update", "assign"]
    assert kinds(plan(assigned=[policy(1, definition="no json")])) == ["update"]


def test_several_of_the_name_are_the_user_s_choice():
    with pytest.raises(Ambiguous, match="p1, p2"):
        plan([policy(1), policy(2)])
    assert not plan([policy(2)], assigned=[policy(1)]).changes


def test_a_policy_that_others_have_keeps_its_definition():
    with pytest.raises(InvalidInput, match="Payroll"):
        plan([policy(1, definition=OTHER)], applies={"p1": ["Payroll"]})
    assert kinds(plan([policy(1)], applies={"p1": ["Payroll"]})) == ["assign"]


def test_another_policy_gives_way_only_when_told():
    other = policy(1, name="Other")
    with pytest.raises(InvalidInput, match="reassign"):
        plan(assigned=[other])
    planned = plan(assigned=[other], reassign=True)
    assert kinds(planned) == ["unassign", "create", "assign"]
    assert planned.changes[0].payload == {"id": "p1"}


def test_the_organization_s_default_is_never_touched():
    assert kinds(plan([policy(1, definition=OTHER, default=True)])) == ["create", "assign"]
    assert not plan([policy(1, default=True)], state="absent").changes
    assert kinds(plan(assigned=[policy(1, default=True)], state="absent")) == ["unassign"]
    with pytest.raises(InvalidInput, match="default"):
        plan(assigned=[policy(1, definition=OTHER, default=True)])


def test_absent():
    assert kinds(plan(assigned=[policy(1)], state="absent")) == ["unassign", "delete"]
    assert not plan(state="absent").changes
    assert kinds(plan([policy(1)], state="absent")) == ["delete"]
    assert not plan(assigned=[policy(1, name="Other")], state="absent").changes


def test_absent_leaves_what_others_have():
    planned = plan(assigned=[policy(1)], applies={"p1": ["sp", "Payroll"]}, state="absent")
    assert kinds(planned) == ["unassign"]
    assert planned.after["assigned"] is False
    assert not plan([policy(1)], applies={"p1": ["Payroll"]}, state="absent").changes


@pytest.mark.parametrize(
    "definition",
    [{"AllowCloudPasswordValidation": True}, {}, {**WANTED, "More": 1}, {"HomeRealmDiscoveryPolicy": True}],
)
def test_a_definition_without_its_wrapper_is_refused(definition):
    with pytest.raises(InvalidInput, match="HomeRealmDiscoveryPolicy.*ignores it"):
        resource(definition=definition)


def test_only_for_a_federated_domain():
    domains = {
        "/domains/contoso.com": {"authenticationType": "Federated"},
        "/domains/cloud.example": {"authenticationType": "Managed"},
    }
    for user, changes, federated in (
        ("a@contoso.com", 2, True),
        ("contoso.com", 2, True),
        ("a@cloud.example", 0, False),
    ):
        hrd, _graph = resource(reads=domains, only_if_federated=user)
        found = hrd.read()
        assert len(hrd.plan(found).changes) == changes
        assert hrd.result(found) == {"policy": None, "federated": federated}
    with pytest.raises(InvalidInput, match="'elsewhere.example' is no domain"):
        plan(reads=domains, only_if_federated="a@elsewhere.example")


def test_a_service_principal_that_does_not_exist_yet():
    missing = {f"/servicePrincipals(appId='{APP}')": None}
    with pytest.raises(NotFound, match="entra_service_principal"):
        plan(reads=missing)
    assert kinds(plan(reads=missing, check_mode=True)) == ["create", "assign"]
    assert kinds(plan([policy(1)], app_id="", check_mode=True)) == ["assign"]
    with pytest.raises(InvalidInput, match="app_id is empty"):
        plan(app_id="")
