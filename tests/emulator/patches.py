"""Changes to a JSON document: merge patch (RFC 7386), and add, replace and remove of JSON Patch (RFC 6902)."""

from __future__ import annotations

import copy
from typing import Any


class BadPatch(ValueError):
    """The patch can't be applied; its text says why."""


def merge_patch(document: Any, patch: Any) -> Any:
    """Return the document with a merge patch applied; neither argument is changed."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def json_patch(document: Any, operations: Any) -> Any:
    """Return a copy of the document with every operation applied, in order."""
    if not isinstance(operations, list):
        raise BadPatch("A JSON Patch is a list of operations.")
    patched = copy.deepcopy(document)
    for operation in operations:
        if not isinstance(operation, dict) or not isinstance(operation.get("path"), str):
            raise BadPatch("Every operation of a JSON Patch is an object with a path.")
        _apply(patched, operation)
    return patched


def _apply(document: Any, operation: dict[str, Any]) -> None:
    """Apply one operation to the document, in place."""
    kind, pointer = operation.get("op"), operation["path"]
    if kind not in ("add", "replace", "remove"):
        raise BadPatch(f"The operation {kind!r} is not one of add, replace, remove.")
    if kind != "remove" and "value" not in operation:
        raise BadPatch(f"The operation {kind} at {pointer} lacks a value.")
    *parents, last = _segments(pointer)
    container = document
    for segment in parents:
        container = _member(container, segment, pointer)
    if isinstance(container, list):
        _apply_to_list(container, kind, last, operation.get("value"), pointer)
    elif isinstance(container, dict):
        _apply_to_object(container, kind, last, operation.get("value"), pointer)
    else:
        raise BadPatch(f"The path {pointer} leads into something that is neither an object nor a list.")


def _apply_to_list(container: list[Any], kind: str, key: str, value: Any, pointer: str) -> None:
    if kind == "add":
        index = len(container) if key == "-" else _index(key, len(container) + 1, pointer)
        container.insert(index, copy.deepcopy(value))
        return
    index = _index(key, len(container), pointer)
    if kind == "replace":
        container[index] = copy.deepcopy(value)
    else:
        del container[index]


def _apply_to_object(container: dict[str, Any], kind: str, key: str, value: Any, pointer: str) -> None:
    if kind != "add" and key not in container:
        raise BadPatch(f"Nothing is at {pointer}.")
    if kind == "remove":
        del container[key]
    else:
        container[key] = copy.deepcopy(value)


def _segments(pointer: str) -> list[str]:
    """Split a JSON Pointer (RFC 6901)."""
    if not pointer.startswith("/"):
        raise BadPatch(f"The path {pointer!r} does not begin with a slash.")
    return [segment.replace("~1", "/").replace("~0", "~") for segment in pointer[1:].split("/")]


def _member(container: Any, key: str, pointer: str) -> Any:
    if isinstance(container, list):
        return container[_index(key, len(container), pointer)]
    if isinstance(container, dict) and key in container:
        return container[key]
    raise BadPatch(f"The path {pointer} leads nowhere at {key!r}.")


def _index(key: str, length: int, pointer: str) -> int:
    if key.isdigit() and int(key) < length:
        return int(key)
    raise BadPatch(f"The path {pointer} needs a position below {length} where it says {key!r}.")
