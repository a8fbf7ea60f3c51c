"""The tables of an organization: entity sets, their keys, and the types of their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import no_record, no_segment
from .organization import Organization, same

Row = dict[str, Any]
Columns = dict[str, str]

_TYPES = {
    "Uniqueidentifier": "guid",
    "Lookup": "guid",
    "Owner": "guid",
    "Boolean": "boolean",
    "Integer": "integer",
    "Picklist": "integer",
    "State": "integer",
    "Status": "integer",
}


@dataclass(frozen=True)
class Navigation:
    """A relationship that can be expanded or followed."""

    target: str
    rows: Callable[[Organization, Row], list[Row]]
    is_collection: bool = True


@dataclass(frozen=True)
class Table:
    """One entity set."""

    entity: str
    entity_set: str
    key: str
    columns: Columns
    rows: list[Row]

    def row(self, key: str) -> Row:
        """Find a row by its key."""
        found = next((row for row in self.rows if same(row[self.key], key)), None)
        if found is None:
            raise no_record(self.entity, key)
        return found


# Entity set -> entity, key, columns.
_SYSTEM_TABLES: dict[str, tuple[str, str, Columns]] = {
    "systemusers": (
        "systemuser",
        "systemuserid",
        {
            "systemuserid": "guid",
            "fullname": "string",
            "firstname": "string",
            "lastname": "string",
            "domainname": "string",
            "internalemailaddress": "string",
            "azureactivedirectoryobjectid": "guid",
            "applicationid": "guid",
            "accessmode": "integer",
            "isdisabled": "boolean",
            "islicensed": "boolean",
            "deletedstate": "integer",
            "_businessunitid_value": "guid",
        },
    ),
    "usersettingscollection": (
        "usersettings",
        "systemuserid",
        {"systemuserid": "guid", "uilanguageid": "integer", "localeid": "integer"},
    ),
    "organizations": (
        "organization",
        "organizationid",
        {"organizationid": "guid", "name": "string", "languagecode": "integer"},
    ),
    "roles": ("role", "roleid", {"roleid": "guid", "name": "string", "_businessunitid_value": "guid"}),
    "teams": ("team", "teamid", {"teamid": "guid", "name": "string", "_businessunitid_value": "guid"}),
    "businessunits": (
        "businessunit",
        "businessunitid",
        {"businessunitid": "guid", "name": "string", "_parentbusinessunitid_value": "guid"},
    ),
    "solutions": (
        "solution",
        "solutionid",
        {
            "solutionid": "guid",
            "uniquename": "string",
            "friendlyname": "string",
            "version": "string",
            "ismanaged": "boolean",
        },
    ),
    "solutioncomponents": (
        "solutioncomponent",
        "solutioncomponentid",
        {
            "solutioncomponentid": "guid",
            "componenttype": "integer",
            "objectid": "guid",
            "_solutionid_value": "guid",
        },
    ),
    "sdkmessageprocessingsteps": (
        "sdkmessageprocessingstep",
        "sdkmessageprocessingstepid",
        {
            "sdkmessageprocessingstepid": "guid",
            "name": "string",
            "statecode": "integer",
            "statuscode": "integer",
            "mode": "integer",
        },
    ),
    "workflows": (
        "workflow",
        "workflowid",
        {
            "workflowid": "guid",
            "name": "string",
            "statecode": "integer",
            "statuscode": "integer",
            "category": "integer",
        },
    ),
}


def find_table(organization: Organization, entity_set: str) -> Table:
    """Find a table by its entity set: a system one, or one that the metadata describes."""
    if entity_set in _SYSTEM_TABLES:
        entity, key, columns = _SYSTEM_TABLES[entity_set]
        if entity_set in _DERIVED:
            return Table(entity, entity_set, key, columns, _DERIVED[entity_set](organization))
        return Table(entity, entity_set, key, columns, organization.state.setdefault(entity_set, []))
    for definition in organization.state["entityDefinitions"]:
        if definition["EntitySetName"] == entity_set:
            rows = organization.state["tables"].setdefault(entity_set, [])
            key = definition["PrimaryIdAttribute"]
            return Table(definition["LogicalName"], entity_set, key, _columns(definition), rows)
    raise no_segment(entity_set)


def _settings(organization: Organization) -> list[Row]:
    """One row for each user; a language of 0 stands for the organization's own."""
    return [
        {
            "systemuserid": user["systemuserid"],
            "uilanguageid": user.get("uilanguageid", 0),
            "localeid": user.get("uilanguageid") or organization.state["languageCode"],
        }
        for user in organization.state["systemusers"]
    ]


def _organization(organization: Organization) -> list[Row]:
    """The table of organizations has one row."""
    state = organization.state
    row = {
        "organizationid": state["organizationId"],
        "name": state["uniqueName"],
        "languagecode": state["languageCode"],
    }
    return [row]


# Tables whose rows are kept elsewhere in the state.
_DERIVED: dict[str, Callable[[Organization], list[Row]]] = {
    "usersettingscollection": _settings,
    "organizations": _organization,
}


def _columns(definition: dict[str, Any]) -> Columns:
    """Read the columns of a table from its metadata; a lookup shows under the name of its value."""
    columns = {}
    for attribute in definition["Attributes"]:
        name, kind = attribute["LogicalName"], attribute["AttributeType"]
        shown = f"_{name}_value" if kind in ("Lookup", "Owner") else name
        columns[shown] = _TYPES.get(kind, "string")
    return columns


def _rows_by_key(entity_set: str, column: str) -> Callable[[Organization, Row], list[Row]]:
    def rows(organization: Organization, row: Row) -> list[Row]:
        table = find_table(organization, entity_set)
        return [each for each in table.rows if same(each[table.key], row.get(column))]

    return rows


def _roles_of_user(organization: Organization, row: Row) -> list[Row]:
    return organization.roles_of(row["systemuserid"])


def _teams_of_user(organization: Organization, row: Row) -> list[Row]:
    return organization.teams_of(row["systemuserid"])


def _roles_of_team(organization: Organization, row: Row) -> list[Row]:
    return organization.roles_of_team(row["teamid"])


# (entity set, name) -> relationship.
_NAVIGATION: dict[tuple[str, str], Navigation] = {
    ("systemusers", "systemuserroles_association"): Navigation("roles", _roles_of_user),
    ("systemusers", "teammembership_association"): Navigation("teams", _teams_of_user),
    ("teams", "teamroles_association"): Navigation("roles", _roles_of_team),
    ("systemusers", "businessunitid"): Navigation(
        "businessunits", _rows_by_key("businessunits", "_businessunitid_value"), is_collection=False
    ),
    ("roles", "businessunitid"): Navigation(
        "businessunits", _rows_by_key("businessunits", "_businessunitid_value"), is_collection=False
    ),
    ("solutioncomponents", "solutionid"): Navigation(
        "solutions", _rows_by_key("solutions", "_solutionid_value"), is_collection=False
    ),
}


def find_navigation(table: Table, name: str) -> Navigation | None:
    """Find a relationship of a table."""
    return _NAVIGATION.get((table.entity_set, name))
