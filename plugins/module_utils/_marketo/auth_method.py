# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How Marketo signs in to Dynamics: as the sync user (ROPC), or as the application itself (server-to-server)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from .._engine.errors import InvalidInput
from .._engine.operation import Found
from .._engine.plan import Change, Plan, differences, unchanged
from .credentials import check_complete, wanted_organization
from .errors import tell_sync_state
from .model import SECRETS, SHOWN, Credentials, PageState
from .organization_change import address_to_save
from .screen.screenshots import stored
from .session_host.client import SessionClient


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
        self._state: PageState | None = None

    def read(self) -> Found | None:
        """Read what the page shows, and what the task knows of the method where the page doesn't tell it."""
        self._state = self._client.state(["toggle", "credentials", "auth_method"])
        shown = asdict(self._state.credentials) if self._state.credentials else {}
        return {"method": self._state.auth_method or self._options["current_method"], **shown}

    def plan(self, found: Found | None) -> Plan:
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
            tell_sync_state(error, self._state)
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

    def apply(self, change: Change) -> Found | None:
        """Go through the tab. Return what the page showed and said."""
        done = self._client.switch_auth_method(
            self._method,
            Credentials(**change.payload),
            self._options["validation_timeout"],
            self._options["allow_url_change"],
        )
        ready = datetime.fromisoformat(done.switched_at) + timedelta(seconds=self._options["wait_seconds"])
        return {
            "method": self._method,
            **asdict(done.credentials),
            # When the sync may be enabled, in UTC.
            "ready_at": ready.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "checks": done.judgement.results(),
            "dialogs": done.dialogs,
            "screenshots": stored(done.screenshots),
        }

    def result(self, found: Found | None) -> dict[str, Any]:
        """Return the module's return values; ``ready_at`` is None if nothing was switched."""
        found = found or {}
        nothing: dict[str, Any] = {"method": None, "ready_at": None, "checks": [], "dialogs": [], "screenshots": []}
        return {name: found.get(name, default) for name, default in nothing.items()}
