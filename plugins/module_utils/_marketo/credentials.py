# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The credentials that Marketo keeps for the sync (P12, P13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .._engine.errors import InvalidInput
from .._engine.operation import Found
from .._engine.plan import Change, Plan, differences, unchanged
from .._organization_url import OrganizationUrl, parse_organization_url
from .errors import tell_sync_state
from .model import SECRETS, SHOWN, Credentials, PageState
from .organization_change import address_to_save
from .screen.screenshots import stored
from .session_host.client import SessionClient


class SavedCredentials:
    """The saved credentials. Secrets can be written but never read, so whether they differ can't be known."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._organization = wanted_organization(options)
        self._state: PageState | None = None

    def read(self) -> Found | None:
        """Read what the page shows."""
        self._state = self._client.state(["toggle", "credentials", "controls"])
        return asdict(self._state.credentials) if self._state.credentials else None

    def plan(self, found: Found | None) -> Plan:
        """Save what differs. Raises `InvalidInput` where that would be another organization, without a word that it may be."""
        found = found or dict.fromkeys(SHOWN)
        try:
            url = address_to_save(found["organization_url"], self._organization, self._options["allow_url_change"])
            wanted = {
                "username": self._options["username"],
                "client_id": self._options["client_id"],
                "organization_url": url,
            }
            # What the page doesn't show isn't compared: it neither calls for a change nor prevents one.
            unseen = {name: wanted[name] for name in SHOWN if found[name] is None and wanted[name]}
            changed = {name: value for name, value in differences(wanted, found).items() if name not in unseen}
            secrets = [name for name in SECRETS if self._options[name]]
            if not changed and not (secrets and self._options["update_secret"] == "always"):
                return unchanged(found)
            after = {**found, **unseen, **changed}
            check_complete(after)
        except InvalidInput as error:
            tell_sync_state(error, self._state)
            raise
        names = ", ".join([*sorted(changed), *secrets])
        tenant = {"tenant_id": self._options["tenant_id"]} if self._options["tenant_id"] else {}
        payload = {**{name: after[name] for name in SHOWN}, **{name: self._options[name] for name in secrets}, **tenant}
        # A diff can't show that a secret changed, only that one is written.
        shown = {**after, **{name: "(written)" for name in secrets}}
        before = {**found, **{name: "(not shown)" for name in secrets}}
        return Plan(before, shown, (Change("save", f"save {names} in Marketo", payload),))

    def apply(self, change: Change) -> Found | None:
        """Go through the dialog. Return what the save's own check has read from a freshly loaded page."""
        saved = self._client.save_credentials(Credentials(**change.payload), self._options["allow_url_change"])
        return {**asdict(saved.credentials), "screenshots": stored(saved.screenshots)}

    def result(self, found: Found | None) -> dict[str, Any]:
        """Return the module's return values."""
        found = found or {}
        return {"credentials": {name: found.get(name) for name in SHOWN}, "screenshots": found.get("screenshots", [])}


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
