"""System query options: which rows and columns of a table an answer holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import bad_query, no_segment
from .filters import parse_filter, unknown_property
from .organization import Organization
from .tables import Row, Table, find_navigation, find_table

_KNOWN_OPTIONS = frozenset({"$select", "$filter", "$expand", "$orderby", "$top", "$count", "$skiptoken"})
_PAGE_SIZE = 5000


def check_options(options: Mapping[str, str]) -> None:
    """Refuse options that are not understood, rather than ignore them."""
    unknown = [name for name in options if name.startswith("$") and name not in _KNOWN_OPTIONS]
    if unknown:
        raise bad_query(f"The query parameter {unknown[0]} is not supported.")


def select_rows(table: Table, options: Mapping[str, str], rows: list[Row]) -> list[Row]:
    """Apply filter, order and top; the result holds whole rows."""
    if "$filter" in options:
        predicate = parse_filter(options["$filter"], table.columns, table.entity)
        rows = [row for row in rows if predicate(row)]
    for term in reversed(_split(options.get("$orderby", ""), ",")):
        column, _space, direction = term.strip().partition(" ")
        if column not in table.columns or direction.strip() not in ("", "asc", "desc"):
            raise bad_query(f"Syntax error in the order '{term}'.")
        rows = sorted(rows, key=lambda row: str(row.get(column) or "").lower(), reverse=direction.strip() == "desc")
    if "$top" in options:
        if not options["$top"].isdigit():
            raise bad_query(f"Invalid value '{options['$top']}' for $top query option found.")
        rows = rows[: int(options["$top"])]
    return rows


def page(rows: list[Row], options: Mapping[str, str], prefer: str) -> tuple[list[Row], int | None]:
    """Cut a page out of the rows; the second value is where the next one begins, if there is one."""
    wish = re.search(r"odata\.maxpagesize=(\d+)", prefer)
    size = min(max(int(wish[1]), 1), _PAGE_SIZE) if wish else _PAGE_SIZE
    token = options.get("$skiptoken", "0")
    if not token.isdigit():
        raise bad_query("The skip token is not one that this service gave.")
    start = int(token)
    following = start + size
    return rows[start:following], following if following < len(rows) else None


def shape(organization: Organization, table: Table, row: Row, options: Mapping[str, str]) -> Row:
    """Return the columns and relationships of a row that the query asks for."""
    columns = [name.strip() for name in _split(options.get("$select", ""), ",")] or list(table.columns)
    for column in columns:
        if column not in table.columns:
            raise unknown_property(column, table.entity)
    shaped: Row = {"@odata.etag": f'W/"{row.get("versionnumber", 1)}"'}
    shaped |= {column: row.get(column) for column in columns}
    # The key is always there, selected or not.
    shaped[table.key] = row[table.key]
    for term in _split(options.get("$expand", ""), ","):
        name, expanded = _expand(organization, table, row, term.strip())
        shaped[name] = expanded
    return shaped


def _expand(organization: Organization, table: Table, row: Row, term: str) -> tuple[str, Any]:
    """Follow one relationship, with the options in its parentheses."""
    match = re.fullmatch(r"(\w+)(?:\((.*)\))?", term, re.DOTALL)
    navigation = find_navigation(table, match[1]) if match else None
    if match is None or navigation is None:
        raise unknown_property(term.partition("(")[0], table.entity)
    inner = dict(part.strip().partition("=")[::2] for part in _split(match[2] or "", ";"))
    check_options(inner)
    target = find_table(organization, navigation.target)
    rows = select_rows(target, inner, navigation.rows(organization, row))
    shaped = [shape(organization, target, each, inner) for each in rows]
    return match[1], shaped if navigation.is_collection else next(iter(shaped), None)


def expanded_entities(organization: Organization, table: Table, options: Mapping[str, str]) -> list[str]:
    """Name the tables that ``$expand`` reaches for; what it can't is refused later, where it is expanded."""
    names = [term.strip().partition("(")[0] for term in _split(options.get("$expand", ""), ",")]
    found = [find_navigation(table, name) for name in names]
    return [find_table(organization, each.target).entity for each in found if each is not None]


def follow(organization: Organization, table: Table, row: Row, name: str) -> tuple[Table, list[Row]]:
    """Return the table and the rows behind a relationship that an address names."""
    navigation = find_navigation(table, name)
    if navigation is None or not navigation.is_collection:
        raise no_segment(name)
    return find_table(organization, navigation.target), navigation.rows(organization, row)


def _split(text: str, separator: str) -> list[str]:
    """Split a list at its separators, but not inside parentheses or quotes."""
    parts, depth, quoted, current = [], 0, False, ""
    for character in text:
        if character == "'":
            quoted = not quoted
        elif not quoted:
            depth += (character == "(") - (character == ")")
        if character == separator and depth == 0 and not quoted:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part for part in [*parts, current] if part.strip()]
