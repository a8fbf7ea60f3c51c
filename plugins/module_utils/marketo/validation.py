# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven checks that Marketo makes (P14 to P16)."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.dynamics.organization_url import parse_organization_url
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.plan import Change, Plan, unchanged
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.client import SessionClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.info import absolute
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.rows import BAD, GOOD, ROWS
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.refusals import ValidationFailed

FIELDS = ("username", "password", "client_id", "client_secret")
SKIPPED = "A validation signs in to Dynamics for real, so check mode leaves it out."


class Validation:
    """Runs Marketo's own validation. It changes nothing, and is nevertheless left out in check mode."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        self._values = {name: options[name] for name in FIELDS if options[name]}
        self._values["organization_url"] = parse_organization_url(options["organization_url"]).organization_service_url

    def read(self) -> Optional[Dict[str, Any]]:
        """Validate. Raises `ValidationFailed` for red rows, where that is asked for."""
        if self._client.check_mode:
            return {"passed": None, "checks": [], "screenshot": None, "skipped_reason": SKIPPED}
        shown = self._client.call("validate", values=self._values, seconds=self._options["validation_timeout"],
                                  screenshot=absolute(self._options["screenshot"]))
        checks = evaluate(shown)
        found = {"passed": all(check["passed"] for check in checks), "checks": checks, "screenshot": shown.get("screenshot"), "skipped_reason": None}
        if not found["passed"] and self._options["fail_on_red"]:
            raise ValidationFailed(_failure(checks), checks=checks, screenshot=found["screenshot"])
        return found

    def plan(self, found: Optional[Dict[str, Any]]) -> Plan:
        """A validation changes nothing."""
        return unchanged(None)

    def apply(self, change: Change) -> None:
        """Never called: the plan is always empty."""

    def result(self, found: Optional[Dict[str, Any]]) -> Dict[str, Any]:
        """The module's return values."""
        return dict(found or {})


def evaluate(shown: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """The rows of the page as checks, in the order of Adobe's article. What is missing, unknown or unclear has not passed."""
    checks = []
    for row in ROWS:
        found = [item for item in shown["rows"] if item["heading"] == row.heading]
        passed = len(found) == 1 and _is_good(found[0]["icons"])
        checks.append({"id": row.id, "row": row.heading, "passed": passed, "fact": _fact(found, passed), "fix": "" if passed else row.fix})
    for text in shown["others"]:
        checks.append({"id": None, "row": text, "passed": False, "fact": "This row is not known.",
                       "fix": "Look at the page. Where Adobe has added a check, an update of this collection is needed."})
    return checks


def _is_good(icons: List[List[str]]) -> bool:
    """Whether every icon of a row is plainly the good one."""
    return bool(icons) and all(set(words) & set(GOOD) and not set(words) & set(BAD) for words in icons)


def _fact(found: List[Mapping[str, Any]], passed: bool) -> str:
    if not found:
        return "This row is missing on the page."
    if len(found) > 1:
        return f"This row is on the page {len(found)} times."
    if found[0]["detail"] or passed:
        return found[0]["detail"]
    return "" if found[0]["icons"] else "This row has no icon."


def _failure(checks: List[Dict[str, Any]]) -> str:
    red = [check for check in checks if not check["passed"]]
    listed = " ".join(f"({check['id'] or '?'}) {check['row']}: {check['fact'] + ' ' if check['fact'] else ''}{check['fix']}" for check in red)
    return f"Marketo's validation did not pass: {len(red)} of {len(checks)} rows are not green. Leave the sync disabled until they are. {listed}"
