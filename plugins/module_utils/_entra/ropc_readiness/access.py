# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""May the user use the application? Assignment, consent, and the conditions of a sign-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..credentials.aadsts import CONDITIONS
from .facts import Facts, Unknown
from .finding import Finding, finding, unknown

SCOPE = "user_impersonation"
_ASSIGN_FIX = "Assign the user, or set app_role_assignment_required to false (entra_service_principal)."
_CONSENT_FIX = f"Grant {SCOPE} with admin consent (entra_permission_grant)."


def assignment(facts: Facts) -> Finding:
    code = "user_assigned"
    verdicts = [
        _assigned(facts, facts.client, facts.client_assignments),
        _assigned(facts, facts.resource, facts.resource_assignments),
    ]
    worst = next((each for wanted in (False, None) for each in verdicts if each["passed"] is wanted), verdicts[0])
    if worst["passed"] and any(item.get("appRoleAssignmentRequired") for item in (facts.client, facts.resource)):
        return finding(code, True, "the user is assigned where assignment is required")
    return worst


def _assigned(facts: Facts, principal: Any, assignments: Any) -> Finding:
    code = "user_assigned"
    if isinstance(principal, Unknown) or principal is None:
        return unknown(code, principal or Unknown("there is no service principal that could require assignment"))
    if not principal.get("appRoleAssignmentRequired"):
        return finding(code, True, "no assignment of users is required")
    if isinstance(assignments, Unknown):
        return unknown(code, assignments)
    if not isinstance(facts.user, Mapping):
        called = principal.get("displayName")
        return finding(
            code, None, f"unknown: {called!r} requires assignment, and the user could not be read", _ASSIGN_FIX
        )
    return _assigned_to(principal, assignments, facts.user["id"])


def _assigned_to(principal: Mapping[str, Any], assignments: Sequence[Mapping[str, Any]], user_id: str) -> Finding:
    """Whether the user is among those assigned. Who is in a group can't be read here."""
    code, called = "user_assigned", principal.get("displayName")
    if any(item.get("principalId") == user_id for item in assignments):
        return finding(code, True, f"the user is assigned to {called!r}")
    groups = sorted(
        str(item.get("principalDisplayName")) for item in assignments if item.get("principalType") == "Group"
    )
    if groups:
        fact = f"unknown: {called!r} requires assignment; the user is not assigned directly, but perhaps by group: {', '.join(groups)}"
        return finding(code, None, fact, _ASSIGN_FIX)
    return finding(code, False, f"{called!r} requires assignment, and the user is not assigned", _ASSIGN_FIX)


def consent(facts: Facts) -> Finding:
    code = "consent"
    if facts.resource is None:
        return finding(
            code,
            False,
            "Dynamics CRM has no service principal in this tenant",
            "Activate Dynamics 365 in this tenant, or correct tenant_id.",
        )
    if facts.client is None:
        return finding(code, False, "there is no service principal that anything could be granted to", _CONSENT_FIX)
    if isinstance(facts.grants, Unknown):
        return unknown(code, facts.grants)
    granted = [grant for grant in facts.grants if SCOPE in str(grant.get("scope") or "").split()]
    return _granted(granted, facts.user)


def _granted(grants: Sequence[Mapping[str, Any]], user: Any) -> Finding:
    """Whether the grants of the permission hold for the user."""
    code = "consent"
    if any(grant.get("consentType") == "AllPrincipals" for grant in grants):
        return finding(code, True, f"{SCOPE} is granted for all users")
    if not grants:
        return finding(code, False, f"{SCOPE} of Dynamics CRM is not granted to the application", _CONSENT_FIX)
    if not isinstance(user, Mapping):
        return finding(
            code, None, f"unknown: {SCOPE} is granted to some users, and this one could not be read", _CONSENT_FIX
        )
    if any(grant.get("principalId") == user["id"] for grant in grants):
        return finding(code, True, f"{SCOPE} is granted for this user")
    return finding(code, False, f"{SCOPE} is granted for other users only", _CONSENT_FIX)


def conditional_access(sign_ins: Any) -> Finding:
    """What stands in the way only a sign-in shows; the log keeps the last ones."""
    code, advice = (
        "conditional_access",
        "Try the sign-in itself (password and organization_url), or look at the Conditional Access policies.",
    )
    if isinstance(sign_ins, Unknown):
        return finding(code, None, f"unknown: {sign_ins.reason}", sign_ins.fix or advice)
    if not sign_ins:
        return finding(
            code,
            None,
            "unknown: the log of sign-ins holds none of this user and application in the last 7 days",
            advice,
        )
    last = sign_ins[0]
    if not last["error_code"]:
        return finding(code, True, f"the last sign-in, {last['created']}, succeeded")
    if last["error_code"] in CONDITIONS or last["conditional_access"]["status"] == "failure":
        named = ", ".join(
            repr(item["display_name"]) for item in last["conditional_access"]["policies"] if item["result"] == "failure"
        )
        meaning = last["meaning"] or last["failure_reason"] or "a Conditional Access policy was not met"
        return finding(
            code,
            False,
            f"at the last sign-in, {last['created']}, {meaning} ({last['error_code']}){': ' + named if named else ''}",
            last["fix"] or "Exclude the sync user from that policy.",
            last["error_code"],
        )
    return finding(
        code,
        None,
        f"unknown: the last sign-in, {last['created']}, failed before that ({last['error_code']}: "
        f"{last['meaning'] or last['failure_reason']})",
        last["fix"] or advice,
        last["error_code"],
    )
