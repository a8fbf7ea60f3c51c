# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Application registrations (Microsoft Graph ``application``)."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import Ambiguous, InvalidInput, NotFound
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.plan import Change, Plan, differences, unchanged
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.bookkeeping import MANAGED, foreign, own
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.graph import GraphClient, quoted
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.identifiers import GUID
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.replication import glance
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.resource import EntraResource

# Our option -> where Microsoft Graph keeps it.
MEMBERS = {
    "display_name": ("displayName",),
    "unique_name": ("uniqueName",),
    "sign_in_audience": ("signInAudience",),
    "required_resource_access": ("requiredResourceAccess",),
    "web_redirect_uris": ("web", "redirectUris"),
    "public_client_redirect_uris": ("publicClient", "redirectUris"),
    "is_fallback_public_client": ("isFallbackPublicClient",),
    "notes": ("notes",),
    "tags": ("tags",),
}
UNORDERED = ("required_resource_access", "web_redirect_uris", "public_client_redirect_uris", "tags")
SELECT = "id,appId," + ",".join(sorted({path[0] for path in MEMBERS.values()}))


class Application(EntraResource):
    """One application, found by ``app_id``, else by ``unique_name``, else by ``display_name``."""

    kind = "application"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        super().__init__(graph, options)
        self._wanted = _normalized({name: options.get(name) for name in MEMBERS})
        self._created_id: Optional[str] = None
        _check(options)

    def look(self) -> Optional[Dict[str, Any]]:
        """Find the application. Raises `Ambiguous` where several fit, or where one fits by its name alone and isn't ours."""
        if self._created_id:
            return self._read_at(f"/applications/{self._created_id}")
        if self._options["app_id"]:
            return self._read_at(f"/applications(appId={quoted(self._options['app_id'])})")
        if self._options["unique_name"]:
            found = self._read_at(f"/applications(uniqueName={quoted(self._options['unique_name'])})")
            if found:
                return found
        return self._read_by_display_name()

    def plan(self, found: Optional[Dict[str, Any]]) -> Plan:
        """Create, update, or delete."""
        if self._options["state"] == "absent":
            if found is None:
                return unchanged(None)
            return Plan(found, None, (Change("delete", f"delete application {_called(found)}", {"id": found["id"]}),))
        if found is None:
            return self._plan_create()
        changed = differences(self._wanted_of(found), found, UNORDERED)
        if "unique_name" in changed and found["unique_name"]:
            raise InvalidInput(f"Application {_called(found)} has the unique name {found['unique_name']!r}, which can't be changed once it is "
                               f"set; unique_name asks for {changed['unique_name']!r}. Correct unique_name, or give the app_id of another application.")
        if not changed:
            return unchanged(found)
        summary = f"update {', '.join(sorted(changed))} of application {_called(found)}"
        return Plan(found, {**found, **changed}, (Change("update", summary, {"id": found["id"], "members": changed}),))

    def write(self, change: Change) -> None:
        """Create, update or delete on Microsoft Graph."""
        if change.kind == "create":
            self._create(change.payload)
        elif change.kind == "update":
            self._graph.patch(f"/applications/{change.payload['id']}", to_graph(change.payload["members"]))
        else:
            self._graph.delete(f"/applications/{change.payload['id']}")

    def result(self, found: Optional[Dict[str, Any]]) -> Dict[str, Any]:
        """The module's return values."""
        return {"application": found}

    def _plan_create(self) -> Plan:
        if self._options["app_id"]:
            raise NotFound(f"There is no application with app_id {self._options['app_id']} in this tenant. An application's id is given by the "
                           f"service, so it can't be created with this one: correct app_id, or leave it out and give unique_name.", status=404)
        members = {name: value for name, value in self._wanted.items() if value is not None}
        # Which audience Graph gives an application that names none has changed over the years.
        members.setdefault("sign_in_audience", "AzureADMyOrg")
        members["tags"] = sorted({*members.get("tags", []), MANAGED})
        after = {**dict.fromkeys(["id", "app_id", *MEMBERS]), **dict.fromkeys(UNORDERED, []), **members}
        return Plan(None, after, (Change("create", f"create application {members['display_name']!r}", members),))

    def _wanted_of(self, found: Mapping[str, Any]) -> Dict[str, Any]:
        """What is wanted of an application that exists: the collection's own tags on it stay."""
        wanted = dict(self._wanted)
        if wanted["tags"] is not None or MANAGED not in found["tags"]:
            others = foreign(found["tags"]) if wanted["tags"] is None else wanted["tags"]
            wanted["tags"] = sorted({*others, *own(found["tags"]), MANAGED})
        return wanted

    def _create(self, members: Mapping[str, Any]) -> None:
        body = to_graph(members)
        if "uniqueName" in body:
            # An upsert by unique name makes one application, however often it is sent.
            path = f"/applications(uniqueName={quoted(body['uniqueName'])})"
            made = self._graph.patch(path, body, headers={"Prefer": "create-if-missing"})
            made = made or self._graph.get(f"{path}?$select={SELECT}")
        else:
            made = self._graph.post("/applications", body, happened=lambda: self._just_made(members["display_name"]))
        self._created_id = made["id"]

    def _just_made(self, display_name: str) -> Optional[Dict[str, Any]]:
        """The application that a POST without an answer made: before that POST there was none of this name."""
        named = glance(lambda: self._named(display_name) or None, "the application")
        ours = [item for item in named or [] if MANAGED in item.get("tags", [])]
        if len(ours) > 1:
            raise Ambiguous(f"While application {display_name!r} was created, somebody else created another of that name: {_listed(ours)}. "
                            f"Delete one of them, or name the right one by app_id.", app_ids=[item["appId"] for item in ours])
        return ours[0] if ours else None

    def _read_at(self, path: str) -> Optional[Dict[str, Any]]:
        found = self._graph.find(f"{path}?$select={SELECT}")
        return represent(found) if found else None

    def _read_by_display_name(self) -> Optional[Dict[str, Any]]:
        display_name = self._options["display_name"]
        named = self._named(display_name) if display_name else []
        if len(named) > 1:
            raise Ambiguous(
                f"{len(named)} applications are called {display_name!r}: {_listed(named)}. Name the right one by app_id or by unique_name "
                f"(adopt takes over an application only where its name is the only one), or delete the others.",
                app_ids=[item["appId"] for item in named])
        if not named:
            return None
        found = represent(named[0])
        unique_name = self._options["unique_name"]
        ours = MANAGED in found["tags"] and not unique_name
        if not ours and not self._options["adopt"]:
            reason = f"its unique name is not {unique_name!r}" if unique_name else "this collection didn't create it"
            raise Ambiguous(
                f"An application called {display_name!r} exists already, and {reason}: {_listed(named)}. Display names are not unique, so it is "
                f"not taken over unasked. Give its app_id, or set adopt to true, or choose another display_name.",
                app_ids=[found["app_id"]])
        return found

    def _named(self, display_name: str) -> List[Dict[str, Any]]:
        return self._graph.get_all(f"/applications?$filter=displayName%20eq%20{quoted(display_name)}&$select={SELECT}")


def represent(application: Mapping[str, Any]) -> Dict[str, Any]:
    """Microsoft Graph's application with this collection's names; absent lists empty."""
    shown: Dict[str, Any] = {"id": application.get("id"), "app_id": application.get("appId")}
    for name, path in MEMBERS.items():
        value: Any = application
        for step in path:
            value = (value or {}).get(step)
        shown[name] = value
    shown["required_resource_access"] = [_represent_resource(item) for item in shown["required_resource_access"] or []]
    return _normalized({name: shown[name] or [] if name in UNORDERED else shown[name] for name in shown})


def to_graph(members: Mapping[str, Any]) -> Dict[str, Any]:
    """The members under Microsoft Graph's own names."""
    body: Dict[str, Any] = {}
    for name, value in members.items():
        if name == "required_resource_access":
            value = [_resource_to_graph(item) for item in value]
        *parents, last = MEMBERS[name]
        place = body
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return body


def _normalized(members: Dict[str, Any]) -> Dict[str, Any]:
    """The members with their lists in one order, since Graph keeps none; what is asked for and what is found look alike then."""
    ordered = dict(members)
    for name in ("web_redirect_uris", "public_client_redirect_uris", "tags"):
        if ordered[name] is not None:
            ordered[name] = sorted(set(ordered[name]))
    resources = ordered["required_resource_access"]
    if resources is not None:
        ordered["required_resource_access"] = sorted(map(_normalized_resource, resources), key=lambda item: item["resource_app_id"])
    return ordered


def _normalized_resource(item: Mapping[str, Any]) -> Dict[str, Any]:
    access = [{"id": entry["id"].lower(), "type": entry["type"]} for entry in item["resource_access"]]
    return {"resource_app_id": item["resource_app_id"].lower(), "resource_access": sorted(access, key=lambda entry: (entry["id"], entry["type"]))}


def _represent_resource(item: Mapping[str, Any]) -> Dict[str, Any]:
    return {"resource_app_id": item["resourceAppId"],
            "resource_access": [{"id": entry["id"], "type": entry["type"]} for entry in item["resourceAccess"]]}


def _resource_to_graph(item: Mapping[str, Any]) -> Dict[str, Any]:
    return {"resourceAppId": item["resource_app_id"], "resourceAccess": [dict(entry) for entry in item["resource_access"]]}


def _check(options: Mapping[str, Any]) -> None:
    if options["app_id"] and not GUID.match(options["app_id"]):
        raise InvalidInput(f"app_id is {options['app_id']!r}. It must be a GUID, the application (client) id.")
    if options["state"] == "present" and not options["app_id"] and not options["display_name"]:
        raise InvalidInput("display_name is missing. An application needs a name to be created; give display_name, or the app_id of an existing one.")
    if options["display_name"] and len(options["display_name"]) > 256:
        raise InvalidInput(f"display_name has {len(options['display_name'])} characters; Microsoft Graph takes 256 at most.")
    for item in options.get("required_resource_access") or []:
        for value in (item["resource_app_id"], *(entry["id"] for entry in item["resource_access"])):
            if not GUID.match(value):
                raise InvalidInput(f"required_resource_access holds {value!r}. Resources and permissions are named there by their ids (GUIDs).")


def _called(application: Mapping[str, Any]) -> str:
    return f"{application['display_name']!r} ({application['app_id']})"


def _listed(applications: List[Dict[str, Any]]) -> str:
    return ", ".join(f"app_id {item['appId']} (unique_name {item.get('uniqueName') or 'not set'})" for item in applications)
