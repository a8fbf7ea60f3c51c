# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which applications there are of an id or a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import InvalidInput
from ..._http.odata import quoted
from ..client_secrets.tags import key_records
from ..graph.client import GraphClient
from ..graph.identifiers import guid
from .members import SELECT, represent
from .owners import owner_ids


class Applications:
    """Reads the applications that fit: by ``app_id``, by ``unique_name``, or all of a ``display_name``."""

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        self._graph = graph
        self._with_owners = options["owners"]
        self._path = _path(options)

    def run(self) -> dict[str, Any]:
        """Read them; return the module's return values."""
        item = self._graph.batch([f"{self._path}$select={SELECT}"])[0]
        found = item.values() if self._path.endswith("&") else [item.take()]
        applications = [
            {**represent(each), "recorded_keys": _recorded_keys(each.get("tags") or [])} for each in found if each
        ]
        for application, owners in zip(applications, self._owners(applications)):
            application["owners"] = owners
        return {"applications": applications}

    def _owners(self, applications: list[dict[str, Any]]) -> list[list[str] | None]:
        if not applications or not self._with_owners:
            return [None] * len(applications)
        return [
            owner_ids(item.values())
            for item in self._graph.batch([f"/applications/{item['id']}/owners?$select=id" for item in applications])
        ]


def _path(options: Mapping[str, Any]) -> str:
    if options["app_id"]:
        return f"/applications(appId={quoted(guid(options['app_id'], 'app_id', 'the application (client) id'))})?"
    if options["unique_name"]:
        return f"/applications(uniqueName={quoted(options['unique_name'])})?"
    if options["display_name"]:
        return f"/applications?$filter=displayName%20eq%20{quoted(options['display_name'])}&"
    raise InvalidInput(
        "app_id, unique_name and display_name are all empty. Give the one by which to find applications."
    )


def _recorded_keys(tags: list[str]) -> list[dict[str, str]]:
    return [
        {"connection": record.connection, "key_id": record.key_id, "state": record.state}
        for record in sorted(key_records(tags), key=lambda record: (record.connection, record.state))
    ]
