# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer to one question put to Dataverse: known, or unknown with the reason. A refusal is never read as absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError, RequestRefused, Unreachable


@dataclass(frozen=True)
class Answer:
    """``value`` where it is known; otherwise ``reason`` says why not, and ``fix`` what would make it known."""

    value: Any = None
    reason: str | None = None
    fix: str | None = None

    @property
    def known(self) -> bool:
        """Whether Dataverse answered."""
        return self.reason is None


def ask(look: Callable[[], Any], telling: Sequence[str] = ()) -> Answer:
    """Put the question. A refusal with one of the codes ``telling`` is an answer in itself, and raised."""
    try:
        return Answer(look())
    except (RequestRefused, Unreachable) as error:
        if isinstance(error, RequestRefused) and error.code in telling:
            raise
        return Answer(reason=error.message, fix=_fix(error))


def _fix(error: MarketoDynamicsError) -> str:
    privilege = error.details.get("privilege")
    if privilege:
        return f"Give the sync user a security role with the privilege {privilege}, or look in Dynamics yourself."
    return "Run again later, or look in Dynamics yourself."
