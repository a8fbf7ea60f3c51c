# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Marketo solution in Dynamics, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._http.odata import quoted
from .web_api import WebApiClient

SOLUTION_NAME = "Marketo Lead Management"
"""How Dynamics shows the solution; its unique name is not published."""
# What solutioncomponent.componenttype is for tables, processes and steps.
ENTITY, WORKFLOW, STEP = 1, 29, 92


def read_solutions(web_api: WebApiClient, named: str | None) -> list[dict[str, Any]]:
    """The solutions of that unique or displayed name; without a name, those displayed with Marketo in theirs."""
    condition = (
        f"uniquename%20eq%20{quoted(named)}%20or%20friendlyname%20eq%20{quoted(named)}"
        if named
        else "contains(friendlyname,'Marketo')"
    )
    return web_api.get_all(
        f"solutions?$select=solutionid,uniquename,friendlyname,version,ismanaged&$filter={condition}"
    )


def choose_solution(found: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The only one, or among several the one of the published name; None where that doesn't settle it."""
    exact = [solution for solution in found if solution.get("friendlyname") == SOLUTION_NAME]
    candidates = exact or list(found)
    return candidates[0] if len(candidates) == 1 else None


def read_components(web_api: WebApiClient, solution_id: str) -> list[dict[str, Any]]:
    """The solution's tables, processes and steps, as solutioncomponents."""
    kinds = "%20or%20".join(f"componenttype%20eq%20{kind}" for kind in (ENTITY, WORKFLOW, STEP))
    return web_api.get_all(
        f"solutioncomponents?$select=objectid,componenttype&$filter=_solutionid_value%20eq%20{solution_id}%20and%20({kinds})"
    )


def component_ids(components: Sequence[Mapping[str, Any]], kind: int) -> list[str]:
    """The ids of those of one kind."""
    return [str(each["objectid"]).lower() for each in components if each["componenttype"] == kind]
