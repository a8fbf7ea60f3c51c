# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Can the service check the user's password? In a federated domain that takes a policy and a password hash in the cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..service_principals.home_realm_discovery_plan import WRAPPER, parse_definition
from .facts import Facts, Unknown
from .finding import Finding, finding, unknown

_DELEGATED_ONLY = (
    "Only a signed-in person with OnPremDirectorySynchronization.Read.All can read it; applications have no permission for it. Look in Entra "
    "Connect, or try the sign-in itself (password and organization_url)."
)


def user_synced(facts: Facts) -> Finding:
    """A federated domain's users come from Active Directory; one that doesn't has no password hash to synchronize."""
    code, federated = "user_synced", is_federated(facts)
    if isinstance(facts.user, Unknown):
        return unknown(code, facts.user)
    if facts.user is None:
        return finding(code, False, "there is no such user", "Correct username.")
    if facts.user.get("onPremisesSyncEnabled"):
        return finding(code, True, "the user is synchronized from Active Directory")
    stays = " any more; it was once (it has an immutable id)" if facts.user.get("onPremisesImmutableId") else ""
    fact = f"the user is not synchronized from Active Directory{stays}"
    if federated is False:
        return finding(code, True, f"{fact}, and need not be: the domain is managed")
    return finding(
        code,
        None,
        f"{fact}; in a federated domain it then needs a password of its own in the cloud, which can't be read",
        "Synchronize the user, or use one of a managed domain.",
    )


def policy(facts: Facts) -> Finding:
    code, federated = "home_realm_discovery_policy", is_federated(facts)
    if federated is False:
        return finding(code, True, "the domain is managed: no policy is needed")
    if isinstance(facts.policies, Unknown):
        return unknown(code, facts.policies)
    fix = "Assign one with AllowCloudPasswordValidation inside HomeRealmDiscoveryPolicy (entra_home_realm_discovery_policy)."
    if facts.policies:
        policy, whose = facts.policies[0], "the policy assigned to the application"
    elif isinstance(facts.default_policy, Unknown):
        return unknown(code, facts.default_policy)
    elif facts.default_policy:
        policy, whose = facts.default_policy, "the organization's default policy"
    else:
        return finding(
            code,
            False if federated else None,
            _unless(federated, "no Home Realm Discovery policy is assigned to the application"),
            fix,
        )
    if allows_cloud_passwords(policy):
        return finding(code, True, f"{whose}, {policy.get('displayName')!r}, allows cloud password validation")
    fact = f"{whose}, {policy.get('displayName')!r}, does not allow cloud password validation; without its wrapper {WRAPPER} a definition is ignored"
    return finding(code, False if federated else None, _unless(federated, fact), fix)


def password_hash_sync(facts: Facts) -> Finding:
    code, federated = "password_hash_sync", is_federated(facts)
    user = facts.user if isinstance(facts.user, Mapping) else None
    if federated is False and user is not None and not user.get("onPremisesSyncEnabled"):
        return finding(code, True, "the user lives in the cloud and its domain is managed: not needed")
    on = facts.password_hash_sync
    if on is True:
        return finding(code, True, "password hash sync is on")
    fix = "Turn password hash sync on in Entra Connect."
    off, why = _is_off(facts)
    if not off:
        more = (
            f" {facts.directory_sync.fix}"
            if isinstance(facts.directory_sync, Unknown) and facts.directory_sync.fix
            else ""
        )
        return finding(code, None, f"unknown: {why}", f"{_DELEGATED_ONLY}{more}")
    if federated and user is not None and user.get("onPremisesSyncEnabled"):
        return finding(code, False, why, fix)
    if federated is False:
        return finding(
            code,
            None,
            f"unknown: {why}; then pass-through authentication must check the password, which can't be read",
            fix,
        )
    return finding(code, None, f"unknown, since it isn't known whether this user needs it: {why}", fix)


def allows_cloud_passwords(policy: Mapping[str, Any]) -> bool:
    """Whether the policy's definition, which the service ignores without its wrapper, lets federated users sign in."""
    definition = parse_definition(policy)
    inner = definition.get(WRAPPER) if isinstance(definition, Mapping) else None
    return isinstance(inner, Mapping) and inner.get("AllowCloudPasswordValidation") is True


def is_federated(facts: Facts) -> bool | None:
    """None where it is not known."""
    if isinstance(facts.domain, Mapping) and facts.domain.get("authenticationType"):
        return bool(facts.domain["authenticationType"] == "Federated")
    return None


def _unless(federated: bool | None, fact: str) -> str:
    return fact if federated else f"unknown, since it isn't known whether the user's domain is federated: {fact}"


def _is_off(facts: Facts) -> tuple[bool, str]:
    """Whether it is surely off, and the words for what is known."""
    if facts.password_hash_sync is False:
        return True, "password hash sync is off"
    if facts.directory_sync is False:
        return True, "directory synchronization is off, so no password hashes come"
    if facts.directory_sync is True:
        return (
            False,
            f"directory synchronization is on; whether it brings password hashes can't be read: {facts.password_hash_sync.reason}",
        )
    return False, facts.password_hash_sync.reason
