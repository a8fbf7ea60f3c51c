# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Application registrations (Microsoft Graph ``application``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import Ambiguous, Conflict, InvalidInput, NotFound, RequestRefused
from ..._engine.plan import Change, Plan, differences, unchanged
from ..._http.odata import quoted
from ..client_secrets.tags import MANAGED, managed_tags, other_tags
from ..graph.client import GraphClient
from ..graph.replication import glance, misses_an_object, once_replicated
from ..graph.resource import EntraResource
from ..service_principals.service_principal import find_service_principal
from .by_name import called, listed, only_one
from .deleted import DeletedItems, purge, purging, restore, restore_service_principal, restoring
from .members import MEMBERS, SELECT, UNORDERED, check, merged_access, normalized, represent, to_graph
from .owners import Owners, describe, owner_ids, owners_path, write_owners
from .permissions import PermissionNames

OWNERS = "owners"


class Application(EntraResource):
    """One application, found by ``app_id``, else by ``unique_name``, else by ``display_name``."""

    kind = "application"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        super().__init__(graph, options)
        check(options)
        present = options["state"] == "present"
        self._wanted = normalized({name: options.get(name) for name in MEMBERS if name != "required_resource_access"})
        self._wanted["required_resource_access"] = None
        self._permissions = PermissionNames(options["required_resource_access"] if present else None)
        self._owners = Owners(options)
        self._deleted = DeletedItems(options)
        self._known_id: str | None = None
        """Object id of the application that this run created, restored or deleted."""
        self._lost_service_principal: str | None = None
        self._warnings: list[str] = []

    def read(self) -> dict[str, Any] | None:
        """Find the application; where there is none, see whether a deleted one is in the way of creating it."""
        found = self.look()
        if found is None:
            self._before_creation()
        return found

    def look(self) -> dict[str, Any] | None:
        """Find the application, in one round trip with all that is to be known beside it. Raises `Ambiguous` where several fit, or
        where one fits by its name alone and isn't ours."""
        paths = {
            "application": self._path(),
            **self._permissions.paths(),
            **self._owners.paths(),
            **self._deleted.paths(),
        }
        keyed = self._known_id or self._options["app_id"]
        if self._owners.managed and keyed:
            paths[OWNERS] = owners_path(self._address())
        answers = dict(zip(paths, self._graph.batch(list(paths.values()))))
        for part in (self._permissions, self._owners, self._deleted):
            part.take(answers)
        self._wanted["required_resource_access"] = self._permissions.resolved()
        self._wanted = normalized(self._wanted)
        application = answers["application"]
        found = self._found(application.values() if self._is_by_name() else application.take())
        if found is None:
            return None
        self._lost_service_principal = self._find_lost_service_principal(found["app_id"])
        found["owners"] = self._owners_of(found, answers[OWNERS].values() if OWNERS in answers else None)
        return found

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Create, restore, update, or delete."""
        if self._options["state"] == "absent":
            return self._plan_absent(found)
        if found is not None:
            return self._plan_update(found)
        deleted = self._deleted.chosen() if self._options["restore_deleted"] else None
        return self._plan_restore(deleted) if deleted else self._plan_create()

    def apply(self, change: Change) -> None:
        """Write on Microsoft Graph."""
        identifier = change.payload.get("id") or self._known_id
        if change.kind == "create":
            self._create(change.payload)
        elif change.kind == "restore":
            self._known_id = identifier
            restore(self._graph, str(identifier))
        elif change.kind == "restore_service_principal":
            restore_service_principal(self._graph, change.payload["service_principal_id"], change.payload["app_id"])
        elif change.kind == "update":
            self._update(str(identifier), to_graph(change.payload["members"]))
        elif change.kind == OWNERS:
            write_owners(self._graph, str(identifier), self._owners)
        elif change.kind == "delete":
            self._known_id = identifier
            self._graph.delete(f"/applications/{identifier}")
        else:
            purge(self._graph, str(identifier), deleted_now=self._known_id is not None)
            self._known_id = identifier

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"application": found, **({"warnings": self._warnings} if self._warnings else {})}

    def _is_by_name(self) -> bool:
        return not (self._known_id or self._options["app_id"] or self._options["unique_name"])

    def _path(self) -> str:
        if self._is_by_name():
            return f"/applications?$filter=displayName%20eq%20{quoted(self._options['display_name'])}&$select={SELECT}"
        return f"{self._address()}?$select={SELECT}"

    def _address(self) -> str:
        if self._known_id:
            return f"/applications/{self._known_id}"
        if self._options["app_id"]:
            return f"/applications(appId={quoted(self._options['app_id'])})"
        return f"/applications(uniqueName={quoted(self._options['unique_name'])})"

    def _found(self, answer: Any) -> dict[str, Any] | None:
        if self._is_by_name():
            return only_one(answer, self._options)
        if answer:
            return represent(answer)
        by_id = self._known_id or self._options["app_id"]
        return (
            None
            if by_id or not self._options["display_name"]
            else only_one(self._named(self._options["display_name"]), self._options)
        )

    def _owners_of(self, found: Mapping[str, Any], listed: list[dict[str, Any]] | None) -> list[str] | None:
        if not self._owners.managed:
            return None
        return owner_ids(self._graph.get_all(owners_path(f"/applications/{found['id']}")) if listed is None else listed)

    def _before_creation(self) -> None:
        if self._options["state"] == "absent" or self._options["restore_deleted"]:
            return
        self._deleted.read(self._graph)
        self._deleted.check_free()
        self._warnings = self._deleted.warnings()

    def _find_lost_service_principal(self, app_id: str) -> str | None:
        """The deleted service principal of an application that was restored without it."""
        lost = self._deleted.service_principal_of(app_id)
        return lost if lost and not find_service_principal(self._graph, app_id, "id") else None

    def _plan_absent(self, found: dict[str, Any] | None) -> Plan:
        if found is not None:
            changes = [Change("delete", f"delete application {called(found)}", {"id": found["id"]})]
            changes.extend([purging(found)] if self._options["purge"] else [])
            return Plan(found, None, tuple(changes))
        if not self._options["purge"]:
            return unchanged(None)
        deleted = self._deleted.by_id(self._known_id) if self._known_id else self._deleted.chosen()
        if not deleted:
            return unchanged(None)
        shown = {**represent(deleted), "owners": None}
        return Plan(shown, None, (purging(shown),))

    def _plan_create(self) -> Plan:
        if self._options["app_id"] and not self._known_id:
            raise NotFound(
                f"There is no application with app_id {self._options['app_id']} in this tenant. An application's id is given by the "
                f"service, so it can't be created with this one: correct app_id, or leave it out and give unique_name.",
                status=404,
            )
        members = {name: value for name, value in self._wanted.items() if value is not None}
        # Which audience Graph gives an application that names none has changed over the years.
        members.setdefault("sign_in_audience", "AzureADMyOrg")
        members["tags"] = sorted({*members.get("tags", []), MANAGED})
        after = {
            **dict.fromkeys(["id", "app_id", *MEMBERS]),
            **dict.fromkeys(UNORDERED, []),
            **members,
            OWNERS: self._owners.wanted([]),
        }
        changes = [
            Change("create", f"create application {members['display_name']!r}", members),
            *self._owner_changes([], after),
        ]
        return Plan(None, after, tuple(changes))

    def _plan_restore(self, deleted: Mapping[str, Any]) -> Plan:
        there = {**represent(deleted), OWNERS: None}
        changes = [Change("restore", f"restore application {called(there)}", {"id": there["id"]})]
        lost = self._deleted.service_principal_of(there["app_id"])
        changes.extend([restoring(lost, there)] if lost else [])
        # Who owned it is known once it is back.
        update = self._plan_update(there) if not self._owners.managed else self._plan_update({**there, OWNERS: []})
        return Plan(None, update.after, (*changes, *update.changes))

    def _plan_update(self, found: dict[str, Any]) -> Plan:
        changed = differences(self._wanted_of(found), found, UNORDERED)
        if "unique_name" in changed and found["unique_name"]:
            raise InvalidInput(
                f"Application {called(found)} has the unique name {found['unique_name']!r}, which can't be changed once it is "
                f"set; unique_name asks for {changed['unique_name']!r}. Correct unique_name, or give the app_id of another application."
            )
        changes = [restoring(self._lost_service_principal, found)] if self._lost_service_principal else []
        if changed:
            summary = f"update {', '.join(sorted(changed))} of application {called(found)}"
            changes.append(Change("update", summary, {"id": found["id"], "members": changed}))
        after = {**found, **changed, OWNERS: self._owners.wanted(found[OWNERS] or [])}
        changes.extend(self._owner_changes(found[OWNERS] or [], after))
        return Plan(found, after, tuple(changes)) if changes else unchanged(found)

    def _owner_changes(self, there: list[str], after: Mapping[str, Any]) -> list[Change]:
        wanted = after[OWNERS]
        if wanted is None or set(wanted) == set(there):
            return []
        return [
            Change(OWNERS, f"{describe(there, wanted)}: owners of application {called(after)}", {"id": after["id"]})
        ]

    def _wanted_of(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What is wanted of an application that exists: the collection's own tags on it stay."""
        wanted = dict(self._wanted)
        if wanted["tags"] is not None or MANAGED not in found["tags"]:
            others = other_tags(found["tags"]) if wanted["tags"] is None else wanted["tags"]
            wanted["tags"] = sorted({*others, *managed_tags(found["tags"]), MANAGED})
        if wanted["required_resource_access"] is not None and not self._options["required_resource_access_exact"]:
            wanted["required_resource_access"] = merged_access(
                wanted["required_resource_access"], found["required_resource_access"]
            )
        return wanted

    def _create(self, members: Mapping[str, Any]) -> None:
        body = to_graph(members)
        if "uniqueName" in body:
            try:
                made = self._upsert(body)
            except Conflict as refusal:
                self._take_the_hidden_one(refusal)
                return
        else:
            made = self._graph.post("/applications", body, happened=lambda: self._just_made(members["display_name"]))
        self._known_id = made["id"]

    def _upsert(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """An upsert by unique name makes one application, however often it is sent."""
        path = f"/applications(uniqueName={quoted(body['uniqueName'])})"
        made = self._graph.patch(path, body, headers={"Prefer": "create-if-missing"})
        return made or once_replicated(
            lambda: self._graph.get(f"{path}?$select={SELECT}"), _is_404, "the application to be known everywhere"
        )

    def _take_the_hidden_one(self, refusal: Conflict) -> None:
        """Go on with the application that has the unique name already, once it shows: reads lag, and so the first one found none.

        A deleted application keeps its unique name for 30 days, and gets the same answer. Raises `Conflict` where none shows.
        """
        found = glance(self.look, "the application that has the unique name already, as Microsoft Graph says")
        if found is None:
            details = {name: value for name, value in refusal.details.items() if name not in ("status", "code")}
            raise Conflict(
                f"{refusal.message} No application of this unique name shows. A deleted one keeps its unique name for 30 days: set "
                f"restore_deleted to true to restore it, or choose another unique_name. If somebody made one a moment ago, run again.",
                refusal.status,
                refusal.code,
                **details,
            ) from refusal
        self._known_id = found["id"]
        for change in self.plan(found).changes:
            self.apply(change)

    def _update(self, identifier: str, body: Mapping[str, Any]) -> None:
        once_replicated(
            lambda: self._graph.patch(f"/applications/{identifier}", body),
            self._passes,
            "the application to take its members",
        )

    def _passes(self, refusal: RequestRefused) -> bool:
        """Somebody else writes at this moment, or the application was restored seconds ago."""
        return refusal.code == "Directory_ConcurrencyViolation" or (
            self._known_id is not None and misses_an_object(refusal)
        )

    def _just_made(self, display_name: str) -> dict[str, Any] | None:
        """The application that a POST without an answer made: before that POST there was none of this name."""
        named = glance(lambda: self._named(display_name) or None, "the application")
        ours = [item for item in named or [] if MANAGED in item.get("tags", [])]
        if len(ours) > 1:
            raise Ambiguous(
                f"While application {display_name!r} was created, somebody else created another of that name: {listed(ours)}. "
                f"Delete one of them, or name the right one by app_id.",
                app_ids=[item["appId"] for item in ours],
            )
        return ours[0] if ours else None

    def _named(self, display_name: str) -> list[dict[str, Any]]:
        return self._graph.get_all(f"/applications?$filter=displayName%20eq%20{quoted(display_name)}&$select={SELECT}")


def _is_404(refusal: RequestRefused) -> bool:
    return refusal.status == 404
