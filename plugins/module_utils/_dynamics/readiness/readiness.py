# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Will Marketo's *Validate Sync Setup* be green? Its seven rows, checked from outside with the very credentials that Marketo will use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..._engine.errors import InvalidInput
from ..._entra.graph.identifiers import application_id
from ..._http.transport import Transport
from ..._organization_url import OrganizationUrl, check_cloud, parse_organization_url
from ..probe import Challenge, HostUnknown, NoOrganization, require_organization
from ..solution import choose_solution
from ..web_api import WebApiClient, web_api_root
from . import checks as readiness_checks
from .checks import Verdict
from .facts import Facts, read_facts
from .findings import find
from .sign_in import ROPC, Outcome, try_sign_in

_CREDENTIALS = {ROPC: ("username", "password"), "s2s": ("client_secret",)}


class Way(NamedTuple):
    """How requests travel, and whether this is check mode."""

    transport: Transport
    check_mode: bool


@contextmanager
def readiness_way(params: Mapping[str, Any], check_mode: bool) -> Iterator[Way]:
    """Reading changes nothing; only the password is left alone in check mode."""
    transport = Transport(params["proxy"], params["ca_bundle"], params["timeout"])
    try:
        yield Way(transport, check_mode)
    finally:
        transport.close()


class DynamicsReadiness:
    """Asks the organization, signs in once, reads, and judges."""

    def __init__(self, way: Way, options: Mapping[str, Any]) -> None:
        self._way = way
        self._options = options
        self._organization = parse_organization_url(options["organization_url"])
        check_cloud(self._organization, options)
        self._app_id = application_id(options, "client_id", way.check_mode)
        if not way.check_mode:
            _require_credentials(options)
            # What isn't online may be on premises, where users need no domain and there is no directory. It is known once the host answered.
            if self._organization.online:
                _require_tenant(options)

    def run(self) -> dict[str, Any]:
        """Look. Raises `Unreachable` where nothing at all could be asked."""
        try:
            challenge = require_organization(self._way.transport, self._organization, "organization_url")
        except (HostUnknown, NoOrganization) as error:
            return self._result(Verdict(False, error.message), None, None, None)
        if not self._organization.online and not challenge.tenant_id:
            # Its tokens come from elsewhere than Entra, as from AD FS: nothing secret is sent there.
            source = challenge.authority_host or "a service that it does not name"
            fact = Verdict(
                True, f"{self._organization.host} answers as Dynamics on premises does: it wants a token of {source}"
            )
            return self._result(fact, challenge, None, None, on_premises=True)
        url_fact = Verdict(True, f"a Dynamics organization answers at {self._organization.host}")
        outcome = self._sign_in(challenge)
        facts = None
        if outcome and outcome.token:
            facts = read_facts(
                WebApiClient(self._way.transport, self._organization, outcome.token, self._way.check_mode),
                self._options,
            )
        return self._result(url_fact, challenge, outcome, facts)

    def _sign_in(self, challenge: Challenge) -> Outcome | None:
        options = self._options
        if self._way.check_mode and (
            options["auth_method"] == ROPC or not self._app_id or not options["client_secret"]
        ):
            return None
        _require_tenant(options)
        return try_sign_in(self._way.transport, options, self._organization, challenge)

    def _result(
        self,
        url_fact: Verdict,
        challenge: Challenge | None,
        outcome: Outcome | None,
        facts: Facts | None,
        on_premises: bool = False,
    ) -> dict[str, Any]:
        checks = (
            readiness_checks.left_out(url_fact)
            if on_premises
            else readiness_checks.judge(url_fact, outcome, facts, self._options)
        )
        findings = find(facts, self._organization, self._options) if facts else []
        return {
            "ready": readiness_checks.readiness(checks),
            "checks": checks,
            "findings": findings,
            "error_code": outcome.code if outcome else None,
            "organization": {**_organization(self._organization, challenge, facts), "on_premises": on_premises},
            "user": _user(facts),
            "solution": _solution(facts),
        }


def _require_credentials(options: Mapping[str, Any]) -> None:
    """What the chosen way to sign in can't do without."""
    method = options["auth_method"]
    missing: list[str] = [name for name in _CREDENTIALS[method] if not options[name]]
    if missing:
        raise InvalidInput(
            f"auth_method {method} needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} missing or empty."
        )


def _require_tenant(options: Mapping[str, Any]) -> None:
    """In which directory to sign in."""
    method = options["auth_method"]
    if not options["tenant_id"] and (method != ROPC or "@" not in options["username"]):
        raise InvalidInput(
            "tenant_id is missing; without it the directory is known by the domain of a user name alone, and here there is none."
        )


def _organization(organization: OrganizationUrl, challenge: Challenge | None, facts: Facts | None) -> dict[str, Any]:
    """The organization behind the URL; what isn't known is None."""
    detail = (facts.organization.value if facts else None) or {}
    me = (facts.me.value if facts else None) or {}
    return {
        "id": detail.get("OrganizationId") or me.get("OrganizationId"),
        "friendly_name": detail.get("FriendlyName"),
        "unique_name": detail.get("UniqueName"),
        "version": detail.get("OrganizationVersion"),
        "environment_id": detail.get("EnvironmentId"),
        "tenant_id": detail.get("TenantId") or (challenge.tenant_id if challenge else None),
        "region": organization.region,
        "geo": detail.get("Geo"),
        "url": organization.organization_service_url,
        "web_api_url": f"{web_api_root(organization)}/",
    }


def _user(facts: Facts | None) -> dict[str, Any] | None:
    user = facts.user.value if facts else None
    if not user or not facts:
        return None
    return {
        "id": facts.me.value["UserId"],
        "full_name": user.get("fullname"),
        "domain_name": user.get("domainname"),
        "email_address": user.get("internalemailaddress"),
        "app_id": user.get("applicationid"),
        "roles": sorted(str(role.get("name")) for role in user.get("systemuserroles_association") or []),
    }


def _solution(facts: Facts | None) -> dict[str, Any] | None:
    solution = choose_solution(facts.solutions.value or []) if facts else None
    if not solution:
        return None
    return {
        "friendly_name": solution.get("friendlyname"),
        "unique_name": solution.get("uniquename"),
        "version": solution.get("version"),
    }
