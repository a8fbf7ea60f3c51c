# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be repeated, and after what pause.

GET, PATCH and DELETE say what the end state is: repeating them is harmless. A POST creates: after a lost answer it is
repeated only when a read proves that the first one did not happen. A 429 or 503 with ``Retry-After`` was not processed
(learn.microsoft.com/graph/throttling), so any method may follow it. What a service names as not processed, such as a write that
met another one (``unprocessed``), may be repeated as well. All waiting is bounded: for one request, for all requests of one task
together, and in the number of tries.
"""

from __future__ import annotations

import math
import random
import time
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Callable

from .._engine.errors import Unreachable
from .transport import Response

TRANSIENT = frozenset({500, 502, 503, 504})
REPEATABLE = frozenset({"GET", "HEAD", "PATCH", "PUT", "DELETE"})


class AnswerLost(Unreachable):
    """A POST was sent and its answer never came: whether it happened is unknown until somebody looks."""


@dataclass
class RetryPolicy:
    """``budget``: seconds that all pauses of one request may add up to, ``allowance``: those of all requests through this policy;
    ``most_tries``: of one request, even where the service asks for no pause; ``first_pause`` doubles each time."""

    budget: float = 120
    allowance: float = 300
    most_tries: int = 60
    first_pause: float = 0.5
    longest_pause: float = 20
    unprocessed: Callable[[Response], bool] = lambda _response: False
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    waited_in_all: float = 0.0

    def send(self, method: str, attempt: Callable[[], Response]) -> Response:
        """Make the request, again where that is harmless, until an answer stands or the budget is spent.

        Raises `Unreachable` when no answer came, `AnswerLost` where a POST may or may not have happened.
        """
        waited, tries = 0.0, 0
        while True:
            response, failure = _try(attempt)
            pause = self._pause(method, response, failure, tries)
            if pause is None or not self._affords(waited, pause, tries):
                return self._settle(method, response, failure)
            self.sleep(pause)
            self.waited_in_all += pause
            waited, tries = waited + pause, tries + 1

    def _affords(self, waited: float, pause: float, tries: int) -> bool:
        return (
            waited + pause <= self.budget
            and self.waited_in_all + pause <= self.allowance
            and tries + 1 < self.most_tries
        )

    def _pause(self, method: str, response: Response | None, failure: Unreachable | None, tries: int) -> float | None:
        """Seconds until the next try; None where there is none."""
        backoff: float = min(self.first_pause * 2**tries, self.longest_pause) * (0.5 + self.jitter() / 2)
        if response is None:
            harmless = method in REPEATABLE or not (failure and failure.sent)
            return backoff if harmless and tries < 4 else None
        told = retry_after(response)
        if self._was_not_processed(response):
            return told if told is not None else backoff
        if response.status in TRANSIENT and method in REPEATABLE and tries < 4:
            return backoff
        return None

    def _was_not_processed(self, response: Response) -> bool:
        asked = response.status == 503 and retry_after(response) is not None
        return response.status == 429 or asked or self.unprocessed(response)

    def _settle(self, method: str, response: Response | None, failure: Unreachable | None) -> Response:
        if response is not None:
            unclear = method == "POST" and response.status in TRANSIENT and not self._was_not_processed(response)
            if not unclear:
                return response
            raise AnswerLost(
                f"The service answered a POST with status {response.status}; whether it happened is unknown.", sent=True
            )
        failure = failure or Unreachable("No answer came.", sent=True)
        if method == "POST" and failure.sent:
            raise AnswerLost(failure.message, sent=True) from failure
        raise failure


def retry_after(response: Response) -> float | None:
    """The seconds in ``Retry-After``, a number that may be a fraction, or a date; None without a usable one."""
    text = response.headers.get("retry-after", "")
    try:
        seconds = float(text)
    except ValueError:
        return _seconds_until(text)
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _seconds_until(date: str) -> float | None:
    """The seconds until an HTTP date, whole ones by its nature; 0 where it has passed."""
    try:
        moment = parsedate_to_datetime(date)
    except (TypeError, ValueError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())


def _try(attempt: Callable[[], Response]) -> tuple[Response | None, Unreachable | None]:
    try:
        return attempt(), None
    except Unreachable as failure:
        return None, failure
