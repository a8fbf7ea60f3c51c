"""Planning a service principal, and the ways in which creating one is refused for a while."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Conflict,
    InvalidInput,
    RequestRefused,
    TimedOut,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.service_principals.service_principal import (
    ServicePrincipal,
)
from tests.unit.plugins.module_utils.conftest import apply_all, kinds
from tests.unit.plugins.module_utils.fakes import FakeGraph

APP = "9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4"
THERE = {
    "id": "sp",
    "appId": APP,
    "displayName": "M",
    "accountEnabled": True,
    "appRoleAssignmentRequired": False,
    "tags": ["b", "a"],
}


def resource(reads=None, check_mode=False, **options):
    graph = FakeGraph(reads or {}, check_mode)
    wanted = {
        "app_id": APP,
        "account_enabled": None,
        "app_role_assignment_required": None,
        "tags": None,
        "state": "present",
        **options,
    }
    return ServicePrincipal(graph, wanted), graph


def plan(reads=None, **options):
    service_principal, _graph = resource(reads, **options)
    return service_principal.plan(service_principal.read())


def test_create_where_there_is_none():
    planned = plan(account_enabled=False)
    assert kinds(planned) == ["create"]
    assert (planned.before, planned.after["account_enabled"]) == (None, False)


def test_nothing_to_do():
    assert not plan({"/servicePrincipals": THERE}, account_enabled=True, tags=["a", "b"]).changes


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("account_enabled", False),
        ("app_role_assignment_required", True),
        ("tags", ["a"]),
        ("tags", ["a", "b", "c"]),
        ("tags", []),
    ],
)
def test_each_property_s_drift_is_seen(option, value):
    planned = plan({"/servicePrincipals": THERE}, **{option: value})
    assert kinds(planned) == ["update"]
    assert planned.changes[0].payload["members"] == {option: value}


def test_tags_of_the_application_and_bookkeeping_are_no_drift():
    there = {**THERE, "tags": ["a", "of-the-app", "martech.marketo_dynamics.live_key_id:1"]}
    assert not plan({"/servicePrincipals": there, "/applications": {"tags": ["of-the-app"]}}, tags=["a"]).changes


def test_absent_twice():
    assert kinds(plan({"/servicePrincipals": THERE}, state="absent")) == ["delete"]
    assert not plan(state="absent").changes


@pytest.mark.parametrize("app_id", [None, "", "  "])
def test_without_an_id_check_mode_plans_creation_and_a_real_run_refuses(app_id):
    assert kinds(plan(app_id=app_id, check_mode=True)) == ["create"]
    with pytest.raises(InvalidInput, match="app_id is empty"):
        resource(app_id=app_id)


def test_a_malformed_id_is_refused_in_check_mode_too():
    with pytest.raises(InvalidInput, match="GUID"):
        resource(app_id="Marketo", check_mode=True)


LAGS = [
    RequestRefused(
        "The appId 'x' of the service principal does not reference a valid application object.",
        400,
        "Request_BadRequest",
    ),
    RequestRefused("the backing application must be in the local tenant", 403, "Authorization_RequestDenied"),
    RequestRefused("gone", 404, "Request_ResourceNotFound"),
]


@pytest.mark.parametrize("lag", LAGS)
def test_creation_waits_while_the_application_replicates(lag):
    service_principal, graph = resource()
    graph.answers["/servicePrincipals"] = [lag, lambda: graph.reads.update({"/servicePrincipals": THERE}) or THERE]
    apply_all(service_principal)
    assert len(graph.writes) == 2
    assert service_principal.read()["id"] == "sp"


@pytest.mark.parametrize("lag", LAGS)
def test_that_wait_is_bounded_and_says_why(lag):
    service_principal, graph = resource()
    graph.answers["/servicePrincipals"] = [lag] * 99
    with pytest.raises(TimedOut, match=APP) as caught:
        apply_all(service_principal)
    assert lag.message in caught.value.message


@pytest.mark.parametrize(
    "refusal",
    [RequestRefused("no", 403, "Authorization_RequestDenied"), RequestRefused("bad", 400, "Request_BadRequest")],
)
def test_other_refusals_are_not_waited_for(refusal):
    service_principal, graph = resource()
    graph.answers["/servicePrincipals"] = [refusal, THERE]
    with pytest.raises(RequestRefused):
        apply_all(service_principal)
    assert len(graph.writes) == 1


def test_somebody_faster_is_taken_over_with_our_settings():
    service_principal, graph = resource(account_enabled=True)

    def conflict():
        graph.reads["/servicePrincipals"] = THERE
        raise Conflict("exists", 409)

    graph.answers["/servicePrincipals"] = [conflict]
    apply_all(service_principal)
    assert graph.writes[-1] == ("PATCH", "/servicePrincipals/sp", {"accountEnabled": True})
