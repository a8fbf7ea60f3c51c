# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Notices a browser that doesn't answer any more.

A page whose script runs in an endless loop answers no question about itself, and Playwright waits for such answers without a bound.
Everything that has a bound of its own is done in small steps, so a step that takes longer than any bound means that the browser hangs.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable

# Beyond the longest bound that a single step has by itself.
GRACE_SECONDS = 10.0


class Watchdog:
    """While something is watched, calls ``bark`` from a thread of its own once no step began for ``seconds``; at most one time."""

    def __init__(
        self,
        seconds: float,
        bark: Callable[[], None],
        interval: float = 0.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._bark = bark
        self._interval = interval
        self._clock = clock
        self._began: float | None = None
        self._end = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def attach(self) -> None:
        """Take notice of each step: Playwright does every one in a task of the loop that runs in the thread of its caller."""
        asyncio.get_running_loop().set_task_factory(self._make_task)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the steps inside."""
        self._began = self._clock()
        try:
            yield
        finally:
            self._began = None

    def is_overdue(self) -> bool:
        """Whether the step under way takes longer than it may."""
        began = self._began
        return began is not None and self._clock() - began > self._seconds

    def stop(self) -> None:
        """Watch no more."""
        self._end.set()

    def _make_task(self, loop: Any, coroutine: Any, **more: Any) -> Any:
        if self._began is not None:
            self._began = self._clock()
        return asyncio.Task(coroutine, loop=loop, **more)

    def _watch(self) -> None:
        while not self._end.wait(self._interval):
            if self.is_overdue():
                self._bark()
                return
