# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Service principals: an application's presence in a tenant, in the portal "enterprise application"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import Conflict, RequestRefused
from ..._engine.plan import Change, Plan, differences, unchanged
from ..._http.odata import quoted
from ..client_secrets.tags import managed_tags
from ..graph.client import GraphClient
from ..graph.identifiers import application_id
from ..graph.replication import glance, once_replicated, settled
from ..graph.resource import EntraResource

# Our option -> Microsoft Graph's member.
MEMBERS = {
    "account_enabled": "accountEnabled",
    "app_role_assignment_required": "appRoleAssignmentRequired",
    "tags": "tags",
}
SELECT = "id,appId,displayName," + ",".join(MEMBERS.values())


class ServicePrincipal(EntraResource):
    """The service principal of one application in this tenant."""

    kind = "service principal"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        super().__init__(graph, options)
        self._app_id = application_id(options, "app_id", graph.check_mode)
        self._application_tags: tuple[str, ...] = ()

    def look(self) -> dict[str, Any] | None:
        """Find the service principal by its application's id."""
        if not self._app_id:
            return None
        paths = [service_principal_path(self._app_id, SELECT)]
        if self._options["tags"] is not None and self._options["state"] == "present":
            paths.append(f"/applications(appId={quoted(self._app_id)})?$select=tags")
        found, *applications = self._graph.batch_get(paths)
        if applications:
            self._application_tags = tuple((applications[0] or {}).get("tags") or ())
        return represent(found) if found else None

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Create, update, or delete."""
        return plan_service_principal(self._app_id, self._options, self._application_tags, found)

    def apply(self, change: Change) -> None:
        """Create, update or delete on Microsoft Graph."""
        if change.kind == "create":
            create_service_principal(self._graph, str(self._app_id), to_graph(change.payload["members"]))
        elif change.kind == "update":
            self._graph.patch(f"/servicePrincipals/{change.payload['id']}", to_graph(change.payload["members"]))
        else:
            self._graph.delete(f"/servicePrincipals/{change.payload['id']}")

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"service_principal": found}


def plan_service_principal(
    app_id: str | None,
    options: Mapping[str, Any],
    application_tags: tuple[str, ...],
    found: dict[str, Any] | None,
) -> Plan:
    """The changes from what was found to what the options want.

    An application's tags show on its service principal too, and can't be removed there; so they are no drift. Nor are this
    collection's own tags.
    """
    if options["state"] == "absent":
        if found is None:
            return unchanged(None)
        return Plan(found, None, (Change("delete", f"delete service principal {_called(found)}", {"id": found["id"]}),))
    wanted = {name: options[name] for name in MEMBERS}
    if found is None:
        members = {name: value for name, value in wanted.items() if value is not None}
        after = {**dict.fromkeys(["id", "app_id", "display_name", *MEMBERS]), "tags": [], **members, "app_id": app_id}
        which = app_id or "of an application that does not exist yet"
        return Plan(None, after, (Change("create", f"create service principal {which}", {"members": members}),))
    if wanted["tags"] is not None:
        wanted["tags"] = sorted({*wanted["tags"], *application_tags, *managed_tags(found["tags"])})
    changed = differences(wanted, found, unordered=("tags",))
    if not changed:
        return unchanged(found)
    summary = f"update {', '.join(sorted(changed))} of service principal {_called(found)}"
    return Plan(
        found,
        {**found, **changed},
        (Change("update", summary, {"id": found["id"], "members": _writable(changed, options)}),),
    )


def find_service_principal(graph: GraphClient, app_id: str, select: str) -> dict[str, Any] | None:
    """The service principal of that application in this tenant; None where Graph says there is none."""
    return graph.find(service_principal_path(app_id, select))


def service_principal_path(app_id: str, select: str) -> str:
    """Where Graph answers the service principal of that application."""
    return f"/servicePrincipals(appId={quoted(app_id)})?$select={select}"


def create_service_principal(graph: GraphClient, app_id: str, members: Mapping[str, Any]) -> dict[str, Any]:
    """Create it; where somebody was faster, take theirs and set the members on it. An application made seconds ago is waited for."""

    def find() -> dict[str, Any] | None:
        return find_service_principal(graph, app_id, "id,appId")

    def create() -> dict[str, Any]:
        return graph.post(
            "/servicePrincipals", {"appId": app_id, **members}, happened=lambda: glance(find, "the service principal")
        )

    try:
        return once_replicated(
            create,
            lacks_its_application,
            f"application {app_id}, which its service principal needs, to be known everywhere",
        )
    except Conflict:
        there = settled(
            lambda: find() or {},
            bool,
            f"the service principal of application {app_id} that exists already, as Microsoft Graph says",
        )
        if members:
            graph.patch(f"/servicePrincipals/{there['id']}", members)
        return there


def represent(service_principal: Mapping[str, Any]) -> dict[str, Any]:
    """Microsoft Graph's service principal with this collection's names; tags sorted."""
    shown = {
        "id": service_principal["id"],
        "app_id": service_principal["appId"],
        "display_name": service_principal.get("displayName"),
    }
    shown.update({name: service_principal.get(member) for name, member in MEMBERS.items()})
    shown["tags"] = sorted(shown["tags"] or [])
    return shown


def to_graph(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members under Microsoft Graph's own names."""
    return {MEMBERS[name]: value for name, value in members.items()}


def _writable(changed: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent: the tags asked for alone, since the application's own come by themselves."""
    return {name: sorted(set(options["tags"])) if name == "tags" else value for name, value in changed.items()}


def lacks_its_application(refusal: RequestRefused) -> bool:
    """The three ways in which Graph says that it doesn't know the application (yet)."""
    texts = {400: "valid application object", 403: "backing application"}
    return refusal.status == 404 or (refusal.status in texts and texts[refusal.status] in refusal.message)


def _called(service_principal: Mapping[str, Any]) -> str:
    return f"{service_principal['display_name']!r} ({service_principal['app_id']})"
