"""One organization as a caller sees it: who calls, and which rows there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..adfs.tokens import verify as verify_adfs
from ..entra_sign_in.verification import TokenRefused, verify
from ..organizations import organization_host
from ..world import World
from .errors import Unauthorized, not_a_member, user_disabled


@dataclass(frozen=True)
class Organization:
    """An organization, by its host (on premises with its path) and its part of the state."""

    host: str
    state: dict[str, Any]

    @property
    def root(self) -> str:
        """The address of the organization."""
        return f"https://{self.host}"

    @property
    def adfs(self) -> str | None:
        """The host of the AD FS that signs in, on premises."""
        return self.state.get("adfs")

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


def find_organization(world: World, host: str, base: str = "") -> Organization | None:
    """Return the organization at a host name, and on premises a path, if there is one."""
    key = organization_host(world, host, base)
    return Organization(key, world.state["organizations"][key]) if key else None


def identify_caller(world: World, organization: Organization, authorization: str | None) -> dict[str, Any]:
    """Return the organization's user to whom the token belongs, or refuse."""
    column, value = _identity(world, organization, authorization)
    users: list[dict[str, Any]] = [user for user in organization.state["systemusers"] if not user.get("deletedstate")]
    user = next((user for user in users if same(user.get(column), value)), None)
    if user is None:
        raise not_a_member()
    if user.get("isdisabled"):
        raise user_disabled(user["systemuserid"])
    if not organization.effective_roles_of(user["systemuserid"]):
        # A user without any security role is treated like a stranger.
        raise not_a_member()
    return user


def _identity(world: World, organization: Organization, authorization: str | None) -> tuple[str, str]:
    """Return by which column of the users the token's owner is known, and its value there."""
    if organization.adfs:
        known = verify_adfs(world, authorization, organization.adfs, f"{organization.root}/")
        if known is None:
            raise Unauthorized("The token does not count.")
        # Simplification: the user name of a user on premises is the UPN, rather than CONTOSO\name.
        return "domainname", known["upn"]
    claims = _claims(world, organization, authorization)
    # A token with scopes is a user's; without, it is an application's own.
    if "scp" in claims:
        return "azureactivedirectoryobjectid", claims["oid"]
    return "applicationid", claims["appid"]


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
