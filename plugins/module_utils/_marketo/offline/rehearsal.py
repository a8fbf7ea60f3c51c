# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Try the map of the page, with an operator's corrections, on a snapshot in a file: no browser, no signing in.

result = rehearse(read("page.json.gz"), parse_overrides(page_map))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..matching.outcome import Choice, Found, Refused
from ..matching.overrides import Overrides
from ..matching.windows import windows
from ..reading.busy import is_loading
from ..reading.instance import read_instance
from ..reading.reading import Known, Reading, Unreadable
from ..reading.readouts import VALUES, read_value
from ..reading.rows import read_rows
from ..reading.tabs import is_active_tab
from ..reading.toggle import ABSENT, UNREADABLE, read_toggle
from ..snapshot.model import Snapshot
from .ask import ask, known_values
from .css import CanNotTry, marked

FOUND, UNCLEAR, UNUSABLE, MISSING, UNTRIED = "found", "unclear", "unusable", "missing", "untried"


def rehearse(snapshot: Snapshot, overrides: Overrides) -> dict[str, Any]:
    """Return what of the page is found, read, or refused, and why; see RETURN of marketo_ui_info."""
    seen, untried = _with_marks(snapshot, overrides)
    entries, known, ignored = overrides.entries(), known_values(seen), overrides.ignored(seen)
    elements = [
        _untried(name, entry.kind, untried[name])
        if name in untried
        else _element(entry.kind, *ask(entry, seen, known, ignored))
        for name, entry in entries.items()
    ]
    toggle = read_toggle(seen, known, entries)
    values = {name: read_value(seen, name, toggle=toggle.state != ABSENT, entry=entries[name]) for name in VALUES}
    rows = read_rows(seen)
    readings: dict[str, Any] = {
        "sync": {"state": toggle.state, "why": toggle.why},
        **{name: _reading(reading) for name, reading in values.items()},
        "instance": _reading(read_instance(seen)),
        "active_tab": _reading(is_active_tab(seen, entries["dynamics_tab"])),
        "rows": {"state": rows.outcome, "count": len(rows.rows), "why": rows.why},
        "loading": is_loading(seen),
        "windows": [window.text[:80] for window in windows(seen)],
        "unreadable_frames": len(seen.unreadable),
    }
    sure = toggle.state != UNREADABLE and not any(isinstance(reading, Unreadable) for reading in values.values())
    ok = sure and not untried and not any(one["status"] == UNCLEAR for one in elements)
    return {"ok": ok, "elements": elements, "readings": readings, "lines": _lines(elements, readings, untried)}


def _with_marks(snapshot: Snapshot, overrides: Overrides) -> tuple[Snapshot, dict[str, str]]:
    """Return the snapshot with what the operator's selectors mark, and which of them can't be tried without a browser."""
    found: dict[str, tuple[int, ...]] = {}
    untried: dict[str, str] = {}
    for name, selector in overrides.selectors.items():
        try:
            found[name] = marked(snapshot, selector)
        except CanNotTry as part:
            untried[name] = f"{selector!r} can only be tried in a browser, because of {part}"
    return replace(snapshot, marked=found, memory={}), untried


def _element(kind: str, choice: Choice, where: str) -> dict[str, Any]:
    candidates = (choice.best, *choice.others) if isinstance(choice, Found) else choice.candidates
    best, *others = candidates or (None,)
    return {
        "name": choice.name,
        "kind": kind,
        "status": FOUND if isinstance(choice, Found) else _refusal(choice),
        "where": where if best is not None else None,
        "best": best.as_data() if best is not None else None,
        "runner_up": others[0].as_data() if others else None,
        "why": choice.why if isinstance(choice, Refused) else None,
    }


def _refusal(choice: Refused) -> str:
    if not choice.candidates:
        return MISSING
    return UNUSABLE if all(one.excluded for one in choice.candidates) else UNCLEAR


def _untried(name: str, kind: str, why: str) -> dict[str, Any]:
    nothing: dict[str, Any] = dict.fromkeys(("where", "best", "runner_up"))
    return {"name": name, "kind": kind, "status": UNTRIED, "why": why, **nothing}


def _reading(reading: Reading) -> dict[str, Any]:
    if isinstance(reading, Known):
        return {"state": "known", "value": reading.value, "why": ", ".join(reading.seen)}
    if isinstance(reading, Unreadable):
        return {"state": "unreadable", "value": None, "why": reading.why}
    return {"state": "absent", "value": None, "why": ""}


def _lines(elements: list[dict[str, Any]], readings: Mapping[str, Any], untried: Mapping[str, str]) -> list[str]:
    """Return the result for a person, what is found first."""
    order = (FOUND, UNCLEAR, UNUSABLE, UNTRIED, MISSING)
    lines = [_line(one) for one in sorted(elements, key=lambda one: order.index(one["status"]))]
    lines += [
        f"{name}: untried, {why}" for name, why in untried.items() if name not in {one["name"] for one in elements}
    ]
    for name, reading in readings.items():
        if isinstance(reading, Mapping):
            said = " ".join(str(reading[key]) for key in ("state", "value") if reading.get(key))
            lines.append(f"{name}: {said}{' (' + reading['why'] + ')' if reading['why'] else ''}")
    return lines


def _line(element: Mapping[str, Any]) -> str:
    told = [f"{element['name']}: {element['status']}"]
    if element["best"]:
        told.append(f"in the {element['where']}, {_candidate(element['best'])}")
    if element["runner_up"]:
        told.append(f"next {_candidate(element['runner_up'])}")
    if element["why"]:
        told.append(element["why"])
    return ", ".join(told)


def _candidate(candidate: Mapping[str, Any]) -> str:
    return f"{candidate['place']} [{candidate['score']}]{' which is out: ' + candidate['excluded'] if candidate['excluded'] else ''}"
