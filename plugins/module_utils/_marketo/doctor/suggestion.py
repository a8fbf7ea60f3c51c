# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to write into an inventory, so that the page map fits the page that the doctor saw. Plain functions: findings in, YAML out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

VARIABLE = "dynamics_sync_page_map"
WHERE_THE_SYNC = {"disable_sync": "runs", "enable_sync": "is disabled"}


def override(findings: Sequence[Mapping[str, Any]], present: Mapping[str, Any] | None) -> str | None:
    """The YAML to paste; None where nothing is missing or doubled.

    What was corrected already is in it too, so that it can replace the variable. A label is given where only one is possible. Where others may be,
    a person has to choose, so that they are comments; an entry without a label is refused before anything is opened.
    """
    wrong: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        if finding["status"] in ("missing", "several"):
            wrong.setdefault(finding["name"], []).append(finding)
    if not wrong:
        return None
    kept = {name: entry for name, entry in (present or {}).items() if name not in wrong}
    lines = [f"  {_quoted(name)}: {_quoted(entry)}" for name, entry in kept.items()]
    for name, found in wrong.items():
        lines += _entry(name, found)
    return "\n".join([f"{VARIABLE}:", *lines, ""])


def _entry(name: str, found: Sequence[Mapping[str, Any]]) -> list[str]:
    where = ", ".join(dict.fromkeys(finding["screen"] for finding in found))
    missing = [finding for finding in found if finding["status"] == "missing"]
    if not missing:
        count = max(finding["count"] for finding in found)
        return [
            f"  # {name} ({where}): found {count} times. Give a CSS selector of the right one, or of what is around it alone:",
            f"  # {found[0].get('key', name)}:",
            '  #   selector: ""',
        ]
    role = missing[0]["role"]
    texts = list(dict.fromkeys(text for finding in missing for text in finding.get("candidates", ())))
    if not texts:
        kind = role.replace("_", " ")
        return [
            f"  # {name} ({where}): no {kind} without another meaning was seen. Give a CSS selector, or the label and the role that it has:",
            f"  # {name}:",
            '  #   selector: ""',
        ]
    if name == "toggle":
        return _toggle(texts)
    if len(texts) == 1 and any(finding.get("certain") for finding in missing):
        return [f"  {name}:", "    labels:", f"      - {_quoted(texts[0])}"]
    return [
        f"  # {name} ({where}): keep the one label that is right.",
        f"  {name}:",
        "    labels:",
        *(f"      # - {_quoted(text)}" for text in texts),
    ]


def _toggle(texts: Sequence[str]) -> list[str]:
    """Its label is the sync's state, which only a person can tell now."""
    lines = [
        "  # The button that disables and enables the sync: keep the part for the state that the sync is in now, and the one label that is right."
    ]
    for name, state in WHERE_THE_SYNC.items():
        lines += [
            f"  # Where the sync {state}:",
            f"  # {name}:",
            "  #   labels:",
            *(f"  #     - {_quoted(text)}" for text in texts),
        ]
    return lines


def _quoted(value: Any) -> str:
    """YAML that is JSON as well."""
    return json.dumps(value, ensure_ascii=False)
