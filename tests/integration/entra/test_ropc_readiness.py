"""Readiness for a sign-in with name and password against the emulator: each finding broken singly, and the sign-in really tried."""

from __future__ import annotations

import json

import pytest

NAME = "marketo.sync@contoso.com"
RESOURCE = "00000007-0000-0000-c000-000000000000"
USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"
EVERYTHING = [
    "Application.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Policy.Read.All",
    "Policy.ReadWrite.ApplicationConfiguration",
    "Domain.Read.All",
    "Organization.Read.All",
    "User.Read.All",
    "AuditLog.Read.All",
]


class Scene:
    """An application set up for the sync user, and what is asked about it."""

    def __init__(self, entra) -> None:
        self.entra = entra
        self.permit(EVERYTHING)
        self.app_id = entra.run(
            "application",
            display_name="Marketo",
            unique_name="marketo",
            required_resource_access=[
                {"resource_app_id": RESOURCE, "resource_access": [{"id": USER_IMPERSONATION, "type": "Scope"}]}
            ],
        )["application"]["app_id"]
        entra.run("service_principal", app_id=self.app_id)
        entra.run("permission_grant", client_app_id=self.app_id, scopes=["user_impersonation"])
        entra.run("home_realm_discovery_policy", app_id=self.app_id, display_name="Marketo")
        secret = entra.run("client_secret", app_id=self.app_id, description="Marketo")
        self.trying = {
            "password": entra.emulator.accounts["sync_user"]["password"],
            "organization_url": "https://contoso.crm4.dynamics.com",
            "app_client_secret": secret["client_secret"]["secret_text"],
        }

    def permit(self, permissions):
        self.entra.emulator.patch_state(
            [
                {
                    "op": "add",
                    "path": f"/tenants/{self.entra.tenant_id}/automationClients/0/permissions",
                    "value": permissions,
                }
            ]
        )

    def tenant(self, **members):
        self.entra.emulator.patch_state({"tenants": {self.entra.tenant_id: members}})

    def look(self, check_mode=False, **options):
        result = self.entra.run(
            "ropc_readiness_info", check_mode, **{"app_id": self.app_id, "username": NAME, **options}
        )
        assert not result.get("failed"), result
        assert result["changed"] is False and result["diff"] == {"before": {}, "after": {}}
        return result["ready"], {finding["code"]: finding for finding in result["findings"]}

    def sign_in_log(self, **options):
        result = self.entra.run("sign_in_info", **{"app_id": self.app_id, **options})
        assert not result.get("failed") and result["changed"] is False, result
        return result

    def tries(self):
        return [
            entry
            for entry in self.entra.emulator.requests(service="entra")
            if (entry["request_body"] or {}).get("grant_type") == "password"
        ]


@pytest.fixture
def scene(entra):
    return Scene(entra)


def test_a_real_sign_in_settles_it(scene):
    ready, findings = scene.look(**scene.trying)
    assert ready is True and findings["live_sign_in"]["passed"] is True and len(scene.tries()) == 1
    assert {code for code, finding in findings.items() if finding["passed"] is not True} == {
        "password_hash_sync",
        "conditional_access",
    }
    assert "OnPremDirectorySynchronization.Read.All" in findings["password_hash_sync"]["fix"]
    assert "premium" in findings["conditional_access"]["fact"]


def test_without_a_try_unknown_stays_unknown(scene):
    ready, findings = scene.look()
    assert ready is None and findings["live_sign_in"]["passed"] is None and scene.tries() == []


def test_check_mode_leaves_the_try_out(scene):
    ready, findings = scene.look(check_mode=True, **scene.trying)
    assert ready is None and "check mode" in findings["live_sign_in"]["fact"] and scene.tries() == []


def test_a_user_of_the_cloud_is_ready_once_the_log_shows_a_success(scene):
    scene.tenant(premium=True)
    cloud = scene.entra.emulator.accounts["cloud_sync_user"]
    assert scene.look(username=cloud["username"])[0] is None
    assert scene.look(username=cloud["username"], **{**scene.trying, "password": cloud["password"]})[0] is True
    ready, findings = scene.look(username=cloud["username"])
    assert ready is True and "succeeded" in findings["conditional_access"]["fact"]


def by_hand(collection, app_id=None, **change):
    return lambda scene: scene.entra.by_hand(collection, change, scene.app_id if app_id is None else app_id)


def user(**change):
    def breaks(scene):
        scene.entra.by_hand("users", change)

    return breaks


def tenant(**members):
    return lambda scene: scene.tenant(**members)


UNWRAPPED = [json.dumps({"AllowCloudPasswordValidation": True})]
BROKEN = [
    ("service_principal_exists", tenant(servicePrincipals=[])),
    ("service_principal_enabled", by_hand("servicePrincipals", accountEnabled=False)),
    (
        "domain",
        tenant(domains=[{"id": "contoso.onmicrosoft.com", "authenticationType": "Managed", "isVerified": True}]),
    ),
    ("user_exists", tenant(users=[])),
    ("user_enabled", user(accountEnabled=False)),
    ("user_member", user(userType="Guest")),
    ("home_realm_discovery_policy", tenant(homeRealmDiscoveryAssignments=[])),
    (
        "home_realm_discovery_policy",
        lambda scene: scene.entra.by_hand("homeRealmDiscoveryPolicies", {"definition": UNWRAPPED}),
    ),
    ("password_hash_sync", tenant(onPremisesSyncEnabled=False, passwordHashSync=False)),
    ("user_assigned", by_hand("servicePrincipals", appRoleAssignmentRequired=True)),
    ("user_assigned", by_hand("servicePrincipals", RESOURCE, appRoleAssignmentRequired=True)),
    ("consent", tenant(oauth2PermissionGrants=[])),
]


@pytest.mark.parametrize(("code", "breaks"), BROKEN)
def test_each_finding_broken_singly(scene, code, breaks):
    breaks(scene)
    ready, findings = scene.look()
    assert ready is False and findings[code]["passed"] is False and findings[code]["fix"]


@pytest.mark.parametrize(
    ("change", "code"), [({"mfaRequired": True}, "AADSTS50076"), ({"blockedByConditionalAccess": True}, "AADSTS53003")]
)
def test_what_conditional_access_does_shows_in_the_log(scene, change, code):
    scene.tenant(premium=True)
    user(**change)(scene)
    ready, findings = scene.look(**scene.trying)
    assert ready is False and findings["live_sign_in"]["error_code"] == code
    ready, findings = scene.look()
    assert (
        ready is False
        and findings["conditional_access"]["error_code"] == code
        and "'Protect everybody'" in findings["conditional_access"]["fact"]
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"password": "wrong-password"}, "AADSTS50126"),
        ({"username": "nobody@contoso.com"}, "AADSTS50034"),
        ({"app_client_secret": "wrong-secret"}, "AADSTS7000215"),
        ({"app_client_secret": None}, "AADSTS7000218"),
        ({"organization_url": "fabrikam.crm4.dynamics.com"}, "AADSTS500011"),
    ],
)
def test_a_refused_try_is_explained_and_not_repeated(scene, change, code):
    ready, findings = scene.look(**{**scene.trying, **change})
    assert (
        ready is False and findings["live_sign_in"]["error_code"] == code and code in findings["live_sign_in"]["fact"]
    )
    assert len(scene.tries()) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"drop_after_commit": True},
        {"drop_before": True},
        {"status": 503, "headers": {"Retry-After": "0"}},
        {"status": 429},
    ],
)
def test_a_try_without_an_answer_is_not_repeated_either(scene, fault):
    ready_token = scene.entra.run("token")["access_token"]
    scene.entra.emulator.faults({"service": "entra", "method": "POST", "path": "/token$", **fault})
    ready, findings = scene.look(**scene.trying, access_token=ready_token)
    assert ready is None and findings["live_sign_in"]["passed"] is None and len(scene.tries()) == 1


PERMISSIONS = {
    "Domain.Read.All": ("domain",),
    "User.Read.All": ("user_exists", "user_enabled", "user_member", "user_synced"),
    "Policy.Read.All": ("home_realm_discovery_policy",),
    "DelegatedPermissionGrant.ReadWrite.All": ("consent",),
    "Organization.Read.All": ("password_hash_sync",),
    "AuditLog.Read.All": ("conditional_access",),
}


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_missing_permission_makes_its_findings_unknown(scene, permission):
    scene.tenant(premium=True)
    # Directory.Read.All and User.Read.All would show what others of the list show.
    scene.permit(
        [
            name
            for name in EVERYTHING
            if name != permission
            and not (permission == "Policy.Read.All" and name.startswith("Policy."))
            and not (permission == "Organization.Read.All" and name == "User.Read.All")
        ]
    )
    _ready, findings = scene.look()
    for code in PERMISSIONS[permission]:
        said = f"{findings[code]['fact']} {findings[code]['fix']}"
        assert (
            findings[code]["passed"] is None
            and permission.replace("DelegatedPermissionGrant.ReadWrite.All", "Directory.Read.All") in said
        ), said


def test_policies_are_found_with_the_permission_to_read_them_alone(scene):
    scene.permit(["Application.Read.All", "Domain.Read.All", "Policy.Read.All"])
    assert scene.look()[1]["home_realm_discovery_policy"]["passed"] is True
    scene.tenant(homeRealmDiscoveryAssignments=[])
    assert scene.look()[1]["home_realm_discovery_policy"]["passed"] is False


def test_nothing_readable_fails(scene):
    scene.permit([])
    failed = scene.entra.fails("ropc_readiness_info", app_id=scene.app_id, username=NAME)
    assert "refused every question" in failed["msg"] and failed["error"]["status"] == 403


def test_the_log_of_sign_ins(scene):
    assert scene.sign_in_log()["available"] is False and "premium" in scene.sign_in_log()["reason"]
    scene.tenant(premium=True)
    told = {name: value for name, value in scene.sign_in_log().items() if name not in ("start", "end")}
    assert told == {
        "changed": False,
        "changes": [],
        "diff": {"before": {}, "after": {}},
        "available": True,
        "reason": None,
        "sign_ins": [],
    }
    scene.look(**scene.trying)
    user(mfaRequired=True)(scene)
    scene.look(**scene.trying)
    user(mfaRequired=False)(scene)
    scene.look(**{**scene.trying, "password": "wrong-password"})
    scene.look(username="nobody@contoso.com", **scene.trying)
    signed_in = scene.sign_in_log(username="Marketo.Sync@Contoso.com", since="1h")["sign_ins"]
    assert sorted(item["error_code"] or "" for item in signed_in) == ["", "AADSTS50076", "AADSTS50126"]
    assert {item["user"] for item in signed_in} == {NAME}
    refused = next(item for item in signed_in if item["error_code"] == "AADSTS50076")
    assert (
        refused["meaning"]
        and refused["fix"]
        and refused["failure_reason"]
        and refused["conditional_access"]
        == {
            "status": "failure",
            "policies": [{"display_name": "Protect everybody", "result": "failure", "grant_controls": ["Mfa"]}],
        }
    )
    assert len(scene.sign_in_log()["sign_ins"]) == 4 and len(scene.sign_in_log(limit=2)["sign_ins"]) == 2
    assert scene.sign_in_log(since="2099-01-01")["sign_ins"] == []
    assert scene.sign_in_log(app_id=RESOURCE)["sign_ins"] == []
    scene.permit(["Application.Read.All"])
    assert scene.sign_in_log()["available"] is False and "AuditLog.Read.All" in scene.sign_in_log()["reason"]
