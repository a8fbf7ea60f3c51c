# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven rows of a validation: their English headings, which are the only published ones, what to do about a red one, and what counts as green."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

# Words in an icon's class, file name, or alternative text. Only an icon with a good word and no bad one counts as passed.
GOOD = ("check", "checked", "checkmark", "tick", "ok", "success", "pass", "passed", "valid", "green", "accept", "yes")
BAD = (
    "x",
    "cross",
    "error",
    "fail",
    "failed",
    "failure",
    "invalid",
    "red",
    "delete",
    "warning",
    "warn",
    "no",
    "not",
    "bad",
    "cancel",
    "close",
    "uncheck",
    "unchecked",
    "missing",
    "exclamation",
    "alert",
    "stop",
    "unknown",
    "info",
    "help",
    "question",
    "disabled",
    "skipped",
)
# The check behind the row has not ended yet.
UNFINISHED = (
    "pending",
    "loading",
    "spinner",
    "spin",
    "progress",
    "inprogress",
    "waiting",
    "wait",
    "running",
    "busy",
    "hourglass",
)


@dataclass(frozen=True)
class ShownRow:
    """A row as the page shows it: its text, what else it says, and for each of its icons the words that the icon is made of."""

    text: str
    detail: str
    icons: tuple[tuple[str, ...], ...]

    @classmethod
    def from_page(cls, seen: Mapping[str, Any]) -> ShownRow:
        """Take what the page's script found."""
        return cls(seen["row"], seen["detail"], tuple(tuple(words) for words in seen["icons"]))

    @property
    def is_unfinished(self) -> bool:
        """Whether the row's check is still running."""
        return any(set(words) & set(UNFINISHED) for words in self.icons)

    @property
    def is_good(self) -> bool:
        """Whether the row has one icon, and it is plainly the good one."""
        return (
            len(self.icons) == 1
            and bool(set(self.icons[0]) & set(GOOD))
            and not set(self.icons[0]) & {*BAD, *UNFINISHED}
        )


@dataclass(frozen=True)
class Check:
    """A row, judged. ``id`` is None if the row is not known, ``fact`` says what else was found, ``fix`` what to do."""

    id: int | None
    row: str
    passed: bool
    fix: str
    fact: str

    def as_result(self) -> dict[str, Any]:
        """Return it as modules do."""
        return asdict(self)


@dataclass(frozen=True)
class Judgement:
    """All rows of a validation, and why it has not passed; ``reason`` is None if it has."""

    checks: tuple[Check, ...]
    reason: str | None

    @property
    def passed(self) -> bool:
        """Whether the validation has passed."""
        return self.reason is None

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
        return f"Marketo's validation did not pass: {self.reason}. Leave the sync disabled until it does. {listed}".rstrip()


def judge(rows: Sequence[ShownRow]) -> Judgement:
    """Judge the rows of the page.

    A row gets its id by its heading. If all seven are there and no heading is known, as in a language whose texts aren't published, it gets the id of
    its place. What is unclear has not passed.
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
            Check(row.id, row.heading, False, row.fix, "This row is missing on the page.")
            for row in ROWS
            if row.heading not in texts
        ]
    return Judgement(tuple(checks), _reason(len(rows), checks))


def _check(shown: ShownRow, row: Row | None, times: int) -> Check:
    passed = times == 1 and shown.is_good
    fix = "" if passed else row.fix if row else UNKNOWN_FIX
    return Check(row.id if row else None, shown.text, passed, fix, _fact(shown, passed, times))


def _fact(shown: ShownRow, passed: bool, times: int) -> str:
    if times > 1:
        return f"This row is on the page {times} times."
    if shown.detail or passed:
        return shown.detail
    if not shown.icons:
        return "This row has no icon."
    if shown.is_unfinished:
        return "This row was still being checked when the time was up."
    bad = {word for words in shown.icons for word in words} & set(BAD)
    return "" if bad else "This row's icon is not known."


def _reason(count: int, checks: Sequence[Check]) -> str | None:
    if count != len(ROWS):
        return f"the page shows {count} row{'' if count == 1 else 's'}, where {len(ROWS)} are expected"
    red = [check for check in checks if not check.passed]
    return f"{len(red)} of {count} rows are not green" if red else None
