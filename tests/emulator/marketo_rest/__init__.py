"""Marketo's public REST API: tokens, the lead database as far as reading goes, and the records that the sync brings."""

from __future__ import annotations

from ..service import Service
from .app import build

SERVICE = Service(
    name="marketo_rest",
    hosts=("*.mktorest.com",),
    # Each instance has a host name of its own, so that no path can stand for one of them.
    paths=(),
    build=build,
)
