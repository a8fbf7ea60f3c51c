# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Entra's sign-in errors (AADSTS codes) mean here, and what to do.

Source: learn.microsoft.com/entra/identity-platform/reference-error-codes. Microsoft warns that texts and numbers can change:
an unknown code is shown as the service worded it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..._engine.meaning import Meaning

_EXCLUDE = "Exclude the sync user from it: this sign-in has nobody who could answer a second factor."
_LATER = "Try again in a few minutes."
_CLOUD = "Check cloud and authority_host."
_TABLE = {
    # The application.
    7000215: (
        "the client secret is wrong",
        "Give the secret's value, not its id; a new one can take up to a minute until it is accepted.",
    ),
    7000222: ("the client secret has expired", "Create a new client secret for the application (entra_client_secret)."),
    7000218: (
        "no client secret was sent, and the application is a confidential client",
        "Send the application's client secret, or allow public client flows in its registration.",
    ),
    700025: ("the application is a public client and sent a secret", "Leave the client secret out."),
    700016: (
        "the application is not in this tenant",
        "Check the client id, tenant_id and cloud. One made seconds ago needs a moment.",
    ),
    7000229: (
        "the application has no service principal in this tenant",
        "Create its service principal, the enterprise application (entra_service_principal).",
    ),
    7000112: (
        "the application is disabled",
        "Enable its service principal (account_enabled of entra_service_principal).",
    ),
    70001: (
        "the application was not found, or is disabled",
        "Check the client id, and enable its service principal (account_enabled).",
    ),
    # Consent and the resource.
    65001: ("nobody has consented to the application's permissions", "Grant admin consent (entra_permission_grant)."),
    650056: (
        "the application lacks the permission it asks for",
        "Add the permission to the application, then grant consent.",
    ),
    650057: (
        "the application's registration doesn't list the resource it asks for",
        "Add the permission to required_resource_access, then grant consent.",
    ),
    500011: (
        "the resource has no service principal in this tenant, or its address is wrong",
        "Check the organization URL and its region, and that nothing follows its host name.",
    ),
    70011: ("the scope is malformed", "It must be the resource's address followed by /.default."),
    # The user and the password.
    50126: (
        "the user name or the password is wrong; for a federated user also: no Home Realm Discovery policy is assigned to the application, or password "
        "hash sync is off",
        "Check the password, the policy, and password hash sync. Don't try again with the same password: wrong ones lock the user.",
    ),
    50034: ("the user is not in this directory", "Check the user name (UPN) and the tenant."),
    51004: ("the user account is not in the directory", "Check the user name (UPN) and the tenant."),
    50020: (
        "the user comes from another tenant or identity provider",
        "Use a user of this tenant: neither guests nor personal accounts can sign in this way.",
    ),
    50053: (
        "the user is locked, or the sign-in came from an address marked as malicious",
        "Wait, and don't try again before.",
    ),
    50055: ("the user's password has expired", "Renew it, and exempt the sync user from expiry."),
    50144: (
        "the user's Active Directory password has expired",
        "Renew it on premises, and exempt the sync user from expiry.",
    ),
    50056: (
        "the directory holds no password for the user",
        "Turn password hash sync on in Entra Connect, or give a cloud user a password.",
    ),
    50057: ("the user is disabled", "Enable the user."),
    50105: (
        "the user is not assigned to the application",
        "Assign the user, or set app_role_assignment_required to false.",
    ),
    50173: ("the sign-in that this token goes back to was revoked", "Sign in anew."),
    # A second factor, Conditional Access.
    50076: ("the user must use multifactor authentication", _EXCLUDE),
    50079: ("the user must enrol in multifactor authentication", _EXCLUDE),
    50074: ("strong authentication is required of the user", _EXCLUDE),
    50072: ("the user must enrol in a second factor", _EXCLUDE),
    50158: ("an external security challenge was not met", _EXCLUDE),
    53003: ("a Conditional Access policy blocks the sign-in", "Exclude the sync user from that policy."),
    53000: ("a Conditional Access policy asks for a compliant device", "Exclude the sync user from that policy."),
    53001: ("a Conditional Access policy asks for a domain-joined device", "Exclude the sync user from that policy."),
    530035: (
        "the tenant's security defaults block the sign-in",
        "Security defaults know no exceptions; use Conditional Access policies in their place.",
    ),
    # The tenant and the cloud.
    50194: ("a single-tenant application was used without its tenant", "Give the tenant's own id as tenant_id."),
    9001023: ("this kind of sign-in needs the address of one tenant", "Give the tenant's own id as tenant_id."),
    90002: ("the tenant does not exist in this cloud", "Check tenant_id and cloud."),
    90038: ("the tenant belongs to another national cloud", _CLOUD),
    900382: ("the sign-in crosses from one national cloud to another", _CLOUD),
    900432: ("the application belongs to another national cloud", _CLOUD),
    # The request, and passing trouble.
    900144: ("the request lacks a parameter", "This is a defect of the software that sent it. Please report it."),
    50196: ("the application repeats the same request in a loop", "Stop whatever repeats it, and wait."),
    81010: (
        "seamless single sign-on could not check the Kerberos ticket",
        "Passwords have no part in this; look at seamless single sign-on on premises.",
    ),
    90033: ("the service is unavailable for a moment", _LATER),
    90024: ("the service is unavailable for a moment", _LATER),
    50033: ("the service met a passing error", _LATER),
    90006: ("the service met a passing error", _LATER),
    90090: ("the service met a passing error", _LATER),
    90055: ("the tenant sent too many requests", _LATER),
    **dict.fromkeys(
        range(80001, 80015),
        (
            "the pass-through authentication agent on premises could not check the password",
            "Look at the agents and at Active Directory on premises; the sign-in log tells more.",
        ),
    ),
}
MEANINGS = {f"AADSTS{number}": Meaning(*texts) for number, texts in _TABLE.items()}

# What a second factor, a device or a Conditional Access policy stands behind.
CONDITIONS = frozenset(f"AADSTS{number}" for number in (50072, 50074, 50076, 50079, 50158, 53000, 53001, 53003, 530035))
# Say nothing of whether the sign-in would work at another moment.
PASSING = frozenset(f"AADSTS{number}" for number in (50033, 90006, 90024, 90033, 90055, 90090))


def refusal_code(answer: Mapping[str, Any]) -> str | None:
    """The AADSTS code of a token endpoint's error body: from ``error_codes``, else from the description."""
    codes = answer.get("error_codes") or []
    if codes:
        return f"AADSTS{codes[0]}"
    match = re.search(r"AADSTS\d+", str(answer.get("error_description", "")))
    return match.group() if match else answer.get("error")


def explain(description: str, tenant_id: str | None, client_id: str | None, authority_host: str) -> str:
    """One sentence for the user: who tried to sign in where, what was found, what to do."""
    who = f"Microsoft Entra ID ({authority_host}) refused to sign in application {client_id} in tenant {tenant_id}"
    code = refusal_code({"error_description": description})
    meaning = MEANINGS.get(code or "")
    if meaning:
        return f"{who}: {meaning.fact} ({code}). {meaning.fix}"
    if "invalid_tenant" in description:
        return f"{who}: the tenant does not exist in this cloud. Check tenant_id and cloud."
    return f"{who}: {description.splitlines()[0] if description else 'no reason given'}"
