"""States of the emulator: an application ready for the sync, and for each validation row one that breaks just it.

`BREAKS` holds JSON Patches (RFC 6902) for ``EmulatorProcess.patch_state``. Each turns the row of its number red in
dynamics_readiness_info and in Marketo's own validation alike. Where a row can't be judged without another one - no
sign-in without an organization, no steps without a solution - readiness says "unknown" for what depends on it, and the
emulated Marketo shows it red as well.
"""

from __future__ import annotations

import json
from typing import Any

from tests.emulator.process import EmulatorProcess

HOST = "contoso.crm4.dynamics.com"
ORGANIZATION_URL = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
TENANT = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001"
SYNC_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000421"
OTHER_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000422"
BASIC_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000433"
APP_ID = "bbbbbbbb-0000-4000-8000-000000000001"
_PRINCIPAL = "bbbbbbbb-0000-4000-8000-000000000002"
_KEY = "bbbbbbbb-0000-4000-8000-000000000003"
_POLICY = "bbbbbbbb-0000-4000-8000-000000000004"
_DYNAMICS = {"app_id": "00000007-0000-0000-c000-000000000000", "principal": "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000301"}
_USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"

Patch = list[dict[str, Any]]


def _replace(path: str, value: Any) -> Patch:
    return [{"op": "replace", "path": path, "value": value}]


def organization(path: str, value: Any) -> Patch:
    """Set something in the organization."""
    return _replace(f"/organizations/{HOST}/{path}", value)


def tenant(path: str, value: Any) -> Patch:
    """Set something in the directory."""
    return _replace(f"/tenants/{TENANT}/{path}", value)


# The row's number -> what breaks it.
BREAKS: dict[int, Patch] = {
    # The environment is gone, or was renamed: nobody answers at its address.
    1: [{"op": "remove", "path": f"/organizations/{HOST}"}],
    # Somebody changed the password.
    2: tenant("users/0/password", "test-Another-password-2"),
    # The user has a role, but not that of the Marketo solution.
    3: organization("systemuserroles/1/roleid", BASIC_USER),
    # The solution was removed; another one stays.
    4: [{"op": "remove", "path": f"/organizations/{HOST}/solutions/0"}],
    5: organization("sdkmessageprocessingsteps/1/statecode", 1)
    + organization("sdkmessageprocessingsteps/1/statuscode", 2),
    # Marketo Config, record Default: nobody is chosen.
    6: organization("tables/emul_marketoconfigs/0/_emul_marketouser_value", None),
    # Somebody else is chosen.
    7: organization("tables/emul_marketoconfigs/0/_emul_marketouser_value", OTHER_USER),
}


def registered(emulator: EmulatorProcess, secret: str) -> str:
    """Put an application with consent, policy and secret into the directory; its client id."""
    principals = emulator.state()["tenants"][TENANT]["servicePrincipals"]
    key = {
        "keyId": _KEY,
        "hint": secret[:3],
        "startDateTime": "2020-01-01T00:00:00Z",
        "endDateTime": "2099-01-01T00:00:00Z",
    }
    access = [{"resourceAppId": _DYNAMICS["app_id"], "resourceAccess": [{"id": _USER_IMPERSONATION, "type": "Scope"}]}]
    emulator.patch_state(
        {
            "tenants": {
                TENANT: {
                    "applications": [
                        {
                            "id": "bbbbbbbb-0000-4000-8000-000000000005",
                            "appId": APP_ID,
                            "displayName": "Marketo Integration",
                            "isFallbackPublicClient": None,
                            "passwordCredentials": [key],
                            "requiredResourceAccess": access,
                        }
                    ],
                    "servicePrincipals": [
                        *principals,
                        {
                            "id": _PRINCIPAL,
                            "appId": APP_ID,
                            "displayName": "Marketo Integration",
                            "accountEnabled": True,
                            "appRoleAssignmentRequired": False,
                            "oauth2PermissionScopes": [],
                        },
                    ],
                    "oauth2PermissionGrants": [
                        {
                            "id": "grant-1",
                            "clientId": _PRINCIPAL,
                            "resourceId": _DYNAMICS["principal"],
                            "consentType": "AllPrincipals",
                            "principalId": None,
                            "scope": "user_impersonation",
                        }
                    ],
                    "homeRealmDiscoveryPolicies": [
                        {
                            "id": _POLICY,
                            "displayName": "ROPC",
                            "isOrganizationDefault": False,
                            "definition": [
                                json.dumps({"HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}})
                            ],
                        }
                    ],
                    "homeRealmDiscoveryAssignments": [{"servicePrincipalId": _PRINCIPAL, "policyId": _POLICY}],
                    "secrets": {_KEY: secret},
                }
            }
        }
    )
    return APP_ID
