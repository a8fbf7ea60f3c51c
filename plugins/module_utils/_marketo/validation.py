# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven checks that Marketo makes (P14 to P16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.errors import MarketoDynamicsError, PageMismatch
from .._engine.plan import Change, Plan, unchanged
from .._organization_url import parse_organization_url
from .._validation_rows import evaluate, failure
from .errors import ValidationFailed, tell_sync_state
from .page_info import absolute
from .screen.screenshots import kept
from .session_host.client import SessionClient

FIELDS = ("username", "password", "client_id", "client_secret", "tenant_id")
SKIPPED = "A validation signs in to Dynamics for real, so check mode leaves it out."


class Validation:
    """Runs Marketo's own validation. It changes nothing, and is nevertheless left out in check mode."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._values = {name: options[name] for name in FIELDS if options[name]}
        self._values["organization_url"] = parse_organization_url(options["organization_url"]).organization_service_url

    def read(self) -> dict[str, Any] | None:
        """Validate. Raises `ValidationFailed` for red rows, where that is asked for."""
        if self._client.check_mode:
            return {
                "passed": None,
                "checks": [],
                "reason": None,
                "screenshot": None,
                "screenshots": [],
                "skipped_reason": SKIPPED,
            }
        shown = self._client.call(
            "validate",
            values=self._values,
            seconds=self._options["validation_timeout"],
            screenshot=absolute(self._options["screenshot"]),
        )
        checks, reason = evaluate(shown["rows"])
        found = {
            "passed": reason is None,
            "checks": checks,
            "reason": reason,
            "screenshot": shown["screenshot"],
            "screenshots": kept(shown["screenshots"]),
            "skipped_reason": None,
        }
        if reason and self._options["fail_on_red"]:
            raise _with_state(
                shown,
                ValidationFailed(
                    failure(checks, reason),
                    checks=checks,
                    screenshot=found["screenshot"],
                    screenshots=found["screenshots"],
                ),
            )
        if shown["not_closed"] and not reason:
            raise _with_state(
                shown,
                PageMismatch(
                    f"All rows are green. But: {shown['not_closed']}", checks=checks, screenshots=found["screenshots"]
                ),
            )
        return found

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """A validation changes nothing."""
        return unchanged(None)

    def apply(self, change: Change) -> None:
        """Never called: the plan is always empty."""

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return dict(found or {})


def _with_state(shown: Mapping[str, Any], error: MarketoDynamicsError) -> MarketoDynamicsError:
    tell_sync_state(error, shown["munchkin_id"], shown["sync_enabled"])
    return error
