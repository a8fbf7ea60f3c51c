# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Does a Dynamics organization answer at an address? Asked without a token, before anything secret is sent.

A Web API that is asked without a token answers 401, and its WWW-Authenticate header names where tokens come from, which tells the
organization's tenant (Microsoft's own samples discover the authority that way). Where the header doesn't tell, it stays unknown.
"""

from __future__ import annotations

import re
import socket
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .._engine.errors import InvalidInput, Unreachable
from .._http.retry import RetryPolicy
from .._http.transport import Response, Transport
from .._organization_url import SHAPES, OrganizationUrl
from .error_codes import refusal

_PATH = "/api/data/v9.2/WhoAmI"
_AUTHORITY = re.compile(r"authorization_uri\s*=\s*\"?(?P<uri>https://[^\s,\"]+)", re.IGNORECASE)
_TENANT = re.compile(r"^/(?P<tenant>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)", re.IGNORECASE)


class Challenge(NamedTuple):
    """Where an organization wants tokens from: the sign-in service's host, and the tenant's id. None where it did not say."""

    authority_host: str | None
    tenant_id: str | None


class HostUnknown(InvalidInput):
    """No host of this name is known here."""


class NoOrganization(InvalidInput):
    """Something answers at the address, and it is no Dynamics organization."""


def require_organization(
    transport: Transport, organization: OrganizationUrl, option: str, retry: RetryPolicy | None = None
) -> Challenge:
    """Ask, and return what the answer tells. Raises `HostUnknown`, `NoOrganization`, `Unreachable`; ``option`` is named in the sentence."""
    policy = retry or RetryPolicy(budget=30)
    address = f"{organization.resource_url}{_PATH}"
    try:
        response = policy.send("GET", lambda: transport.send("GET", address, headers={"Accept": "application/json"}))
    except Unreachable as failure:
        if _is_unknown_name(failure):
            raise HostUnknown(
                f"{option} names the host {organization.host}, and no such host is known. Check its spelling and region; write it like "
                f"{SHAPES}."
            ) from failure
        if "Tunnel connection failed" in failure.message:
            raise Unreachable(
                f"{failure.message} The proxy refuses or doesn't find this host: check {option}, and what the proxy allows.",
                sent=False,
            ) from failure
        raise
    return _judge(response, organization, option, policy)


def _judge(response: Response, organization: OrganizationUrl, option: str, policy: RetryPolicy) -> Challenge:
    wants = response.headers.get("www-authenticate", "")
    if response.status == 401 and "bearer" in wants.lower():
        return challenge(wants)
    if _is_dataverse(response):
        # It is Dataverse, and refuses for a reason of its own: a limit, a firewall.
        raise refusal("GET", "WhoAmI", response, organization.host, policy.waited_in_all)
    if response.status >= 500 or response.status == 429:
        raise Unreachable(
            f"{organization.host} answered with status {response.status}, which says nothing of the organization. Run again later.",
            sent=True,
        )
    what = (
        "asks for a sign-in of another kind than Dynamics online does"
        if response.status == 401
        else f"answered with status {response.status}, as no Dynamics organization does"
    )
    raise NoOrganization(
        f"{option} is {organization.given}, and {organization.host} {what}. Nothing secret was sent there. Copy the address from Dynamics "
        f"(Settings, Customizations, Developer Resources); write it like {SHAPES}."
    )


def challenge(header: str) -> Challenge:
    """What a WWW-Authenticate header tells."""
    found = _AUTHORITY.search(header)
    if not found:
        return Challenge(None, None)
    parts = urlsplit(found["uri"])
    tenant = _TENANT.match(parts.path)
    return Challenge(parts.hostname, tenant["tenant"].lower() if tenant else None)


def _is_dataverse(response: Response) -> bool:
    body = response.json if isinstance(response.json, dict) else {}
    told = body.get("error")
    error: dict[str, Any] = told if isinstance(told, dict) else {}
    return "odata-version" in response.headers or str(error.get("code", "")).lower().startswith("0x")


def _is_unknown_name(failure: Unreachable) -> bool:
    """Whether the name was looked up and does not exist. The libraries wrap that in several errors of their own."""
    pending, seen = [failure.__cause__], []
    while pending:
        error = pending.pop()
        if not isinstance(error, BaseException) or error in seen:
            continue
        if isinstance(error, socket.gaierror):
            return error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        seen.append(error)
        pending.extend([error.__cause__, error.__context__, getattr(error, "reason", None), *error.args])
    return False
