# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report of one play of the role dynamics_sync, as data: what the HTML file and the artifact are made of."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ...module_utils._engine.durations import format_time, parse_duration
from .journal import by_step, listed_steps
from .safe_text import escaped, without_secrets
from .secret_values import secrets_of_results, secrets_of_the_environment
from .steps import brief, has_run, moment, picture_paths, read_step, seconds_between

COLLECTION = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
ROW_ICONS = {True: "✔", False: "✘", None: "?"}
ROW_WORDS = {True: "passed", False: "not passed", None: "unknown"}


def present_report(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report as the role's template and its artifact take it, and the paths of the pictures to fetch for it.

    ``facts`` is what the role gathered, see ``tasks/phases/report.yml`` there.
    """
    results = by_step(facts["journal"]["names"], facts["journal"]["results"])
    secrets = [
        *facts["secrets"],
        *secrets_of_the_environment(),
        *secrets_of_results(results.values()),
    ]
    fetched = [item for item in facts["picture_files"] if item.get("content")]
    report = compose(
        {
            **facts,
            "results": results,
            "steps": listed_steps(facts["journal"]["table"], results, facts["parts"]),
            "pictures": {item["item"]: item["content"] for item in fetched},
            "secrets": secrets,
        }
    )
    return {"pictures": picture_paths(results.values()), "page": escaped(report), "summary": summary(report)}


def compose(facts: Mapping[str, Any], now: datetime | None = None) -> dict[str, Any]:
    """Return the report. The ``secrets`` of the facts are masked wherever they might turn up."""
    ended = format_time(now or datetime.now(timezone.utc))
    results = facts["results"]
    steps = [read_step(step, facts) for step in facts["steps"]]
    report: dict[str, Any] = {
        "connection": facts["connection"],
        "header": facts["header"],
        "person": facts.get("person") or _user(),
        "ansible_version": facts["ansible_version"],
        "collection_version": collection_version(),
        "start": facts["started"],
        "end": ended,
        "seconds": seconds_between(facts["started"], ended),
        "outcome": _outcome(facts, steps),
        "steps": steps,
        "validation": _rows(_validation(results)),
        "readiness": _rows(results.get("readiness") or {}),
        "off_time": off_time(results.get("disable") or {}, results.get("enable") or {}, facts),
        "handover": (facts.get("handover") or {}).get("steps") or [],
        "next": _next(
            (results.get("client_secret") or {}).get("client_secret") or {}, facts.get("rotate_before") or "30d", facts
        ),
    }
    pictures = [step.pop("pictures") for step in steps]
    report = without_secrets(report, facts.get("secrets") or [])
    # Pictures are not searched: they are data, and their secret fields were covered when they were taken.
    for step, taken in zip(report["steps"], pictures):
        step["pictures"] = taken
    return report


def summary(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return what fits into an artifact: no pictures, and of each step just how it ended and what it changed."""
    kept = ("connection", "start", "end", "seconds", "validation", "readiness", "off_time", "next", "handover")
    return {
        **{name: report[name] for name in kept},
        "outcome": report["outcome"]["state"],
        "message": " ".join(text for text in (report["outcome"]["sentence"], report["outcome"]["left"]) if text),
        "steps": [
            {name: step[name] for name in ("number", "title", "state", "changes", "seconds")}
            for step in report["steps"]
        ],
    }


def off_time(disable: Mapping[str, Any], enable: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """How long this play kept the sync off: at most so long, from the start of the task that disabled it to the end of the one that enabled it."""
    disabled = _really_changed(disable, facts)
    if disabled is None:
        return None
    enabled = _really_changed(enable, facts)
    back = enabled is not None and enabled.get("sync_enabled") is True and not enabled.get("failed")
    return {
        "disabled": whole_seconds(disabled.get("end")),
        "enabled": whole_seconds(enabled.get("end")) if enabled and back else None,
        "seconds": seconds_between(disabled.get("start"), enabled.get("end")) if enabled and back else None,
    }


def whole_seconds(text: str | None) -> str | None:
    """A time in ISO 8601 without the fraction of its second."""
    at = moment(text)
    return format_time(at) if at else None


def collection_version() -> str:
    """This collection's version: an installed one has it in MANIFEST.json, a checkout in galaxy.yml."""
    try:
        with open(os.path.join(COLLECTION, "MANIFEST.json"), encoding="utf-8") as manifest:
            return str(json.load(manifest)["collection_info"]["version"])
    except (OSError, ValueError, KeyError):
        pass
    try:
        with open(os.path.join(COLLECTION, "galaxy.yml"), encoding="utf-8") as galaxy:
            return next(line.split(":", 1)[1].strip() for line in galaxy if line.startswith("version:"))
    except (OSError, StopIteration):
        return "unknown"


def _really_changed(result: Mapping[str, Any], facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return result if result.get("changes") and not facts.get("check_mode") else None


def _outcome(facts: Mapping[str, Any], steps: list[dict[str, Any]]) -> dict[str, str]:
    if facts.get("failure"):
        where = f" It stopped at: {facts['failed_task']}." if facts.get("failed_task") else ""
        sentence = brief(str(facts["failure"]), _validation(facts["results"])).replace("listed above", "listed below")
        return {
            "state": "failed",
            "icon": "✘",
            "title": "Failed",
            "sentence": f"{sentence}{where}",
            "left": facts.get("left") or "",
        }
    count = len([step for step in steps if step["state"] in ("changed", "would change")])
    if facts.get("check_mode"):
        sentence = f"{count} steps would change something." if count else "Nothing would change."
        return {
            "state": "check",
            "icon": "✎",
            "title": "Check mode: nothing was changed",
            "sentence": sentence,
            "left": "",
        }
    handover = facts.get("handover") or {}
    if handover.get("state") == "pending":
        return {
            "state": "pending",
            "icon": "✋",
            "title": "Handed over: Marketo is still to be changed by hand",
            "sentence": str(handover["message"]),
            "left": "",
        }
    sentence = (
        f"{count} of {len(steps)} steps changed something."
        if count
        else "Everything was as it must be. Nothing was changed."
    )
    return {
        "state": "succeeded",
        "icon": "✔",
        "title": "Succeeded",
        "sentence": sentence,
        "left": facts.get("left") or "",
    }


def _validation(results: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the result that holds Marketo's own validation: a switch of the authentication method validates by itself."""
    validation = results.get("validation") or {}
    return validation if has_run(validation) else results.get("auth_method") or {}


def _rows(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of checks; a failed task has them in its ``error``."""
    checks = result.get("checks") or (result.get("error") or {}).get("checks") or []
    return [
        {
            "id": check.get("id") or "?",
            "row": check.get("row") or "",
            "passed": check.get("passed"),
            "icon": ROW_ICONS[check.get("passed")],
            "word": ROW_WORDS[check.get("passed")],
            "fact": check.get("fact") or "",
            "fix": check.get("fix") or "",
        }
        for check in checks
    ]


def _next(secret: Mapping[str, Any], rotate_before: str, facts: Mapping[str, Any]) -> dict[str, str] | None:
    """When the secret ends, and from when on a run of the play replaces it. In check mode a secret that would be made has no key id."""
    ends = moment(secret.get("end_date_time"))
    if not ends or (facts.get("failure") and secret.get("secret_text")):
        # After a failure a new secret was taken back, or is not in use.
        return None
    return {
        "key_id": secret.get("key_id") or "(known once it exists)",
        "ends": format_time(ends),
        "rotate_from": format_time(ends - parse_duration(rotate_before, "rotate_before")),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # A container may run as a user id that has no name.
        return f"user id {os.getuid()}"
