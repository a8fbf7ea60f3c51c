# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what is known to the seven rows of Marketo's validation. Pure: no service is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..._validation_rows import ROWS
from ..error_codes import MEANINGS
from ..marketo_config_discovery import COLUMN_NAME, TABLE_NAME
from ..solution import choose_solution
from .answers import Answer
from .facts import ROLES, TEAM_ROLES, Facts, holds
from .sign_in import S2S, Outcome

_ROWS = {row.id: row for row in ROWS}
URL, SIGN_IN, ROLE, SOLUTION, STEPS, CONFIG, MATCH = sorted(_ROWS)


class Verdict(NamedTuple):
    """``passed`` is None where it is unknown; then ``text`` says why, otherwise it is what was found. Without ``fix`` the row's own holds."""

    passed: bool | None
    text: str
    fix: str | None = None


def judge(
    organization_fact: Verdict, outcome: Outcome | None, facts: Facts | None, options: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """All seven rows. ``outcome`` is None where no sign-in was tried, ``facts`` where none succeeded."""
    verdicts = {URL: organization_fact, SIGN_IN: _sign_in(organization_fact, outcome, facts, options)}
    if facts is None or not facts.me.known:
        first = SIGN_IN if organization_fact.passed else URL
        nothing = Verdict(
            None, "not checked: the sync user could not be signed in to the organization", f"See to row {first}."
        )
        verdicts.update({row: nothing for row in (ROLE, SOLUTION, STEPS, CONFIG, MATCH)})
    else:
        verdicts.update(
            {
                ROLE: _role(facts, options),
                SOLUTION: _solution(facts, options),
                STEPS: _steps(facts),
                CONFIG: _config(facts, options),
                MATCH: _match(facts, options),
            }
        )
    return [_shown(row, verdicts[row]) for row in sorted(verdicts)]


def left_out(organization_fact: Verdict) -> list[dict[str, Any]]:
    """All seven rows of an organization on premises, of which only the first can be told from here."""
    nothing = Verdict(
        None,
        "not checked: the organization takes no tokens of Microsoft Entra ID, as on premises, so nobody was signed in there",
        "Rely on Marketo's own validation.",
    )
    return [_shown(row, organization_fact if row == URL else nothing) for row in sorted(_ROWS)]


def readiness(checks: list[dict[str, Any]]) -> bool | None:
    """False where a row failed, True where all passed, None where something remains unknown."""
    outcomes = [check["passed"] for check in checks]
    if False in outcomes:
        return False
    return True if all(outcomes) else None


def unknown(answer: Answer) -> Verdict:
    """What couldn't be read."""
    return Verdict(None, str(answer.reason), answer.fix)


def _shown(number: int, verdict: Verdict) -> dict[str, Any]:
    row = _ROWS[number]
    is_known = verdict.passed is not None
    return {
        "id": row.id,
        "row": row.heading,
        "passed": verdict.passed,
        "fact": verdict.text if is_known else None,
        "reason": None if is_known else verdict.text,
        "fix": None if verdict.passed else verdict.fix or row.fix,
    }


def _sign_in(
    organization_fact: Verdict, outcome: Outcome | None, facts: Facts | None, options: Mapping[str, Any]
) -> Verdict:
    if organization_fact.passed is not True:
        return Verdict(
            None,
            "not checked: no Dynamics organization answers at the URL, so no password or secret was sent",
            f"See to row {URL}.",
        )
    if outcome is None:
        return Verdict(
            None,
            "not tried: check mode leaves it out, since a wrong password counts towards a lock-out, and there may be no secret yet",
            "Run without check mode.",
        )
    if outcome.token is None or facts is None:
        return Verdict(outcome.passed, outcome.fact, outcome.fix)
    if facts.me.known:
        who = (
            "the application signed in as itself"
            if options["auth_method"] == S2S
            else "the user signed in with name and password, as Marketo does"
        )
        return Verdict(True, f"{who}, and the organization lets it in")
    if facts.refused_entry:
        meaning = MEANINGS[facts.refused_entry]
        return Verdict(
            False,
            f"the sign-in succeeded, and the organization refuses: {meaning.fact} ({facts.refused_entry})",
            meaning.fix,
        )
    return unknown(facts.me)


def _role(facts: Facts, options: Mapping[str, Any]) -> Verdict:
    if not facts.user.known:
        return unknown(facts.user)
    wanted = options["role_name"]
    own = facts.user.value.get(ROLES)
    if holds(own, wanted):
        return Verdict(True, f"the sync user has the security role {wanted}")
    fix = f"Give the sync user itself the security role {wanted} in Dynamics (Settings, Security, Users, Manage Roles)."
    through = [str(team.get("name")) for team in facts.teams.value or [] if holds(team.get(TEAM_ROLES), wanted)]
    if through:
        return Verdict(
            None,
            f"the sync user has the security role {wanted} through the team {', '.join(through)} only; whether Marketo counts that is not "
            f"documented",
            fix,
        )
    names = ", ".join(sorted(str(role.get("name")) for role in own or [])) or "none"
    unread = "" if facts.teams.known else "; whether it comes through a team could not be read"
    return Verdict(False, f"the sync user's security roles are {names}; {wanted} is not among them{unread}", fix)


def _solution(facts: Facts, options: Mapping[str, Any]) -> Verdict:
    if not facts.solutions.known:
        return unknown(facts.solutions)
    solution = choose_solution(facts.solutions.value or [])
    if solution:
        return Verdict(True, f"{solution['friendlyname']} is installed, version {solution['version']}")
    found = ", ".join(sorted(f"{each['friendlyname']} ({each['uniquename']})" for each in facts.solutions.value))
    if found:
        return Verdict(None, f"several solutions could be it: {found}", "Name the one in solution_name.")
    named = options["solution_name"]
    return Verdict(False, f"no solution is called {named}" if named else "no solution has Marketo in its name")


def _steps(facts: Facts) -> Verdict:
    if not facts.steps.known:
        return unknown(facts.steps)
    count, inactive = facts.steps.value
    if not count:
        return Verdict(
            None,
            "Dataverse lists no SDK message processing step in the solution",
            "Look in Dynamics yourself (Settings, Customizations).",
        )
    if not inactive:
        return Verdict(True, f"all {count} steps of the solution are enabled")
    return Verdict(
        False,
        f"{len(inactive)} of {count} steps of the solution are disabled: {'; '.join(inactive[:10])}"
        f"{' and more' if len(inactive) > 10 else ''}",
    )


def _config(facts: Facts, options: Mapping[str, Any]) -> Verdict:
    if not facts.config.known:
        return unknown(facts.config)
    record, users = options["config_record"], facts.config.value.users
    if len(users) > 1:
        return Verdict(
            None,
            f"{TABLE_NAME} has {len(users)} records called {record}",
            "Leave one of them, or name another in config_record.",
        )
    if not users:
        return Verdict(False, f"{TABLE_NAME} has no record called {record}")
    if not users[0]:
        return Verdict(False, f"the {COLUMN_NAME} of the record {record} under {TABLE_NAME} is empty")
    return Verdict(True, f"the record {record} under {TABLE_NAME} names a {COLUMN_NAME}")


def _match(facts: Facts, options: Mapping[str, Any]) -> Verdict:
    if _config(facts, options).passed is not True:
        return Verdict(None, f"not checked: no {COLUMN_NAME} is known to compare with", f"See to row {CONFIG}.")
    configured, me = str(facts.config.value.users[0]).lower(), str(facts.me.value["UserId"]).lower()
    if configured == me:
        return Verdict(True, f"who signs in is the {COLUMN_NAME} of the record {options['config_record']}")
    return Verdict(
        False,
        f"who signs in is the user {me}, and the {COLUMN_NAME} of the record {options['config_record']} is the user {configured}",
    )
