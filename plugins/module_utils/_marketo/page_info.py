# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page shows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .._engine.plan import Change, Plan, unchanged
from .page.status_tabs import TABS
from .session_host.client import SessionClient


class PageInfo:
    """Reads the page, its other tabs where they are asked for, and takes a picture where one is asked for."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._path = absolute(options["screenshot"])
        asked = options["gather_subset"]
        self._tabs = [name for name in TABS if name in asked or "all" in asked]

    def read(self) -> dict[str, Any] | None:
        """Load the page and read it. The picture is of the first tab, which the others leave."""
        found = self._client.call("state", parts=["toggle", "credentials", "auth_method"])
        found["screenshot"] = self._client.call("screenshot", path=self._path) if self._path else None
        found.update({"backlog": None, "throughput": None, "errors": None})
        if self._tabs:
            found.update(self._client.call("read_tabs", names=self._tabs))
        return found

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Reading changes nothing."""
        return unchanged(None)

    def apply(self, change: Change) -> None:
        """Never called: the plan is always empty."""

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return dict(found or {})


def absolute(path: str | None) -> str | None:
    """The keeper has another working directory than the task."""
    return os.path.abspath(path) if path else None
