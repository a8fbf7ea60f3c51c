"""Reading people: by filter, and the description of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..marketo_sync.fields import BY_NAME, DEFAULT_FIELDS, FIELDS
from .answers import RestError

_MOST_VALUES = 300
Json = dict[str, Any]


def by_filter(people: list[Json], query: Mapping[str, str]) -> list[Json]:
    """The people whose field has one of the values; email addresses are compared without case."""
    for name in ("filterType", "filterValues"):
        if not query.get(name, "").strip():
            raise RestError("1002", f"Missing value for required parameter '{name}'")
    kind = query["filterType"]
    if kind not in BY_NAME:
        raise RestError("1003", f"Invalid filterType '{kind}'")
    if not BY_NAME[kind].searchable:
        raise RestError("1011", f"Field '{kind}' not supported")
    values = [value.strip().lower() for value in query["filterValues"].split(",")]
    if len(values) > _MOST_VALUES:
        raise RestError("1003", f"Too many values specified ('{len(values)}'). Allowed are '{_MOST_VALUES}'")
    wanted = _wanted(query.get("fields"))
    return [_shown(person, wanted) for person in people if str(person["fields"].get(kind)).lower() in values]


def describe() -> list[Json]:
    """What describe2 answers."""
    searchable = [[field.name] for field in FIELDS if field.searchable]
    return [{"name": "API Lead", "searchableFields": searchable, "fields": [field.describe() for field in FIELDS]}]


def _wanted(text: str | None) -> list[str]:
    wanted = [name.strip() for name in text.split(",") if name.strip()] if text else list(DEFAULT_FIELDS)
    for name in wanted:
        if name not in BY_NAME:
            raise RestError("1006", f"Field '{name}' not found")
    return wanted


def _shown(person: Json, wanted: list[str]) -> Json:
    """The fields asked for. One that is empty is left out: documented as meaning null."""
    return {name: person["fields"][name] for name in ("id", *wanted) if person["fields"].get(name) is not None}
