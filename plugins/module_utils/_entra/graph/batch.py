# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Several reads in one round trip (learn.microsoft.com/graph/json-batching). The batch as a whole succeeds whatever its items do;
each has its own status, and its own throttling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable

from ..._engine.errors import RequestRefused
from ..._http.answers import values_of
from ..._http.retry import TRANSIENT, retry_after
from ..._http.transport import Response

MOST = 20
"""Requests that Microsoft Graph takes in one batch."""


@dataclass(frozen=True)
class Item:
    """One answer: what was found, None where Graph says that it is absent; or why the read was refused."""

    found: dict[str, Any] | None = None
    refusal: RequestRefused | None = None

    def take(self) -> dict[str, Any] | None:
        """What was found. Raises the refusal."""
        if self.refusal:
            raise self.refusal
        return self.found

    def values(self) -> list[dict[str, Any]]:
        """The members of a collection; none where what it belongs to is absent. Raises the refusal."""
        found = self.take()
        return [] if found is None else list(values_of(found))


class Round:
    """One batch of reads, until every item has an answer that stands."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = {str(number): path for number, path in enumerate(paths)}
        self._pending = list(self._paths)
        self._answers: dict[str, Response] = {}
        self.outer_refused = False
        """Whether the batch itself was refused the last time it was sent."""
        self.understood = True
        """Whether its last answer was one of a batch."""

    def over(self, send: Callable[[Any], Response]) -> Response:
        """Ask for what has no lasting answer yet. Returns the answer that says whether, and when, to ask again."""
        outer = send(
            {"requests": [{"id": number, "method": "GET", "url": self._paths[number]} for number in self._pending]}
        )
        self.outer_refused = outer.status >= 300
        answers = outer.json.get("responses") if isinstance(outer.json, Mapping) else None
        self.understood = isinstance(answers, list) and all(isinstance(item, Mapping) for item in answers)
        if self.outer_refused or not self.understood:
            return outer
        for item in answers or []:
            self._answers[str(item.get("id"))] = _response(item)
        self._pending = [number for number in self._pending if _passes(self.answer(int(number)))]
        passing = [self.answer(int(number)) for number in self._pending]
        return max(passing, key=lambda answer: retry_after(answer) or 0.0) if passing else outer

    def answer(self, number: int) -> Response:
        """The answer to one read."""
        return self._answers.get(str(number)) or Response(502, text="The batch holds no answer to this request.")


def _passes(answer: Response) -> bool:
    return answer.status == 429 or answer.status in TRANSIENT


def _response(item: Mapping[str, Any]) -> Response:
    told, status, body = item.get("headers"), item.get("status"), item.get("body")
    headers = {str(name).lower(): str(value) for name, value in told.items()} if isinstance(told, Mapping) else {}
    return Response(status if isinstance(status, int) else 502, headers, body if isinstance(body, str) else "", body)
