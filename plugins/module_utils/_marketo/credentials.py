# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The credentials that Marketo keeps for the sync (P12, P13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.errors import InvalidInput
from .._engine.plan import Change, Plan, differences, unchanged
from .._organization_url import OrganizationUrl, parse_organization_url
from .errors import tell_sync_state
from .organization_change import address_to_save
from .screen.screenshots import kept
from .session_host.client import SessionClient

SHOWN = ("username", "client_id", "organization_url")
SECRETS = ("password", "client_secret")


class Credentials:
    """The saved credentials. Secrets can be written but never read, so whether they differ can't be known."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._organization = wanted_organization(options)
        self._state: dict[str, Any] = {}
        self._saved: dict[str, Any] | None = None
        self._screenshots: list[Any] = []

    def read(self) -> dict[str, Any] | None:
        """Read what the page shows; after a save that is what the save's own check has read from a freshly loaded page."""
        if self._saved:
            return self._saved
        self._state = self._client.call("state", parts=["toggle", "credentials", "controls"])
        return self._state["credentials"]

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Save what differs. Raises `InvalidInput` where that would be another organization, without a word that it may be."""
        found = found or dict.fromkeys(SHOWN)
        try:
            url = address_to_save(found["organization_url"], self._organization, self._options["allow_url_change"])
            wanted = {
                "username": self._options["username"],
                "client_id": self._options["client_id"],
                "organization_url": url,
            }
            changed = differences(wanted, found)
            secrets = [name for name in SECRETS if self._options[name]]
            if not changed and not (secrets and self._options["update_secret"] == "always"):
                return unchanged(found)
            after = {**found, **changed}
            check_complete(after)
        except InvalidInput as error:
            tell_sync_state(error, self._state.get("munchkin_id"), self._state.get("sync_enabled"))
            raise
        names = ", ".join([*sorted(changed), *secrets])
        tenant = {"tenant_id": self._options["tenant_id"]} if self._options["tenant_id"] else {}
        payload = {**{name: after[name] for name in SHOWN}, **{name: self._options[name] for name in secrets}, **tenant}
        # A diff can't show that a secret changed, only that one is written.
        shown = {**after, **{name: "(written)" for name in secrets}}
        before = {**found, **{name: "(not shown)" for name in secrets}}
        return Plan(before, shown, (Change("save", f"save {names} in Marketo", payload),))

    def apply(self, change: Change) -> None:
        """Go through the dialog."""
        answer = self._client.call(
            "save_credentials", values=dict(change.payload), allow_url_change=self._options["allow_url_change"]
        )
        self._saved = answer["credentials"]
        self._screenshots = kept(answer["screenshots"])

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"credentials": {name: (found or {}).get(name) for name in SHOWN}, "screenshots": self._screenshots}


def wanted_organization(options: Mapping[str, Any]) -> OrganizationUrl | None:
    """Return the organization that the option names; None if it names none."""
    return parse_organization_url(options["organization_url"]) if options["organization_url"] else None


def check_complete(after: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` for blanks that nobody fills."""
    missing = [name for name in SHOWN if not after[name]]
    if missing:
        raise InvalidInput(
            f"Marketo has no {' and no '.join(missing)} saved, and the task gives none. Its form takes no blank fields: give "
            f"{', '.join(missing)}."
        )
