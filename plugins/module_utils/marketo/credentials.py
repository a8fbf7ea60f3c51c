# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The credentials that Marketo keeps for the sync (P12, P13)."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.dynamics.organization_url import is_same_organization, parse_organization_url
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.plan import Change, Plan, differences, unchanged
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.client import SessionClient

SHOWN = ("username", "client_id", "organization_url")
SECRETS = ("password", "client_secret")


class Credentials:
    """The saved credentials. Secrets can be written but never read, so whether they differ can't be known."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._url: Optional[str] = None
        if options["organization_url"]:
            self._url = parse_organization_url(options["organization_url"]).organization_service_url
        self._saved: Optional[Dict[str, Any]] = None

    def read(self) -> Optional[Dict[str, Any]]:
        """Read what the page shows; after a save that is what the save's own check has read from a freshly loaded page."""
        return self._saved or self._client.call("state", parts=["toggle", "credentials", "controls"])["credentials"]

    def plan(self, found: Optional[Dict[str, Any]]) -> Plan:
        """Save what differs. Raises `InvalidInput` where that would be another organization, without a word that it may be."""
        found = found or dict.fromkeys(SHOWN)
        wanted = {"username": self._options["username"], "client_id": self._options["client_id"], "organization_url": self._url_to_keep(found)}
        changed = differences(wanted, found)
        secrets = [name for name in SECRETS if self._options[name]]
        if not changed and not (secrets and self._options["update_secret"] == "always"):
            return unchanged(found)
        after = {**found, **changed}
        self._check_complete(after)
        names = ", ".join([*sorted(changed), *secrets])
        payload = {**{name: after[name] for name in SHOWN}, **{name: self._options[name] for name in secrets}}
        # A diff can't show that a secret changed, only that one is written.
        shown = {**after, **{name: "(written)" for name in secrets}}
        before = {**found, **{name: "(not shown)" for name in secrets}}
        return Plan(before, shown, (Change("save", f"save {names} in Marketo", payload),))

    def apply(self, change: Change) -> None:
        """Go through the dialog."""
        values = {name: change.payload.get(name) for name in (*SHOWN, *SECRETS)}
        self._saved = self._client.call("save_credentials", values=values, allow_url_change=self._options["allow_url_change"])

    def result(self, found: Optional[Dict[str, Any]]) -> Dict[str, Any]:
        """The module's return values."""
        return {"credentials": {name: (found or {}).get(name) for name in SHOWN}}

    def _url_to_keep(self, found: Mapping[str, Any]) -> Optional[str]:
        """The address that the form is to hold: the saved one, letter for letter, as long as it names the wanted organization."""
        saved = found["organization_url"]
        if not self._url or not saved:
            return self._url
        if is_same_organization(saved, self._url):
            return saved
        if not self._options["allow_url_change"]:
            raise InvalidInput(
                f"Marketo is connected to {saved}, and organization_url asks for {self._url}: another organization. Nothing was changed. A wrong "
                f"organization can't be undone (Adobe: it takes a new Marketo subscription), so correct organization_url, or set allow_url_change "
                f"to true if this is meant.", saved=saved, wanted=self._url)
        return self._url

    def _check_complete(self, after: Mapping[str, Any]) -> None:
        missing: List[str] = [name for name in SHOWN if not after[name]]
        if missing:
            raise InvalidInput(f"Marketo has no {' and no '.join(missing)} saved, and the task gives none. Its form takes no blank fields: give "
                               f"{', '.join(missing)}.")
