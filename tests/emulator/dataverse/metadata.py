"""EntityDefinitions: the tables and their columns, described."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import bad_query, no_segment
from .filters import parse_filter, unknown_property
from .organization import Organization, same
from .relationships import COLUMNS, LOOKUP_TYPES, many_to_one
from .text_columns import TEXT_CAST, described

_ENTITY_COLUMNS = {
    "MetadataId": "guid",
    "LogicalName": "string",
    "SchemaName": "string",
    "EntitySetName": "string",
    "PrimaryIdAttribute": "string",
    "PrimaryNameAttribute": "string",
    "DisplayName": "label",
}
_ATTRIBUTE_COLUMNS = {
    "LogicalName": "string",
    "SchemaName": "string",
    "AttributeType": "string",
    "DisplayName": "label",
    "IsValidForUpdate": "boolean",
}
_LOOKUP_CAST = "Microsoft.Dynamics.CRM.LookupAttributeMetadata"

Answer = dict[str, Any]


def answer_metadata(organization: Organization, segments: list[str], options: Mapping[str, str]) -> Answer:
    """Answer for an address that begins with EntityDefinitions."""
    first, *rest = segments
    key = re.fullmatch(r"EntityDefinitions(?:\((.+)\))?", first)
    if key is None:
        raise no_segment(first)
    if key[1] is None:
        if rest:
            raise no_segment(rest[0])
        definitions = _filtered(organization.state["entityDefinitions"], options, _ENTITY_COLUMNS, "EntityMetadata")
        return {"value": [_entity(organization, each, options) for each in definitions]}
    definition = _by_key(organization.state["entityDefinitions"], key[1])
    if not rest:
        return _entity(organization, definition, options)
    if rest == ["ManyToOneRelationships"]:
        found = _filtered(many_to_one(definition), options, COLUMNS, "OneToManyRelationshipMetadata")
        return {
            "value": [_shape(organization, each, options, COLUMNS, "OneToManyRelationshipMetadata") for each in found]
        }
    return _attributes(organization, definition, rest, options)


def _attributes(
    organization: Organization, definition: Answer, segments: list[str], options: Mapping[str, str]
) -> Answer:
    first, *rest = segments
    key = re.fullmatch(r"Attributes(?:\((.+)\))?", first)
    if key is None or rest not in ([], [_LOOKUP_CAST], [TEXT_CAST]):
        raise no_segment(first if key is None else rest[0])
    columns = dict(_ATTRIBUTE_COLUMNS)
    attributes = [{"IsValidForUpdate": True, **each} for each in definition["Attributes"]]
    if rest == [TEXT_CAST]:
        columns["MaxLength"] = "integer"
        attributes = [described(each) for each in attributes if each["AttributeType"] == "String"]
    elif rest:
        columns["Targets"] = "list"
        attributes = [each for each in attributes if each["AttributeType"] in LOOKUP_TYPES]
    if key[1] is not None:
        return _attribute(organization, _by_key(attributes, key[1]), options, columns)
    found = _filtered(attributes, options, columns, "AttributeMetadata")
    return {"value": [_attribute(organization, each, options, columns) for each in found]}


def _entity(organization: Organization, definition: Answer, options: Mapping[str, str]) -> Answer:
    shown = _shape(organization, definition, options, _ENTITY_COLUMNS, "EntityMetadata")
    shown["MetadataId"] = definition["MetadataId"]
    expand = re.fullmatch(r"Attributes(?:\((.*)\))?", options.get("$expand", "Attributes()").strip())
    if expand is None:
        raise unknown_property(options["$expand"], "EntityMetadata")
    if "$expand" in options:
        inner = dict(part.partition("=")[::2] for part in (expand[1] or "").split(";") if part)
        attributes = _attributes(organization, definition, ["Attributes"], inner)
        shown["Attributes"] = attributes["value"]
    return shown


def _attribute(
    organization: Organization, attribute: Answer, options: Mapping[str, str], columns: dict[str, str]
) -> Answer:
    shown = _shape(organization, attribute, options, columns, "AttributeMetadata")
    kind = "Lookup" if attribute["AttributeType"] in LOOKUP_TYPES else attribute["AttributeType"]
    return {"@odata.type": f"#Microsoft.Dynamics.CRM.{kind}AttributeMetadata", **shown}


def _filtered(objects: list[Answer], options: Mapping[str, str], columns: dict[str, str], entity: str) -> list[Answer]:
    """Apply the filter; labels and lists can't be compared."""
    if "$orderby" in options or "$top" in options:
        raise bad_query("Metadata can't be ordered or cut.")
    if "$filter" not in options:
        return objects
    comparable = {name: kind for name, kind in columns.items() if kind in ("guid", "string")}
    predicate = parse_filter(options["$filter"], comparable, entity)
    return [each for each in objects if predicate(each)]


def _shape(
    organization: Organization, thing: Answer, options: Mapping[str, str], columns: dict[str, str], entity: str
) -> Answer:
    wanted = [name.strip() for name in options.get("$select", "").split(",") if name.strip()] or list(columns)
    for name in wanted:
        if name not in columns:
            raise unknown_property(name, entity)
    return {name: _value(organization, thing.get(name), columns[name]) for name in wanted}


def _value(organization: Organization, value: Any, kind: str) -> Any:
    """Show a label the way the service does: once for the user's language, and in the list of all languages."""
    if kind != "label":
        return value
    label = {"Label": value, "LanguageCode": organization.state["languageCode"], "IsManaged": True}
    return {"LocalizedLabels": [label], "UserLocalizedLabel": label}


def _by_key(objects: list[Answer], key: str) -> Answer:
    """Find an object by its id or by ``LogicalName='...'``."""
    by_name = re.fullmatch(r"LogicalName='(\w+)'", key)
    for each in objects:
        if each["LogicalName"] == by_name[1] if by_name else same(each.get("MetadataId"), key):
            return each
    raise no_segment(key)
