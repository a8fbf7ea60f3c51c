"""A page on a customer's landing-page host that looks like Adobe's sign-in: whoever types there is being phished.

It is behind the switch ``signin_phishing`` (true, or a host below marketo.com), takes everything, and lets
nobody in. Each key typed there is in ``state.marketo.sign_in_log`` by the field's name.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .addresses import host_of
from .adobe_sign_in import truth
from .store import Store
from .templates import page


async def show(request: Request) -> Response:
    """The form, with the ids that Adobe's page has."""
    store: Store = request.app.state.store
    if not store.behaviour.get("signin_phishing"):
        return page(request, "error.html", status=404, title="Not found", message="The requested page was not found.")
    truth.note(store, host_of(request), None, "shown", page="landing page")
    return page(request, "landing_page.html")


async def typed(request: Request) -> Response:
    """Remember that somebody typed into a field."""
    given = await request.json()
    truth.note(request.app.state.store, host_of(request), None, "typed", field=str(given.get("field")))
    return JSONResponse({})


async def submitted(request: Request) -> Response:
    """Remember that somebody gave away what the fields held."""
    form = await request.form()
    fields = sorted(name for name, value in form.items() if value)
    truth.note(request.app.state.store, host_of(request), None, "submitted", fields=fields)
    return page(request, "landing_page.html", message="Something went wrong. Try again.")


ROUTES = [
    Route("/lp/{munchkin_id}/typed", typed, methods=["POST"]),
    Route("/lp/{munchkin_id}/sign-in.html", show),
    Route("/lp/{munchkin_id}/sign-in.html", submitted, methods=["POST"]),
]
