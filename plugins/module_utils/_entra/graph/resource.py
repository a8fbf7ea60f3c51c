# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all resources on Microsoft Graph share: after a write, reading goes on until the write shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.plan import Change, Plan
from .client import GraphClient
from .replication import settled


class EntraResource:
    """Base of the resources; they say how to look, plan and write.

    Reads lag behind writes on Microsoft Graph. So a read after a write counts only once the plan on it is empty: what is returned
    then is what was asked for.
    """

    kind = "object"
    """What the user reads in a sentence about waiting."""

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        self._graph = graph
        self._options = options
        self._written = False

    def read(self) -> dict[str, Any] | None:
        """Read what is there; after a write, once that shows. Raises `TimedOut` where it doesn't."""
        if not self._written:
            return self.look()
        return settled(
            self.look,
            lambda found: not self.plan(found).changes,
            f"the {self.kind} to show on Microsoft Graph as it was written",
        )

    def apply(self, change: Change) -> None:
        """Do one change of the plan."""
        self._written = True
        self.write(change)

    def look(self) -> dict[str, Any] | None:
        """Read once."""
        raise NotImplementedError

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Compare with what is wanted."""
        raise NotImplementedError

    def write(self, change: Change) -> None:
        """Write on Microsoft Graph."""
        raise NotImplementedError
