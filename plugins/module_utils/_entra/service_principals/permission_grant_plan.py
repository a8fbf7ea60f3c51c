# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is to be granted: the pure half of the permission grant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..._engine.errors import InvalidInput
from ..._engine.plan import Change, Plan, unchanged

CONSENT_TYPES = {"all_principals": "AllPrincipals", "principal": "Principal"}
LONGEST_SCOPE = 3850
"""Characters that Microsoft Graph takes in a grant's scope."""


@dataclass(frozen=True)
class Parties:
    """Between whom a grant stands. The ids are object ids, None where there is no such object (yet)."""

    client_app_id: str | None
    resource_app_id: str
    client_id: str | None = None
    resource_id: str | None = None
    published: tuple[str, ...] = ()
    principal_id: str | None = None

    def complete(self) -> bool:
        """Whether a grant can exist between them."""
        return bool(self.client_id and self.resource_id)


def plan_grant(options: Mapping[str, Any], parties: Parties, found: dict[str, Any] | None) -> Plan:
    """The changes from what was found to what the options want."""
    there = set(found["scopes"]) if found else set()
    if options["state"] == "absent":
        rest = there - set(options["scopes"] or there)
        return _plan_rest(found, there, rest)
    named = set(options["scopes"])
    if parties.resource_id:
        check_published(options, parties, options["scopes"])
    wanted = named if options["exact"] else named | there
    if found:
        return _plan_change(found, there, wanted)
    return _plan_create(options, parties, sorted(wanted))


def check_published(options: Mapping[str, Any], parties: Parties, scopes: Sequence[str]) -> None:
    """Raise `InvalidInput` for a scope that the resource doesn't publish."""
    unknown = sorted(set(scopes) - set(parties.published))
    if unknown:
        raise InvalidInput(
            f"scopes holds {', '.join(unknown)}, which resource {options['resource_app_id']} does not publish. It publishes: "
            f"{', '.join(parties.published) or 'none'}."
        )


def check_scopes(options: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` where the options can't make a grant."""
    scopes = options["scopes"]
    if options["state"] == "present" and not scopes:
        raise InvalidInput(
            "scopes is empty. Name what to grant, such as user_impersonation; to take everything away use state absent."
        )
    for scope in scopes or []:
        if not scope or scope.split() != [scope]:
            raise InvalidInput(f"scopes holds {scope!r}. Each entry is one permission's name, without blanks.")
    if len(" ".join(scopes or [])) > LONGEST_SCOPE:
        raise InvalidInput(f"scopes is too long: Microsoft Graph takes {LONGEST_SCOPE} characters in one grant.")
    if (options["consent_type"] == "principal") != bool(options["principal"]):
        raise InvalidInput(
            "principal names the one user that consents: give it with consent_type principal, and only there."
        )


def split_scope(scope: str | None) -> list[str]:
    """The names in a grant's scope, sorted. Grants made in the portal begin with a blank."""
    return sorted(set((scope or "").split()))


def _plan_create(options: Mapping[str, Any], parties: Parties, scopes: list[str]) -> Plan:
    changes = []
    if not parties.resource_id:
        changes.append(Change("create_resource", f"create service principal of resource {parties.resource_app_id}"))
    whom = parties.client_app_id or "an application that does not exist yet"
    changes.append(Change("create", f"grant {', '.join(scopes)} to {whom}", {"scopes": scopes}))
    after = {
        "id": None,
        "client_app_id": parties.client_app_id,
        "resource_app_id": parties.resource_app_id,
        "consent_type": options["consent_type"],
        "principal_id": parties.principal_id,
        "scopes": scopes,
    }
    return Plan(None, after, tuple(changes))


def _plan_rest(found: dict[str, Any] | None, there: set[str], rest: set[str]) -> Plan:
    if found is None:
        return unchanged(None)
    if rest:
        return _plan_change(found, there, rest)
    summary = f"take all permissions ({', '.join(sorted(there)) or 'none left'}) from {found['client_app_id']}"
    return Plan(found, None, (Change("delete", summary, {"id": found["id"]}),))


def _plan_change(found: dict[str, Any], there: set[str], wanted: set[str]) -> Plan:
    if wanted == there:
        return unchanged(found)
    words = [
        f"{word} {', '.join(sorted(names))}"
        for word, names in (("grant", wanted - there), ("withdraw", there - wanted))
        if names
    ]
    summary = f"{' and '.join(words)}: permissions of {found['client_app_id']}"
    return Plan(
        found,
        {**found, "scopes": sorted(wanted)},
        (Change("update", summary, {"id": found["id"], "scopes": sorted(wanted)}),),
    )
