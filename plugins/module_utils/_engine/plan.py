# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is to change: the outcome of comparing what is wanted with what was found.

Planning never talks to a service. Check mode, diff mode and apply all read the same plan, so they can't disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """One write.

    ``kind`` names the write for the resource that applies it (``create``, ``update``, ``assign`` …); ``summary`` is the line
    that the user reads; ``payload`` is what the service gets.
    """

    kind: str
    summary: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The changes that lead from ``before`` to ``after``; both without secrets, None where the object is absent."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None
    changes: tuple[Change, ...] = ()

    def diff(self) -> dict[str, Any]:
        """What ``--diff`` shows."""
        if not self.changes:
            return {"before": self.before or {}, "after": self.before or {}}
        return {"before": self.before or {}, "after": self.after or {}}


def unchanged(found: dict[str, Any] | None) -> Plan:
    """The plan that changes nothing."""
    return Plan(before=found, after=found)


def differences(wanted: Mapping[str, Any], found: Mapping[str, Any], unordered: tuple[str, ...] = ()) -> dict[str, Any]:
    """The wanted values that differ from those found; None means "not asked for".

    Lists named in ``unordered`` are compared as sets: the services keep no order in them.
    """
    changed = {}
    for name, value in wanted.items():
        if value is None:
            continue
        there = found.get(name)
        same = _as_set(value) == _as_set(there or []) if name in unordered else value == there
        if not same:
            changed[name] = value
    return changed


def _as_set(values: Any) -> frozenset[Any]:
    return frozenset(_hashable(value) for value in values)


def _hashable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozenset((name, _hashable(item)) for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return frozenset(_hashable(item) for item in value)
    return value
