"""Planning what an application is granted."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    RequestRefused,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import run
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.service_principals.permission_grant import (
    PermissionGrant,
)
from tests.unit.plugins.module_utils.conftest import apply_all, kinds
from tests.unit.plugins.module_utils.fakes import FakeGraph

APP, DYNAMICS = "9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4", "00000007-0000-0000-c000-000000000000"
CLIENT, RESOURCE = f"/servicePrincipals(appId='{APP}')", f"/servicePrincipals(appId='{DYNAMICS}')"
PARTIES = {
    CLIENT: {"id": "client", "appId": APP, "appOwnerOrganizationId": "home-tenant"},
    RESOURCE: {
        "id": "resource",
        "oauth2PermissionScopes": [
            {"value": "user_impersonation", "isEnabled": True},
            {"value": "other", "isEnabled": True},
            {"value": "off", "isEnabled": False},
        ],
    },
}


def grant(scope, **members):
    made = [
        {
            "id": "grant",
            "scope": scope,
            "principalId": None,
            "resourceId": "resource",
            "consentType": "AllPrincipals",
            **members,
        }
    ]
    return {f"{CLIENT}/oauth2PermissionGrants": made, "/servicePrincipals/client/oauth2PermissionGrants": made}


def resource(reads=None, check_mode=False, **options):
    graph = FakeGraph({**PARTIES, **(reads or {})}, check_mode)
    wanted = {
        "client_app_id": APP,
        "resource_app_id": DYNAMICS,
        "scopes": ["user_impersonation"],
        "consent_type": "all_principals",
        "principal": None,
        "exact": False,
        "state": "present",
        "tenant_id": "contoso.com",
        "cloud": "public",
        "authority_host": None,
        **options,
    }
    return PermissionGrant(graph, wanted), graph


def plan(reads=None, **options):
    permission_grant, _graph = resource(reads, **options)
    return permission_grant.plan(permission_grant.read())


def test_create():
    planned = plan()
    assert kinds(planned) == ["create"]
    assert planned.after["scopes"] == ["user_impersonation"]


@pytest.mark.parametrize(
    "scope", ["user_impersonation", " user_impersonation", "user_impersonation  other ", " other user_impersonation"]
)
def test_scopes_that_are_there_are_enough_whatever_their_order_and_blanks(scope):
    assert not plan(grant(scope)).changes


def test_merging_keeps_other_scopes():
    planned = plan(grant(" other"))
    assert planned.changes[0].payload == {"id": "grant", "scopes": ["other", "user_impersonation"]}


def test_exact_withdraws_other_scopes():
    planned = plan(grant(" other"), exact=True)
    assert planned.changes[0].payload["scopes"] == ["user_impersonation"]
    assert "grant user_impersonation and withdraw other" in planned.changes[0].summary


@pytest.mark.parametrize(
    "members",
    [
        {"resourceId": "another"},
        {"consentType": "Principal", "principalId": "somebody"},
        {"consentType": "Principal", "principalId": None},
    ],
)
def test_the_client_s_other_grants_are_none_of_this_one(members):
    assert kinds(plan(grant("user_impersonation", **members))) == ["create"]


@pytest.mark.parametrize("scope", ["nonsense", "off"])
def test_a_scope_that_is_not_published_is_refused_with_those_that_are(scope):
    with pytest.raises(InvalidInput, match=f"{scope}.*other, user_impersonation"):
        plan(scopes=["user_impersonation", scope])


@pytest.mark.parametrize(
    ("scope", "scopes", "change", "left"),
    [
        ("user_impersonation other", ["user_impersonation"], "update", ["other"]),
        ("user_impersonation", ["user_impersonation"], "delete", None),
        ("user_impersonation other", None, "delete", None),
        ("user_impersonation other", [], "delete", None),
    ],
)
def test_absent_removes_just_what_is_named(scope, scopes, change, left):
    planned = plan(grant(scope), state="absent", scopes=scopes)
    assert kinds(planned) == [change]
    assert (planned.after or {}).get("scopes") == left


def test_absent_changes_nothing_where_the_named_scopes_are_not_granted():
    assert not plan(grant("other"), state="absent").changes
    assert not plan(state="absent").changes


@pytest.mark.parametrize("missing", [CLIENT, RESOURCE])
def test_absent_where_a_party_is_missing(missing):
    assert not plan({missing: None}, state="absent").changes


def test_a_missing_client_is_an_error_but_not_in_check_mode():
    with pytest.raises(NotFound, match="entra_service_principal"):
        plan({CLIENT: None})
    assert kinds(plan({CLIENT: None}, check_mode=True)) == ["create"]


def test_a_client_that_would_be_created_by_an_earlier_task():
    planned = plan(client_app_id=None, check_mode=True)
    assert kinds(planned) == ["create"]
    with pytest.raises(InvalidInput, match="client_app_id is empty"):
        plan(client_app_id="")


def test_a_missing_resource_is_planned_too():
    assert kinds(plan({RESOURCE: None})) == ["create_resource", "create"]


def test_a_missing_resource_is_created_before_the_grant():
    permission_grant, graph = resource({RESOURCE: None})
    graph.answers["/servicePrincipals"] = [
        lambda: graph.reads.update({RESOURCE: PARTIES[RESOURCE]}) or PARTIES[RESOURCE]
    ]
    apply_all(permission_grant)
    assert [path for _method, path, _body in graph.writes] == ["/servicePrincipals", "/oauth2PermissionGrants"]
    assert graph.writes[1][2] == {
        "clientId": "client",
        "consentType": "AllPrincipals",
        "principalId": None,
        "resourceId": "resource",
        "scope": "user_impersonation",
    }


def test_a_grant_that_appeared_meanwhile_is_extended():
    permission_grant, graph = resource()

    def conflict():
        graph.reads.update(grant(" other"))
        raise Conflict("Permission entry already exists.", 400, "Request_BadRequest")

    graph.answers["/oauth2PermissionGrants"] = [conflict]
    apply_all(permission_grant)
    assert graph.writes[-1] == ("PATCH", "/oauth2PermissionGrants/grant", {"scope": "other user_impersonation"})


@pytest.mark.parametrize(
    ("first", "changed"),
    [([], False), ([RequestRefused("Not yet.", 404, "Directory_ObjectNotFound")], True)],
)
def test_a_grant_that_only_did_not_show_is_no_change(first, changed):
    """C5: nothing was written, and the task reported a change. C6: a POST that was answered 404 may have made it."""
    permission_grant, graph = resource()

    def conflict():
        graph.reads.update(grant("user_impersonation"))
        raise Conflict("Permission entry already exists.", 400, "Request_BadRequest")

    graph.answers["/oauth2PermissionGrants"] = [*first, conflict]
    operation = Operation({}, lambda _params, _check: nullcontext(graph), lambda _client, _params: permission_grant)
    result = run(operation, {}, False)
    assert result["changed"] is changed, result
    assert bool(result["changes"]) is changed and (result["diff"]["before"] == result["diff"]["after"]) is not changed
    assert result["permission_grant"]["scopes"] == ["user_impersonation"]


def test_a_refused_consent_tells_permission_role_and_address():
    permission_grant, graph = resource()
    graph.answers["/oauth2PermissionGrants"] = [
        RequestRefused("Insufficient privileges.", 403, "Authorization_RequestDenied")
    ]
    with pytest.raises(RequestRefused) as caught:
        apply_all(permission_grant)
    address = f"https://login.microsoftonline.com/contoso.com/adminconsent?client_id={APP}"
    for part in (
        "DelegatedPermissionGrant.ReadWrite.All",
        "Cloud Application Administrator",
        "Application Administrator",
        address,
    ):
        assert part in caught.value.message
    assert (caught.value.details["consent_url"], caught.value.status) == (address, 403)


@pytest.mark.parametrize(
    ("cloud", "host", "tenant", "expected"),
    [
        ("china", None, "t.cn", "https://login.partner.microsoftonline.cn/t.cn/"),
        ("public", "login.example.com", "t.x", "https://login.example.com/t.x/"),
        ("public", None, None, "https://login.microsoftonline.com/home-tenant/"),
    ],
)
def test_the_consent_address_follows_cloud_and_tenant(cloud, host, tenant, expected):
    permission_grant, _graph = resource(cloud=cloud, authority_host=host, tenant_id=tenant)
    permission_grant.read()
    assert permission_grant.consent_url() == f"{expected}adminconsent?client_id={APP}"


def test_consent_for_one_user_found_by_name():
    permission_grant, graph = resource(
        {"/users/a%40contoso.com": {"id": "user"}}, consent_type="principal", principal="a@contoso.com"
    )
    apply_all(permission_grant)
    assert (graph.writes[0][2]["consentType"], graph.writes[0][2]["principalId"]) == ("Principal", "user")


def test_an_unknown_user_is_no_absence():
    with pytest.raises(InvalidInput, match="no such user"):
        plan(consent_type="principal", principal="nobody@contoso.com")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"scopes": []}, "scopes is empty"),
        ({"scopes": ["a b"]}, "without blanks"),
        ({"scopes": [""]}, "without blanks"),
        ({"scopes": ["x" * 3851]}, "too long"),
        ({"consent_type": "principal"}, "principal"),
        ({"principal": "a@b.c"}, "principal"),
    ],
)
def test_options_that_make_no_grant(options, word):
    with pytest.raises(InvalidInput, match=word):
        resource(**options)
