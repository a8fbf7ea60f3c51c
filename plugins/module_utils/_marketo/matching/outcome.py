# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The answers to "which element is it?": found, or refused with what was considered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Union

from ..snapshot.model import Node

# How far ahead of the next an element has to be.
LEAD = 12


@dataclass(frozen=True)
class Candidate:
    """One control that was considered. ``reasons`` are what was held for and against it; ``excluded`` says why it can't be it, or is empty."""

    control: Node
    node: Node
    score: int
    reasons: tuple[tuple[str, int], ...]
    place: str
    excluded: str = ""

    def sentence(self) -> str:
        """Return it as a person would read it."""
        why = "; ".join(f"{reason} {points:+d}" for reason, points in self.reasons)
        excluded = f", but {self.excluded}" if self.excluded else ""
        return f"{self.place} [{self.score}: {why}]{excluded}"

    def as_data(self) -> dict[str, Any]:
        """Return it for a result."""
        return {
            "place": self.place,
            "score": self.score,
            "reasons": [list(reason) for reason in self.reasons],
            "excluded": self.excluded,
        }


@dataclass(frozen=True)
class Found:
    """The element, and the next best."""

    name: str
    best: Candidate
    others: tuple[Candidate, ...] = ()

    @property
    def control(self) -> Node:
        """Return what receives the click."""
        return self.best.control


@dataclass(frozen=True)
class Refused:
    """No element was clearly the right one."""

    name: str
    why: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Return whether more than one candidate could be it."""
        return self.able > 1

    @property
    def able(self) -> int:
        """Return how many candidates could be used and fit about equally."""
        scores = [one.score for one in self.candidates if not one.excluded]
        return sum(score > max(scores) - LEAD for score in scores)

    def sentence(self) -> str:
        """Return why, with the two best candidates, their scores and their places."""
        seen = " ".join(f"({number}) {one.sentence()}." for number, one in enumerate(self.candidates[:2], 1))
        return f"{self.name}: {self.why}.{' ' + seen if seen else ''}"

    def as_data(self) -> dict[str, Any]:
        """Return it for a result."""
        return {"name": self.name, "why": self.why, "candidates": [one.as_data() for one in self.candidates[:5]]}


Choice = Union[Found, Refused]
