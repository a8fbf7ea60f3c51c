"""Readiness for a sign-in with user name and password: every fact made wrong, or unreadable, singly."""

from __future__ import annotations

import json

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    RequestRefused,
    Unreachable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.ropc_readiness.readiness import (
    Clients,
    RopcReadiness,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from tests.unit.plugins.module_utils.fakes import FakeGraph, ScriptedTransport

APP, CLIENT, RESOURCE, USER = "11111111-1111-4111-8111-111111111111", "the-client", "the-resource", "the-user"
NAME = "marketo.sync@contoso.com"
PASSWORD = "a-password-for-tests"
OPTIONS = {
    "app_id": APP,
    "username": NAME,
    "password": None,
    "app_client_secret": None,
    "organization_url": None,
    "cloud": "public",
    "authority_host": None,
    "graph_endpoint": None,
    "tenant_id": "contoso.com",
}
TRY = {"password": PASSWORD, "organization_url": "contoso.crm4.dynamics.com", "app_client_secret": "the-secret"}
WRAPPED = {
    "id": "p",
    "displayName": "P",
    "definition": [json.dumps({"HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}})],
}
UNWRAPPED = {**WRAPPED, "definition": [json.dumps({"AllowCloudPasswordValidation": True})]}
SUCCESS = {"createdDateTime": "2026-01-31T10:11:12Z", "status": {"errorCode": 0}}

DOMAIN = "/domains/contoso.com"
USERS = "/users/marketo.sync%40contoso.com"
CLIENTS = f"/servicePrincipals(appId='{APP}')"
RESOURCES = "/servicePrincipals(appId='00000007-0000-0000-c000-000000000000')"
ASSIGNED = f"/servicePrincipals/{CLIENT}/homeRealmDiscoveryPolicies"
POLICIES = "/policies/homeRealmDiscoveryPolicies"
SYNC = "/directory/onPremisesSynchronization"
GRANTS = "/oauth2PermissionGrants"
LOG = "/auditLogs/signIns"
A_USER = {
    "id": USER,
    "userPrincipalName": NAME,
    "accountEnabled": True,
    "userType": "Member",
    "onPremisesSyncEnabled": True,
    "onPremisesImmutableId": "x",
}
A_CLIENT = {"id": CLIENT, "displayName": "Marketo", "accountEnabled": True, "appRoleAssignmentRequired": False}
A_RESOURCE = {"id": RESOURCE, "displayName": "Dynamics CRM", "accountEnabled": True, "appRoleAssignmentRequired": False}
FEDERATED = {"authenticationType": "Federated", "isVerified": True}
MANAGED = {"authenticationType": "Managed", "isVerified": True}
GRANT = {"consentType": "AllPrincipals", "principalId": None, "scope": " user_impersonation"}
GOOD = {
    DOMAIN: FEDERATED,
    USERS: A_USER,
    CLIENTS: A_CLIENT,
    RESOURCES: A_RESOURCE,
    ASSIGNED: [WRAPPED],
    POLICIES: [],
    SYNC: {"value": [{"features": {"passwordSyncEnabled": True}}]},
    GRANTS: [GRANT],
    LOG: {"value": [SUCCESS]},
    "/organization": [{"createdDateTime": "2020-01-01T00:00:00Z", "onPremisesSyncEnabled": True}],
}


def refuse(status=403, code="Authorization_RequestDenied", message="Insufficient privileges."):
    def read():
        raise RequestRefused(message, status, code)

    return read


def read(changes=None, options=None, *answers, check_mode=False):
    transport = ScriptedTransport(*answers)
    clients = Clients(FakeGraph({**GOOD, **(changes or {})}, check_mode), transport)
    resource = RopcReadiness(clients, {**OPTIONS, **(options or {})})
    found = resource.result(resource.read())
    assert not resource.plan(found).changes and resource.plan(found).diff() == {"before": {}, "after": {}}
    return found["ready"], {finding["code"]: finding for finding in found["findings"]}, transport


def log(code, status="notApplied", policies=()):
    return {
        "value": [
            {
                **SUCCESS,
                "status": {"errorCode": code, "failureReason": "Words."},
                "conditionalAccessStatus": status,
                "appliedConditionalAccessPolicies": list(policies),
            }
        ]
    }


def test_all_is_well():
    ready, findings, _transport = read()
    assert ready is True
    assert {code for code, finding in findings.items() if finding["passed"] is not True} == {"live_sign_in"}
    assert all(finding["fix"] is None for finding in findings.values() if finding["passed"])


BAD = [
    ("service_principal_exists", {CLIENTS: None}, "no service principal"),
    ("service_principal_enabled", {CLIENTS: {**A_CLIENT, "accountEnabled": False}}, "disabled"),
    ("domain", {DOMAIN: None}, "no domain of this tenant"),
    ("domain", {DOMAIN: {**FEDERATED, "isVerified": False}}, "not verified"),
    ("user_exists", {USERS: None}, "no user"),
    ("user_enabled", {USERS: {**A_USER, "accountEnabled": False}}, "disabled"),
    ("user_member", {USERS: {**A_USER, "userType": "Guest"}}, "guest"),
    ("home_realm_discovery_policy", {ASSIGNED: []}, "no Home Realm Discovery policy"),
    ("home_realm_discovery_policy", {ASSIGNED: [UNWRAPPED]}, "wrapper"),
    ("home_realm_discovery_policy", {ASSIGNED: [{**WRAPPED, "definition": ["no json"]}]}, "does not allow"),
    (
        "home_realm_discovery_policy",
        {ASSIGNED: [{**WRAPPED, "definition": WRAPPED["definition"] * 2}]},
        "does not allow",
    ),
    (
        "home_realm_discovery_policy",
        {ASSIGNED: [UNWRAPPED], POLICIES: [{**WRAPPED, "isOrganizationDefault": True}]},
        "assigned to the application",
    ),
    (
        "home_realm_discovery_policy",
        {ASSIGNED: [], POLICIES: [{**UNWRAPPED, "isOrganizationDefault": True}]},
        "the organization's default",
    ),
    (
        "password_hash_sync",
        {SYNC: {"value": [{"features": {"passwordSyncEnabled": False}}]}},
        "password hash sync is off",
    ),
    (
        "password_hash_sync",
        {SYNC: refuse(), "/organization": [{"createdDateTime": "x", "onPremisesSyncEnabled": None}]},
        "directory synchronization is off",
    ),
    ("user_assigned", {CLIENTS: {**A_CLIENT, "appRoleAssignmentRequired": True}}, "'Marketo' requires assignment"),
    (
        "user_assigned",
        {RESOURCES: {**A_RESOURCE, "appRoleAssignmentRequired": True}},
        "'Dynamics CRM' requires assignment",
    ),
    ("consent", {RESOURCES: None}, "Dynamics CRM has no service principal"),
    ("consent", {GRANTS: []}, "is not granted"),
    ("consent", {GRANTS: [{**GRANT, "scope": "other"}]}, "is not granted"),
    ("consent", {GRANTS: [{**GRANT, "consentType": "Principal", "principalId": "another"}]}, "other users only"),
    ("conditional_access", {LOG: log(50076)}, "multifactor"),
    (
        "conditional_access",
        {LOG: log(53003, "failure", [{"displayName": "Block all", "result": "failure"}])},
        "'Block all'",
    ),
    ("conditional_access", {LOG: log(53999, "failure")}, "AADSTS53999"),
]


@pytest.mark.parametrize(("code", "changes", "words"), BAD)
def test_what_is_wrong_is_found_with_its_fix(code, changes, words):
    ready, findings, _transport = read(changes)
    assert ready is False and findings[code]["passed"] is False
    assert words in findings[code]["fact"] and findings[code]["fix"]


UNKNOWN = [
    ("service_principal_exists", {CLIENTS: refuse()}, "Application.Read.All"),
    ("domain", {DOMAIN: refuse()}, "Domain.Read.All"),
    ("user_exists", {USERS: refuse()}, "User.Read.All"),
    ("user_enabled", {USERS: {**A_USER, "accountEnabled": None}}, "User.Read.All"),
    ("user_member", {USERS: {**A_USER, "userType": None}}, "User.Read.All"),
    ("home_realm_discovery_policy", {ASSIGNED: refuse(), POLICIES: refuse()}, "Policy.Read.All"),
    ("home_realm_discovery_policy", {ASSIGNED: [], POLICIES: refuse()}, "Policy.Read.All"),
    ("home_realm_discovery_policy", {ASSIGNED: [], DOMAIN: refuse()}, "entra_home_realm_discovery_policy"),
    ("password_hash_sync", {SYNC: refuse()}, "OnPremDirectorySynchronization.Read.All"),
    ("password_hash_sync", {SYNC: {"value": [{"features": None}]}}, "OnPremDirectorySynchronization.Read.All"),
    ("password_hash_sync", {SYNC: refuse(), "/organization": refuse()}, "Organization.Read.All"),
    (
        "password_hash_sync",
        {SYNC: refuse(), "/organization": [{"createdDateTime": None, "onPremisesSyncEnabled": None}]},
        "Organization.Read.All",
    ),
    ("password_hash_sync", {SYNC: {"features": {"passwordSyncEnabled": False}}, USERS: refuse()}, "Entra Connect"),
    ("password_hash_sync", {SYNC: {"features": {"passwordSyncEnabled": False}}, DOMAIN: MANAGED}, "Entra Connect"),
    (
        "user_assigned",
        {
            RESOURCES: {**A_RESOURCE, "appRoleAssignmentRequired": True},
            f"/servicePrincipals/{RESOURCE}/appRoleAssignedTo": refuse(),
        },
        "Application.Read.All",
    ),
    (
        "user_assigned",
        {
            CLIENTS: {**A_CLIENT, "appRoleAssignmentRequired": True},
            f"/servicePrincipals/{CLIENT}/appRoleAssignedTo": [
                {"principalId": "g", "principalType": "Group", "principalDisplayName": "Sync users"}
            ],
        },
        "Assign the user",
    ),
    ("consent", {GRANTS: refuse()}, "DelegatedPermissionGrant.ReadWrite.All"),
    (
        "consent",
        {GRANTS: [{**GRANT, "consentType": "Principal", "principalId": USER}], USERS: refuse()},
        "entra_permission_grant",
    ),
    (
        "conditional_access",
        {LOG: refuse(code="Authentication_RequestFromNonPremiumTenantOrB2CTenant")},
        "Try the sign-in itself",
    ),
    (
        "conditional_access",
        {LOG: refuse(message="The permission AuditLog.Read.All is missing.")},
        "Try the sign-in itself",
    ),
    ("conditional_access", {LOG: refuse(500)}, "Run again"),
    ("conditional_access", {LOG: {"value": []}}, "Try the sign-in itself"),
    ("conditional_access", {LOG: log(50126)}, "Check the password"),
]


@pytest.mark.parametrize(("code", "changes", "words"), UNKNOWN)
def test_what_can_t_be_read_is_unknown_and_no_verdict(code, changes, words):
    ready, findings, _transport = read(changes)
    assert ready is None and findings[code]["passed"] is None
    assert words in findings[code]["fix"]
    assert "unknown" in findings[code]["fact"]


def test_a_user_not_synchronized_to_a_federated_domain_is_no_verdict():
    """The fact is known; what it means for the sign-in is not."""
    ready, findings, _transport = read({USERS: {**A_USER, "onPremisesSyncEnabled": None}})
    finding = findings["user_synced"]
    assert ready is None and finding["passed"] is None
    assert finding["fact"] == "the user is not synchronized from Active Directory"
    assert finding["fix"].startswith("Synchronize the user")


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        ("home_realm_discovery_policy", {DOMAIN: MANAGED, ASSIGNED: []}, "managed"),
        (
            "home_realm_discovery_policy",
            {ASSIGNED: [], POLICIES: [{**WRAPPED, "isOrganizationDefault": True}]},
            "the organization's default",
        ),
        (
            "home_realm_discovery_policy",
            {ASSIGNED: refuse(), POLICIES: [WRAPPED], f"{POLICIES}/p/appliesTo": [{"id": CLIENT}]},
            "assigned",
        ),
        ("user_synced", {DOMAIN: MANAGED, USERS: {**A_USER, "onPremisesSyncEnabled": None}}, "need not be"),
        (
            "password_hash_sync",
            {DOMAIN: MANAGED, USERS: {**A_USER, "onPremisesSyncEnabled": None}, SYNC: refuse()},
            "not needed",
        ),
        ("password_hash_sync", {SYNC: {"features": {"passwordSyncEnabled": True}}}, "is on"),
        (
            "user_assigned",
            {
                CLIENTS: {**A_CLIENT, "appRoleAssignmentRequired": True},
                f"/servicePrincipals/{CLIENT}/appRoleAssignedTo": [{"principalId": USER}],
            },
            "is assigned",
        ),
        ("consent", {GRANTS: [{**GRANT, "consentType": "Principal", "principalId": USER}]}, "for this user"),
    ],
)
def test_what_is_well_in_another_way_passes(code, changes, words):
    ready, findings, _transport = read(changes)
    assert ready is True and findings[code]["passed"] is True and words in findings[code]["fact"]


def test_the_fallback_does_not_take_others_policies_for_ours():
    _ready, findings, _transport = read(
        {ASSIGNED: refuse(), POLICIES: [WRAPPED], f"{POLICIES}/p/appliesTo": [{"id": "another"}]}
    )
    assert findings["home_realm_discovery_policy"]["passed"] is False


def test_nothing_readable_is_a_failure():
    with pytest.raises(RequestRefused, match="refused every question.*Insufficient"):
        read(dict.fromkeys(GOOD, refuse()))


def test_a_refused_token_ends_it_all():
    with pytest.raises(RequestRefused, match="expired"):
        read({LOG: refuse(401, "InvalidAuthenticationToken", "The token has expired.")})


def test_the_try_is_made_as_marketo_makes_it():
    ready, findings, transport = read(
        dict.fromkeys(GOOD, refuse()), TRY, Response(200, json={"access_token": "the-token"})
    )
    assert ready is True and findings["live_sign_in"]["passed"] is True
    assert transport.sent == [
        (
            "POST",
            "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token",
            {
                "grant_type": "password",
                "client_id": APP,
                "username": NAME,
                "password": PASSWORD,
                "client_secret": "the-secret",
                "scope": "https://contoso.crm4.dynamics.com/.default",
            },
        )
    ]
    assert "the-token" not in str(findings)


def test_without_secret_and_tenant_the_user_s_domain_names_the_tenant():
    _ready, _findings, transport = read(
        None, {**TRY, "app_client_secret": None, "tenant_id": None}, Response(200, json={"access_token": "t"})
    )
    assert "/contoso.com/oauth2" in transport.sent[0][1] and "client_secret" not in transport.sent[0][2]


REFUSED = {
    "error": "invalid_grant",
    "error_description": "AADSTS50126: Error validating credentials. Trace ID: 1",
    "error_codes": [50126],
}


@pytest.mark.parametrize(
    ("answer", "passed", "code", "words"),
    [
        (Response(400, json=REFUSED), False, "AADSTS50126", "the user name or the password is wrong"),
        (Response(400, json={**REFUSED, "error_codes": [53003]}), False, "AADSTS53003", "Conditional Access"),
        (
            Response(400, json={"error_description": "AADSTS123456: New words. Trace ID: 1", "error_codes": [123456]}),
            False,
            "AADSTS123456",
            "New words.",
        ),
        (Response(400, json={**REFUSED, "error_codes": [90033]}), None, "AADSTS90033", "says nothing"),
        (Response(429), None, None, "status 429"),
        (Response(503, text="<html>"), None, None, "status 503"),
        (Response(200, json={"token_type": "Bearer"}), None, None, "status 200"),
        (Unreachable("No answer came.", sent=True), None, None, "not repeated"),
    ],
)
def test_the_try_is_made_once_whatever_comes_of_it(answer, passed, code, words):
    ready, findings, transport = read(None, TRY, answer, Response(200, json={"access_token": "a second try"}))
    live = findings["live_sign_in"]
    assert len(transport.sent) == 1
    assert (
        (live["passed"], live["error_code"]) == (passed, code)
        and words in live["fact"]
        and live["fix"]
        and "Trace ID" not in live["fact"]
    )
    assert ready is (True if passed is None else passed)


@pytest.mark.parametrize(
    ("options", "check_mode", "passed", "words"),
    [
        (TRY, True, None, "check mode"),
        ({"organization_url": "contoso.crm4.dynamics.com"}, False, None, "no password"),
        ({**TRY, "password": "blank at the end "}, False, False, "blank"),
        ({**TRY, "password": ""}, False, None, "no password"),
    ],
)
def test_the_try_is_left_out_and_that_is_said(options, check_mode, passed, words):
    _ready, findings, transport = read(None, options, check_mode=check_mode)
    assert (
        transport.sent == []
        and findings["live_sign_in"]["passed"] is passed
        and words in findings["live_sign_in"]["fact"]
    )


def test_in_check_mode_the_application_may_be_missing_yet():
    ready, findings, _transport = read(None, {"app_id": ""}, check_mode=True)
    assert (
        ready is None
        and "does not exist yet" in findings["service_principal_exists"]["fact"]
        and findings["domain"]["passed"]
    )
    with pytest.raises(InvalidInput, match="app_id is empty"):
        read(None, {"app_id": ""})


@pytest.mark.parametrize(
    "options", [{"username": "nobody"}, {"username": "@contoso.com"}, {"organization_url": "http://x.crm.dynamics.com"}]
)
def test_nonsense_is_refused_before_anything_is_sent(options):
    with pytest.raises(InvalidInput):
        read({DOMAIN: refuse(500)}, options)
