"""Odd behaviour behind the page: calls that never answer, and sessions that end in the middle."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from .store import Json, Store

_LONGEST_FREEZE = 600


async def freeze(store: Store, request: Request) -> None:
    """Hold a call back while the switch ``freeze`` is on: true for every call, or a path (or a list) for these only."""
    for _tenth in range(_LONGEST_FREEZE * 10):
        wanted = store.behaviour.get("freeze")
        paths = [wanted] if isinstance(wanted, str) else wanted
        if not paths or (isinstance(paths, list) and request.url.path not in paths):
            return
        await asyncio.sleep(0.1)


def session_ends_now(store: Store, account: Json) -> bool:
    """End the visitor's sessions once, when ``expire_session_after`` calls have been answered; the switch counts down."""
    left = store.behaviour.get("expire_session_after")
    if left is None:
        return False
    if left > 0:
        store.behaviour["expire_session_after"] = left - 1
        return False
    del store.behaviour["expire_session_after"]
    store.close_all(account)
    return True
