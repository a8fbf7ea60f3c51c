# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One step of the procedure, from the results of its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from .lines import changed_lines, found_lines

# Each state with its icon and the kind of it that the template has a colour for. A step that names a word of its own for a good end gets DONE.
STATES = {
    "changed": ("✎", "changed"),
    "would change": ("✎", "changed"),
    "unchanged": ("✔", "good"),
    "failed": ("✘", "failed"),
    "by hand": ("✋", "hand"),
    "not needed": ("–", "idle"),
    "left out": ("–", "idle"),
    "not reached": ("–", "idle"),
}
DONE = ("✔", "good")
EVERY_FORM = ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ")


def moment(text: str | None) -> datetime | None:
    """A time in ISO 8601 and UTC, with or without a fraction of a second; None for anything else."""
    for form in EVERY_FORM:
        try:
            return datetime.strptime(text or "", form).replace(tzinfo=timezone.utc)
        except ValueError:
            continue
    return None


def seconds_between(start: str | None, end: str | None) -> float | None:
    """Seconds between two such times, None where one is missing."""
    first, last = moment(start), moment(end)
    return round((last - first).total_seconds(), 1) if first and last else None


def has_run(result: Mapping[str, Any]) -> bool:
    """Return whether a task ran: one that was skipped or never reached has no result of its own."""
    return bool(result) and not result.get("skipped")


def read_step(step: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the step as the report shows it. ``facts`` are those of the whole report."""
    result = step["result"]
    if step.get("look") and has_run(result):
        result = _of_a_look(result)
    ran = result if has_run(result) else {}
    state = _state(step, result, facts)
    icon, kind = STATES.get(state, DONE)
    return {
        "number": step["number"],
        "title": step["title"],
        "state": state,
        "icon": icon,
        "kind": kind,
        "note": _hand_over(step, facts).get("message") or "",
        "found": _found(step, ran, state),
        "changes": list(ran.get("changes") or []),
        "differences": changed_lines(ran.get("diff") or {}) if ran.get("changes") else [],
        "failure": brief(str(ran.get("msg") or ""), ran) if ran.get("failed") else "",
        "start": ran.get("start"),
        "seconds": seconds_between(ran.get("start"), ran.get("end")),
        "pictures": pictures_of(ran, facts.get("pictures") or {}),
    }


def brief(message: str, result: Mapping[str, Any]) -> str:
    """The message, without the rows of checks that it lists: the report shows those as a table of their own."""
    if not (result.get("error") or {}).get("checks"):
        return message
    head, listed, _rows = message.partition(" (")
    return f"{head} The rows are listed above." if listed else message


def pictures_of(result: Mapping[str, Any], contents: Mapping[str, str]) -> list[dict[str, str]]:
    """The pictures that a result names, as far as they could be fetched. A failed result names them in its ``error``."""
    error = result.get("error") or {}
    named = [
        (item.get("moment") or "", item.get("path"))
        for item in [*(result.get("screenshots") or []), *(error.get("screenshots") or [])]
    ]
    named += [("as it was", path) for path in (result.get("screenshot"), error.get("screenshot")) if path]
    return [{"moment": when, "content": contents[path]} for when, path in named if path in contents]


def picture_paths(results: Any) -> list[str]:
    """The paths of all pictures that results name, each once, in their order."""
    paths: list[str | None] = []
    for result in results:
        error = (result or {}).get("error") or {}
        for source in (result or {}, error):
            paths += [item.get("path") for item in source.get("screenshots") or []]
            paths.append(source.get("screenshot"))
    return list(dict.fromkeys(path for path in paths if path))


def _state(step: Mapping[str, Any], result: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    if not has_run(result):
        # A task that was passed over says so; one that was never reached says nothing at all.
        return "not reached" if facts.get("failure") and not result else "not needed"
    if step.get("by_hand"):
        return "by hand" if _hand_over(step, facts) else "not needed"
    if result.get("failed"):
        return "failed"
    if result.get("changes"):
        return "would change" if facts.get("check_mode") else "changed"
    return "left out" if result.get("skipped_reason") else str(step.get("good") or "unchanged")


def _of_a_look(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the result of a task that only compares: what it would change is changed by another task, if at all."""
    return {**result, "changes": [], "diff": {"before": (result.get("diff") or {}).get("before")}}


def _hand_over(step: Mapping[str, Any], facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the hand-over to a person, where the step is one and there is something to do."""
    handover = (facts.get("handover") or {}) if step.get("by_hand") else {}
    return handover if handover.get("state") in ("pending", "confirmed") else {}


def _found(step: Mapping[str, Any], ran: Mapping[str, Any], state: str) -> list[dict[str, str]]:
    if not ran or state == "failed":
        return []
    before = found_lines((ran.get("diff") or {}).get("before"))
    named = [line for name in step.get("show") or [] for line in found_lines({name: ran.get(name)})]
    # What is about to be replaced is shown beside its new value, not twice.
    return named if state in ("changed", "would change") else before + named
