"""Rows of a validation that a test wants to be odd.

The switch ``validation_rows`` is a list of ``{kind, row, text, seconds}``; ``row`` is a number from 1 to 7 or an id such as
``role``. Kinds: passed and failed (whatever the check found), unknown_icon, warning_icon, missing_row, pending (a spinner
that turns into the result after ``seconds``), unknown_row (one more row, with ``text``, that needs no ``row``).
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

_ICONS = {"unknown_icon": "unknown", "warning_icon": "warning", "pending": "pending"}


def changed(rows: list[Row], oddities: list[dict[str, Any]] | None) -> list[Row]:
    """Return the rows as the page is to show them, each with its icon."""
    shown = [{**row, "icon": "passed" if row["passed"] else "failed"} for row in rows]
    ids = [row["id"] for row in shown]
    for oddity in oddities or []:
        kind = oddity["kind"]
        if kind == "unknown_row":
            shown.append(_unknown_row(oddity))
            continue
        name = oddity["row"] if isinstance(oddity["row"], str) else ids[oddity["row"] - 1]
        if kind == "missing_row":
            shown = [row for row in shown if row["id"] != name]
            continue
        next(row for row in shown if row["id"] == name).update(_change(kind, oddity))
    return shown


def all_green(rows: list[Row]) -> bool:
    """Whether every row ends with the good icon."""
    return all(row["passed"] and row["icon"] in ("passed", "pending") for row in rows)


def _change(kind: str, oddity: dict[str, Any]) -> dict[str, Any]:
    if kind in ("passed", "failed"):
        return {"icon": kind, "passed": kind == "passed", "detail": "" if kind == "passed" else "Made up for a test."}
    return {"icon": _ICONS[kind], **({"pending_seconds": oddity.get("seconds", 2)} if kind == "pending" else {})}


def _unknown_row(oddity: dict[str, Any]) -> Row:
    passed = oddity.get("passed", True)
    heading = oddity.get("text", "The stars are in order")
    return {
        "id": "unknown",
        "heading": heading,
        "passed": passed,
        "icon": "passed" if passed else "failed",
        "detail": "",
    }
