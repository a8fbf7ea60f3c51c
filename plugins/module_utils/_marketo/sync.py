# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the sync runs (P11, P17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.operation import Found
from .._engine.plan import Change, Plan, unchanged
from .screen.screenshots import stored
from .session_host.client import SessionClient


class Sync:
    """The sync between the Marketo instance and Dynamics."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._enabled: bool = options["state"] == "enabled"

    def read(self) -> Found | None:
        """Read the button that switches the sync."""
        state = self._client.state(["toggle"])
        return {"sync_enabled": state.sync_enabled, "munchkin_id": state.munchkin_id}

    def plan(self, found: Found | None) -> Plan:
        """Switch it, or leave it."""
        found = found or {}
        if found["sync_enabled"] == self._enabled:
            return unchanged(found)
        summary = f"{'enable' if self._enabled else 'disable'} the sync of {found['munchkin_id']}"
        return Plan(
            found, {**found, "sync_enabled": self._enabled}, (Change("switch", summary, {"enabled": self._enabled}),)
        )

    def apply(self, change: Change) -> Found | None:
        """Click the button. Return what the page has shown since: it is not loaded again, to keep the sync's off-time short."""
        switched = self._client.set_sync(change.payload["enabled"])
        return {
            "sync_enabled": switched.sync_enabled,
            "munchkin_id": switched.munchkin_id,
            "screenshots": stored(switched.screenshots),
        }

    def result(self, found: Found | None) -> dict[str, Any]:
        """Return the module's return values."""
        return {"screenshots": [], **(found or {})}
