# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be repeated, and after what pause.

GET, PATCH and DELETE say what the end state is: repeating them is harmless. A POST creates: after a lost answer it is
repeated only when a read proves that the first one did not happen. A 429 or 503 with ``Retry-After`` was not processed
(learn.microsoft.com/graph/throttling), so any method may follow it.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Callable, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import Unreachable
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.http.transport import Response

TRANSIENT = frozenset({500, 502, 503, 504})
REPEATABLE = frozenset({"GET", "HEAD", "PATCH", "PUT", "DELETE"})


class AnswerLost(Unreachable):
    """A POST was sent and its answer never came: whether it happened is unknown until somebody looks."""


@dataclass
class RetryPolicy:
    """``budget``: seconds that all pauses of one request may add up to; ``first_pause`` doubles each time."""

    budget: float = 120
    first_pause: float = 0.5
    longest_pause: float = 20
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def send(self, method: str, attempt: Callable[[], Response]) -> Response:
        """Make the request, again where that is harmless, until an answer stands or the budget is spent.

        Raises `Unreachable` when no answer came, `AnswerLost` where a POST may or may not have happened.
        """
        waited, tries = 0.0, 0
        while True:
            response, failure = _try(attempt)
            pause = self._pause(method, response, failure, tries)
            if pause is None or waited + pause > self.budget:
                return _settle(method, response, failure)
            self.sleep(pause)
            waited, tries = waited + pause, tries + 1

    def _pause(self, method: str, response: Optional[Response], failure: Optional[Unreachable], tries: int) -> Optional[float]:
        """Seconds until the next try; None where there is none."""
        backoff = min(self.first_pause * 2 ** tries, self.longest_pause) * (0.5 + self.jitter() / 2)
        if response is None:
            harmless = method in REPEATABLE or not (failure and failure.sent)
            return backoff if harmless and tries < 4 else None
        told = retry_after(response)
        if response.status == 429 or (response.status == 503 and told is not None):
            return told if told is not None else backoff
        if response.status in TRANSIENT and method in REPEATABLE and tries < 4:
            return backoff
        return None


def retry_after(response: Response) -> Optional[float]:
    """The seconds in ``Retry-After``, which may be a fraction; None without a usable one."""
    try:
        return max(0.0, float(response.headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def _try(attempt: Callable[[], Response]):
    try:
        return attempt(), None
    except Unreachable as failure:
        return None, failure


def _settle(method: str, response: Optional[Response], failure: Optional[Unreachable]) -> Response:
    if response is not None and not (method == "POST" and response.status in TRANSIENT and retry_after(response) is None):
        return response
    if failure is None:
        raise AnswerLost(f"The service answered a POST with status {response.status}; whether it happened is unknown.", sent=True)
    if method == "POST" and failure.sent:
        raise AnswerLost(failure.message, sent=True) from failure
    raise failure
