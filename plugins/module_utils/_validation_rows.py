# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven rows of a validation: their English headings, which are the only published ones, what to do about a red one, and what they say together.

A validation has passed, has failed, or could not be read. What could not be read condemns nothing: Marketo may hold the new secret and use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row; ``id`` is its place in Adobe's fix article."""

    id: int
    heading: str
    fix: str


ROWS: tuple[Row, ...] = (
    Row(
        1,
        "URL is valid",
        "Check organization_url: copy the Organization Service address from Dynamics (Settings, Customizations, Developer Resources).",
    ),
    Row(
        2,
        "Username and password are valid",
        "Sign in with the sync user, the client id and the client secret yourself: look for an expired secret, a changed password, missing "
        "consent, multi-factor authentication, or a federated user without a Home Realm Discovery policy.",
    ),
    Row(
        3,
        "Sync user is assigned to the Marketo Sync User role",
        "Give the sync user the security role Marketo Sync User in Dynamics.",
    ),
    Row(
        4,
        "Marketo solution is properly installed",
        "Install the current Marketo solution in Dynamics, and publish all customizations.",
    ),
    Row(
        5,
        "All steps in the solution are enabled",
        "Activate every SDK message processing step of the Marketo solution in Dynamics.",
    ),
    Row(
        6,
        "Sync user is assigned to the Marketo solution",
        "Choose the sync user as the Marketo User of the record Default under Marketo Config in Dynamics.",
    ),
    Row(
        7,
        "Sync user matches username and password",
        "Make the user who signs in and the Marketo User of the record Default under Marketo Config the same user.",
    ),
)
HEADINGS: dict[str, Row] = {row.heading: row for row in ROWS}
UNKNOWN_FIX = "Look at the page: this row is not known in these words. Adobe's article on fixing Dynamics validation errors tells what each row asks for."

UNREADABLE_FIX = "Look at this row on the page: whether it has passed could not be read."


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it: its text, what else it says, and whether it has passed; None, with the reason, if that could not be read."""

    text: str
    detail: str
    passed: bool | None
    why: str = ""


@dataclass(frozen=True)
class Check:
    """A row, judged. ``id`` is None if the row is not known, ``passed`` is None if it could not be read, ``fact`` says what else was found."""

    id: int | None
    row: str
    passed: bool | None
    fix: str
    fact: str

    def as_result(self) -> dict[str, Any]:
        """Return it as modules do."""
        return asdict(self)


@dataclass(frozen=True)
class Judgement:
    """All rows of a validation, and why it has not passed; ``reason`` is None if it has. ``readable`` is False if it can't be told."""

    checks: tuple[Check, ...]
    reason: str | None
    readable: bool = True

    @property
    def passed(self) -> bool | None:
        """Return whether the validation has passed; None if that could not be read."""
        return self.reason is None if self.readable else None

    def results(self) -> list[dict[str, Any]]:
        """Return the checks as modules do."""
        return [check.as_result() for check in self.checks]

    def failure(self) -> str:
        """Return what to say of a validation that has not passed."""
        listed = " ".join(
            f"({check.id or '?'}) {check.row}: {check.fact + ' ' if check.fact else ''}{check.fix}"
            for check in self.checks
            if not check.passed
        )
        if self.readable:
            return f"Marketo's validation did not pass: {self.reason}. Leave the sync disabled until it does. {listed}".rstrip()
        return (
            f"Whether Marketo's validation passed could not be read: {self.reason}. It may have passed. Open Admin > Microsoft Dynamics > Validate "
            f"Sync Setup in Marketo and look before the sync is enabled. If the page shows icons that are not known here, name them in page_map, the "
            f"role's dynamics_sync_page_map: row_good and row_bad, each with a selector. {listed}"
        ).rstrip()


def judge(rows: Sequence[ShownRow], unreadable: str = "") -> Judgement:
    """Judge the rows of the page. ``unreadable`` says why they can't be read together, or is empty.

    A row gets its id by its heading. If all seven are there and no heading is known, as in a language whose texts aren't published, it gets the id of
    its place.
    """
    texts = [shown.text for shown in rows]
    any_known = any(text in HEADINGS for text in texts)
    by_place = len(rows) == len(ROWS) and not any_known
    checks = [
        _check(shown, ROWS[place] if by_place else HEADINGS.get(shown.text), texts.count(shown.text))
        for place, shown in enumerate(rows)
    ]
    if any_known and len(rows) != len(ROWS):
        checks += [
            Check(row.id, row.heading, None, row.fix, "This row is missing on the page, or has no icon.")
            for row in ROWS
            if row.heading not in texts
        ]
    unreadable = unreadable or _unreadable(len(rows), checks)
    if unreadable:
        return Judgement(tuple(checks), unreadable, readable=False)
    red = [check for check in checks if not check.passed]
    return Judgement(tuple(checks), f"{len(red)} of {len(rows)} rows are not green" if red else None)


def _unreadable(count: int, checks: Sequence[Check]) -> str:
    """Return why rows say nothing together: not seven of them, or one that is unclear and none that has plainly failed."""
    if count != len(ROWS):
        return f"the page shows {count} row{'' if count == 1 else 's'}, where {len(ROWS)} are expected"
    unclear = [check for check in checks if check.passed is None]
    if unclear and not any(check.passed is False for check in checks):
        return f"{len(unclear)} of {count} rows could not be read"
    return ""


def _check(shown: ShownRow, row: Row | None, times: int) -> Check:
    passed = shown.passed if times == 1 else None
    number, known_fix = (row.id, row.fix) if row else (None, UNKNOWN_FIX)
    fix = "" if passed else known_fix if passed is False else UNREADABLE_FIX
    fact = f"This row is on the page {times} times." if times > 1 else shown.detail or ("" if passed else shown.why)
    return Check(number, shown.text, passed, fix, fact)
