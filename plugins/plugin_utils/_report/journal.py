# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal of one play: what the role's tasks registered, beside the table that names their steps.

Every reporting task registers its result as ``__dynamics_sync_did_<step>``. The role's ``vars/main/steps.yml`` has a row for each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from .steps import has_run, moment

PREFIX = "__dynamics_sync_did_"
FIRST = datetime.min.replace(tzinfo=timezone.utc)


def by_step(names: Sequence[str], results: Sequence[Any]) -> dict[str, Mapping[str, Any]]:
    """Return the results by step, from the names and the values of the registered variables."""
    return {name[len(PREFIX) :]: result or {} for name, result in zip(names, results)}


def listed_steps(
    table: Mapping[str, Mapping[str, Any]], results: Mapping[str, Mapping[str, Any]], parts: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the steps that a report lists, in the order in which they ran.

    Those are the steps that ran, and those of the run's ``parts`` that did not. A step without a row is listed under its key.
    A step that did not run has no time: it follows the step that precedes it in the table.
    """
    wanted = set(parts)
    steps = []
    latest = FIRST
    for key in [*table, *(key for key in results if key not in table)]:
        result = results.get(key) or {}
        row = table.get(key) or {"title": key}
        if not has_run(result) and row.get("part") not in wanted:
            continue
        latest = (moment(result.get("start")) if has_run(result) else None) or latest
        steps.append((latest, {"number": "", **row, "key": key, "result": result}))
    return [step for _at, step in sorted(steps, key=lambda item: item[0])]


def differences(table: Mapping[str, Mapping[str, Any]], results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what differs from what the role asks for: the changes of those steps that compare a state with the one asked for."""
    return [
        change
        for key, row in table.items()
        if row.get("difference")
        for change in (results.get(key) or {}).get("changes") or []
    ]
