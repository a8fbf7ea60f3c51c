# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Microsoft Entra's log of sign-ins: the newest ones of an application, with what their codes mean.

The log needs a premium licence of the tenant (Entra ID P1) and is published for the global cloud only
(learn.microsoft.com/graph/api/signin-list). Where it can't be read, that is an answer too: a diagnosis goes on without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple
from urllib.parse import quote

from .._clouds import PUBLIC
from .._engine.durations import format_time, parse_duration
from .._engine.errors import InvalidInput, RequestRefused
from .._http.answers import values_of
from .credentials.aadsts import MEANINGS
from .graph.client import GraphClient
from .graph.identifiers import application_id

NO_PREMIUM = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"
LARGEST_PAGE = 1000
_STAMPS = ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d%z")


class SignIns(NamedTuple):
    """``found``: the newest sign-ins first. ``unavailable``: why the log can't be read, None where it can."""

    found: list[dict[str, Any]]
    unavailable: str | None


class SignInLog:
    """Reads the newest sign-ins of one application, of all users or of one."""

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        self._graph = graph
        self._options = options
        self._app_id = application_id(options, "app_id", graph.check_mode)
        self._since = parse_since(options["since"], datetime.now(timezone.utc))
        if not 1 <= options["limit"] <= LARGEST_PAGE:
            raise InvalidInput(f"limit is {options['limit']}. It must be between 1 and {LARGEST_PAGE}.")

    def run(self) -> dict[str, Any]:
        """Read the log; return the module's return values."""
        if not self._app_id:
            return {"available": None, "reason": "In check mode: the application does not exist yet.", "sign_ins": []}
        read = read_sign_ins(
            self._graph,
            self._app_id,
            self._options["username"],
            self._since,
            self._options["limit"],
            self._options["cloud"],
        )
        return {"available": read.unavailable is None, "reason": read.unavailable, "sign_ins": read.found}


def read_sign_ins(
    graph: GraphClient, app_id: str, username: str | None, since: datetime, limit: int, cloud: str
) -> SignIns:
    """The newest ``limit`` sign-ins since then. Raises `RequestRefused` for what is neither a missing licence nor a missing permission."""
    terms = [f"appId eq '{app_id}'"]
    if username:
        # The log keeps user names in lower case, and compares them as they are.
        terms.append("userPrincipalName eq '{}'".format(username.lower().replace("'", "''")))
    terms.append(f"createdDateTime ge {format_time(since)}")
    try:
        found = _newest(graph, f"/auditLogs/signIns?$filter={quote(' and '.join(terms))}&$top={limit}", limit)
    except RequestRefused as refusal:
        reason = _unavailable(refusal, cloud)
        if reason is None:
            raise
        return SignIns([], reason)
    return SignIns([represent(item) for item in found], None)


def parse_since(text: str, now: datetime) -> datetime:
    """A moment, from a duration back from now or from ISO 8601; without a zone it is UTC. Raises `InvalidInput`."""
    try:
        return now - parse_duration(text, "since")
    except InvalidInput:
        pass
    stamp = text.strip().upper().replace(" ", "T", 1)
    stamp = stamp[:-1] + "+0000" if stamp.endswith("Z") else stamp
    for form in _STAMPS:
        for zoned in (stamp, stamp + "+0000"):
            try:
                return datetime.strptime(zoned, form)
            except ValueError:
                continue
    raise InvalidInput(
        f"since is {text!r}. Write how far back to look, like 2h, 7d or P7D, or a time in ISO 8601, like 2026-01-31T10:00:00Z."
    )


def represent(sign_in: Mapping[str, Any]) -> dict[str, Any]:
    """A sign-in with this collection's names; a successful one has neither code nor reason."""
    status = sign_in.get("status") or {}
    number = status.get("errorCode") or 0
    code = f"AADSTS{number}" if number else None
    known = MEANINGS.get(code or "")
    return {
        "created": sign_in.get("createdDateTime"),
        "user": sign_in.get("userPrincipalName"),
        "error_code": code,
        "failure_reason": status.get("failureReason") if code else None,
        "meaning": known.fact if known else None,
        "fix": known.fix if known else None,
        "conditional_access": {
            "status": sign_in.get("conditionalAccessStatus"),
            "policies": [_policy(item) for item in sign_in.get("appliedConditionalAccessPolicies") or []],
        },
        "correlation_id": sign_in.get("correlationId"),
    }


def _policy(applied: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "display_name": applied.get("displayName"),
        "result": applied.get("result"),
        "grant_controls": applied.get("enforcedGrantControls") or [],
    }


def _newest(graph: GraphClient, path: str, limit: int) -> list[dict[str, Any]]:
    """The first ``limit`` entries; the service sends the newest first. A page may be empty and still have a next one."""
    entries: list[dict[str, Any]] = []
    for page in graph.pages(path):
        entries.extend(values_of(page))
        if len(entries) >= limit:
            break
    return sorted(entries, key=lambda item: str(item.get("createdDateTime")), reverse=True)[:limit]


def _unavailable(refusal: RequestRefused, cloud: str) -> str | None:
    """Why the log can't be read at all; None for any other trouble."""
    if refusal.code == NO_PREMIUM:
        return "The tenant has no premium licence (Entra ID P1), and the log of sign-ins needs one."
    if refusal.status == 403 and refusal.code:
        return (
            f"{refusal.message} (For a signed-in person, and in older texts for applications too, Microsoft's reference names Directory.Read.All "
            f"beside it.)"
        )
    if cloud != PUBLIC and refusal.status in (400, 404):
        return f"Microsoft's reference lists the log of sign-ins for the global cloud only, and this one answered: {refusal.message}"
    return None
