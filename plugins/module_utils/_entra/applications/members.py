# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An application's members: this collection's names and Microsoft Graph's, in one order, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import InvalidInput
from ..graph.identifiers import GUID

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
UNORDERED = ("required_resource_access", "web_redirect_uris", "public_client_redirect_uris", "tags", "owners")
SELECT = "id,appId," + ",".join(sorted({path[0] for path in MEMBERS.values()}))


def represent(application: Mapping[str, Any]) -> dict[str, Any]:
    """Microsoft Graph's application with this collection's names; absent lists empty. Owners are read apart."""
    shown: dict[str, Any] = {"id": application["id"], "app_id": application["appId"]}
    for name, path in MEMBERS.items():
        value: Any = application
        for step in path:
            value = (value or {}).get(step)
        shown[name] = value
    shown["required_resource_access"] = [_represent_resource(item) for item in shown["required_resource_access"] or []]
    return normalized({name: shown[name] or [] if name in UNORDERED else shown[name] for name in shown})


def to_graph(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members under Microsoft Graph's own names."""
    body: dict[str, Any] = {}
    for name, value in members.items():
        *parents, last = MEMBERS[name]
        place = body
        for parent in parents:
            place = place.setdefault(parent, {})
        resources = name == "required_resource_access"
        place[last] = [_resource_to_graph(item) for item in value] if resources else value
    return body


def normalized(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members with their lists in one order, since Graph keeps none; what is asked for and what is found look alike then."""
    ordered = dict(members)
    for name in ("web_redirect_uris", "public_client_redirect_uris", "tags"):
        if ordered.get(name) is not None:
            ordered[name] = sorted(set(ordered[name]))
    if ordered.get("required_resource_access") is not None:
        ordered["required_resource_access"] = merged_access(ordered["required_resource_access"])
    return ordered


def merged_access(*lists: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All permissions of these lists together: each resource once, each permission once, in one order."""
    resources: dict[str, set[tuple[str, str]]] = {}
    for item in (item for each in lists for item in each):
        there = resources.setdefault(item["resource_app_id"].lower(), set())
        there.update((entry["id"].lower(), entry["type"]) for entry in item["resource_access"])
    return [
        {
            "resource_app_id": resource,
            "resource_access": [{"id": identifier, "type": kind} for identifier, kind in sorted(resources[resource])],
        }
        for resource in sorted(resources)
    ]


def check(options: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` where the options can't describe an application."""
    if not any(options[name] for name in ("app_id", "unique_name", "display_name")):
        raise InvalidInput(
            "app_id, unique_name and display_name are all empty. Give the one by which to find the application."
        )
    if options["app_id"] and not GUID.match(options["app_id"]):
        raise InvalidInput(f"app_id is {options['app_id']!r}. It must be a GUID, the application (client) id.")
    if options["state"] == "present" and not options["app_id"] and not options["display_name"]:
        raise InvalidInput(
            "display_name is missing. An application needs a name to be created; give display_name, or the app_id of an existing one."
        )
    for name in ("display_name", "unique_name"):
        if options[name] and len(options[name]) > 256:
            raise InvalidInput(f"{name} has {len(options[name])} characters; Microsoft Graph takes 256 at most.")
    if options["purge"] and options["state"] != "absent":
        raise InvalidInput(
            "purge is true with state present. It deletes an application finally: give it with state absent only."
        )
    if options["owners_exact"] and options["owners"] is None:
        raise InvalidInput("owners_exact is true without owners. Name in owners all who are to own the application.")
    for item in options["required_resource_access"] or []:
        _check_resource(item)


def _check_resource(item: Mapping[str, Any]) -> None:
    ids = [item["resource_app_id"]]
    for entry in item["resource_access"]:
        if bool(entry.get("id")) == bool(entry.get("value")):
            raise InvalidInput(
                f"An entry of required_resource_access for resource {item['resource_app_id']} needs either id or value, and not both."
            )
        ids.extend([entry["id"]] if entry.get("id") else [])
    for value in ids:
        if not GUID.match(value):
            raise InvalidInput(
                f"required_resource_access holds the id {value!r}. Ids are GUIDs; a permission can be named by its value instead, "
                f"such as user_impersonation."
            )


def _represent_resource(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "resource_app_id": item["resourceAppId"],
        "resource_access": [{"id": entry["id"], "type": entry["type"]} for entry in item["resourceAccess"]],
    }


def _resource_to_graph(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "resourceAppId": item["resource_app_id"],
        "resourceAccess": [dict(entry) for entry in item["resource_access"]],
    }
