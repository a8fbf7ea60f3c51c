# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page shows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .model import SUBSETS
from .session_host.client import SessionClient


class PageInfo:
    """Reads the page, its other tabs if they are asked for, and takes a picture if one is asked for."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._path = absolute(options["screenshot"])
        asked = options["gather_subset"]
        self._tabs = [name for name in SUBSETS if name in asked or "all" in asked]

    def run(self) -> dict[str, Any]:
        """Load the page and read it. The picture is of the first tab, which the others leave."""
        found = asdict(self._client.state(["toggle", "credentials", "auth_method"]))
        found["screenshot"] = self._client.screenshot(self._path) if self._path else None
        found.update({"backlog": None, "throughput": None, "errors": None})
        if self._tabs:
            found.update(self._client.read_tabs(self._tabs))
        return found


def absolute(path: str | None) -> str | None:
    """Return the path as the session host needs it: it has another working directory than the task."""
    return os.path.abspath(path) if path else None
