"""What a validation asks an organization's Web API."""

from __future__ import annotations

from typing import Any

import httpx

from ..world import World

_STEP_COMPONENT = 92
# Lookups to users that every row has; the one left over is the column "Marketo User".
_SYSTEM_LOOKUPS = ("_owninguser_value", "_createdby_value", "_modifiedby_value", "_ownerid_value")


class Unanswered(Exception):
    """The organization refused or failed to answer; the text says how."""


class Dataverse:
    """Read-only questions to one organization, with one token."""

    def __init__(self, world: World, host: str, token: str) -> None:
        self._world = world
        self._base = f"https://{host}/api/data/v9.2/"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    async def who_am_i(self) -> str:
        """The id of the user who holds the token."""
        return str((await self._get("WhoAmI"))["UserId"]).lower()

    async def email(self, user_id: str) -> str:
        """The email address of a user, or nothing."""
        user = await self._get(f"systemusers({user_id})?$select=internalemailaddress")
        return user.get("internalemailaddress") or ""

    async def roles(self, user_id: str) -> list[str]:
        """Names of the roles assigned to a user."""
        user = await self._get(
            f"systemusers({user_id})?$select=systemuserid,fullname&$expand=systemuserroles_association($select=name)"
        )
        return [role["name"] for role in user.get("systemuserroles_association", [])]

    async def marketo_solution(self) -> dict[str, Any] | None:
        """The installed Marketo solution, by the name it shows."""
        query = "solutions?$select=solutionid,uniquename,friendlyname,version&$filter=contains(friendlyname,'Marketo')"
        found = (await self._get(query))["value"]
        return found[0] if found else None

    async def disabled_steps(self, solution_id: str) -> list[str]:
        """Names of the solution's message processing steps that are switched off."""
        query = (
            "solutioncomponents?$select=objectid,componenttype"
            f"&$filter=_solutionid_value eq {solution_id} and componenttype eq {_STEP_COMPONENT}"
        )
        wanted = {component["objectid"].lower() for component in (await self._get(query))["value"]}
        steps = (await self._get("sdkmessageprocessingsteps?$select=sdkmessageprocessingstepid,name,statecode"))[
            "value"
        ]
        own = [step for step in steps if step["sdkmessageprocessingstepid"].lower() in wanted]
        return [step["name"] for step in own if step["statecode"] != 0]

    async def configured_user(self) -> str | None:
        """The user that the Marketo Config record named Default points at."""
        query = "EntityDefinitions?$select=LogicalName,EntitySetName,PrimaryNameAttribute,DisplayName"
        table = next((t for t in (await self._get(query))["value"] if _shown_name(t) == "Marketo Config"), None)
        if table is None:
            return None
        for row in (await self._get(table["EntitySetName"]))["value"]:
            if "Default" in row.values():
                return next((str(row[key]).lower() for key in row if _is_user_lookup(key) and row[key]), None)
        return None

    async def _get(self, query: str) -> dict[str, Any]:
        try:
            answer = await self._world.call("GET", self._base + query, headers=self._headers)
            body: dict[str, Any] = answer.json()
        except (httpx.HTTPError, OSError, LookupError, ValueError) as error:
            raise Unanswered("The organization can't be reached.") from error
        if answer.status_code != 200:
            raise Unanswered(str(body.get("error", {}).get("message", f"HTTP {answer.status_code}")))
        return body


def _shown_name(table: dict[str, Any]) -> str | None:
    label = (table.get("DisplayName") or {}).get("UserLocalizedLabel") or {}
    return label.get("Label")


def _is_user_lookup(key: str) -> bool:
    return key.startswith("_") and key.endswith("user_value") and key not in _SYSTEM_LOOKUPS
