# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a tenant's policies allow of client secrets, read before one is made. A policy of the application itself overrides the tenant's
(learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy).

Only what certainly forbids the secret stops it here. A policy that can't be read, or that exempts some, leaves the word to the service.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..._engine.durations import parse_duration, parse_time
from ..._engine.errors import InvalidInput, RequestRefused
from ..._http.answers import values_of
from ..graph.client import GraphClient

TENANT = "/policies/defaultAppManagementPolicy"
APPLICATIONS = "/policies/appManagementPolicies"
ADDITION, LIFETIME = "passwordAddition", "passwordLifetime"


def read_restrictions(graph: GraphClient, application_id: str) -> list[dict[str, Any]]:
    """The restrictions on passwords that hold for the application, each with the name of its policy; none where they can't be read."""
    try:
        tenant, listed = graph.batch_get([TENANT, APPLICATIONS])
        policies = [policy for policy in values_of(listed or {"value": []}) if policy.get("isEnabled")]
        assigned = _assigned(graph, policies, application_id)
    except RequestRefused:
        # Without Policy.Read.All, or in a cloud without these policies, the service's answer to the creation tells.
        return []
    if assigned:
        return _named(assigned, (assigned.get("restrictions") or {}).get("passwordCredentials"))
    if not tenant or not tenant.get("isEnabled"):
        return []
    return _named(tenant, (tenant.get("applicationRestrictions") or {}).get("passwordCredentials"))


def check_restrictions(
    restrictions: list[dict[str, Any]], lifetime: timedelta, valid_for: str, created: str | None
) -> None:
    """Raise `InvalidInput` where a restriction forbids a secret of that lifetime on an application created then."""
    for restriction in restrictions:
        if not _holds(restriction, created):
            continue
        if restriction.get("restrictionType") == ADDITION:
            raise InvalidInput(
                f"Policy {restriction['policy']} of this tenant forbids client secrets on this application. Nothing was changed. Have the "
                f"application exempted from it."
            )
        longest = _longest(restriction)
        if longest is not None and lifetime > longest:
            raise InvalidInput(
                f"valid_for is {valid_for}, and policy {restriction['policy']} of this tenant allows client secrets of at most "
                f"{restriction['maxLifetime']} ({longest.days} days). Nothing was changed. Shorten valid_for, or have the policy changed."
            )


def _assigned(graph: GraphClient, policies: list[dict[str, Any]], application_id: str) -> dict[str, Any] | None:
    paths = [f"{APPLICATIONS}/{policy['id']}/appliesTo?$select=id" for policy in policies]
    for policy, found in zip(policies, graph.batch_get(paths) if paths else []):
        if any(item["id"] == application_id for item in values_of(found or {"value": []})):
            return policy
    return None


def _named(policy: Mapping[str, Any], restrictions: Any) -> list[dict[str, Any]]:
    name = f"{policy.get('displayName') or 'without a name'!r} ({policy.get('id')})"
    return [{**restriction, "policy": name} for restriction in restrictions or []]


def _holds(restriction: Mapping[str, Any], created: str | None) -> bool:
    """Whether the restriction is in force for an application created then, with nobody exempt whom we couldn't tell from us."""
    if restriction.get("state", "enabled") != "enabled" or restriction.get("excludeActors"):
        return False
    since = restriction.get("restrictForAppsCreatedAfterDateTime")
    return not since or (created is not None and parse_time(created) >= parse_time(since))


def _longest(restriction: Mapping[str, Any]) -> timedelta | None:
    if restriction.get("restrictionType") != LIFETIME or not restriction.get("maxLifetime"):
        return None
    try:
        return parse_duration(restriction["maxLifetime"], "maxLifetime")
    except InvalidInput:
        return None
