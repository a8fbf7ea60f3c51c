"""Columns of one line of text: their metadata, and what a write may put into them.

In the state an attribute may say ``MaxLength`` (100 unless told otherwise) and ``IsValidForUpdate`` (true unless told otherwise).
"""

from __future__ import annotations

from typing import Any

from .errors import WebApiError, bad_request
from .organization import Organization
from .tables import Row, Table

TEXT_CAST = "Microsoft.Dynamics.CRM.StringAttributeMetadata"
_LONGEST = 100
Attribute = dict[str, Any]


def described(attribute: Attribute) -> Attribute:
    """A text attribute with what its cast adds."""
    return {**attribute, "MaxLength": attribute.get("MaxLength", _LONGEST)}


def stored(organization: Organization, table: Table, values: Row) -> Row:
    """The values as they are kept: what is read-only or too long is refused, and empty text is nothing."""
    attributes = {each["LogicalName"]: each for each in _attributes(organization, table)}
    for name, value in values.items():
        attribute = attributes.get(name, {})
        if not attribute.get("IsValidForUpdate", True):
            raise bad_request(f"The attribute '{name}' of the '{table.entity}' entity is not valid for update.")
        if attribute.get("AttributeType") == "String" and len(value or "") > described(attribute)["MaxLength"]:
            raise _too_long(table, name, described(attribute)["MaxLength"])
    return {name: None if value == "" else value for name, value in values.items()}


def _attributes(organization: Organization, table: Table) -> list[Attribute]:
    definitions = organization.state["entityDefinitions"]
    for definition in definitions:
        if definition["EntitySetName"] == table.entity_set:
            attributes: list[Attribute] = definition.get("Attributes", [])
            return attributes
    return []


def _too_long(table: Table, name: str, longest: int) -> WebApiError:
    return WebApiError(
        400,
        "0x80044331",
        f"A validation error occurred. The length of the '{name}' attribute of the '{table.entity}' entity exceeded the "
        f"maximum allowed length of '{longest}'.",
    )
