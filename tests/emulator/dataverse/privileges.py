"""What a user's roles allow.

A role in the state may list its ``privileges``. One without that list allows to read everything, and the System
Administrator may do everything. A user without any role is let in nowhere.
"""

from __future__ import annotations

from typing import Any

from .errors import WebApiError, missing_privilege
from .organization import Organization

_SYSTEM_ADMINISTRATOR = "System Administrator"
# What privileges call a table, where that isn't the table's own name.
_NAMES = {
    "systemuser": "User",
    "role": "Role",
    "team": "Team",
    "businessunit": "BusinessUnit",
    "solution": "Solution",
    "solutioncomponent": "Solution",
    "sdkmessageprocessingstep": "SdkMessageProcessingStep",
    "workflow": "Workflow",
    "usersettings": "UserSettings",
    "organization": "Organization",
    "lead": "Lead",
    "contact": "Contact",
}
METADATA = "Entity"


def is_administrator(organization: Organization, user: dict[str, Any]) -> bool:
    """Tell whether the user may manage users."""
    return any(role["name"] == _SYSTEM_ADMINISTRATOR for role in organization.effective_roles_of(user["systemuserid"]))


def require_read(organization: Organization, user: dict[str, Any], entity: str) -> None:
    """Refuse a read that none of the user's roles allows."""
    _require(organization, user, f"prvRead{_NAMES.get(entity, entity)}")


def require_write(organization: Organization, user: dict[str, Any], verb: str, entity: str) -> None:
    """Refuse to create, write or delete (``verb``) what none of the user's roles allows."""
    _require(organization, user, f"prv{verb}{_NAMES.get(entity, entity)}")


def may_write(organization: Organization, user: dict[str, Any], entity: str) -> bool:
    """Tell whether a user's roles allow to change rows of a table."""
    try:
        require_write(organization, user, "Write", entity)
    except WebApiError:
        return False
    return True


def _require(organization: Organization, user: dict[str, Any], privilege: str) -> None:
    if is_administrator(organization, user):
        return
    for role in organization.effective_roles_of(user["systemuserid"]):
        granted = role.get("privileges")
        if privilege in granted if granted is not None else privilege.startswith("prvRead"):
            return
    raise missing_privilege(user["systemuserid"], privilege)
