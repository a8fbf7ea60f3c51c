# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Dataverse tells about the sync user, the Marketo solution and the organization, asked as the sync user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..._engine.errors import RequestRefused
from ..error_codes import NO_ENTRY
from ..marketo_config_discovery import NotDiscovered, read_config
from ..solution import ENTITY, STEP, WORKFLOW, choose_solution, component_ids, read_components, read_solutions
from ..web_api import WebApiClient
from .answers import Answer, ask

_ORGANIZATION = "RetrieveCurrentOrganization(AccessType=Microsoft.Dynamics.CRM.EndpointAccessType'Default')"
ROLES = "systemuserroles_association"
TEAM_ROLES = "teamroles_association"
_USER = (
    "fullname,domainname,internalemailaddress,isdisabled,islicensed,accessmode,applicationid,_businessunitid_value"
    f"&$expand={ROLES}($select=roleid,name)"
)
_TEAMS = f"teammembership_association?$select=name&$expand={TEAM_ROLES}($select=name)"


class Facts(NamedTuple):
    """Each is known or says why not. ``me`` is WhoAmI; the others are None where nobody is signed in."""

    me: Answer
    refused_entry: str | None = None
    """The code with which the organization keeps out who signed in; None where it didn't."""
    organization: Answer = Answer()
    user: Answer = Answer()
    teams: Answer = Answer(())
    """The user's teams with their roles; asked only where the role is not the user's own."""
    language: Answer = Answer()
    solutions: Answer = Answer()
    steps: Answer = Answer()
    processes: Answer = Answer()
    config: Answer = Answer()


class Switchable(NamedTuple):
    """Steps or processes of the solution: how many there are, and the names of those that are not active."""

    total: int
    inactive: list[str]


def read_facts(web_api: WebApiClient, options: Mapping[str, Any]) -> Facts:
    """Ask everything that can be asked."""
    try:
        me = ask(lambda: web_api.get("WhoAmI"), NO_ENTRY)
    except RequestRefused as refusal:
        return Facts(Answer(reason=refusal.message), refusal.code)
    if not me.known:
        return Facts(me)
    user_id = me.value["UserId"]
    organization = ask(lambda: web_api.get(_ORGANIZATION)["Detail"])
    user = ask(lambda: web_api.get(f"systemusers({user_id})?$select={_USER}"))
    has_role = user.known and holds(user.value.get(ROLES), options["role_name"])
    teams = (
        Answer(()) if has_role or not user.known else ask(lambda: web_api.get_all(f"systemusers({user_id})/{_TEAMS}"))
    )
    language = ask(lambda: _language(web_api, user_id, me.value["OrganizationId"]))
    solutions = ask(lambda: read_solutions(web_api, options["solution_name"]))
    return Facts(
        me,
        None,
        organization,
        user,
        teams,
        language,
        solutions,
        *_of_solution(web_api, options, choose_solution(solutions.value or [])),
    )


def holds(roles: Sequence[Mapping[str, Any]] | None, name: str) -> bool:
    """Whether a role of that name is among them."""
    return name.lower() in [str(role.get("name")).lower() for role in roles or []]


def _of_solution(web_api: WebApiClient, options: Mapping[str, Any], solution: Mapping[str, Any] | None) -> list[Answer]:
    """Steps, processes and Marketo Config."""
    if solution is None:
        nothing = Answer(
            reason="not checked, since the Marketo solution was not found", fix="See to the solution first."
        )
        config = _config(web_api, options, Answer([])) if options["config_table"] else nothing
        return [nothing, nothing, config]
    components = ask(lambda: read_components(web_api, solution["solutionid"]))
    return [
        _switchables(
            web_api, components, STEP, "sdkmessageprocessingsteps", "sdkmessageprocessingstepid", "statecode%20ne%200"
        ),
        _switchables(web_api, components, WORKFLOW, "workflows", "workflowid", "statecode%20ne%201"),
        _config(web_api, options, components),
    ]


def _switchables(
    web_api: WebApiClient, components: Answer, kind: int, entity_set: str, key: str, inactive: str
) -> Answer:
    """Those of the solution that are not active. What other solutions have switched off is their own business."""
    if not components.known:
        return components
    own = set(component_ids(components.value or [], kind))
    if not own:
        return Answer(Switchable(0, []))

    def look() -> Switchable:
        rows = web_api.get_all(f"{entity_set}?$select={key},name,statecode&$filter={inactive}")
        return Switchable(len(own), sorted(str(row.get("name")) for row in rows if str(row[key]).lower() in own))

    return ask(look)


def _config(web_api: WebApiClient, options: Mapping[str, Any], components: Answer) -> Answer:
    if not components.known and not options["config_table"]:
        return components
    try:
        return ask(lambda: read_config(web_api, options, component_ids(components.value or [], ENTITY)))
    except NotDiscovered as failure:
        return Answer(reason=str(failure), fix=failure.fix)


def _language(web_api: WebApiClient, user_id: str, organization_id: str) -> int:
    """The language (LCID) that the user sees; 0 in the settings stands for the organization's own."""
    own = web_api.get(f"usersettingscollection({user_id})?$select=uilanguageid").get("uilanguageid")
    if own:
        return int(own)
    return int(web_api.get(f"organizations({organization_id})?$select=languagecode")["languagecode"])
