"""The part of OData's filter language that is understood: comparisons, text functions, and, or, not."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from .errors import bad_query

Predicate = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
    r"|(?P<string>'(?:[^']|'')*')"
    r"|(?P<integer>-?\d+(?![\w.]))"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<mark>[(),]))"
)
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
_FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
}
_EDM = {"guid": "Edm.Guid", "string": "Edm.String", "integer": "Edm.Int32", "boolean": "Edm.Boolean"}


def parse_filter(text: str, columns: dict[str, str], entity: str) -> Predicate:
    """Translate a ``$filter`` into a function on rows; what it does not understand is refused, never ignored."""
    return _Parser(text, columns, entity).parse()


class _Parser:
    """Recursive descent over the tokens of one filter."""

    def __init__(self, text: str, columns: dict[str, str], entity: str) -> None:
        self._text = text
        self._columns = columns
        self._entity = entity
        self._tokens = list(_tokenize(text))
        self._position = 0

    def parse(self) -> Predicate:
        predicate = self._either()
        if self._position < len(self._tokens):
            raise self._error()
        return predicate

    def _either(self) -> Predicate:
        left = self._both()
        while self._take("name", "or"):
            left = _or(left, self._both())
        return left

    def _both(self) -> Predicate:
        left = self._negation()
        while self._take("name", "and"):
            left = _and(left, self._negation())
        return left

    def _negation(self) -> Predicate:
        if self._take("name", "not"):
            inner = self._negation()
            return lambda row: not inner(row)
        if self._take("mark", "("):
            inner = self._either()
            self._expect("mark", ")")
            return inner
        return self._condition()

    def _condition(self) -> Predicate:
        name = self._expect("name")
        if name in _FUNCTIONS and self._take("mark", "("):
            return self._function(name)
        kind = self._type_of(name)
        comparison = self._expect("name")
        if comparison not in _COMPARISONS:
            raise self._error()
        value = self._literal(kind)
        return _compare(name, _COMPARISONS[comparison], value)

    def _function(self, function: str) -> Predicate:
        column = self._expect("name")
        kind = self._type_of(column)
        self._expect("mark", ",")
        value = self._literal(kind)
        self._expect("mark", ")")
        if kind != "string" or value is None:
            raise bad_query(f"No function signature for the function with name '{function}' matches the arguments.")
        return lambda row: _FUNCTIONS[function](str(row.get(column) or "").lower(), value)

    def _type_of(self, column: str) -> str:
        if column not in self._columns:
            raise unknown_property(column, self._entity)
        return self._columns[column]

    def _literal(self, kind: str) -> Any:
        """Read a value of the column's type, or null. Text is compared without case, as the database does."""
        if self._position >= len(self._tokens):
            raise self._error()
        token_kind, text = self._tokens[self._position]
        self._position += 1
        if (token_kind, text) == ("name", "null"):
            return None
        if token_kind == "name" and text in ("true", "false"):
            token_kind = "boolean"
        if token_kind != kind:
            raise bad_query(
                "A binary operator with incompatible types was detected. "
                f"Found operand types '{_EDM[kind]}' and '{_EDM.get(token_kind, text)}'."
            )
        readers: dict[str, Callable[[str], Any]] = {
            "guid": str.lower,
            "string": lambda quoted: quoted[1:-1].replace("''", "'").lower(),
            "integer": int,
            "boolean": "true".__eq__,
        }
        return readers[token_kind](text)

    def _take(self, kind: str, text: str) -> bool:
        if self._position < len(self._tokens) and self._tokens[self._position] == (kind, text):
            self._position += 1
            return True
        return False

    def _expect(self, kind: str, text: str | None = None) -> str:
        if self._position < len(self._tokens):
            found_kind, found = self._tokens[self._position]
            if found_kind == kind and text in (None, found):
                self._position += 1
                return found
        raise self._error()

    def _error(self) -> Exception:
        return bad_query(f"Syntax error in the filter '{self._text}'.")


def unknown_property(name: str, entity: str) -> Exception:
    """Refuse a column that the table lacks."""
    return bad_query(f"Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{entity}'.")


def _tokenize(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise bad_query(f"Syntax error at position {position} in '{text}'.")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


def _compare(column: str, comparison: Callable[[Any, Any], bool], value: Any) -> Predicate:
    def holds(row: dict[str, Any]) -> bool:
        found = row.get(column)
        found = found.lower() if isinstance(found, str) else found
        if found is None or value is None:
            return comparison in (operator.eq, operator.ne) and comparison(found, value)
        return comparison(found, value)

    return holds


def _or(left: Predicate, right: Predicate) -> Predicate:
    return lambda row: left(row) or right(row)


def _and(left: Predicate, right: Predicate) -> Predicate:
    return lambda row: left(row) and right(row)
