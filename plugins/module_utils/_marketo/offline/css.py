# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSS selectors on a snapshot, where no browser can be asked: those that a person writes into a page map.

    places = marked(snapshot, ".x4-window [data-testid=save]")

Tags, ids, classes, attributes, and the combinators blank and ``>`` are understood. Anything else raises `CanNotTry`: what can't be tried is said,
never taken for a selector that fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..snapshot.model import Node, Snapshot

_NAME = r"-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*"
_PART = re.compile(
    rf"(?P<tag>\*|{_NAME})|#(?P<id>{_NAME})|\.(?P<class>{_NAME})"
    rf"|\[\s*(?P<key>{_NAME})\s*(?:(?P<how>[~^$*]?=)\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w-]+))\s*)?\]"
)
_STEP = re.compile(r"\s*(>)\s*|\s+|(?=,)|$")


class CanNotTry(Exception):
    """A selector that only a browser understands, or that asks for what no snapshot holds; its text says which part."""


@dataclass(frozen=True)
class _Step:
    """Tests for one element, each a kind, a name and a value; ``child`` is true if its parent must fit the step before."""

    tests: tuple[tuple[str, str, str], ...]
    child: bool


def marked(snapshot: Snapshot, selector: str) -> tuple[int, ...]:
    """Return the indexes of the nodes that a selector marks. Raise `CanNotTry` for one that only a browser understands."""
    ways = list(_ways(selector.strip()))
    return tuple(node.index for node in snapshot.nodes if any(_fits(snapshot, node, way) for way in ways))


def _ways(selector: str) -> Iterator[list[_Step]]:
    place, steps, child = 0, [], False
    while place <= len(selector):
        tests, place = _compound(selector, place)
        steps.append(_Step(tests, child))
        found = _STEP.match(selector, place)
        if found is None:
            raise CanNotTry(selector[place:])
        child, place = bool(found[1]), found.end()
        if place >= len(selector):
            yield steps
            return
        if selector[place] == ",":
            yield steps
            place, steps, child = len(selector) - len(selector[place + 1 :].lstrip()), [], False


def _compound(selector: str, place: int) -> tuple[tuple[tuple[str, str, str], ...], int]:
    tests: list[tuple[str, str, str]] = []
    while found := _PART.match(selector, place):
        if found["tag"] and tests:
            break
        if found["tag"]:
            tests.append(("tag", found["tag"].lower(), ""))
        elif found["key"]:
            tests.append((found["how"] or "there", found["key"].lower(), _value_of(found)))
        else:
            tests.append(("id", found["id"], "") if found["id"] else ("class", found["class"], ""))
        place = found.end()
    if not tests:
        raise CanNotTry(selector[place:])
    return tuple(tests), place


def _value_of(found: re.Match[str]) -> str:
    return next((found[name] for name in ("double", "single", "bare") if found[name] is not None), "")


def _fits(snapshot: Snapshot, node: Node, steps: list[_Step]) -> bool:
    *before, last = steps
    if not all(_passes(node, test) for test in last.tests):
        return False
    if not before:
        return True
    # Selectors don't reach out of their frame.
    around = [one for one in snapshot.ancestors(node) if one.frame == node.frame]
    return any(_fits(snapshot, one, before) for one in (around[:1] if last.child else around))


def _passes(node: Node, test: tuple[str, str, str]) -> bool:
    how, name, wanted = test
    if how == "tag":
        return name in ("*", node.tag.lower())
    if how == "id":
        return node.id == name
    if how == "class":
        return name in node.classes.split()
    value = _attribute(node, name)
    if value is None:
        return False
    return {
        "there": True,
        "=": value == wanted,
        "~=": wanted in value.split(),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }[how]


def _attribute(node: Node, name: str) -> str | None:
    """Return an attribute, None if the element has none of that name. Raise `CanNotTry` for one that no snapshot holds."""
    plain = {
        "id": node.id,
        "class": node.classes,
        "name": node.name,
        "role": node.role,
        "type": node.type,
        "title": node.names.title,
        "alt": node.names.alt,
        "placeholder": node.names.placeholder,
        "aria-label": node.names.aria_label,
    }
    if name in plain:
        return plain[name] or None
    if name.startswith("data-"):
        return node.data.get(name[5:])
    if name.startswith("aria-"):
        return node.data.get(name)
    raise CanNotTry(f"[{name}]")
