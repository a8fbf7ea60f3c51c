"""The limits of an instance: calls in a short while, calls at once, calls a day. Token requests don't count.

``rest.limits`` in the state changes them: ``calls`` in ``seconds``, ``at_once``, ``a_day``. ``rest.slow`` (seconds) lets
every call take longer, so that a test can have several at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta, timezone
from typing import Any

from ..world import World
from .answers import RestError

_DEFAULTS = {"calls": 100, "seconds": 20, "at_once": 10, "a_day": 50000}
# The day of a quota begins at midnight, Central Standard Time.
_QUOTA_ZONE = timezone(timedelta(hours=-6))
Json = dict[str, Any]


class Limits:
    """Counts the calls of all instances."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._under_way: Counter[str] = Counter()

    @asynccontextmanager
    async def admit(self, munchkin_id: str, rest: Json) -> AsyncIterator[None]:
        """Let one call in, or refuse it."""
        limits = {**_DEFAULTS, **rest.get("limits", {})}
        if self._under_way[munchkin_id] >= limits["at_once"]:
            raise RestError("615", f"Concurrent access limit '{limits['at_once']}' reached")
        self._count(rest, limits)
        self._under_way[munchkin_id] += 1
        try:
            await asyncio.sleep(float(rest.get("slow", 0)))
            yield
        finally:
            self._under_way[munchkin_id] -= 1

    def _count(self, rest: Json, limits: Json) -> None:
        now = self._world.now()
        recent = [moment for moment in rest.get("recent", []) if moment > now.timestamp() - limits["seconds"]]
        rest["recent"] = recent
        if len(recent) >= limits["calls"]:
            raise RestError("606", f"Max rate limit '{limits['calls']}' exceeded with in '{limits['seconds']}' secs")
        today = now.astimezone(_QUOTA_ZONE).date().isoformat()
        calls = rest["calls_today"] if rest.get("quota_day") == today else 0
        if calls >= limits["a_day"]:
            raise RestError("607", f"Daily API quota '{limits['a_day']}' reached")
        recent.append(now.timestamp())
        rest.update(quota_day=today, calls_today=calls + 1)
