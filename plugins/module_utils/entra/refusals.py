# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Entra's sign-in errors (AADSTS codes) mean here, and what to do.

Source: learn.microsoft.com/entra/identity-platform/reference-error-codes. Microsoft warns that texts and numbers can change:
an unknown code is shown as the service worded it.
"""

from __future__ import annotations

import re
from typing import Any, Mapping, NamedTuple, Optional


class Refusal(NamedTuple):
    """``fact``: what the service found; ``fix``: what to do about it."""

    fact: str
    fix: str


REFUSALS = {
    "AADSTS7000215": Refusal("the client secret is wrong",
                             "Give the secret's value, not its id; a new one can take up to a minute until it is accepted."),
    "AADSTS7000222": Refusal("the client secret has expired", "Create a new client secret for the application."),
    "AADSTS7000218": Refusal("no client secret was sent, and the application is a confidential client", "Give client_secret."),
    "AADSTS700025": Refusal("the application is a public client and sent a secret", "Leave client_secret out."),
    "AADSTS700016": Refusal("the application is not in this tenant", "Check client_id, tenant_id and cloud."),
    "AADSTS7000229": Refusal("the application has no service principal in this tenant", "Create its service principal (enterprise application)."),
    "AADSTS7000112": Refusal("the application is disabled", "Enable its service principal (account_enabled)."),
    "AADSTS65001": Refusal("nobody has consented to the application's permissions", "Grant admin consent (entra_permission_grant)."),
    "AADSTS650056": Refusal("the application lacks the permission it asks for", "Add the permission to the application, then grant consent."),
    "AADSTS650057": Refusal("the application's registration doesn't list the resource it asks for",
                            "Add the permission to required_resource_access, then grant consent."),
    "AADSTS500011": Refusal("the resource has no service principal in this tenant, or its address is wrong", "Check the organization URL and its region."),
    "AADSTS70011": Refusal("the scope is malformed", "It must be the resource's address followed by /.default."),
    "AADSTS50126": Refusal("the user name or the password is wrong; for a federated user also: no Home Realm Discovery policy is assigned to the "
                           "application, or password hash sync is off",
                           "Check the password, the policy, and password hash sync. Don't try again with the same password: wrong ones lock the user."),
    "AADSTS50034": Refusal("the user is not in this directory", "Check the user name (UPN) and the tenant."),
    "AADSTS50053": Refusal("the user is locked, or the sign-in came from an address marked as malicious", "Wait, and don't try again before."),
    "AADSTS50055": Refusal("the user's password has expired", "Renew it, and exempt the sync user from expiry."),
    "AADSTS50056": Refusal("the directory holds no password for the user", "Turn password hash sync on in Entra Connect."),
    "AADSTS50057": Refusal("the user is disabled", "Enable the user."),
    "AADSTS50076": Refusal("the user must use multifactor authentication", "Exclude the sync user from it by Conditional Access."),
    "AADSTS50079": Refusal("the user must enrol in multifactor authentication", "Exclude the sync user from it by Conditional Access."),
    "AADSTS53003": Refusal("a Conditional Access policy blocks the sign-in", "Exclude the sync user from that policy."),
    "AADSTS50105": Refusal("the user is not assigned to the application", "Assign the user, or set app_role_assignment_required to false."),
    "AADSTS50194": Refusal("a single-tenant application was used without its tenant", "Give the tenant's own id as tenant_id."),
    "AADSTS90002": Refusal("the tenant does not exist in this cloud", "Check tenant_id and cloud."),
    "AADSTS90038": Refusal("the tenant belongs to another national cloud", "Check cloud."),
    "AADSTS900432": Refusal("the application belongs to another national cloud", "Check cloud."),
}


def refusal_code(answer: Mapping[str, Any]) -> Optional[str]:
    """The AADSTS code of a token endpoint's error body: from ``error_codes``, else from the description."""
    codes = answer.get("error_codes") or []
    if codes:
        return f"AADSTS{codes[0]}"
    match = re.search(r"AADSTS\d+", str(answer.get("error_description", "")))
    return match.group() if match else answer.get("error")


def explain(description: str, tenant_id: Optional[str], client_id: Optional[str], authority_host: str) -> str:
    """One sentence for the user: who tried to sign in where, what was found, what to do."""
    who = f"Microsoft Entra ID ({authority_host}) refused to sign in application {client_id} in tenant {tenant_id}"
    code = refusal_code({"error_description": description})
    refusal = REFUSALS.get(code or "")
    if refusal:
        return f"{who}: {refusal.fact} ({code}). {refusal.fix}"
    if "invalid_tenant" in description:
        return f"{who}: the tenant does not exist in this cloud. Check tenant_id and cloud."
    return f"{who}: {description.splitlines()[0] if description else 'no reason given'}"
