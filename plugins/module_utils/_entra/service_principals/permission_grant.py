# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Delegated permissions that an application was granted (Microsoft Graph ``oAuth2PermissionGrant``): reading and writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._clouds import cloud_of
from ..._engine.errors import Conflict, InvalidInput, NotFound, RequestRefused
from ..._engine.plan import Change, Plan
from ..._http.odata import quoted
from ..graph.batch import Item
from ..graph.client import GraphClient
from ..graph.identifiers import GUID, application_id
from ..graph.replication import glance, misses_an_object, once_replicated, settled
from ..graph.resource import EntraResource
from .permission_grant_plan import CONSENT_TYPES, Parties, check_published, check_scopes, plan_grant, split_scope
from .service_principal import create_service_principal, service_principal_path

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
        self.spared: list[Change] = []
        """A grant that was there already, though it didn't show."""
        check_scopes(options)

    def look(self) -> dict[str, Any] | None:
        """Find client, resource, user, and the grant between them: all in one round trip, since a client's grants are listed under its
        application id too."""
        if self._parties.complete():
            grants = self._graph.get_all(f"/servicePrincipals/{self._parties.client_id}/oauth2PermissionGrants")
        else:
            self._parties, grants = self._find_parties()
        found = next((grant for grant in grants if self._is_meant(grant)), None) if self._parties.complete() else None
        return self._represent(found) if found else None

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Create, change or delete the grant; before that the resource's service principal, where the tenant has none."""
        return plan_grant(self._options, self._parties, found)

    def apply(self, change: Change) -> None:
        """Write on Microsoft Graph."""
        try:
            self._write(change)
        except RequestRefused as refusal:
            if refusal.status != 403 or change.kind == "create_resource":
                raise
            raise self._needs_a_person(refusal) from refusal

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"permission_grant": found, "consent_url": self.consent_url()}

    def consent_url(self) -> str | None:
        """Where a person can consent to all permissions that the client asks for; None for a client that does not exist yet."""
        if not self._client_app_id:
            return None
        host = cloud_of(self._options["cloud"], self._options["authority_host"]).authority_host
        return f"{host}/{self._tenant or 'organizations'}/adminconsent?client_id={self._client_app_id}"

    def _find_parties(self) -> tuple[Parties, list[dict[str, Any]]]:
        """The parties and all grants of the client. A client that an earlier task may just have created is waited for."""
        expects = self._options["state"] == "present" and self._client_app_id and not self._graph.check_mode
        if not expects:
            return self._read_parties()
        last: list[tuple[Parties, list[dict[str, Any]]]] = []

        def once() -> bool | None:
            last[:] = [self._read_parties()]
            return True if last[0][0].client_id else None

        if not glance(once, f"the service principal of application {self._client_app_id}"):
            raise NotFound(
                f"Application {self._client_app_id} has no service principal in this tenant, and permissions are granted to that. Create it "
                f"first with entra_service_principal, or correct client_app_id.",
                status=404,
            )
        return last[0]

    def _read_parties(self) -> tuple[Parties, list[dict[str, Any]]]:
        paths = {"resource": service_principal_path(self._resource_app_id, RESOURCE_SELECT)}
        if self._client_app_id:
            paths["client"] = service_principal_path(self._client_app_id, CLIENT_SELECT)
            paths["grants"] = f"/servicePrincipals(appId={quoted(self._client_app_id)})/oauth2PermissionGrants"
        if self._options["consent_type"] == "principal":
            paths["principal"] = f"/users/{quote(self._options['principal'], safe='')}?$select=id"
        answers = dict(zip(paths, self._graph.batch(list(paths.values()))))
        resource = answers["resource"].take()
        client = answers["client"].take() if "client" in answers else None
        # A token alone doesn't tell its tenant; an application of this directory does.
        self._tenant = self._tenant or (client or {}).get("appOwnerOrganizationId")
        parties = Parties(
            self._client_app_id,
            self._resource_app_id,
            client["id"] if client else None,
            resource["id"] if resource else None,
            _published(resource),
            self._principal_id(answers.get("principal")),
        )
        return parties, answers["grants"].values() if "grants" in answers else []

    def _principal_id(self, answer: Item | None) -> str | None:
        """The user's object id. One given as such need not be there to lose a grant, nor be readable to get one."""
        if answer is None:
            return None
        principal: str = self._options["principal"]
        is_id = bool(GUID.match(principal))
        if is_id and (self._options["state"] == "absent" or (answer.refusal and answer.refusal.status == 403)):
            return principal.lower()
        user = answer.take()
        if user is None:
            raise InvalidInput(
                f"principal is {principal!r}, and this tenant has no such user. Correct its user name (UPN) or object id."
            )
        return str(user["id"])

    def _is_meant(self, grant: Mapping[str, Any]) -> bool:
        parties = self._parties
        same = (
            grant["resourceId"] == parties.resource_id
            and grant["consentType"] == CONSENT_TYPES[self._options["consent_type"]]
        )
        return same and (grant.get("principalId") or "").lower() == (parties.principal_id or "").lower()

    def _represent(self, grant: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": grant["id"],
            "client_app_id": self._client_app_id,
            "resource_app_id": self._resource_app_id,
            "consent_type": self._options["consent_type"],
            "principal_id": grant.get("principalId"),
            "scopes": split_scope(grant["scope"]),
        }

    def _write(self, change: Change) -> None:
        if change.kind == "create_resource":
            create_service_principal(self._graph, self._resource_app_id, {})
            self._parties = settled(
                self._find_parties,
                lambda read: bool(read[0].published),
                f"the service principal of resource {self._resource_app_id} to show its permissions",
            )[0]
        elif change.kind == "create":
            self._create(change)
        elif change.kind == "update":
            self._graph.patch(
                f"/oauth2PermissionGrants/{change.payload['id']}", {"scope": " ".join(change.payload["scopes"])}
            )
        else:
            self._graph.delete(f"/oauth2PermissionGrants/{change.payload['id']}")

    def _create(self, change: Change) -> None:
        scopes, posts = change.payload["scopes"], []
        check_published(self._options, self._parties, scopes)
        body = {
            "clientId": self._parties.client_id,
            "consentType": CONSENT_TYPES[self._options["consent_type"]],
            "principalId": self._parties.principal_id,
            "resourceId": self._parties.resource_id,
            "scope": " ".join(scopes),
        }

        def post() -> Any:
            posts.append(body)
            return self._graph.post(
                "/oauth2PermissionGrants", body, happened=lambda: glance(self.look, "the permission grant")
            )

        try:
            once_replicated(
                post,
                misses_an_object,
                "the service principals to be known everywhere",
            )
        except Conflict:
            # Another grant was made since we looked, or was there and didn't show yet: its scopes survive, unless exact.
            there = settled(self.look, bool, "the permission grant that exists already, as Microsoft Graph says")
            missing = self.plan(there).changes
            for further in missing:
                self._write(further)
            # A POST that was answered 404 may have been carried out all the same, and was then met by the next one.
            if not missing and len(posts) == 1:
                self.spared.append(change)

    def _needs_a_person(self, refusal: RequestRefused) -> RequestRefused:
        url = self.consent_url()
        return RequestRefused(
            f"The signed-in application may not grant permissions. Either give it the application permission DelegatedPermissionGrant.ReadWrite.All "
            f"of Microsoft Graph with admin consent, or let a person with the role Cloud Application Administrator or Application Administrator open "
            f"{url} and accept, then run again. ({refusal.code or refusal.status}: {refusal.message})",
            status=403,
            code=refusal.code,
            consent_url=url,
            **{k: v for k, v in refusal.details.items() if k not in ("status", "code")},
        )


def _published(resource: Mapping[str, Any] | None) -> tuple[str, ...]:
    return tuple(
        sorted(
            item["value"]
            for item in (resource or {}).get("oauth2PermissionScopes") or []
            if item.get("isEnabled", True)
        )
    )
