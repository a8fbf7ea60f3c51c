"""Microsoft Graph v1.0: the part of it that registers, consents, and explains an application in Entra ID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..service import Service
from .app import build_app
from .bearer import authenticate_with
from .clouds import HOSTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from ..world import World


def build(world: World) -> ASGIApp:
    """Build the application, with bearer tokens checked as sign-in issued them."""
    return build_app(world, authenticate_with(world))


SERVICE = Service(name="graph", hosts=HOSTS, paths=(r"/v1\.0/", r"/beta/"), build=build)
