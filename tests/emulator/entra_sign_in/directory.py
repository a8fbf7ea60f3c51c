"""What sign-in looks up in a tenant's directory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

DYNAMICS_APP_ID = "00000007-0000-0000-c000-000000000000"
GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000"


@dataclass(frozen=True)
class Directory:
    """One tenant: its id, and its part of the state."""

    id: str
    tenant: dict[str, Any]

    def automation_client(self, app_id: str) -> dict[str, Any] | None:
        """Find a client that is homed in another tenant."""
        return _first(self.tenant.get("automationClients", []), appId=app_id)

    def application(self, app_id: str) -> dict[str, Any] | None:
        """Find an application that is registered here."""
        return _first(self.tenant["applications"], appId=app_id)

    def service_principal(self, app_id: str) -> dict[str, Any] | None:
        """Find an application's service principal."""
        return _first(self.tenant["servicePrincipals"], appId=app_id)

    def user(self, name: str) -> dict[str, Any] | None:
        """Find a user by user principal name."""
        wanted = name.lower()
        return next((user for user in self.tenant["users"] if user["userPrincipalName"].lower() == wanted), None)

    def is_federated(self, user: dict[str, Any]) -> bool:
        """Tell whether the user's domain leaves passwords to a federation server."""
        name = user["userPrincipalName"].rpartition("@")[2].lower()
        domains = (domain for domain in self.tenant["domains"] if domain["id"].lower() == name)
        return any(domain["authenticationType"] == "Federated" for domain in domains)

    def granted_scopes(self, client: dict[str, Any], resource: dict[str, Any], user_id: str) -> set[str]:
        """Collect what the user, or an administrator for all, has consented to. Arguments are service principals."""
        scopes: set[str] = set()
        for grant in self.tenant["oauth2PermissionGrants"]:
            concerns_pair = grant["clientId"] == client["id"] and grant["resourceId"] == resource["id"]
            if concerns_pair and (grant["consentType"] == "AllPrincipals" or grant.get("principalId") == user_id):
                scopes.update(grant["scope"].split())
        return scopes

    def is_assigned(self, user_id: str, resource: dict[str, Any]) -> bool:
        """Tell whether the user is assigned to the application (its service principal)."""
        assignments = self.tenant.get("appRoleAssignments", [])
        return any(each["principalId"] == user_id and each["resourceId"] == resource["id"] for each in assignments)

    def allows_cloud_password_validation(self, service_principal: dict[str, Any]) -> bool:
        """Tell whether federated users may sign in to the application with their cloud password.

        The policy attached to the service principal wins over the organization's default.
        """
        policies = {policy["id"]: policy for policy in self.tenant["homeRealmDiscoveryPolicies"]}
        attached = [
            policies[assignment["policyId"]]
            for assignment in self.tenant["homeRealmDiscoveryAssignments"]
            if assignment["servicePrincipalId"] == service_principal["id"] and assignment["policyId"] in policies
        ]
        defaults = [policy for policy in policies.values() if policy.get("isOrganizationDefault")]
        return any(_allows(policy) for policy in (attached or defaults)[:1])


def _allows(policy: dict[str, Any]) -> bool:
    """Read a definition; one without the outer object is stored by Graph, and ignored here."""
    try:
        definition = json.loads(policy["definition"][0])
        return definition["HomeRealmDiscoveryPolicy"]["AllowCloudPasswordValidation"] is True
    except (KeyError, IndexError, TypeError, ValueError):
        return False


def _first(objects: list[dict[str, Any]], **members: str) -> dict[str, Any] | None:
    for each in objects:
        if all(str(each.get(name, "")).lower() == value.lower() for name, value in members.items()):
            return each
    return None
