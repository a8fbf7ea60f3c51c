# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the Marketo solution keeps its sync user: the record Default of the table Marketo Config, column Marketo User.

Neither table nor column has a published logical name. So they are found by what people see: the solution's tables by their display
name, the table's lookups to users by theirs. Each can be named by the operator instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .._engine.errors import RequestRefused
from .._http.odata import quoted
from .web_api import WebApiClient

TABLE_NAME = "Marketo Config"
COLUMN_NAME = "Marketo User"
_TABLE = "LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,DisplayName"
# So many ids fit into one address.
_CHUNK = 20


class NotDiscovered(Exception):
    """Nothing, or too much, carries the name; the text says what, ``fix`` what to do."""

    def __init__(self, text: str, fix: str) -> None:
        super().__init__(text)
        self.fix = fix


class ConfigRecords(NamedTuple):
    """What was found: the logical names, and the ids of the users in the records of that name, one for each record; None for an empty column."""

    table: str
    column: str
    users: list[str | None]
    entity_set: str = ""
    record_ids: tuple[str, ...] = ()
    """One for each of ``users``."""


def read_config(web_api: WebApiClient, options: Mapping[str, Any], table_ids: Sequence[str]) -> ConfigRecords:
    """Find table and column, read the record. ``table_ids``: metadata ids of the solution's tables.

    Raises `NotDiscovered`, `RequestRefused`, `Unreachable`.
    """
    table = _table(web_api, options["config_table"], table_ids)
    column = _column(web_api, table["LogicalName"], options["config_user_column"])
    name, value = table["PrimaryNameAttribute"], f"_{column}_value"
    rows = web_api.get_all(
        f"{table['EntitySetName']}?$select={name},{value}&$filter={name}%20eq%20{quoted(options['config_record'])}"
    )
    # The primary key comes with every row, selected or not.
    ids = tuple(str(row.get(table["PrimaryIdAttribute"])) for row in rows)
    return ConfigRecords(table["LogicalName"], column, [row.get(value) for row in rows], table["EntitySetName"], ids)


def read_navigation_property(web_api: WebApiClient, table: str, column: str) -> str:
    """The name under which the lookup ``column`` is bound to a user. It is often, and not always, the column's schema name; its case matters
    (Microsoft, Web API Navigation Properties).

    Raises `NotDiscovered`, `RequestRefused`, `Unreachable`.
    """
    relationships = web_api.get_all(
        f"EntityDefinitions(LogicalName={quoted(table)})/ManyToOneRelationships"
        f"?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName"
        f"&$filter=ReferencingAttribute%20eq%20{quoted(column)}"
    )
    names = [
        each.get("ReferencingEntityNavigationPropertyName")
        for each in relationships
        if each.get("ReferencingAttribute") == column and each.get("ReferencedEntity") == "systemuser"
    ]
    if len(names) != 1 or not names[0]:
        raise NotDiscovered(
            f"{len(names)} relationships lead from the column {column} of the table {table} to users, where there must be one",
            "Check config_user_column.",
        )
    return str(names[0])


def _table(web_api: WebApiClient, named: str | None, table_ids: Sequence[str]) -> dict[str, Any]:
    if named:
        found = web_api.get_all(
            f"EntityDefinitions?$select={_TABLE}&$filter=LogicalName%20eq%20{quoted(named.lower())}"
        )
        if not found:
            raise NotDiscovered(f"there is no table with the logical name {named}", "Correct config_table.")
        return found[0]
    found = [table for table in _tables(web_api, table_ids) if _label(table) == TABLE_NAME]
    if len(found) != 1:
        what = "no table" if not found else "more than one table"
        raise NotDiscovered(
            f"{what} of the Marketo solution is displayed as {TABLE_NAME}", "Name its logical name in config_table."
        )
    return found[0]


def _tables(web_api: WebApiClient, table_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The definitions of these tables, in few requests; one by one where the service doesn't take a filter by id."""
    tables: list[dict[str, Any]] = []
    for start in range(0, len(table_ids), _CHUNK):
        ids = table_ids[start : start + _CHUNK]
        condition = "%20or%20".join(f"MetadataId%20eq%20{table_id}" for table_id in ids)
        try:
            tables.extend(web_api.get_all(f"EntityDefinitions?$select={_TABLE}&$filter={condition}"))
        except RequestRefused as refusal:
            if refusal.status not in (400, 501):
                raise
            tables.extend(web_api.get(f"EntityDefinitions({table_id})?$select={_TABLE}") for table_id in ids)
    return tables


def _column(web_api: WebApiClient, table: str, named: str | None) -> str:
    lookups = web_api.get_all(
        f"EntityDefinitions(LogicalName={quoted(table)})/Attributes/Microsoft.Dynamics.CRM.LookupAttributeMetadata"
        f"?$select=LogicalName,DisplayName,Targets"
    )
    to_users = [lookup for lookup in lookups if "systemuser" in (lookup.get("Targets") or [])]
    if named:
        if any(lookup["LogicalName"] == named.lower() for lookup in to_users):
            return named.lower()
        there = ", ".join(sorted(lookup["LogicalName"] for lookup in to_users)) or "none"
        raise NotDiscovered(
            f"table {table} has no lookup to users with the logical name {named}; it has {there}",
            "Correct config_user_column.",
        )
    found = [lookup for lookup in to_users if _label(lookup) == COLUMN_NAME]
    if len(found) != 1:
        what = "no lookup" if not found else "more than one lookup"
        raise NotDiscovered(
            f"{what} to users of table {table} is displayed as {COLUMN_NAME}",
            "Name its logical name in config_user_column.",
        )
    return str(found[0]["LogicalName"])


def _label(definition: Mapping[str, Any]) -> str | None:
    """The display name for the user who asks; where that language has none, any of its translations that is the English name."""
    labels = definition.get("DisplayName") or {}
    own: str | None = (labels.get("UserLocalizedLabel") or {}).get("Label")
    if own in (TABLE_NAME, COLUMN_NAME):
        return own
    translations = [label.get("Label") for label in labels.get("LocalizedLabels") or []]
    return next((label for label in translations if label in (TABLE_NAME, COLUMN_NAME)), own)
