"""The emulated Marketo Engage: Adobe sign-in, the classic admin pages, and what the pages call behind the scenes.

Nobody documents this page as an interface, so everything a program could lean on too much (ids, names, timing,
leftovers of closed windows) is made as unreliable here as it is there.
"""

from __future__ import annotations

from ..service import Service
from .addresses import HANDOVER_HOST, IDENTITY_PROVIDER_HOST
from .app import build

SERVICE = Service(
    name="marketo",
    hosts=(
        "*.marketo.com",
        "experience.adobe.com",
        "auth.services.adobe.com",
        "adobeid-na1.services.adobe.com",
        HANDOVER_HOST,
        IDENTITY_PROVIDER_HOST,
    ),
    # Everything that no other service claims, so this service has to stay the last one asked.
    paths=(r"/",),
    build=build,
    secret_fields=("ticket", "challenge", "attempt"),
)
