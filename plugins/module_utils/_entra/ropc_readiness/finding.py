# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One finding: it has passed, has not, or is unknown (None). Unknown is never read as either."""

from __future__ import annotations

from typing import Any

from .facts import Unknown

Finding = dict[str, Any]


def finding(
    code: str, passed: bool | None, fact: str, fix: str | None = None, error_code: str | None = None
) -> Finding:
    return {"code": code, "passed": passed, "fact": fact, "fix": None if passed else fix, "error_code": error_code}


def unknown(code: str, unknown: Unknown) -> Finding:
    return finding(code, None, f"unknown: {unknown.reason}", unknown.fix)
