"""Lookups as relationships: their metadata, and the navigation properties through which alone a row is bound to another.

In the state an attribute may have a ``SchemaName``, whose case differs from its logical name; the navigation property is called
after it, and for a lookup with several targets after it and the target. Its case matters.
"""

from __future__ import annotations

import re
from typing import Any

from .errors import WebApiError, bad_request, undeclared_property
from .organization import Organization
from .tables import Table, find_table

BIND = "@odata.bind"
LOOKUP_TYPES = ("Lookup", "Owner", "Customer")
COLUMNS = {
    "SchemaName": "string",
    "ReferencingEntity": "string",
    "ReferencingAttribute": "string",
    "ReferencingEntityNavigationPropertyName": "string",
    "ReferencedEntity": "string",
    "ReferencedAttribute": "string",
}
_VALUE = re.compile(r"_\w+_value")
Relationship = dict[str, str]


def many_to_one(definition: dict[str, Any]) -> list[Relationship]:
    """The relationships of a table to those that its lookups point at, one for each target."""
    return [
        _relationship(definition["LogicalName"], attribute, target)
        for attribute in definition["Attributes"]
        if attribute["AttributeType"] in LOOKUP_TYPES
        for target in (["owner"] if attribute["AttributeType"] == "Owner" else attribute.get("Targets", []))
    ]


def _relationship(entity: str, attribute: dict[str, Any], target: str) -> Relationship:
    name = attribute.get("SchemaName", attribute["LogicalName"])
    is_single = attribute["AttributeType"] == "Owner" or len(attribute["Targets"]) == 1
    return {
        "SchemaName": f"{entity}_{attribute['LogicalName']}_{target}",
        "ReferencingEntity": entity,
        "ReferencingAttribute": attribute["LogicalName"],
        "ReferencingEntityNavigationPropertyName": name if is_single else f"{name}_{target}",
        "ReferencedEntity": target,
        "ReferencedAttribute": f"{target}id",
    }


def bound_column(organization: Organization, table: Table, navigation: str, entity_set: str) -> str:
    """The column behind a navigation property that a body binds to a row of ``entity_set``."""
    definitions = [
        each for each in organization.state["entityDefinitions"] if each["EntitySetName"] == table.entity_set
    ]
    relationships = [each for definition in definitions for each in many_to_one(definition)]
    found = next(
        (each for each in relationships if each["ReferencingEntityNavigationPropertyName"] == navigation), None
    )
    if found is None:
        raise undeclared_property(navigation, table.entity_set)
    target = find_table(organization, entity_set).entity
    if found["ReferencedEntity"] not in (target, "owner"):
        raise bad_request(
            f"The property '{navigation}' leads to {found['ReferencedEntity']}, and {entity_set} was bound."
        )
    return f"_{found['ReferencingAttribute']}_value"


def reject_direct_value(name: str) -> None:
    """A lookup's value is there to be read; to write it, its navigation property is bound."""
    if _VALUE.fullmatch(name):
        text = "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead."
        raise WebApiError(400, "0x80060888", text)
