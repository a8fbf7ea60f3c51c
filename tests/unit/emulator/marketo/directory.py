"""As much of the other services as it takes to give Marketo something to connect to."""

from __future__ import annotations

from typing import Any

import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.visitor import PATIENCE

_DYNAMICS_APP = "00000007-0000-0000-c000-000000000000"
_USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"
_POLICY = '{"HomeRealmDiscoveryPolicy":{"AllowCloudPasswordValidation":true}}'


class Directory:
    """As much of Graph as it takes to give Marketo an application."""

    def __init__(self, emulator: EmulatorProcess) -> None:
        self._base = emulator.base_url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = emulator.ca_file
        administrator = emulator.accounts["administrator"]
        form = {
            "grant_type": "client_credentials",
            "client_id": administrator["client_id"],
            "client_secret": administrator["client_secret"],
            "scope": "https://graph.microsoft.com/.default",
        }
        token = self._session.post(
            f"{self._base}/{administrator['tenant_id']}/oauth2/v2.0/token", data=form, timeout=PATIENCE
        )
        self._session.headers["Authorization"] = f"Bearer {token.json()['access_token']}"

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send one request to Graph."""
        answer = self._session.request(method, f"{self._base}/v1.0/{path}", json=body, timeout=PATIENCE)
        assert answer.ok, answer.text
        return answer.json() if answer.content else {}

    def register(self) -> tuple[str, str]:
        """Register, consent, allow cloud passwords, add a secret; return client id and secret."""
        access = {"id": _USER_IMPERSONATION, "type": "Scope"}
        wanted = {
            "displayName": "Marketo Integration",
            "signInAudience": "AzureADMyOrg",
            "requiredResourceAccess": [{"resourceAppId": _DYNAMICS_APP, "resourceAccess": [access]}],
        }
        application = self.ask("POST", "applications", wanted)
        principal = self.ask("POST", "servicePrincipals", {"appId": application["appId"]})
        grant = {
            "clientId": principal["id"],
            "consentType": "AllPrincipals",
            "resourceId": self.ask("GET", f"servicePrincipals(appId='{_DYNAMICS_APP}')")["id"],
            "scope": "user_impersonation",
        }
        self.ask("POST", "oauth2PermissionGrants", grant)
        policy_wanted = {"displayName": "Cloud passwords", "definition": [_POLICY], "isOrganizationDefault": False}
        policy = self.ask("POST", "policies/homeRealmDiscoveryPolicies", policy_wanted)
        reference = {
            "@odata.id": f"https://graph.microsoft.com/v1.0/policies/homeRealmDiscoveryPolicies/{policy['id']}"
        }
        self.ask("POST", f"servicePrincipals/{principal['id']}/homeRealmDiscoveryPolicies/$ref", reference)
        secret = self.ask("POST", f"applications/{application['id']}/addPassword", {"passwordCredential": {}})
        return application["appId"], secret["secretText"]
