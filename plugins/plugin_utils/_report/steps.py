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


def of_this_play(results: list[Mapping[str, Any]], started: str | None) -> list[Mapping[str, Any]]:
    """The results that this play made: a variable that an earlier run of the role registered is still there in a later one."""
    since = moment(started)
    return [result for result in results if result and not (since and (moment(result.get("start")) or since) < since)]


def read_step(step: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The step as the report shows it. ``facts`` are those of the whole report."""
    results = of_this_play(step.get("results") or [], facts.get("started"))
    ran = [result for result in results if not result.get("skipped")]
    failures = [result for result in ran if result.get("failed")]
    state = step.get("state") or _state(step, results, ran, facts)
    icon, kind = STATES.get(state, DONE)
    return {
        "number": step["number"],
        "title": step["title"],
        "state": state,
        "icon": icon,
        "kind": kind,
        "note": step.get("note") or "",
        "found": _found(step, ran, state),
        "changes": [line for result in ran for line in result.get("changes") or []],
        "differences": [
            line for result in ran if result.get("changes") for line in changed_lines(result.get("diff") or {})
        ],
        "failure": " ".join(brief(str(result.get("msg") or ""), result) for result in failures),
        "start": next((result["start"] for result in ran if result.get("start")), None),
        "seconds": _seconds(ran),
        "pictures": [picture for result in ran for picture in pictures_of(result, facts.get("pictures") or {})],
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


def _state(
    step: Mapping[str, Any], results: list[Mapping[str, Any]], ran: list[Mapping[str, Any]], facts: Mapping[str, Any]
) -> str:
    if any(result.get("failed") for result in ran):
        return "failed"
    if any(result.get("changes") for result in ran):
        return "would change" if facts.get("check_mode") else "changed"
    if ran:
        return "left out" if all(result.get("skipped_reason") for result in ran) else step.get("good") or "unchanged"
    # A task that was passed over says so; one that was never reached says nothing at all.
    return "not reached" if facts.get("failure") and not results else "not needed"


def _found(step: Mapping[str, Any], ran: list[Mapping[str, Any]], state: str) -> list[dict[str, str]]:
    if not ran or state == "failed":
        return []
    before = [line for result in ran for line in found_lines((result.get("diff") or {}).get("before"))]
    named = [
        line for name in step.get("show") or [] for result in ran for line in found_lines({name: result.get(name)})
    ]
    # What is about to be replaced is shown beside its new value, not twice.
    return named if state in ("changed", "would change") else before + named


def _seconds(ran: list[Mapping[str, Any]]) -> float | None:
    spans = [seconds_between(result.get("start"), result.get("end")) for result in ran]
    known = [span for span in spans if span is not None]
    return round(sum(known), 1) if known else None
