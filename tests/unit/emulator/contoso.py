"""The tenant Contoso as the tests set it up, and its sign-ins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from tests.emulator.process import EmulatorProcess

TENANT = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001"
FABRIKAM = "fab1a52c-0c0e-4b7e-9a0b-c0ffee000002"
DYNAMICS_PRINCIPAL = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000301"
SYNC_USER = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000101"
CLOUD_USER = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000102"
APP_ID = "aaaaaaaa-0000-4000-8000-000000000001"
APPLICATION = "aaaaaaaa-0000-4000-8000-000000000002"
PRINCIPAL = "aaaaaaaa-0000-4000-8000-000000000003"
POLICY = "aaaaaaaa-0000-4000-8000-000000000004"
KEY = "aaaaaaaa-0000-4000-8000-000000000005"
SECRET = "test-Secret-of-the-registered-application"
DYNAMICS_APP = "00000007-0000-0000-c000-000000000000"
USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"

LOGIN = "https://login.microsoftonline.com"
ORGANIZATION = "https://contoso.crm4.dynamics.com"
ORGANIZATION_HOST = "contoso.crm4.dynamics.com"
WEB_API = f"{ORGANIZATION}/api/data/v9.2"


def moment(**distance: float) -> str:
    """Return a time relative to now, the way Graph writes it."""
    return (datetime.now(UTC) + timedelta(**distance)).strftime("%Y-%m-%dT%H:%M:%SZ")


def definition(allowed: bool = True, wrapped: bool = True) -> list[str]:
    """Return a policy's definition; without the wrapper it is one that sign-in ignores."""
    inner = f'{{"AllowCloudPasswordValidation": {str(allowed).lower()}}}'
    return [f'{{"HomeRealmDiscoveryPolicy": {inner}}}' if wrapped else inner]


class Contoso:
    """The directory, changed by hand, and sign-ins to it."""

    def __init__(self, emulator: EmulatorProcess, session: requests.Session) -> None:
        self.emulator = emulator
        self.session = session

    def register(self) -> None:
        """Put the application and all that belongs to it into the directory."""
        principals = self.emulator.state()["tenants"][TENANT]["servicePrincipals"]
        self.patch(
            applications=[_application()],
            servicePrincipals=[*principals, _service_principal()],
            oauth2PermissionGrants=[_grant()],
            homeRealmDiscoveryPolicies=[
                {"id": POLICY, "displayName": "ROPC", "definition": definition(), "isOrganizationDefault": False}
            ],
            homeRealmDiscoveryAssignments=[{"servicePrincipalId": PRINCIPAL, "policyId": POLICY}],
            secrets={KEY: SECRET},
        )

    def patch(self, **members: Any) -> None:
        """Change members of the tenant."""
        self.emulator.patch_state({"tenants": {TENANT: members}})

    def change(self, path: str, value: Any) -> None:
        """Set something deep in the tenant, by JSON Pointer."""
        self.emulator.patch_state([{"op": "add", "path": f"/tenants/{TENANT}/{path}", "value": value}])

    def change_organization(self, path: str, value: Any) -> None:
        """Set something deep in the organization, by JSON Pointer."""
        operation = {"op": "add", "path": f"/organizations/{ORGANIZATION_HOST}/{path}", "value": value}
        self.emulator.patch_state([operation])

    def password_grant(self, tenant: str = TENANT, login: str = LOGIN, **fields: str | None) -> requests.Response:
        """Sign in the sync user the way Marketo does; a field that is None is left out."""
        form = {
            "grant_type": "password",
            "client_id": APP_ID,
            "client_secret": SECRET,
            "username": "marketo.sync@contoso.com",
            "password": self.emulator.accounts["sync_user"]["password"],
            "scope": f"{ORGANIZATION}/.default",
            **fields,
        }
        return self.session.post(f"{login}/{tenant}/oauth2/v2.0/token", data=form, timeout=30)

    def client_credentials(self, tenant: str = TENANT, login: str = LOGIN, **fields: str | None) -> requests.Response:
        """Sign in an application, the administrator's unless told otherwise."""
        administrator = self.emulator.accounts["administrator"]
        form = {
            "grant_type": "client_credentials",
            "client_id": administrator["client_id"],
            "client_secret": administrator["client_secret"],
            "scope": "https://graph.microsoft.com/.default",
            **fields,
        }
        return self.session.post(f"{login}/{tenant}/oauth2/v2.0/token", data=form, timeout=30)

    def administrator_headers(self) -> dict[str, str]:
        """Return headers with which the administrator uses the organization."""
        token = self.client_credentials(scope=f"{ORGANIZATION}/.default").json()["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def user_headers(self) -> dict[str, str]:
        """Return headers with which the sync user uses the organization."""
        return {"Authorization": f"Bearer {self.password_grant().json()['access_token']}"}


def _application() -> dict[str, Any]:
    return {
        "id": APPLICATION,
        "appId": APP_ID,
        "displayName": "Marketo Integration",
        "isFallbackPublicClient": None,
        "passwordCredentials": [
            {"keyId": KEY, "hint": SECRET[:3], "startDateTime": moment(days=-1), "endDateTime": moment(days=90)}
        ],
        "requiredResourceAccess": [
            {"resourceAppId": DYNAMICS_APP, "resourceAccess": [{"id": USER_IMPERSONATION, "type": "Scope"}]}
        ],
    }


def _service_principal() -> dict[str, Any]:
    return {
        "id": PRINCIPAL,
        "appId": APP_ID,
        "displayName": "Marketo Integration",
        "accountEnabled": True,
        "appRoleAssignmentRequired": False,
        "oauth2PermissionScopes": [],
    }


def _grant() -> dict[str, Any]:
    return {
        "id": "grant-1",
        "clientId": PRINCIPAL,
        "resourceId": DYNAMICS_PRINCIPAL,
        "consentType": "AllPrincipals",
        "principalId": None,
        "scope": " user_impersonation",
    }
