# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the sync runs (P11, P17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.plan import Change, Plan, unchanged
from .screen.screenshots import kept
from .session_host.client import SessionClient


class Sync:
    """The sync between the Marketo instance and Dynamics."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._enabled = options["state"] == "enabled"
        self._switched: dict[str, Any] | None = None
        self._screenshots: list[Any] = []

    def read(self) -> dict[str, Any] | None:
        """Read the toggle; after a switch that is what the page has shown since, which is not loaded again to keep the sync's off-time short."""
        if self._switched:
            return self._switched
        state = self._client.call("state", parts=["toggle"])
        return {"sync_enabled": state["sync_enabled"], "munchkin_id": state["munchkin_id"]}

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Switch it, or leave it."""
        found = found or {}
        if found["sync_enabled"] == self._enabled:
            return unchanged(found)
        summary = f"{'enable' if self._enabled else 'disable'} the sync of {found['munchkin_id']}"
        return Plan(
            found, {**found, "sync_enabled": self._enabled}, (Change("switch", summary, {"enabled": self._enabled}),)
        )

    def apply(self, change: Change) -> None:
        """Click the toggle."""
        answer = self._client.call("set_sync", enabled=change.payload["enabled"])
        self._screenshots = kept(answer.pop("screenshots"))
        self._switched = answer

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {**(found or {}), "screenshots": self._screenshots}
