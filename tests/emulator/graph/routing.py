"""From a request's path to the operation that serves it: OData segments, keys, templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .errors import GraphError, malformed

if TYPE_CHECKING:
    from .exchange import Answer, GraphRequest

_KEYED_SEGMENT = re.compile(r"(?P<name>[A-Za-z][\w.]*)\((?:(?P<property>\w+)=)?(?P<value>'(?:[^']|'')*'|[^']+)\)")


@dataclass(frozen=True)
class Key:
    """What names one entity of a set: its id or an alternate key."""

    property: str
    value: str


@dataclass(frozen=True)
class Operation:
    """One call that is served. The template names a key in braces: ``/applications/{application}/owners``."""

    method: str
    template: str
    handle: Callable[[GraphRequest], Answer]

    @property
    def name(self) -> str:
        """The operation as the permission table names it."""
        return f"{self.method} {self.template}"


def split_path(raw_path: str) -> list[str | Key]:
    """Cut a still percent-encoded path into segments; a key in parentheses becomes a segment of its own."""
    segments: list[str | Key] = []
    for part in raw_path.split("/"):
        text = unquote(part)
        keyed = _KEYED_SEGMENT.fullmatch(text)
        if keyed is None:
            segments += [text] if text else []
        else:
            segments += [keyed["name"], Key(keyed["property"] or "id", _unquoted(keyed["value"]))]
    return segments


class Router:
    """The operations by template."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        # A template with more fixed segments wins: deletedItems/microsoft.graph.application before deletedItems/{id}.
        self._entries = sorted(
            ((operation.template.strip("/").split("/"), operation) for operation in operations),
            key=lambda entry: sum(_is_key(segment) for segment in entry[0]),
        )

    def find(self, method: str, raw_path: str) -> tuple[Operation, dict[str, Key]]:
        """Return the operation and its keys; refuse unknown paths and methods as Graph does."""
        segments = split_path(raw_path)
        matches = [
            (operation, keys)
            for template, operation in self._entries
            if (keys := _match(template, segments)) is not None
        ]
        if not matches:
            raise malformed(f"Resource not found for the segment '{self._first_unknown(segments)}'.")
        best = matches[0][0].template
        for operation, keys in matches:
            if operation.method == method and operation.template == best:
                return operation, keys
        raise GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")

    def _first_unknown(self, segments: list[str | Key]) -> str:
        """Name the first segment that no template continues with."""
        for length in range(1, len(segments) + 1):
            if not any(
                _match(template[:length], segments[:length]) is not None for template, _operation in self._entries
            ):
                segment = segments[length - 1]
                return segment.value if isinstance(segment, Key) else segment
        last = segments[-1] if segments else ""
        return last.value if isinstance(last, Key) else last


def _match(template: list[str], segments: list[str | Key]) -> dict[str, Key] | None:
    if len(template) != len(segments):
        return None
    keys: dict[str, Key] = {}
    for expected, segment in zip(template, segments, strict=True):
        if _is_key(expected):
            keys[expected[1:-1]] = segment if isinstance(segment, Key) else Key("id", segment)
        elif isinstance(segment, Key) or segment.lower() != expected.lower():
            return None
    return keys


def _is_key(segment: str) -> bool:
    return segment.startswith("{")


def _unquoted(literal: str) -> str:
    return literal[1:-1].replace("''", "'") if literal.startswith("'") else literal
