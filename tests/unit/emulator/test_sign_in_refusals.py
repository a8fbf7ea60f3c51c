"""Every refusal of the token endpoint, each made by one thing wrong in an otherwise good world."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.unit.emulator.contoso import (
    APP_ID,
    CLOUD_USER,
    DYNAMICS_PRINCIPAL,
    FABRIKAM,
    KEY,
    LOGIN,
    ORGANIZATION,
    PRINCIPAL,
    SYNC_USER,
    TENANT,
    Contoso,
    definition,
    moment,
)

GRANT = "oauth2PermissionGrants/0"
POLICY = "homeRealmDiscoveryPolicies/0"
CREDENTIAL = "applications/0/passwordCredentials/0"
RESOURCE_PRINCIPAL = "servicePrincipals/0"
CLIENT_PRINCIPAL = "servicePrincipals/1"
USER = "users/0"

# What is wrong -> AADSTS code, HTTP status, error. A tuple changes the state, a dictionary the form.
REFUSALS: list[tuple[str, int, int, str, list[tuple[str, Any]], dict[str, Any]]] = [
    ("no grant type", 900144, 400, "invalid_request", [], {"grant_type": None}),
    ("no client id", 900144, 400, "invalid_request", [], {"client_id": None}),
    ("no scope", 900144, 400, "invalid_request", [], {"scope": None}),
    ("no password", 900144, 400, "invalid_request", [], {"password": None}),
    ("unknown grant type", 70003, 400, "unsupported_grant_type", [], {"grant_type": "poetry"}),
    ("malformed scope", 70011, 400, "invalid_scope", [], {"scope": "https:///.default"}),
    ("scope of two resources", 70011, 400, "invalid_scope", [], {"scope": f"{ORGANIZATION}/.default User.Read"}),
    ("unknown tenant", 90002, 400, "invalid_request", [], {"tenant": "nowhere.example"}),
    ("tenant of another cloud", 90002, 400, "invalid_request", [], {"login": "https://login.microsoftonline.us"}),
    ("common", 9001023, 400, "invalid_request", [], {"tenant": "common"}),
    (
        "organizations, unknown domain",
        50059,
        400,
        "invalid_request",
        [],
        {"tenant": "organizations", "username": "a@b.example"},
    ),
    ("unknown application", 700016, 400, "unauthorized_client", [], {"client_id": KEY}),
    ("application of another tenant", 700016, 400, "unauthorized_client", [], {"tenant": FABRIKAM}),
    ("no service principal", 7000229, 401, "invalid_client", [(f"{CLIENT_PRINCIPAL}/appId", KEY)], {}),
    (
        "service principal disabled",
        7000112,
        400,
        "unauthorized_client",
        [(f"{CLIENT_PRINCIPAL}/accountEnabled", False)],
        {},
    ),
    ("no secret", 7000218, 401, "invalid_client", [], {"client_secret": None}),
    ("wrong secret", 7000215, 401, "invalid_client", [], {"client_secret": "wrong"}),
    ("id of the secret", 7000215, 401, "invalid_client", [], {"client_secret": KEY}),
    ("secret removed", 7000215, 401, "invalid_client", [("applications/0/passwordCredentials", [])], {}),
    ("secret not valid yet", 7000215, 401, "invalid_client", [(f"{CREDENTIAL}/startDateTime", moment(hours=1))], {}),
    (
        "secret not known everywhere yet",
        7000215,
        401,
        "invalid_client",
        [("newSecretDelay", 3600), (f"{CREDENTIAL}/startDateTime", moment(seconds=-5))],
        {},
    ),
    ("secret expired", 7000222, 401, "invalid_client", [(f"{CREDENTIAL}/endDateTime", moment(seconds=-1))], {}),
    (
        "secret from a public client",
        700025,
        401,
        "invalid_client",
        [("applications/0/isFallbackPublicClient", True), ("applications/0/passwordCredentials", [])],
        {},
    ),
    ("no Dynamics in the tenant", 500011, 400, "invalid_resource", [(f"{RESOURCE_PRINCIPAL}/appId", KEY)], {}),
    (
        "no such organization",
        500011,
        400,
        "invalid_resource",
        [],
        {"scope": "https://other.crm4.dynamics.com/.default"},
    ),
    (
        "organization with a path",
        500011,
        400,
        "invalid_resource",
        [],
        {"scope": f"{ORGANIZATION}/XRMServices/.default"},
    ),
    ("Dynamics disabled", 500014, 400, "invalid_resource", [(f"{RESOURCE_PRINCIPAL}/accountEnabled", False)], {}),
    ("unknown permission", 650053, 400, "invalid_client", [], {"scope": f"{ORGANIZATION}/sing"}),
    ("permission not listed", 650057, 400, "invalid_resource", [("applications/0/requiredResourceAccess", [])], {}),
    ("unknown user", 50034, 400, "invalid_grant", [], {"username": "nobody@contoso.com"}),
    ("user disabled", 50057, 400, "invalid_grant", [(f"{USER}/accountEnabled", False)], {}),
    ("wrong password", 50126, 400, "invalid_grant", [], {"password": "wrong"}),
    ("password with a blank", 50126, 400, "invalid_grant", [], {"password": "test-Password-of-marketo.sync-1 "}),
    ("federated, no policy", 50126, 400, "invalid_grant", [("homeRealmDiscoveryAssignments", [])], {}),
    (
        "federated, policy unwrapped",
        50126,
        400,
        "invalid_grant",
        [(f"{POLICY}/definition", definition(wrapped=False))],
        {},
    ),
    (
        "federated, policy forbids",
        50126,
        400,
        "invalid_grant",
        [(f"{POLICY}/definition", definition(allowed=False))],
        {},
    ),
    ("federated, policy is no JSON", 50126, 400, "invalid_grant", [(f"{POLICY}/definition", ["{"])], {}),
    ("federated, no hash sync", 50126, 400, "invalid_grant", [("passwordHashSync", False)], {}),
    ("no password in the directory", 50056, 400, "invalid_grant", [(f"{USER}/password", None)], {}),
    ("password expired", 50055, 400, "invalid_grant", [(f"{USER}/passwordExpired", True)], {}),
    ("MFA", 50076, 400, "invalid_grant", [(f"{USER}/mfaRequired", True)], {}),
    ("Conditional Access", 53003, 400, "invalid_grant", [(f"{USER}/blockedByConditionalAccess", True)], {}),
    ("not assigned", 50105, 400, "invalid_grant", [(f"{CLIENT_PRINCIPAL}/appRoleAssignmentRequired", True)], {}),
    ("no consent", 65001, 400, "invalid_grant", [("oauth2PermissionGrants", [])], {}),
    (
        "consent to another permission",
        65001,
        400,
        "invalid_grant",
        [(f"{GRANT}/scope", "sing")],
        {"scope": f"{ORGANIZATION}/user_impersonation"},
    ),
    ("consent for another resource", 65001, 400, "invalid_grant", [(f"{GRANT}/resourceId", PRINCIPAL)], {}),
    (
        "consent of another user",
        65001,
        400,
        "invalid_grant",
        [(f"{GRANT}/consentType", "Principal"), (f"{GRANT}/principalId", CLOUD_USER)],
        {},
    ),
]


@pytest.mark.parametrize(
    ("code", "status", "error", "changes", "fields"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_password_grant_is_refused(
    contoso: Contoso, code: int, status: int, error: str, changes: list[tuple[str, Any]], fields: dict[str, Any]
) -> None:
    for path, value in changes:
        contoso.change(path, value)
    _assert_refused(contoso.password_grant(**fields), code, status, error)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ([], {}),
        ([], {"tenant": "contoso.com"}),
        ([], {"tenant": "organizations"}),
        ([], {"scope": f"{ORGANIZATION}/user_impersonation"}),
        ([], {"scope": f"{ORGANIZATION}//.default"}),
        ([], {"scope": "https://contoso.api.crm4.dynamics.com/.default"}),
        ([(f"{GRANT}/consentType", "Principal"), (f"{GRANT}/principalId", SYNC_USER)], {}),
        ([("applications/0/isFallbackPublicClient", True)], {"client_secret": None}),
        ([("homeRealmDiscoveryAssignments", []), (f"{POLICY}/isOrganizationDefault", True)], {}),
        ([("newSecretDelay", 3600)], {}),
        (
            [
                (f"{CLIENT_PRINCIPAL}/appRoleAssignmentRequired", True),
                ("appRoleAssignments", [{"principalId": SYNC_USER, "resourceId": PRINCIPAL}]),
            ],
            {},
        ),
        (
            [("homeRealmDiscoveryAssignments", [])],
            {"username": "cloud.sync@contoso.onmicrosoft.com", "password": "test-Password-of-cloud.sync-1"},
        ),
    ],
    ids=[
        "as seeded",
        "by domain",
        "by the user's domain",
        "named permission",
        "double slash",
        "api host",
        "the user's own consent",
        "public client",
        "organization's default policy",
        "old secret under a delay",
        "assigned",
        "managed domain needs no policy",
    ],
)
def test_password_grant_is_granted(contoso: Contoso, changes: list[tuple[str, Any]], fields: dict[str, Any]) -> None:
    for path, value in changes:
        contoso.change(path, value)
    answer = contoso.password_grant(**fields)
    assert answer.status_code == 200, answer.text
    assert answer.json()["token_type"] == "Bearer"


def test_the_tenth_wrong_password_locks_the_account(contoso: Contoso) -> None:
    for _attempt in range(10):
        _assert_refused(contoso.password_grant(password="wrong"), 50126, 400, "invalid_grant")
    _assert_refused(contoso.password_grant(), 50053, 400, "invalid_grant")


def test_a_right_password_forgives_the_wrong_ones(contoso: Contoso) -> None:
    for _attempt in range(9):
        contoso.password_grant(password="wrong")
    assert contoso.password_grant().status_code == 200
    _assert_refused(contoso.password_grant(password="wrong"), 50126, 400, "invalid_grant")
    assert contoso.password_grant().status_code == 200


@pytest.mark.parametrize(
    ("code", "status", "fields"),
    [
        (7000216, 401, {"client_secret": None}),
        (7000215, 401, {"client_secret": "wrong"}),
        (700016, 400, {"tenant": FABRIKAM}),
        (70011, 400, {"scope": "https://graph.microsoft.com/User.Read"}),
        (50059, 400, {"tenant": "common"}),
        (500011, 400, {"scope": "https://graph.microsoft.us/.default"}),
        (500011, 400, {"scope": "http://contoso.crm4.dynamics.com/.default"}),
    ],
)
def test_client_credentials_are_refused(contoso: Contoso, code: int, status: int, fields: dict[str, Any]) -> None:
    _assert_refused(contoso.client_credentials(**fields), code, status)


@pytest.mark.parametrize(
    ("code", "suberror"), [(65001, "consent_required"), (50076, "basic_action"), (50055, "user_password_expired")]
)
def test_some_refusals_carry_a_suberror(contoso: Contoso, code: int, suberror: str) -> None:
    wrong: dict[int, Callable[[], None]] = {
        65001: lambda: contoso.change("oauth2PermissionGrants", []),
        50076: lambda: contoso.change(f"{USER}/mfaRequired", True),
        50055: lambda: contoso.change(f"{USER}/passwordExpired", True),
    }
    wrong[code]()
    assert contoso.password_grant().json()["suberror"] == suberror


def test_a_refusal_repeats_the_client_request_id(proxied: requests.Session) -> None:
    answer = proxied.post(f"{LOGIN}/{TENANT}/oauth2/v2.0/token", headers={"client-request-id": APP_ID})
    assert answer.json()["correlation_id"] == APP_ID


def test_assignment_on_the_resource_counts_too(contoso: Contoso) -> None:
    contoso.change(f"{RESOURCE_PRINCIPAL}/appRoleAssignmentRequired", True)
    _assert_refused(contoso.password_grant(), 50105, 400, "invalid_grant")
    contoso.change("appRoleAssignments", [{"principalId": SYNC_USER, "resourceId": DYNAMICS_PRINCIPAL}])
    assert contoso.password_grant().status_code == 200


def _assert_refused(answer: requests.Response, code: int, status: int, error: str | None = None) -> None:
    body = answer.json()
    assert (body["error_codes"], answer.status_code) == ([code], status), body
    assert error in (None, body["error"])
    assert body["error_description"].startswith(f"AADSTS{code}: ")
    assert f"Trace ID: {body['trace_id']} Correlation ID: {body['correlation_id']}" in body["error_description"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", body["timestamp"])
    assert body["error_uri"].endswith(f"/error?code={code}")
