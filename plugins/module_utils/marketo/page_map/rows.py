# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven rows of a validation: their English headings, which are the only published ones, and what to do about a red one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple


@dataclass(frozen=True)
class Row:
    """One row; ``id`` is its place in Adobe's fix article."""

    id: int
    heading: str
    fix: str


ROWS: Tuple[Row, ...] = (
    Row(1, "URL is valid",
        "Check organization_url: copy the Organization Service address from Dynamics (Settings, Customizations, Developer Resources)."),
    Row(2, "Username and password are valid",
        "Sign in with the sync user, the client id and the client secret yourself: look for an expired secret, a changed password, missing "
        "consent, multi-factor authentication, or a federated user without a Home Realm Discovery policy."),
    Row(3, "Sync user is assigned to the Marketo Sync User role",
        "Give the sync user the security role Marketo Sync User in Dynamics."),
    Row(4, "Marketo solution is properly installed",
        "Install the current Marketo solution in Dynamics, and publish all customizations."),
    Row(5, "All steps in the solution are enabled",
        "Activate every SDK message processing step of the Marketo solution in Dynamics."),
    Row(6, "Sync user is assigned to the Marketo solution",
        "Choose the sync user as the Marketo User of the record Default under Marketo Config in Dynamics."),
    Row(7, "Sync user matches username and password",
        "Make the user who signs in and the Marketo User of the record Default under Marketo Config the same user."),
)

# Words in an icon's class, file name, or alternative text. Only an icon with a good word and no bad one counts as passed.
GOOD = ("check", "checked", "checkmark", "tick", "ok", "success", "pass", "passed", "valid", "green", "accept", "yes")
BAD = ("x", "cross", "error", "fail", "failed", "failure", "invalid", "red", "delete", "warning", "warn", "no", "not", "bad", "cancel",
       "close", "uncheck", "unchecked", "missing", "exclamation", "alert", "stop", "unknown", "pending", "loading")
