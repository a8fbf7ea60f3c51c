# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all resources on Microsoft Graph share: after a write, reading goes on until the write shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.operation import Found
from ..._engine.plan import Change, Plan
from .client import GraphClient
from .replication import settled


class EntraResource:
    """Base of the resources; they say how to look, plan and apply.

    Reads lag behind writes on Microsoft Graph. So a read after a write counts only once the plan on it is empty: what is returned
    then is what was asked for.
    """

    kind = "object"
    """What the user reads in a sentence about waiting."""

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        self._graph = graph
        self._options = options

    def read(self) -> Found | None:
        """Return what is there before anything is written."""
        return self.look()

    def settle(self, shown: Found | None) -> Found | None:
        """Read until the plan on what is there is empty. Raises `TimedOut`."""
        return settled(
            self.look,
            lambda found: not self.plan(found).changes,
            f"the {self.kind} to show on Microsoft Graph as it was written",
        )

    def look(self) -> Found | None:
        """Read once."""
        raise NotImplementedError

    def plan(self, found: Found | None) -> Plan:
        """Compare with what is wanted."""
        raise NotImplementedError

    def apply(self, change: Change) -> Found | None:
        """Make one change on Microsoft Graph."""
        raise NotImplementedError

    def result(self, found: Found | None) -> dict[str, Any]:
        """Return the module's return values."""
        raise NotImplementedError
