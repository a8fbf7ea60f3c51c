"""What a filter may ask of a resource, whether that takes the advanced index, and which objects it lets through."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import GraphError, malformed, unsupported_query
from ..times import parse_date_time
from .filter_syntax import AnyOf, Comparison, Junction, Literal, Membership, Negation, Node

# Only the advanced-query index serves these.
_ADVANCED_OPERATORS = frozenset({"ne", "endswith"})

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
    "startswith": str.startswith,
    "endswith": str.endswith,
}


@dataclass(frozen=True)
class Filterable:
    """A property's type and the operators that Graph serves on it."""

    kind: str
    operators: frozenset[str]


def text(*operators: str) -> Filterable:
    """Describe a string property."""
    return Filterable("string", frozenset(operators))


def guid(*operators: str) -> Filterable:
    """Describe a property of type Edm.Guid."""
    return Filterable("guid", frozenset(operators))


def boolean(*operators: str) -> Filterable:
    """Describe a boolean property."""
    return Filterable("boolean", frozenset(operators))


def integer(*operators: str) -> Filterable:
    """Describe a number."""
    return Filterable("integer", frozenset(operators))


def moment(*operators: str) -> Filterable:
    """Describe a point in time."""
    return Filterable("dateTime", frozenset(operators))


def check(node: Node, filterable: Mapping[str, Filterable], resource: str) -> None:
    """Refuse what Graph does not serve for the resource."""
    _Check(filterable, resource).visit(node, negated=False, variables={})


def needs_advanced(node: Node) -> bool:
    """Tell whether only the advanced-query index can answer."""
    if isinstance(node, Negation):
        return True
    if isinstance(node, Junction):
        return needs_advanced(node.left) or needs_advanced(node.right)
    if isinstance(node, AnyOf):
        return node.condition is None or needs_advanced(node.condition)
    return isinstance(node, Comparison) and node.operator in _ADVANCED_OPERATORS


def matches(node: Node, item: Any, variable: str | None = None) -> bool:
    """Tell whether the filter lets the object through."""
    if isinstance(node, Negation):
        return not matches(node.condition, item, variable)
    if isinstance(node, Junction):
        left = matches(node.left, item, variable)
        # The right side is needed only where the left one does not decide.
        return matches(node.right, item, variable) if left == (node.operator == "and") else left
    if isinstance(node, AnyOf):
        members = _value(item, node.path, variable) or []
        condition = node.condition
        return any(condition is None or matches(condition, member, node.variable) for member in members)
    value = _value(item, node.path, variable)
    if isinstance(node, Membership):
        return any(_compare(value, "eq", literal) for literal in node.literals)
    return _compare(value, node.operator, node.literal)


class _Check:
    def __init__(self, filterable: Mapping[str, Filterable], resource: str) -> None:
        self._filterable = {path.lower(): rule for path, rule in filterable.items()}
        self._resource = resource

    def visit(self, node: Node, negated: bool, variables: dict[str, str]) -> None:
        """Walk the tree; ``variables`` maps a lambda's variable to the path of its collection."""
        if isinstance(node, Negation):
            self.visit(node.condition, True, variables)
        elif isinstance(node, Junction):
            self.visit(node.left, negated, variables)
            self.visit(node.right, negated, variables)
        elif isinstance(node, AnyOf):
            self._visit_any(node, negated, variables)
        elif isinstance(node, Membership):
            self._visit_leaf(node.path, "in", node.literals, negated, variables)
        else:
            self._visit_leaf(node.path, node.operator, (node.literal,), negated, variables)

    def _visit_any(self, node: AnyOf, negated: bool, variables: dict[str, str]) -> None:
        if f"{node.path}/any".lower() not in self._filterable:
            raise self._unsupported(node.path)
        if node.condition is not None:
            self.visit(node.condition, negated, {**variables, str(node.variable): f"{node.path}/any"})

    def _visit_leaf(
        self, path: str, operator: str, literals: tuple[Literal, ...], negated: bool, variables: dict[str, str]
    ) -> None:
        rule = self._filterable.get(variables.get(path, path).lower())
        if rule is None or operator not in rule.operators or (negated and "not" not in rule.operators):
            raise self._unsupported(path)
        for literal in literals:
            if not _fits(literal, rule.kind):
                raise _incompatible(rule.kind, literal.kind)

    def _unsupported(self, path: str) -> GraphError:
        return unsupported_query(
            f"Unsupported or invalid query filter clause specified for property '{path}' "
            f"of resource '{self._resource}'."
        )


def _fits(literal: Literal, kind: str) -> bool:
    """A GUID may stand in quotes even for Edm.Guid; without them it never fits a string property."""
    return literal.kind in ("null", kind) or (kind == "guid" and literal.kind == "string")


def _incompatible(property_kind: str, literal_kind: str) -> GraphError:
    names = {"string": "String", "guid": "Guid", "boolean": "Boolean", "integer": "Int32", "dateTime": "DateTimeOffset"}
    return malformed(
        "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types "
        f"'Edm.{names[property_kind]}' and 'Edm.{names[literal_kind]}' for operator kind 'Equal'."
    )


def _value(item: Any, path: str, variable: str | None) -> Any:
    """Read a path such as ``status/errorCode``; the lambda's variable is the item itself."""
    for step in path.split("/"):
        if step == variable:
            continue
        if not isinstance(item, dict):
            return None
        item = next((value for name, value in item.items() if name.lower() == step.lower()), None)
    return item


def _compare(value: Any, comparison: str, literal: Literal) -> bool:
    if comparison == "ne":
        return not _compare(value, "eq", literal)
    if value is None or literal.value is None:
        return comparison == "eq" and value is None and literal.value is None
    left, right = _comparable(value, literal)
    return _COMPARISONS[comparison](left, right)


def _comparable(value: Any, literal: Literal) -> tuple[Any, Any]:
    """The directory compares text without regard to case, and times as times."""
    if literal.kind == "dateTime":
        return parse_date_time(value), literal.value
    if isinstance(value, str):
        return value.casefold(), str(literal.value).casefold()
    return value, literal.value
