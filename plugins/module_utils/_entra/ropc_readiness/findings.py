# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the facts mean for a sign-in with user name and password: the pure half.

A finding has passed, has not, or is unknown (None). Unknown is never read as either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..credentials.aadsts import CONDITIONS
from ..service_principals.home_realm_discovery_plan import WRAPPER, parse_definition
from .facts import Facts, Unknown
from .live import LiveTry

Finding = dict[str, Any]
SCOPE = "user_impersonation"
_DELEGATED_ONLY = (
    "Only a signed-in person with OnPremDirectorySynchronization.Read.All can read it; applications have no permission for it. Look in Entra "
    "Connect, or try the sign-in itself (password and organization_url)."
)


def judge(facts: Facts, username: str, live: LiveTry) -> list[Finding]:
    """All findings, in the order in which the service would stumble over them."""
    return [
        _service_principal(facts.client),
        _service_principal_enabled(facts.client),
        _domain(facts.domain, username),
        _user_exists(facts.user, username),
        _of_user(
            "user_enabled",
            facts.user,
            "accountEnabled",
            True,
            "the user is enabled",
            "the user is disabled",
            "Enable the user.",
        ),
        _of_user(
            "user_member",
            facts.user,
            "userType",
            "Member",
            "the user is a member",
            "the user is a guest",
            "Use a member of this tenant: guests can't sign in with name and password.",
        ),
        _user_synced(facts),
        _policy(facts),
        _password_hash_sync(facts),
        _assignment(facts),
        _consent(facts),
        _conditional_access(facts.sign_ins),
        _finding("live_sign_in", live.passed, live.fact, live.fix, live.code),
    ]


def readiness(findings: Sequence[Mapping[str, Any]]) -> bool | None:
    """True or False where that is sure. A sign-in that was really tried outweighs all that was read."""
    live = next(finding["passed"] for finding in findings if finding["code"] == "live_sign_in")
    if live is not None:
        return live
    passed = [finding["passed"] for finding in findings if finding["code"] != "live_sign_in"]
    return False if False in passed else None if None in passed else True


def allows_cloud_passwords(policy: Mapping[str, Any]) -> bool:
    """Whether the policy's definition, which the service ignores without its wrapper, lets federated users sign in."""
    definition = parse_definition(policy)
    inner = definition.get(WRAPPER) if isinstance(definition, Mapping) else None
    return isinstance(inner, Mapping) and inner.get("AllowCloudPasswordValidation") is True


def is_federated(facts: Facts) -> bool | None:
    """None where it is not known."""
    if isinstance(facts.domain, Mapping) and facts.domain.get("authenticationType"):
        return facts.domain["authenticationType"] == "Federated"
    return None


def _finding(
    code: str, passed: bool | None, fact: str, fix: str | None = None, error_code: str | None = None
) -> Finding:
    return {"code": code, "passed": passed, "fact": fact, "fix": None if passed else fix, "error_code": error_code}


def _unknown(code: str, unknown: Unknown) -> Finding:
    return _finding(code, None, f"unknown: {unknown.reason}", unknown.fix)


def _service_principal(client: Any) -> Finding:
    code = "service_principal_exists"
    if isinstance(client, Unknown):
        return _unknown(code, client)
    if client is None:
        return _finding(
            code,
            False,
            "the application has no service principal in this tenant",
            "Create it (entra_service_principal), or correct app_id.",
        )
    return _finding(code, True, f"the application's service principal is {client.get('displayName')!r}")


def _service_principal_enabled(client: Any) -> Finding:
    code = "service_principal_enabled"
    if isinstance(client, Unknown):
        return _unknown(code, client)
    if client is None:
        return _finding(
            code, False, "there is no service principal that could be enabled", "Create it (entra_service_principal)."
        )
    enabled = client.get("accountEnabled")
    if enabled is None:
        return _finding(
            code,
            None,
            "unknown: Microsoft Graph did not tell whether the service principal is enabled",
            "Look at the enterprise application.",
        )
    return _finding(
        code,
        enabled,
        f"the service principal is {'enabled' if enabled else 'disabled'}",
        "Set account_enabled (entra_service_principal).",
    )


def _domain(domain: Any, username: str) -> Finding:
    name = username.rpartition("@")[2]
    if isinstance(domain, Unknown):
        return _unknown("domain", domain)
    if domain is None:
        return _finding(
            "domain",
            False,
            f"{name} is no domain of this tenant",
            "Correct username: it is the user's sign-in name (UPN) in this tenant.",
        )
    if domain.get("isVerified") is False:
        return _finding(
            "domain", False, f"the domain {name} is not verified", "Verify it, or use a user of another domain."
        )
    kind = domain.get("authenticationType")
    if not kind:
        return _finding("domain", None, f"unknown: Microsoft Graph did not tell how the domain {name} authenticates")
    needs = (
        "so the application needs a Home Realm Discovery policy, and the tenant password hash sync"
        if kind == "Federated"
        else "so no policy is needed"
    )
    return _finding("domain", True, f"the domain {name} is {str(kind).lower()}, {needs}")


def _user_exists(user: Any, username: str) -> Finding:
    if isinstance(user, Unknown):
        return _unknown("user_exists", user)
    if user is None:
        return _finding(
            "user_exists",
            False,
            f"this tenant has no user {username}",
            "Correct username: it is the user's sign-in name (UPN) in this tenant.",
        )
    return _finding("user_exists", True, f"the user {user.get('userPrincipalName') or username} exists")


def _of_user(code: str, user: Any, member: str, wanted: Any, good: str, bad: str, fix: str) -> Finding:
    if isinstance(user, Unknown):
        return _unknown(code, user)
    if user is None:
        return _finding(code, False, "there is no such user", "Correct username.")
    value = user.get(member)
    if value is None:
        return _finding(
            code,
            None,
            f"unknown: Microsoft Graph did not tell the user's {member}",
            "Grant the signed-in application User.Read.All.",
        )
    return _finding(code, value == wanted, good if value == wanted else bad, fix)


def _user_synced(facts: Facts) -> Finding:
    """A federated domain's users come from Active Directory; one that doesn't has no password hash to synchronize."""
    code, federated = "user_synced", is_federated(facts)
    if isinstance(facts.user, Unknown):
        return _unknown(code, facts.user)
    if facts.user is None:
        return _finding(code, False, "there is no such user", "Correct username.")
    if facts.user.get("onPremisesSyncEnabled"):
        return _finding(code, True, "the user is synchronized from Active Directory")
    stays = " any more; it was once (it has an immutable id)" if facts.user.get("onPremisesImmutableId") else ""
    fact = f"the user is not synchronized from Active Directory{stays}"
    if federated is False:
        return _finding(code, True, f"{fact}, and need not be: the domain is managed")
    return _finding(
        code,
        None,
        f"{fact}; in a federated domain it then needs a password of its own in the cloud, which can't be read",
        "Synchronize the user, or use one of a managed domain.",
    )


def _policy(facts: Facts) -> Finding:
    code, federated = "home_realm_discovery_policy", is_federated(facts)
    if federated is False:
        return _finding(code, True, "the domain is managed: no policy is needed")
    if isinstance(facts.policies, Unknown):
        return _unknown(code, facts.policies)
    fix = "Assign one with AllowCloudPasswordValidation inside HomeRealmDiscoveryPolicy (entra_home_realm_discovery_policy)."
    if facts.policies:
        policy, whose = facts.policies[0], "the policy assigned to the application"
    elif isinstance(facts.default_policy, Unknown):
        return _unknown(code, facts.default_policy)
    elif facts.default_policy:
        policy, whose = facts.default_policy, "the organization's default policy"
    else:
        return _finding(
            code,
            False if federated else None,
            _unless(federated, "no Home Realm Discovery policy is assigned to the application"),
            fix,
        )
    if allows_cloud_passwords(policy):
        return _finding(code, True, f"{whose}, {policy.get('displayName')!r}, allows cloud password validation")
    fact = f"{whose}, {policy.get('displayName')!r}, does not allow cloud password validation; without its wrapper {WRAPPER} a definition is ignored"
    return _finding(code, False if federated else None, _unless(federated, fact), fix)


def _unless(federated: bool | None, fact: str) -> str:
    return fact if federated else f"unknown, since it isn't known whether the user's domain is federated: {fact}"


def _password_hash_sync(facts: Facts) -> Finding:
    code, federated = "password_hash_sync", is_federated(facts)
    user = facts.user if isinstance(facts.user, Mapping) else None
    if federated is False and user is not None and not user.get("onPremisesSyncEnabled"):
        return _finding(code, True, "the user lives in the cloud and its domain is managed: not needed")
    on = facts.password_hash_sync
    if on is True:
        return _finding(code, True, "password hash sync is on")
    fix = "Turn password hash sync on in Entra Connect."
    off, why = _is_off(facts)
    if not off:
        more = (
            f" {facts.directory_sync.fix}"
            if isinstance(facts.directory_sync, Unknown) and facts.directory_sync.fix
            else ""
        )
        return _finding(code, None, f"unknown: {why}", f"{_DELEGATED_ONLY}{more}")
    if federated and user is not None and user.get("onPremisesSyncEnabled"):
        return _finding(code, False, why, fix)
    if federated is False:
        return _finding(
            code,
            None,
            f"unknown: {why}; then pass-through authentication must check the password, which can't be read",
            fix,
        )
    return _finding(code, None, f"unknown, since it isn't known whether this user needs it: {why}", fix)


def _is_off(facts: Facts) -> tuple:
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


def _assignment(facts: Facts) -> Finding:
    code = "user_assigned"
    verdicts = [
        _assigned(facts, facts.client, facts.client_assignments),
        _assigned(facts, facts.resource, facts.resource_assignments),
    ]
    worst = next(
        (finding for wanted in (False, None) for finding in verdicts if finding["passed"] is wanted), verdicts[0]
    )
    if worst["passed"] and any(item.get("appRoleAssignmentRequired") for item in (facts.client, facts.resource)):
        return _finding(code, True, "the user is assigned where assignment is required")
    return worst


def _assigned(facts: Facts, principal: Any, assignments: Any) -> Finding:
    code = "user_assigned"
    if isinstance(principal, Unknown) or principal is None:
        return _unknown(code, principal or Unknown("there is no service principal that could require assignment"))
    if not principal.get("appRoleAssignmentRequired"):
        return _finding(code, True, "no assignment of users is required")
    if isinstance(assignments, Unknown):
        return _unknown(code, assignments)
    called, fix = (
        principal.get("displayName"),
        "Assign the user, or set app_role_assignment_required to false (entra_service_principal).",
    )
    if not isinstance(facts.user, Mapping):
        return _finding(code, None, f"unknown: {called!r} requires assignment, and the user could not be read", fix)
    if any(item.get("principalId") == facts.user["id"] for item in assignments):
        return _finding(code, True, f"the user is assigned to {called!r}")
    groups = sorted(
        str(item.get("principalDisplayName")) for item in assignments if item.get("principalType") == "Group"
    )
    if groups:
        fact = f"unknown: {called!r} requires assignment; the user is not assigned directly, but perhaps by group: {', '.join(groups)}"
        return _finding(code, None, fact, fix)
    return _finding(code, False, f"{called!r} requires assignment, and the user is not assigned", fix)


def _consent(facts: Facts) -> Finding:
    code, fix = "consent", f"Grant {SCOPE} with admin consent (entra_permission_grant)."
    if facts.resource is None:
        return _finding(
            code,
            False,
            "Dynamics CRM has no service principal in this tenant",
            "Activate Dynamics 365 in this tenant, or correct tenant_id.",
        )
    if facts.client is None:
        return _finding(code, False, "there is no service principal that anything could be granted to", fix)
    if isinstance(facts.grants, Unknown):
        return _unknown(code, facts.grants)
    granted = [grant for grant in facts.grants if SCOPE in str(grant.get("scope") or "").split()]
    if any(grant.get("consentType") == "AllPrincipals" for grant in granted):
        return _finding(code, True, f"{SCOPE} is granted for all users")
    if not granted:
        return _finding(code, False, f"{SCOPE} of Dynamics CRM is not granted to the application", fix)
    if not isinstance(facts.user, Mapping):
        return _finding(code, None, f"unknown: {SCOPE} is granted to some users, and this one could not be read", fix)
    if any(grant.get("principalId") == facts.user["id"] for grant in granted):
        return _finding(code, True, f"{SCOPE} is granted for this user")
    return _finding(code, False, f"{SCOPE} is granted for other users only", fix)


def _conditional_access(sign_ins: Any) -> Finding:
    """What stands in the way only a sign-in shows; the log keeps the last ones."""
    code, advice = (
        "conditional_access",
        "Try the sign-in itself (password and organization_url), or look at the Conditional Access policies.",
    )
    if isinstance(sign_ins, Unknown):
        return _finding(code, None, f"unknown: {sign_ins.reason}", sign_ins.fix or advice)
    if not sign_ins:
        return _finding(
            code,
            None,
            "unknown: the log of sign-ins holds none of this user and application in the last 7 days",
            advice,
        )
    last = sign_ins[0]
    if not last["error_code"]:
        return _finding(code, True, f"the last sign-in, {last['created']}, succeeded")
    if last["error_code"] in CONDITIONS or last["conditional_access"]["status"] == "failure":
        named = ", ".join(
            repr(item["display_name"]) for item in last["conditional_access"]["policies"] if item["result"] == "failure"
        )
        meaning = last["meaning"] or last["failure_reason"] or "a Conditional Access policy was not met"
        return _finding(
            code,
            False,
            f"at the last sign-in, {last['created']}, {meaning} ({last['error_code']}){': ' + named if named else ''}",
            last["fix"] or "Exclude the sync user from that policy.",
            last["error_code"],
        )
    return _finding(
        code,
        None,
        f"unknown: the last sign-in, {last['created']}, failed before that ({last['error_code']}: "
        f"{last['meaning'] or last['failure_reason']})",
        last["fix"] or advice,
        last["error_code"],
    )
