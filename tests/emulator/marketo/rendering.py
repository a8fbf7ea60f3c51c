"""The looks of the admin page: ``state.marketo.rendering`` chooses one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rendering:
    """One look: the kit of widgets in static/kits/ that has its name, and what the page around needs."""

    name: str
    sheets: tuple[str, ...] = ()
    """Style sheets in static/."""
    body_class: str = ""


_EXT_BODY = "ext-webkit ext-chrome ext-linux x-border-layout-ct"
RENDERINGS = {
    each.name: each
    for each in (
        # What is known of the page: the first toolkit generation, with a few widgets of the second.
        Rendering("ext3", ("ext3", "ext4", "admin"), _EXT_BODY),
        # Assumption: a page that has moved to the second generation as a whole.
        Rendering("ext4", ("ext4", "admin"), "x4-body x4-webkit x4-chrome x4-linux"),
        # Assumption: the look of the refresh of 2026, of which only "visual update" is published.
        Rendering("plain"),
    )
}


def rendering_of(state: dict[str, Any]) -> Rendering:
    """Return the look that the state asks for; a name that doesn't exist is an error of the test."""
    name = state.get("rendering") or "ext3"
    if name not in RENDERINGS:
        raise ValueError(f"state.marketo.rendering is {name!r}; known are {', '.join(RENDERINGS)}")
    return RENDERINGS[name]
