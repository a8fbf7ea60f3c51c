"""The routes of the emulated Marketo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ..world import World
from . import crm, identity_provider, landing_page, screens, signin, truth
from .addresses import Site, host_of, site_of
from .adobe_sign_in import routes as adobe_sign_in_routes
from .store import Store

_HERE = Path(__file__).parent
Endpoint = Callable[[Request], Awaitable[Response]]

# What the root of each site is. Sites that are missing here have no page of their own.
_HOME: dict[Site, Endpoint] = {
    Site.SHELL: screens.shell,
    Site.ENGAGE: screens.engage,
    Site.CLASSIC: screens.classic,
    Site.SIGN_IN: signin.authorize,
    Site.OWN: screens.own_home,
}


async def _home(request: Request) -> Response:
    """Answer "/" as the site whose name was asked for."""
    endpoint = _HOME.get(site_of(host_of(request)), screens.not_found)
    return await endpoint(request)


def build(world: World) -> Starlette:
    """Build the application on the shared world."""
    routes = [
        Route("/", _home),
        Route("/marketo/shell", screens.shell),
        Route("/shell/frame", screens.shell_frame),
        Route("/marketo/engage", screens.engage),
        Route("/marketo/classic", screens.classic),
        Mount("/marketo/static", StaticFiles(directory=_HERE / "static")),
        *signin.ROUTES,
        *adobe_sign_in_routes.ROUTES,
        *identity_provider.ROUTES,
        *landing_page.ROUTES,
        *crm.ROUTES,
        *truth.ROUTES,
        Route("/{path:path}", screens.not_found),
    ]
    app = Starlette(routes=routes)
    app.state.store = Store(world)
    return app
