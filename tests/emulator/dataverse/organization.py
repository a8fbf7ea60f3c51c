"""One organization as a caller sees it: who calls, and which rows there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..entra_sign_in.verification import TokenRefused, verify
from ..organizations import organization_host
from ..world import World
from .errors import Unauthorized, not_a_member, user_disabled


@dataclass(frozen=True)
class Organization:
    """An organization, by its host and its part of the state."""

    host: str
    state: dict[str, Any]

    @property
    def root(self) -> str:
        """The address of the organization."""
        return f"https://{self.host}"

    def roles_of(self, user_id: str) -> list[dict[str, Any]]:
        """List the roles that are assigned to a user."""
        ids = {each["roleid"].lower() for each in self.state["systemuserroles"] if same(each["systemuserid"], user_id)}
        return [role for role in self.state["roles"] if role["roleid"].lower() in ids]

    def teams_of(self, user_id: str) -> list[dict[str, Any]]:
        """List the teams that a user belongs to."""
        links = self.state.get("teammemberships", [])
        ids = {each["teamid"].lower() for each in links if same(each["systemuserid"], user_id)}
        return [team for team in self.state.get("teams", []) if team["teamid"].lower() in ids]

    def roles_of_team(self, team_id: str) -> list[dict[str, Any]]:
        """List the roles that are assigned to a team."""
        links = self.state.get("teamroles", [])
        ids = {each["roleid"].lower() for each in links if same(each["teamid"], team_id)}
        return [role for role in self.state["roles"] if role["roleid"].lower() in ids]

    def effective_roles_of(self, user_id: str) -> list[dict[str, Any]]:
        """List the roles that count for what a user may do: its own and its teams'."""
        of_teams = [role for team in self.teams_of(user_id) for role in self.roles_of_team(team["teamid"])]
        return self.roles_of(user_id) + of_teams


def find_organization(world: World, host: str) -> Organization | None:
    """Return the organization at a host name, if there is one."""
    key = organization_host(world, host)
    return Organization(key, world.state["organizations"][key]) if key else None


def identify_caller(world: World, organization: Organization, authorization: str | None) -> dict[str, Any]:
    """Return the organization's user to whom the token belongs, or refuse."""
    claims = _claims(world, organization, authorization)
    # A token with scopes is a user's; without, it is an application's own.
    column, value = ("azureactivedirectoryobjectid", "oid") if "scp" in claims else ("applicationid", "appid")
    users = [user for user in organization.state["systemusers"] if not user.get("deletedstate")]
    user = next((user for user in users if same(user.get(column), claims[value])), None)
    if user is None:
        raise not_a_member()
    if user.get("isdisabled"):
        raise user_disabled(user["systemuserid"])
    if not organization.effective_roles_of(user["systemuserid"]):
        # A user without any security role is treated like a stranger.
        raise not_a_member()
    return user


def _claims(world: World, organization: Organization, authorization: str | None) -> dict[str, Any]:
    def is_for_organization(audience: str) -> bool:
        parts = urlsplit(audience)
        is_address = parts.scheme == "https" and parts.path in ("", "/")
        return is_address and organization_host(world, parts.hostname or "") == organization.host

    try:
        claims = verify(world, authorization, is_for_organization)
    except TokenRefused as refused:
        raise Unauthorized(refused.reason) from refused
    if claims["tid"] != organization.state["tenantId"]:
        raise Unauthorized("The token was issued by another tenant.")
    return claims


def same(one: str | None, other: str | None) -> bool:
    """Compare two ids, whose case does not matter."""
    return one is not None and other is not None and one.lower() == other.lower()
