# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Delegated permissions that an application was granted (Microsoft Graph ``oAuth2PermissionGrant``): reading and writing."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional
from urllib.parse import quote

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import Conflict, InvalidInput, NotFound, RequestRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.plan import Change, Plan
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.clouds import cloud_of
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.graph import GraphClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.identifiers import GUID, application_id
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.permission_grant_plan import (
    CONSENT_TYPES, Parties, check_published, check_scopes, plan_grant, split_scope)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.replication import glance, misses_an_object, once_replicated, settled
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.resource import EntraResource
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.service_principal import (
    create_service_principal, expect_service_principal, find_service_principal)

CLIENT_SELECT = "id,appId,displayName,appOwnerOrganizationId"
RESOURCE_SELECT = "id,appId,displayName,oauth2PermissionScopes"


class PermissionGrant(EntraResource):
    """What one application may do at one resource, for everybody or for one user: one grant."""

    kind = "permission grant"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        super().__init__(graph, options)
        self._client_app_id = application_id(options, "client_app_id", graph.check_mode)
        self._resource_app_id = str(application_id(options, "resource_app_id", check_mode=False))
        self._parties = Parties(self._client_app_id, self._resource_app_id)
        self._tenant = options["tenant_id"]
        check_scopes(options)

    def look(self) -> Optional[Dict[str, Any]]:
        """Find client, resource, user, and the grant between them."""
        if not self._parties.complete():
            self._parties = self._find_parties()
        if not self._parties.complete():
            return None
        grants = self._graph.get_all(f"/oauth2PermissionGrants?$filter={quote(self._filter())}")
        return self._represent(grants[0]) if grants else None

    def plan(self, found: Optional[Dict[str, Any]]) -> Plan:
        """Create, change or delete the grant; before that the resource's service principal, where the tenant has none."""
        return plan_grant(self._options, self._parties, found)

    def write(self, change: Change) -> None:
        """Write on Microsoft Graph."""
        try:
            self._write(change)
        except RequestRefused as refusal:
            if refusal.status != 403:
                raise
            raise self._needs_a_person(refusal) from refusal

    def result(self, found: Optional[Dict[str, Any]]) -> Dict[str, Any]:
        """The module's return values."""
        return {"permission_grant": found, "consent_url": self.consent_url()}

    def consent_url(self) -> Optional[str]:
        """Where a person can consent to all permissions that the client asks for; None for a client that does not exist yet."""
        if not self._client_app_id:
            return None
        host = cloud_of(self._options["cloud"], self._options["authority_host"]).authority_host
        return f"{host}/{self._tenant or 'organizations'}/adminconsent?client_id={self._client_app_id}"

    def _find_parties(self) -> Parties:
        present = self._options["state"] == "present"
        find_client = expect_service_principal if present else find_service_principal
        client = find_client(self._graph, self._client_app_id, CLIENT_SELECT) if self._client_app_id else None
        if client is None and present and not self._graph.check_mode:
            raise NotFound(
                f"Application {self._client_app_id} has no service principal in this tenant, and permissions are granted to that. Create it "
                f"first with entra_service_principal, or correct client_app_id.", status=404)
        # A token alone doesn't tell its tenant; an application of this directory does.
        self._tenant = self._tenant or (client or {}).get("appOwnerOrganizationId")
        resource = find_service_principal(self._graph, self._resource_app_id, RESOURCE_SELECT)
        return Parties(self._client_app_id, self._resource_app_id, client and client["id"], resource and resource["id"],
                       _published(resource), self._principal_id())

    def _principal_id(self) -> Optional[str]:
        principal = self._options["principal"]
        if self._options["consent_type"] == "all_principals" or GUID.match(principal):
            return None if self._options["consent_type"] == "all_principals" else principal
        user = self._graph.find(f"/users/{quote(principal, safe='')}?$select=id")
        if user is None:
            raise InvalidInput(f"principal is {principal!r}, and this tenant has no such user. Correct its user name (UPN) or object id.")
        return user["id"]

    def _filter(self) -> str:
        parties = self._parties
        terms = [f"clientId eq '{parties.client_id}'", f"resourceId eq '{parties.resource_id}'",
                 f"consentType eq '{CONSENT_TYPES[self._options['consent_type']]}'"]
        if parties.principal_id:
            terms.append(f"principalId eq '{parties.principal_id}'")
        return " and ".join(terms)

    def _represent(self, grant: Mapping[str, Any]) -> Dict[str, Any]:
        return {"id": grant["id"], "client_app_id": self._client_app_id, "resource_app_id": self._resource_app_id,
                "consent_type": self._options["consent_type"], "principal_id": grant.get("principalId"), "scopes": split_scope(grant["scope"])}

    def _write(self, change: Change) -> None:
        if change.kind == "create_resource":
            create_service_principal(self._graph, self._resource_app_id, {})
            self._parties = settled(self._find_parties, lambda parties: bool(parties.published),
                                    f"the service principal of resource {self._resource_app_id} to show its permissions")
        elif change.kind == "create":
            self._create(change.payload["scopes"])
        elif change.kind == "update":
            self._graph.patch(f"/oauth2PermissionGrants/{change.payload['id']}", {"scope": " ".join(change.payload["scopes"])})
        else:
            self._graph.delete(f"/oauth2PermissionGrants/{change.payload['id']}")

    def _create(self, scopes: Any) -> None:
        check_published(self._options, self._parties, scopes)
        body = {"clientId": self._parties.client_id, "consentType": CONSENT_TYPES[self._options["consent_type"]],
                "principalId": self._parties.principal_id, "resourceId": self._parties.resource_id, "scope": " ".join(scopes)}
        try:
            once_replicated(
                lambda: self._graph.post("/oauth2PermissionGrants", body, happened=lambda: glance(self.look, "the permission grant")),
                misses_an_object, "the service principals to be known everywhere")
        except Conflict:
            # Another grant was made since we looked, or was there and didn't show yet: its scopes survive, unless exact.
            there = settled(self.look, bool, "the permission grant, which Microsoft Graph says exists already,")
            for change in self.plan(there).changes:
                self._write(change)

    def _needs_a_person(self, refusal: RequestRefused) -> RequestRefused:
        url = self.consent_url()
        return RequestRefused(
            f"The signed-in application may not grant permissions. Either give it the application permission DelegatedPermissionGrant.ReadWrite.All "
            f"of Microsoft Graph with admin consent, or let a person with the role Cloud Application Administrator or Application Administrator open "
            f"{url} and accept, then run again. ({refusal.code or refusal.status}: {refusal.message})",
            status=403, code=refusal.code, consent_url=url, **{k: v for k, v in refusal.details.items() if k not in ("status", "code")})


def _published(resource: Optional[Mapping[str, Any]]) -> tuple:
    return tuple(sorted(item["value"] for item in (resource or {}).get("oauth2PermissionScopes") or [] if item.get("isEnabled", True)))
