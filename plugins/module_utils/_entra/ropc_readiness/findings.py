# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the facts mean for a sign-in with user name and password: the pure half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .access import assignment, conditional_access, consent
from .facts import Facts, Unknown
from .finding import Finding, finding, unknown
from .live import LiveTry
from .passwords import password_hash_sync, policy, user_synced


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
        user_synced(facts),
        policy(facts),
        password_hash_sync(facts),
        assignment(facts),
        consent(facts),
        conditional_access(facts.sign_ins),
        finding("live_sign_in", live.passed, live.fact, live.fix, live.code),
    ]


def readiness(findings: Sequence[Mapping[str, Any]]) -> bool | None:
    """True or False where that is sure. A sign-in that was really tried outweighs all that was read."""
    live: bool | None = next(each["passed"] for each in findings if each["code"] == "live_sign_in")
    if live is not None:
        return live
    passed = [each["passed"] for each in findings if each["code"] != "live_sign_in"]
    return False if False in passed else None if None in passed else True


def _service_principal(client: Any) -> Finding:
    code = "service_principal_exists"
    if isinstance(client, Unknown):
        return unknown(code, client)
    if client is None:
        return finding(
            code,
            False,
            "the application has no service principal in this tenant",
            "Create it (entra_service_principal), or correct app_id.",
        )
    return finding(code, True, f"the application's service principal is {client.get('displayName')!r}")


def _service_principal_enabled(client: Any) -> Finding:
    code = "service_principal_enabled"
    if isinstance(client, Unknown):
        return unknown(code, client)
    if client is None:
        return finding(
            code, False, "there is no service principal that could be enabled", "Create it (entra_service_principal)."
        )
    enabled = client.get("accountEnabled")
    if enabled is None:
        return finding(
            code,
            None,
            "unknown: Microsoft Graph did not tell whether the service principal is enabled",
            "Look at the enterprise application.",
        )
    return finding(
        code,
        enabled,
        f"the service principal is {'enabled' if enabled else 'disabled'}",
        "Set account_enabled (entra_service_principal).",
    )


def _domain(domain: Any, username: str) -> Finding:
    name = username.rpartition("@")[2]
    if isinstance(domain, Unknown):
        return unknown("domain", domain)
    if domain is None:
        return finding(
            "domain",
            False,
            f"{name} is no domain of this tenant",
            "Correct username: it is the user's sign-in name (UPN) in this tenant.",
        )
    if domain.get("isVerified") is False:
        return finding(
            "domain", False, f"the domain {name} is not verified", "Verify it, or use a user of another domain."
        )
    kind = domain.get("authenticationType")
    if not kind:
        return finding("domain", None, f"unknown: Microsoft Graph did not tell how the domain {name} authenticates")
    needs = (
        "so the application needs a Home Realm Discovery policy, and the tenant password hash sync"
        if kind == "Federated"
        else "so no policy is needed"
    )
    return finding("domain", True, f"the domain {name} is {str(kind).lower()}, {needs}")


def _user_exists(user: Any, username: str) -> Finding:
    if isinstance(user, Unknown):
        return unknown("user_exists", user)
    if user is None:
        return finding(
            "user_exists",
            False,
            f"this tenant has no user {username}",
            "Correct username: it is the user's sign-in name (UPN) in this tenant.",
        )
    return finding("user_exists", True, f"the user {user.get('userPrincipalName') or username} exists")


def _of_user(code: str, user: Any, member: str, wanted: Any, good: str, bad: str, fix: str) -> Finding:
    if isinstance(user, Unknown):
        return unknown(code, user)
    if user is None:
        return finding(code, False, "there is no such user", "Correct username.")
    value = user.get(member)
    if value is None:
        return finding(
            code,
            None,
            f"unknown: Microsoft Graph did not tell the user's {member}",
            "Grant the signed-in application User.Read.All.",
        )
    return finding(code, value == wanted, good if value == wanted else bad, fix)
