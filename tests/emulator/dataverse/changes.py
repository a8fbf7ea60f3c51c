"""Writes: application users, their roles, and rows of the tables that the metadata describes."""

from __future__ import annotations

import re
import uuid
from typing import Any

from ..world import World
from .errors import WebApiError, bad_request, missing_privilege, no_segment
from .filters import unknown_property
from .organization import Organization, same
from .privileges import is_administrator, require_write
from .relationships import BIND, bound_column, reject_direct_value
from .tables import Row, Table, find_table
from .text_columns import stored

_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def create(world: World, organization: Organization, caller: Row, table: Table, body: dict[str, Any]) -> Row:
    """Add a row."""
    if table.entity_set == "systemusers":
        row = _new_application_user(world, organization, caller, table, body)
    elif table.entity_set in organization.state["tables"]:
        require_write(organization, caller, "Create", table.entity)
        _require_append(organization, caller, table, body)
        row = {table.key: str(uuid.uuid4()), **stored(organization, table, _values(organization, table, body))}
        _touch(world, table, row)
    else:
        raise missing_privilege(caller["systemuserid"], f"prvCreate{table.entity}")
    table.rows.append(row)
    return row


def upsert(
    world: World,
    organization: Organization,
    caller: Row,
    table: Table,
    key: str,
    body: dict[str, Any],
    must_exist: bool,
) -> tuple[Row, bool]:
    """Change a row; a PATCH makes one that is missing, unless its sender forbids that. The second value: was it made?"""
    if must_exist or any(same(row[table.key], key) for row in table.rows):
        return _update(world, organization, caller, table, key, body), False
    return create(world, organization, caller, table, {**body, table.key: key}), True


def _update(world: World, organization: Organization, caller: Row, table: Table, key: str, body: dict[str, Any]) -> Row:
    """Change columns of a row."""
    row = table.row(key)
    if table.entity_set == "systemusers":
        _require_administrator(organization, caller, "prvWriteUser")
        if row.get("deletedstate"):
            raise bad_request("A deleted user can't be changed.")
    elif table.entity_set not in organization.state["tables"]:
        raise missing_privilege(caller["systemuserid"], f"prvWrite{table.entity}")
    else:
        require_write(organization, caller, "Write", table.entity)
        _require_append(organization, caller, table, body)
    row.update(stored(organization, table, _values(organization, table, body)))
    _touch(world, table, row)
    return row


def delete(organization: Organization, caller: Row, table: Table, key: str) -> None:
    """Remove a row. A user must be disabled, stays as a deleted row at first, and is gone the second time."""
    row = table.row(key)
    if table.entity_set == "systemusers":
        _require_administrator(organization, caller, "prvDeleteUser")
        if not row.get("isdisabled"):
            raise bad_request("A user must be disabled before it can be deleted.")
        if not row.get("deletedstate"):
            row["deletedstate"] = 1
            return
        _forget_roles(organization, row)
    elif table.entity_set not in organization.state["tables"]:
        raise missing_privilege(caller["systemuserid"], f"prvDelete{table.entity}")
    else:
        require_write(organization, caller, "Delete", table.entity)
    table.rows.remove(row)


def assign_role(organization: Organization, caller: Row, user_id: str, reference: str) -> None:
    """Give a user a role; one that it has already stays."""
    user, role = _user_and_role(organization, caller, user_id, reference)
    if not same(user["_businessunitid_value"], role["_businessunitid_value"]):
        raise bad_request("The role belongs to another business unit than the user.")
    if role not in organization.roles_of(user_id):
        link = {"systemuserid": user["systemuserid"], "roleid": role["roleid"]}
        organization.state["systemuserroles"].append(link)


def remove_role(organization: Organization, caller: Row, user_id: str, reference: str) -> None:
    """Take a role from a user."""
    user, role = _user_and_role(organization, caller, user_id, reference)
    links = organization.state["systemuserroles"]
    links[:] = [
        link
        for link in links
        if not (same(link["systemuserid"], user["systemuserid"]) and same(link["roleid"], role["roleid"]))
    ]


def _user_and_role(organization: Organization, caller: Row, user_id: str, reference: str) -> tuple[Row, Row]:
    _require_administrator(organization, caller, "prvAssignRole")
    user = find_table(organization, "systemusers").row(user_id)
    return user, find_table(organization, "roles").row(_referenced(reference, "roles"))


def _new_application_user(
    world: World, organization: Organization, caller: Row, table: Table, body: dict[str, Any]
) -> Row:
    """Make the user of an application that the organization's tenant knows; people come from the directory instead."""
    _require_administrator(organization, caller, "prvCreateUser")
    values = _values(organization, table, body)
    app_id = values.get("applicationid")
    if not app_id:
        raise bad_request("Only application users can be created here; give an applicationid.")
    if any(same(user.get("applicationid"), app_id) for user in table.rows):
        raise WebApiError(412, "0x80040237", "A record with matching key values already exists.")
    tenant = world.state["tenants"][organization.state["tenantId"]]
    principal = next((each for each in tenant["servicePrincipals"] if same(each["appId"], app_id)), None)
    if principal is None:
        raise bad_request(f"The application {app_id} was not found in the organization's tenant.")
    domain = next(each["id"] for each in tenant["domains"] if each["isInitial"])
    root = next(unit for unit in organization.state["businessunits"] if not unit["_parentbusinessunitid_value"])
    return {
        "systemuserid": str(uuid.uuid4()),
        "fullname": f"# {principal['displayName']}",
        "domainname": f"{app_id}@{domain}",
        "internalemailaddress": f"{app_id}@{domain}",
        "azureactivedirectoryobjectid": principal["id"],
        "accessmode": 4,
        "isdisabled": False,
        "deletedstate": 0,
        "_businessunitid_value": root["businessunitid"],
        **values,
    }


def _require_append(organization: Organization, caller: Row, table: Table, body: dict[str, Any]) -> None:
    """Binding a row to another one takes two privileges beside the one to write."""
    for name, value in body.items():
        if name.endswith(BIND):
            require_write(organization, caller, "Append", table.entity)
            require_write(organization, caller, "AppendTo", find_table(organization, _entity_set(value)).entity)


def _values(organization: Organization, table: Table, body: dict[str, Any]) -> Row:
    """Translate a body into columns; a bound lookup must point at a row that exists."""
    values = {}
    for key, given in body.items():
        name, value = key, given
        reject_direct_value(name)
        if name.endswith(BIND):
            entity_set = _entity_set(value)
            name = bound_column(organization, table, name.removesuffix(BIND), entity_set)
            value = _referenced(str(value), entity_set)
            find_table(organization, entity_set).row(value)
        if name not in table.columns:
            raise unknown_property(name, table.entity)
        values[name] = value
    return values


def _entity_set(reference: Any) -> str:
    """Take the entity set out of a reference to a row."""
    match = re.fullmatch(r".*?/?(\w+)\([^()]+\)", str(reference))
    if match is None:
        raise bad_request(f"The reference {reference!r} is no address of a row.")
    return match[1]


def _referenced(reference: str, entity_set: str) -> str:
    """Take the key out of a reference to a row."""
    match = re.search(rf"(?:^|/){entity_set}\(({_GUID})\)$", reference)
    if match is None:
        raise bad_request(f"The reference {reference!r} is no address of one of the {entity_set}.")
    return match[1]


def _require_administrator(organization: Organization, caller: Row, privilege: str) -> None:
    if not is_administrator(organization, caller):
        raise missing_privilege(caller["systemuserid"], privilege)


def _forget_roles(organization: Organization, user: Row) -> None:
    links = organization.state["systemuserroles"]
    links[:] = [link for link in links if not same(link["systemuserid"], user["systemuserid"])]


def _touch(world: World, table: Table, row: Row) -> None:
    """Note the change on the row, as far as its table has columns for that."""
    row["versionnumber"] = row.get("versionnumber", 1) + 1
    if "modifiedon" in table.columns:
        row["modifiedon"] = world.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def reject_unknown_relationship(name: str) -> None:
    """Only the roles of a user can be linked and unlinked."""
    if name != "systemuserroles_association":
        raise no_segment(name)
