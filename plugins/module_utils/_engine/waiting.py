# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Bounded waits that say what they wait for."""

from __future__ import annotations

import time
from typing import Callable, TypeVar

from . import console
from .errors import TimedOut

Found = TypeVar("Found")
SILENCE = 15.0
"""Seconds after which somebody who sits at a terminal reads what is being waited for, and again."""
# How much longer than the one before it a pause is, where pauses grow.
GROWTH = 1.1


def wait_for(
    look: Callable[[], Found | None],
    what: str,
    timeout: float,
    interval: float = 1.0,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    longest: float = 0.0,
) -> Found:
    """Call ``look`` until it returns something, at most ``timeout`` seconds; ``interval`` is the pause between looks.

    With a ``longest`` pause the pauses grow up to it: what comes at once is seen at once, and a long wait costs little.

    Raises `TimedOut` with ``what`` in its sentence.
    """
    began = told = clock()
    deadline = began + timeout
    pause = interval
    while True:
        found = look()
        if found is not None:
            return found
        if clock() + pause > deadline:
            raise TimedOut(
                f"Waited {timeout:g} seconds for {what}; it did not come. Run again: what was done so far is kept."
            )
        if clock() - told >= SILENCE:
            # Nobody should take a wait for a standstill.
            told = clock()
            console.tell(f"Waiting for {what}, since {told - began:.0f} seconds and for at most {timeout:g}.")
        sleep(pause)
        pause = min(pause * GROWTH, max(longest, interval))
