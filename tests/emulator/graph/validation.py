"""Checks on what a caller wants to write: property names, JSON types, values.

A checker is a function of (value, path, resource) that raises the 400 Graph would answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from .errors import bad_request, invalid_property, invalid_value, read_only
from .times import parse_date_time

Checker = Callable[[Any, str, str], None]

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LONGEST_URI = 256


def check_properties(
    body: Mapping[str, Any], checkers: Mapping[str, Checker], resource: str, read_only_names: Collection[str] = ()
) -> None:
    """Check a whole object; annotations (names with ``@``) are none of its properties."""
    for name, value in body.items():
        if "@" in name:
            continue
        if name in read_only_names:
            raise read_only(name)
        if name not in checkers:
            raise invalid_property(name)
        checkers[name](value, name, resource)


def require(body: Mapping[str, Any], *names: str) -> None:
    """Insist on properties without which nothing can be created."""
    for name in names:
        if body.get(name) is None:
            raise bad_request(
                "One or more required properties are missing or null.",
                [{"code": "MissingValue", "message": f"The property '{name}' is required.", "target": name}],
            )


def nullable(checker: Checker) -> Checker:
    """Allow null besides."""

    def check(value: Any, path: str, resource: str) -> None:
        if value is not None:
            checker(value, path, resource)

    return check


def string(longest: int | None = None) -> Checker:
    """Demand a string."""

    def check(value: Any, path: str, resource: str) -> None:
        if not isinstance(value, str) or (longest is not None and len(value) > longest):
            raise invalid_value(path, resource)

    return check


def name_of_object(value: Any, path: str, resource: str) -> None:
    """Demand a display name: neither empty nor longer than 256 characters."""
    string(256)(value, path, resource)
    if not value.strip():
        raise invalid_value(path, resource)


def boolean(value: Any, path: str, resource: str) -> None:
    """Demand true or false."""
    if not isinstance(value, bool):
        raise invalid_value(path, resource)


def integer(value: Any, path: str, resource: str) -> None:
    """Demand a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise invalid_value(path, resource)


def guid(value: Any, path: str, resource: str) -> None:
    """Demand a GUID."""
    if not isinstance(value, str) or not GUID.fullmatch(value):
        raise invalid_value(path, resource)


def date_time(value: Any, path: str, resource: str) -> None:
    """Demand a point in time."""
    try:
        parse_date_time(value)
    except (ValueError, TypeError):
        raise invalid_value(path, resource) from None


def one_of(*values: str) -> Checker:
    """Demand one of a few strings."""

    def check(value: Any, path: str, resource: str) -> None:
        if value not in values:
            raise invalid_value(path, resource)

    return check


def list_of(checker: Checker, most: int | None = None, distinct: bool = False) -> Checker:
    """Demand a list, and check each item."""

    def check(value: Any, path: str, resource: str) -> None:
        if not isinstance(value, list) or (most is not None and len(value) > most):
            raise invalid_value(path, resource)
        for item in value:
            checker(item, path, resource)
        if distinct and len({str(item) for item in value}) != len(value):
            raise invalid_value(path, resource)

    return check


def complex_type(members: Mapping[str, Checker], required: Collection[str] = ()) -> Checker:
    """Demand an object with known members."""

    def check(value: Any, path: str, resource: str) -> None:
        if not isinstance(value, dict) or any(value.get(name) is None for name in required):
            raise invalid_value(path, resource)
        for name, member in value.items():
            if "@" in name:
                continue
            if name not in members:
                raise invalid_property(f"{path}.{name}")
            members[name](member, f"{path}.{name}", resource)

    return check


def any_object(value: Any, path: str, resource: str) -> None:
    """Demand an object; what is in it is outside the emulated part."""
    if not isinstance(value, dict):
        raise invalid_value(path, resource)


def absolute_uri(value: Any, path: str, resource: str) -> None:
    """Demand a URI with a scheme."""
    string(_LONGEST_URI)(value, path, resource)
    try:
        parts = urlsplit(value)
    except ValueError:
        raise invalid_value(path, resource) from None
    if not parts.scheme or not (parts.netloc or parts.path) or re.search(r"\s", value):
        raise invalid_value(path, resource)


def web_uri(value: Any, path: str, resource: str) -> None:
    """Demand an address a browser is sent back to: https, or http on the own machine."""
    absolute_uri(value, path, resource)
    parts = urlsplit(value)
    local = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    if not parts.netloc or not (parts.scheme == "https" or local):
        raise invalid_value(path, resource)
