# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a result found and changed, as lines that a person reads: a label with a value, or with one before and one after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOTHING = "(none)"


def flattened(data: Any, label: str = "") -> dict[str, str]:
    """Nested data as one level: ``{"credentials": {"client_id": "x"}}`` becomes ``{"credentials, client id": "x"}``."""
    if isinstance(data, Mapping):
        lines: dict[str, str] = {}
        for name, value in data.items():
            lines.update(flattened(value, f"{label}, {_words(name)}" if label else _words(name)))
        return lines
    return {label: shown(data)}


def shown(value: Any) -> str:
    """One value as text."""
    if value is None or (isinstance(value, (str, list, dict)) and not value):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(name)}: {shown(item)}" for name, item in value.items() if item is not None)
    if isinstance(value, (list, tuple)):
        return "; ".join(shown(item) for item in value)
    return str(value)


def found_lines(data: Any) -> list[dict[str, str]]:
    """What was found, without what was empty."""
    return [
        {"label": label, "value": value} for label, value in flattened(data or {}).items() if label and value != NOTHING
    ]


def changed_lines(diff: Mapping[str, Any]) -> list[dict[str, str]]:
    """What differs between before and after; nothing of what stays."""
    before, after = flattened(diff.get("before") or {}), flattened(diff.get("after") or {})
    before.pop("", None)
    after.pop("", None)
    labels = [*before, *(label for label in after if label not in before)]
    return [
        {"label": label, "before": before.get(label, NOTHING), "after": after.get(label, NOTHING)}
        for label in labels
        if before.get(label, NOTHING) != after.get(label, NOTHING)
    ]


def _words(name: Any) -> str:
    return str(name).replace("_", " ")
