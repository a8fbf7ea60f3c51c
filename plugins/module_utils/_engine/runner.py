# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs an operation: read, plan, apply. Knows Ansible's results; knows nothing of any service."""

from __future__ import annotations

import traceback
from datetime import datetime, timezone
from typing import Any

from .errors import Defect, MarketoDynamicsError
from .operation import Found, Operation, Query, Resource, RestoringQuery, SettlingResource, SparingResource
from .plan import Plan, unchanged


def run(operation: Operation, params: dict[str, Any], check_mode: bool) -> dict[str, Any]:
    """Run the operation and return the task's result. Errors meant for the user come back as a failed result.

    Every result says from when to when it took, as ``start`` and ``end`` (ISO 8601 in UTC, with milliseconds): the report of a play needs it.
    """
    start = _moment()
    result = _attempt(operation, params, check_mode)
    return {**result, "start": start, "end": _moment()}


def _moment() -> str:
    """Now, ISO 8601 in UTC with milliseconds."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _attempt(operation: Operation, params: dict[str, Any], check_mode: bool) -> dict[str, Any]:
    applied: list[str] = []
    try:
        with operation.connect(params, check_mode) as client:
            if operation.query:
                return _ask(operation.query(client, params), check_mode, applied)
            if operation.resource:
                return _bring_about(operation.resource(client, params), check_mode, applied)
            raise Defect("A module declares neither a resource nor a query.")
    except MarketoDynamicsError as error:
        # What was done before the error stays done: a later run reads it and goes on from there.
        return _failure(error.message, applied, error.details)
    except Exception as error:  # pylint: disable=broad-except
        # No traceback reaches a user: it may quote values. Where it happened is enough for a report.
        return _failure(Defect(f"{type(error).__name__} {_place(error)}.").message, applied, {})


def _bring_about(resource: Resource, check_mode: bool, applied: list[str]) -> dict[str, Any]:
    """Read, plan, and make the changes; in check mode take the plan's word for what they would lead to."""
    found = resource.read()
    plan = resource.plan(found)
    if plan.changes and check_mode:
        found = plan.after
    elif plan.changes:
        found = _apply(resource, plan, applied)
        plan = _made(resource, plan, found)
    return _result(plan, resource.result(found))


def _made(resource: Resource, plan: Plan, found: Found | None) -> Plan:
    """Return the plan with what was really written: what turned out to be so already is no change."""
    spared = resource.spared if isinstance(resource, SparingResource) else []
    made = tuple(change for change in plan.changes if change not in spared)
    return Plan(plan.before, plan.after, made) if made else unchanged(found)


def _apply(resource: Resource, plan: Plan, applied: list[str]) -> Found | None:
    """Make the changes and return what is there after them."""
    shown: Found | None = None
    for change in plan.changes:
        shown = resource.apply(change)
        applied.append(change.summary)
    if isinstance(resource, SettlingResource):
        return resource.settle(shown)
    return resource.read() if shown is None else shown


def _ask(query: Query, check_mode: bool, applied: list[str]) -> dict[str, Any]:
    """Ask; first take away what an earlier run left behind."""
    plan = unchanged(None)
    if isinstance(query, RestoringQuery):
        plan = query.leftovers()
        for change in () if check_mode else plan.changes:
            query.restore(change)
            applied.append(change.summary)
    return _result(plan, query.run())


def carries_secret(operation: Operation, result: dict[str, Any]) -> bool:
    """Whether the result holds a secret and must be censored. A failed result never does."""
    return not result.get("failed") and any(_reach(result, path) for path in operation.secret_results)


def _failure(message: str, applied: list[str], details: dict[str, Any]) -> dict[str, Any]:
    return {"failed": True, "msg": message, "error": details, "changed": bool(applied), "changes": applied}


def _place(error: BaseException) -> str:
    """The innermost place of a traceback, as file and line."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"in {frame.filename.rpartition('/')[2]}, line {frame.lineno}"


def _result(plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "changed": bool(plan.changes),
        "changes": [change.summary for change in plan.changes],
        "diff": plan.diff(),
    }
    result.update(values)
    return result


def _reach(result: Any, path: str) -> Any:
    for name in path.split("."):
        result = result.get(name) if isinstance(result, dict) else None
    return result
