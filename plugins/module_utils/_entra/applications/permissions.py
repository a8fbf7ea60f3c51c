# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The permissions that an application asks for, given by name: looked up on the resource's service principal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import InvalidInput, NotFound
from ..._http.odata import quoted
from ..graph.batch import Item

# A permission's type -> where a resource publishes those.
PUBLISHED = {"Scope": "oauth2PermissionScopes", "Role": "appRoles"}


class PermissionNames:
    """``required_resource_access`` with the names in it turned into ids, once those are read."""

    def __init__(self, wanted: list[dict[str, Any]] | None) -> None:
        self._wanted = wanted
        self._published: dict[str, Mapping[str, Any]] = {}

    def paths(self) -> dict[str, str]:
        """What is still to be read: the resources of which a permission is named."""
        named = {
            item["resource_app_id"]
            for item in self._wanted or []
            if any(entry.get("value") for entry in item["resource_access"])
        }
        return {
            f"resource {app_id}": f"/servicePrincipals(appId={quoted(app_id)})?$select=displayName,oauth2PermissionScopes,appRoles"
            for app_id in sorted(named - set(self._published))
        }

    def take(self, answers: Mapping[str, Item]) -> None:
        """Keep what was read. Raises `NotFound` for a resource that the tenant doesn't have."""
        for key in self.paths():
            app_id = key.rpartition(" ")[2]
            found = answers[key].take()
            if found is None:
                raise NotFound(
                    f"Resource {app_id} has no service principal in this tenant, so the names of its permissions can't be looked up. "
                    f"Create it with entra_service_principal, or give the permissions in required_resource_access by their id.",
                    status=404,
                )
            self._published[app_id] = found

    def resolved(self) -> list[dict[str, Any]] | None:
        """All permissions by their ids. Raises `InvalidInput` for a name that the resource doesn't publish."""
        if self._wanted is None:
            return None
        return [
            {
                "resource_app_id": item["resource_app_id"],
                "resource_access": [self._entry(item["resource_app_id"], entry) for entry in item["resource_access"]],
            }
            for item in self._wanted
        ]

    def _entry(self, app_id: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        if entry.get("id"):
            return {"id": entry["id"], "type": entry["type"]}
        there = self._by_name(app_id, entry["type"])
        if entry["value"] not in there:
            known = "; ".join(
                f"as {kind}: {', '.join(sorted(self._by_name(app_id, kind))) or 'none'}" for kind in PUBLISHED
            )
            raise InvalidInput(
                f"required_resource_access asks for {entry['value']} ({entry['type']}), which resource "
                f"{self._published[app_id].get('displayName')!r} ({app_id}) does not publish. It publishes {known}."
            )
        return {"id": there[entry["value"]], "type": entry["type"]}

    def _by_name(self, app_id: str, kind: str) -> dict[str, str]:
        entries = self._published[app_id].get(PUBLISHED[kind]) or []
        return {entry["value"]: entry["id"] for entry in entries if entry.get("value") and entry.get("isEnabled", True)}
