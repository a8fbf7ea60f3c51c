# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Microsoft Graph tells of a user, an application and a tenant, as far as the signed-in application may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Callable
from urllib.parse import quote

from ..._engine.errors import RequestRefused
from ..graph.client import GraphClient
from ..graph.permissions import permission_for
from ..service_principals.service_principal import find_service_principal
from ..sign_in_log import read_sign_ins

DYNAMICS_APP_ID = "00000007-0000-0000-c000-000000000000"
POLICIES = "/policies/homeRealmDiscoveryPolicies"
SYNCHRONIZATION = "/directory/onPremisesSynchronization"
USER_SELECT = "id,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled,onPremisesImmutableId,lastPasswordChangeDateTime"
PRINCIPAL_SELECT = "id,appId,displayName,accountEnabled,appRoleAssignmentRequired"
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Unknown:
    """A fact that could not be read: ``reason`` says why, ``fix`` what would help."""

    reason: str
    fix: str | None = None


@dataclass
class Facts:
    """Each is what Graph answered (None: absent), or `Unknown`."""

    domain: Any = None
    user: Any = None
    client: Any = None
    resource: Any = None
    policies: Any = None
    """Those assigned to the application's service principal."""
    default_policy: Any = None
    """The organization's default."""
    password_hash_sync: Any = None
    """True or False, where it could be read."""
    directory_sync: Any = None
    """Read only where ``password_hash_sync`` couldn't be: True, or False where it is off."""
    client_assignments: Any = None
    resource_assignments: Any = None
    grants: Any = None
    sign_ins: Any = None
    """The newest one, in a list; empty where there was none of late."""


class FactReader:
    """Asks question by question. A refusal makes that one fact unknown; only a refused token ends it all."""

    def __init__(self, graph: GraphClient, app_id: str | None, username: str, cloud: str) -> None:
        self._graph = graph
        self._app_id = app_id
        self._username = username
        self._cloud = cloud
        self.answered = 0
        """How many questions Graph answered."""
        self.refusals: list[RequestRefused] = []

    def read(self) -> Facts:
        """Ask everything."""
        facts = Facts(domain=self._domain(), user=self._user(), resource=self._service_principal(DYNAMICS_APP_ID))
        facts.client = (
            self._service_principal(self._app_id)
            if self._app_id
            else Unknown("the application does not exist yet (check mode)")
        )
        facts.policies = self._of(facts.client, self._assigned_policies)
        if facts.policies == []:
            facts.default_policy = self._ask(POLICIES, self._default_policy)
        self._read_synchronization(facts)
        facts.client_assignments = self._of(facts.client, self._assignments)
        facts.resource_assignments = self._of(facts.resource, self._assignments)
        facts.grants = self._of(
            facts.client, lambda client: self._of(facts.resource, lambda resource: self._grants(client, resource))
        )
        facts.sign_ins = self._sign_ins() if self._app_id else facts.client
        return facts

    def _domain(self) -> Any:
        path = f"/domains/{quote(self._username.rpartition('@')[2], safe='')}"
        return self._ask(path, lambda: self._graph.find(path))

    def _user(self) -> Any:
        path = f"/users/{quote(self._username, safe='')}"
        return self._ask(path, lambda: self._graph.find(f"{path}?$select={USER_SELECT}"))

    def _service_principal(self, app_id: str) -> Any:
        return self._ask("/servicePrincipals", lambda: find_service_principal(self._graph, app_id, PRINCIPAL_SELECT))

    def _assigned_policies(self, client: dict[str, Any]) -> Any:
        """Listing them at the service principal needs a permission to write; with Policy.Read.All alone each policy is asked whose it is."""
        path = f"/servicePrincipals/{client['id']}/homeRealmDiscoveryPolicies"
        listed = self._ask(path, lambda: self._graph.get_all(path))
        if not isinstance(listed, Unknown):
            return listed
        policies = self._ask(POLICIES, lambda: self._policies_of(client["id"]))
        return (
            policies
            if not isinstance(policies, Unknown)
            else Unknown(listed.reason, "Grant the signed-in application Policy.Read.All.")
        )

    def _policies_of(self, principal_id: str) -> list[dict[str, Any]]:
        def concerns(policy: dict[str, Any]) -> bool:
            return any(
                item.get("id") == principal_id for item in self._graph.get_all(f"{POLICIES}/{policy['id']}/appliesTo")
            )

        return [policy for policy in self._graph.get_all(POLICIES) if concerns(policy)]

    def _default_policy(self) -> dict[str, Any] | None:
        return next((policy for policy in self._graph.get_all(POLICIES) if policy.get("isOrganizationDefault")), None)

    def _read_synchronization(self, facts: Facts) -> None:
        facts.password_hash_sync = self._ask(SYNCHRONIZATION, self._password_hash_sync)
        if isinstance(facts.password_hash_sync, Unknown):
            facts.directory_sync = self._ask("/organization", self._directory_sync)

    def _password_hash_sync(self) -> Any:
        """The service answers with a list of one; a single object is understood too."""
        answer = self._graph.get(SYNCHRONIZATION)
        found = (answer.get("value") or [{}])[0] if "value" in answer else answer
        enabled = (found.get("features") or {}).get("passwordSyncEnabled")
        return Unknown("Microsoft Graph told nothing of password hash sync") if enabled is None else enabled

    def _directory_sync(self) -> Any:
        """Null means off, or hidden from a caller with User.Read alone, which then sees no time of creation either."""
        found = (self._graph.get_all("/organization?$select=id,createdDateTime,onPremisesSyncEnabled") or [{}])[0]
        if found.get("onPremisesSyncEnabled") is None and not found.get("createdDateTime"):
            return Unknown(
                "whether directory synchronization is on is hidden from this caller", _permission("/organization")
            )
        return bool(found.get("onPremisesSyncEnabled"))

    def _assignments(self, principal: dict[str, Any]) -> Any:
        if not principal.get("appRoleAssignmentRequired"):
            return []
        path = f"/servicePrincipals/{principal['id']}/appRoleAssignedTo"
        return self._ask(path, lambda: self._graph.get_all(path), "Application.Read.All")

    def _grants(self, client: dict[str, Any], resource: dict[str, Any]) -> Any:
        wanted = quote(f"clientId eq '{client['id']}' and resourceId eq '{resource['id']}'")
        return self._ask(
            "/oauth2PermissionGrants", lambda: self._graph.get_all(f"/oauth2PermissionGrants?$filter={wanted}")
        )

    def _sign_ins(self) -> Any:
        def read() -> Any:
            since = datetime.now(timezone.utc) - LOOK_BACK
            found = read_sign_ins(self._graph, str(self._app_id), self._username, since, 1, self._cloud)
            return Unknown(found.unavailable) if found.unavailable else found.found

        return self._ask("/auditLogs/signIns", read)

    def _of(self, object_: Any, ask: Callable[[Any], Any]) -> Any:
        """What is asked of an object; unknown where the object is, None where it is absent."""
        return object_ if object_ is None or isinstance(object_, Unknown) else ask(object_)

    def _ask(self, path: str, read: Callable[[], Any], permission: str | None = None) -> Any:
        try:
            found = read()
        except RequestRefused as refusal:
            if refusal.status == 401:
                raise
            self.refusals.append(refusal)
            return Unknown(
                refusal.message,
                _permission(path, permission) if refusal.status == 403 else "Run again; the answer was an error.",
            )
        if not isinstance(found, Unknown):
            self.answered += 1
        return found


def _permission(path: str, permission: str | None = None) -> str:
    return f"Grant the signed-in application {permission or permission_for('GET', path)}, with admin consent."
