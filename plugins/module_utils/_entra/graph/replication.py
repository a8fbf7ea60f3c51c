# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Microsoft Graph's servers agree with each other only after a while: bounded waits for that, with their reason.

Microsoft gives no figure; it says that a read right after a write need not show it. Other clients met more than a minute, and wait up to five.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Callable, TypeVar

from ..._engine.errors import RequestRefused, TimedOut
from ..._engine.waiting import wait_for

Found = TypeVar("Found")
SECONDS = 300.0
"""How long to wait for something that was just written, unless the option ``patience`` says."""
GLANCE_SECONDS = 60.0
"""How long to wait for something that an earlier task may just have written, but that may as well not be there."""
INTERVAL = 1.0
_LONGEST_INTERVAL = 5.0

_patience: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def patience(seconds: float | None) -> Iterator[None]:
    """Have all waits of the block end after so many seconds; None leaves them as they are."""
    before = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(before)


def bound() -> float:
    """Return for how many seconds to wait for something that was just written."""
    told = _patience.get()
    return SECONDS if told is None else told


def settled(
    look: Callable[[], Found], is_settled: Callable[[Found], bool], what: str, seconds: float | None = None
) -> Found:
    """Look until what is found is as it was written. Raises `TimedOut`."""

    def once() -> tuple[Found] | None:
        found = look()
        return (found,) if is_settled(found) else None

    return wait_for(once, what, bound() if seconds is None else seconds, INTERVAL, longest=_LONGEST_INTERVAL)[0]


def glance(look: Callable[[], Found | None], what: str) -> Found | None:
    """Look for a while for something that may be on its way; None where it did not come."""
    try:
        return wait_for(look, what, min(GLANCE_SECONDS, bound()), INTERVAL)
    except TimedOut:
        return None


def once_replicated(attempt: Callable[[], Found], lags: Callable[[RequestRefused], bool], what: str) -> Found:
    """Make a request, again while it is refused only because ``what`` isn't known everywhere yet (``lags`` tells).

    Raises `TimedOut` with the last refusal in its sentence.
    """
    last: list[RequestRefused] = []

    def once() -> tuple[Found] | None:
        try:
            return (attempt(),)
        except RequestRefused as refusal:
            if not lags(refusal):
                raise
            last[:] = [refusal]
            return None

    try:
        return wait_for(once, what, bound(), INTERVAL, longest=_LONGEST_INTERVAL)[0]
    except TimedOut as error:
        refusal = last[0]
        raise TimedOut(f"{error.message} The last answer: {refusal.message}", **refusal.details) from refusal


def misses_an_object(refusal: RequestRefused) -> bool:
    """Whether a write was refused since an object that it refers to isn't known (yet) where it arrived."""
    return refusal.status == 404 or (
        refusal.status == 400 and "queried reference-property objects are not present" in refusal.message
    )
