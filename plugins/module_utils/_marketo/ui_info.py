# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the doctor found, as a task asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._engine.plan import Change, Plan, unchanged
from .page_info import absolute
from .session_host.client import SessionClient


class DoctorInfo:
    """The resource behind marketo_ui_info. Nothing is changed, and nothing that is missing is an error."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._screens: Sequence[str] = options["screens"]
        self._path = absolute(options["screenshot"])

    def read(self) -> dict[str, Any] | None:
        """Let the session walk the page."""
        found: dict[str, Any] = self._client.call("examine", screens=self._screens, screenshot=self._path)
        return found

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Reading changes nothing."""
        return unchanged(None)

    def apply(self, change: Change) -> None:
        """Never called: the plan is always empty."""

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return dict(found or {})
