# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What secrets an application has, without their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from ..._engine.durations import parse_time
from ..._engine.errors import NotFound
from ..._http.odata import quoted
from ..graph.client import GraphClient
from ..graph.identifiers import application_id
from .client_secret import SELECT
from .plan import represent
from .tags import LIVE, PENDING, key_records


def _now() -> datetime:
    return datetime.now(timezone.utc)


class ClientSecrets:
    """Reads the client secrets of one application."""

    def __init__(self, graph: GraphClient, options: Mapping[str, Any], clock: Callable[[], datetime] = _now) -> None:
        self._graph = graph
        self._description = options["description"]
        self._app_id = application_id(options, "app_id", graph.check_mode)
        self._now = clock()

    def run(self) -> dict[str, Any]:
        """Read the application and return its secrets. Raises `NotFound` without it."""
        if not self._app_id:
            return {"client_secrets": []}
        found = self._graph.find(f"/applications(appId={quoted(self._app_id)})?$select={SELECT}")
        if found is None:
            raise NotFound(
                f"There is no application with app_id {self._app_id} in this tenant. Correct app_id.", status=404
            )
        return {"client_secrets": self._secrets(represent(found))}

    def _secrets(self, found: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            self._shown(secret, found)
            for secret in found["secrets"]
            if self._description is None or secret["description"] == self._description
        ]

    def _shown(self, secret: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        records = [record for record in key_records(found["tags"]) if record.key_id == secret["key_id"]]
        left = parse_time(secret["end_date_time"]) - self._now
        return {
            **secret,
            "expires_in_days": left.days,
            "expired": left.total_seconds() <= 0,
            "live": any(record.state == LIVE for record in records),
            "pending": any(record.state == PENDING for record in records),
            "connections": sorted(record.connection for record in records if record.state in (LIVE, PENDING)),
        }
