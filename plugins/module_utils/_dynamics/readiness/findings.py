# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands beside Marketo's seven rows and breaks a sync all the same, or is good to know. Pure: no service is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._organization_url import OrganizationUrl, read_organization_url
from ..refusals import USER_DISABLED
from ..solution import choose_solution
from .answers import Answer
from .checks import Verdict, unknown
from .facts import Facts
from .sign_in import S2S

ENGLISH = 9
"""The primary language in the lower ten bits of every English LCID."""
# systemuser.accessmode (learn.microsoft.com: User table reference).
ACCESS_MODES = {
    0: "Read-Write",
    1: "Administrative",
    2: "Read",
    3: "Support User",
    4: "Non-interactive",
    5: "Delegated Admin",
}
_WORKING = (0, 4)


def find(facts: Facts, organization: OrganizationUrl, options: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All findings, each passed, failed or unknown."""
    verdicts: dict[str, Verdict] = {}
    if facts.me.known:
        verdicts["user_enabled"] = _of_user(facts, _enabled)
        verdicts["user_name"] = _of_user(facts, lambda user: _name(user, options))
        verdicts["user_language"] = _language(facts.language)
        verdicts["user_license"] = _of_user(facts, _license)
        verdicts["user_access_mode"] = _of_user(facts, _access_mode)
        verdicts["solution_version"] = _version(facts)
        verdicts["solution_processes"] = _processes(facts.processes)
        verdicts["organization_state"] = _of_organization(facts, _state)
        verdicts["organization_address"] = _of_organization(facts, lambda detail: _address(detail, organization))
    elif facts.refused_entry == USER_DISABLED:
        verdicts["user_enabled"] = Verdict(
            False,
            "the sync user is disabled in the organization",
            "Enable it (Power Platform admin center, Environments, Settings, Users).",
        )
    return [
        {"code": code, "passed": verdict.passed, "fact": verdict.text, "fix": None if verdict.passed else verdict.fix}
        for code, verdict in verdicts.items()
    ]


def _of_user(facts: Facts, look: Any) -> Verdict:
    return look(facts.user.value) if facts.user.known else unknown(facts.user)


def _of_organization(facts: Facts, look: Any) -> Verdict:
    return look(facts.organization.value) if facts.organization.known else unknown(facts.organization)


def _enabled(user: Mapping[str, Any]) -> Verdict:
    if user.get("isdisabled"):
        return Verdict(
            False,
            "the sync user is disabled",
            "Enable it (Power Platform admin center, Environments, Settings, Users).",
        )
    return Verdict(True, "the sync user is enabled")


def _name(user: Mapping[str, Any], options: Mapping[str, Any]) -> Verdict:
    """Server-to-server, Marketo's user name is the application user's email address."""
    wanted: str | None = options["username"]
    what, there = (
        ("email address", user.get("internalemailaddress"))
        if options["auth_method"] == S2S
        else ("user name", user.get("domainname"))
    )
    if not wanted:
        return Verdict(
            None, f"no username was given; the {what} is {there}", f"Enter {there} as the user name in Marketo."
        )
    if not there:
        return Verdict(None, f"Dynamics tells no {what} of the sync user", "Look in Dynamics yourself.")
    if str(there).lower() == wanted.lower():
        return Verdict(True, f"the {what} in Dynamics is {there}")
    return Verdict(
        False,
        f"the {what} in Dynamics is {there}, and username is {wanted}",
        f"Use {there}, or correct it in Dynamics.",
    )


def _language(language: Answer) -> Verdict:
    if not language.known:
        return unknown(language)
    lcid = language.value
    if lcid & 0x3FF == ENGLISH:
        return Verdict(True, f"the sync user's language is English (LCID {lcid})")
    return Verdict(
        False,
        f"the sync user's language is not English (LCID {lcid})",
        "Sign in to Dynamics as the sync user and choose English (Settings, Personalization Settings, Languages).",
    )


def _license(user: Mapping[str, Any]) -> Verdict:
    if user.get("applicationid"):
        return Verdict(True, "an application user needs no licence")
    licensed = user.get("islicensed")
    if licensed is None:
        return Verdict(
            None,
            "Dynamics doesn't tell whether the sync user has a licence",
            "Look in the Microsoft 365 admin center (Users, Active users).",
        )
    if licensed:
        return Verdict(True, "the sync user has a licence")
    if user.get("accessmode") == 4:
        return Verdict(True, "the sync user has no licence, and as a non-interactive user needs none")
    return Verdict(
        False,
        "the sync user has no licence for Dynamics",
        "Assign one in the Microsoft 365 admin center (Users, Active users).",
    )


def _access_mode(user: Mapping[str, Any]) -> Verdict:
    mode = user.get("accessmode")
    if mode is None:
        return Verdict(None, "Dynamics doesn't tell the sync user's access mode", "Look in Dynamics yourself.")
    name = ACCESS_MODES.get(int(mode), str(mode))
    if mode in _WORKING:
        return Verdict(True, f"the sync user's access mode is {name}")
    return Verdict(
        False,
        f"the sync user's access mode is {name}, which can't read and write records",
        "Set it to Read-Write, or Non-interactive (Settings, Security, Users, Client Access License Information).",
    )


def _version(facts: Facts) -> Verdict:
    if not facts.solutions.known:
        return unknown(facts.solutions)
    solution = choose_solution(facts.solutions.value or [])
    if solution is None:
        return Verdict(None, "the Marketo solution was not found", "See to the solution first.")
    return Verdict(
        True,
        f"the Marketo solution's version is {solution['version']}; whether a newer one is published can't be asked",
    )


def _processes(processes: Answer) -> Verdict:
    if not processes.known:
        return unknown(processes)
    count, inactive = processes.value
    if inactive:
        return Verdict(
            False,
            f"{len(inactive)} of {count} processes of the solution are not activated: {'; '.join(inactive[:10])}",
            "Activate them in Dynamics (Settings, Processes).",
        )
    return Verdict(
        True, f"all {count} processes of the solution are activated" if count else "the solution has no processes"
    )


def _state(detail: Mapping[str, Any]) -> Verdict:
    state = detail.get("State")
    if state is None:
        return Verdict(
            None,
            "Dynamics doesn't tell the organization's state",
            "Look in the Power Platform admin center (Environments).",
        )
    if state in ("Enabled", 0):
        return Verdict(True, "the organization is enabled")
    return Verdict(
        False, f"the organization's state is {state}", "Enable it in the Power Platform admin center (Environments)."
    )


def _address(detail: Mapping[str, Any], organization: OrganizationUrl) -> Verdict:
    """Whether the organization calls itself by the host that was asked."""
    endpoints = detail.get("Endpoints") or {}
    told = dict(zip(endpoints.get("Keys") or [], endpoints.get("Values") or [])).get("WebApplication")
    if not told:
        return Verdict(
            None,
            "Dynamics doesn't tell the organization's own address",
            "Compare it in Settings, Customizations, Developer Resources.",
        )
    if read_organization_url(told) == organization:
        return Verdict(True, f"the organization's own address is {told}")
    return Verdict(
        False,
        f"the organization's own address is {told}, and {organization.host} was asked",
        f"Use {told}, unless the other name is meant.",
    )
