# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How Marketo signs in to Dynamics: as the sync user (ROPC), or as the application itself (server-to-server)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .._engine.errors import InvalidInput
from .._engine.plan import Change, Plan, differences, unchanged
from .credentials import SHOWN, check_complete, wanted_organization
from .errors import tell_sync_state
from .organization_change import address_to_save
from .screen.screenshots import kept
from .session_host.client import SessionClient

SECRETS = ("password", "client_secret")


class AuthMethod:
    """The authentication method, and the credentials that belong to it."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._method: str = options["method"]
        if self._method == "ropc" and not options["password"]:
            raise InvalidInput(
                "method is ropc, which signs in as the sync user, and password is missing. Give it. Nothing was changed."
            )
        if options["wait_seconds"] < 0:
            raise InvalidInput(f"wait_seconds is {options['wait_seconds']}. Give 0 or more. Nothing was changed.")
        self._organization = wanted_organization(options)
        self._state: dict[str, Any] = {}
        self._done: dict[str, Any] | None = None

    def read(self) -> dict[str, Any] | None:
        """Read what the page shows, and what the task knows of the method where the page doesn't tell it."""
        if self._done:
            return {"method": self._method, **self._done["credentials"]}
        self._state = self._client.call("state", parts=["toggle", "credentials", "auth_method"])
        return {"method": self._state["auth_method"] or self._options["current_method"], **self._state["credentials"]}

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Switch where the method or what the page shows differs. Raises `InvalidInput` for another organization, without a word that it may be."""
        found = found or {}
        try:
            url = address_to_save(found["organization_url"], self._organization, self._options["allow_url_change"])
            wanted = {
                "method": self._method,
                "username": self._options["username"],
                "client_id": self._options["client_id"],
                "organization_url": url,
            }
            changed = differences(wanted, found)
            after = {**found, **changed}
            if not changed:
                return unchanged(found)
            check_complete(after)
        except InvalidInput as error:
            tell_sync_state(error, self._state.get("munchkin_id"), self._state.get("sync_enabled"))
            raise
        secrets = {name: self._options[name] for name in SECRETS if self._options[name]}
        tenant = (
            {"tenant_id": self._options["tenant_id"]} if self._options["tenant_id"] and self._method == "s2s" else {}
        )
        shown_secrets = {name: "(written)" for name in secrets}
        summary = f"switch the authentication method to {self._method}, with {', '.join([*(name for name in sorted(changed) if name != 'method'), *secrets])}"
        payload = {**{name: after[name] for name in SHOWN}, **secrets, **tenant}
        return Plan(
            {**found, **{name: "(not shown)" for name in secrets}},
            {**after, **shown_secrets},
            (Change("switch", summary, payload),),
        )

    def apply(self, change: Change) -> None:
        """Go through the tab."""
        self._done = self._client.call(
            "switch_auth_method",
            method=self._method,
            values=dict(change.payload),
            seconds=self._options["validation_timeout"],
            allow_url_change=self._options["allow_url_change"],
        )

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        done = self._done or {"checks": [], "dialogs": [], "screenshots": []}
        return {
            "method": (found or {}).get("method"),
            "ready_at": self._ready_at(),
            "checks": done["checks"],
            "dialogs": done["dialogs"],
            "screenshots": kept(done["screenshots"]),
        }

    def _ready_at(self) -> str | None:
        """When the sync may be enabled, ISO 8601 in UTC; None where nothing was switched."""
        if not self._done:
            return None
        ready = datetime.fromisoformat(self._done["switched_at"]) + timedelta(seconds=self._options["wait_seconds"])
        return ready.strftime("%Y-%m-%dT%H:%M:%SZ")
