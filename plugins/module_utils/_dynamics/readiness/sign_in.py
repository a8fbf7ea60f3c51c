# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One sign-in with the very credentials that Marketo will use, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..._clouds import cloud_of
from ..._engine.errors import SignInRefused, Unreachable
from ..._entra.credentials.aadsts import PASSING, REFUSALS
from ..._entra.credentials.choice import choose
from ..._entra.credentials.sign_in import sign_in
from ..._entra.token import TokenQuery
from ..._http.transport import Transport
from ..._organization_url import OrganizationUrl
from ..probe import Challenge

ROPC, S2S = "ropc", "s2s"


class Outcome(NamedTuple):
    """``token`` of a success. Otherwise ``passed`` is False where the credentials are refused, None where that isn't known."""

    token: str | None = None
    passed: bool | None = True
    fact: str = ""
    fix: str | None = None
    code: str | None = None


def try_sign_in(
    transport: Transport, options: Mapping[str, Any], organization: OrganizationUrl, challenge: Challenge
) -> Outcome:
    """Sign in. A password is posted once, straight to the token endpoint, as Marketo does it."""
    tenant = _tenant(options)
    if challenge.tenant_id and _is_id(tenant) and tenant.lower() != challenge.tenant_id:
        return Outcome(
            passed=False,
            fact=f"the organization belongs to the tenant {challenge.tenant_id}, and the sign-in is for the tenant {tenant}; nothing "
            f"secret was sent",
            fix="Correct url or tenant_id.",
            code="other_tenant",
        )
    try:
        return Outcome(token=_token(transport, options, organization, tenant))
    except SignInRefused as refusal:
        return judge(refusal)
    except Unreachable as failure:
        return Outcome(
            passed=None,
            fact=f"the sign-in got no answer: {failure.message}",
            fix="See to the connection, then run again.",
        )


def judge(refusal: SignInRefused) -> Outcome:
    """What a refusal says of the credentials."""
    code = refusal.details.get("code")
    known = REFUSALS.get(code or "")
    if code in PASSING or (code is None and "status" in refusal.details):
        return Outcome(
            passed=None,
            fact=f"the sign-in service said nothing about these credentials: {refusal.message}",
            fix="Run again later.",
            code=code,
        )
    if known and not refusal.message.startswith("Waited"):
        return Outcome(passed=False, fact=f"{known.fact} ({code})", fix=known.fix, code=code)
    return Outcome(
        passed=False,
        fact=refusal.message,
        fix=known.fix if known else "Act on what the sign-in service says.",
        code=code,
    )


def _token(transport: Transport, options: Mapping[str, Any], organization: OrganizationUrl, tenant: str) -> str:
    cloud = cloud_of(options["cloud"], options["authority_host"])
    scope = f"{organization.resource_url}/.default"
    application: dict[str, Any] = {
        "tenant_id": tenant,
        "client_id": options["client_id"],
        "client_secret": options["client_secret"],
        "cloud": options["cloud"],
        "authority_host": options["authority_host"],
        "graph_endpoint": None,
        "scope": scope,
        "wait_for_new_secret": options["wait_for_new_secret"],
    }
    if options["auth_method"] == S2S:
        return str(TokenQuery(transport, application).run()["access_token"])
    if options["wait_for_new_secret"] and options["client_secret"]:
        # A password is posted only once. So the application alone shows first that its new secret is accepted.
        TokenQuery(transport, application).run()
    person = {**application, "sign_in_username": options["username"], "sign_in_password": options["password"]}
    return sign_in(choose(person), cloud, scope, transport).access_token


def _tenant(options: Mapping[str, Any]) -> str:
    """The directory; for a person one of its domain names stands for it as well."""
    return str(options["tenant_id"] or str(options["username"] or "").rpartition("@")[2])


def _is_id(tenant: str) -> bool:
    return len(tenant) == 36 and tenant.count("-") == 4
