"""A company's own identity provider: another host, another look, and nothing that an automation could know beforehand."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .addresses import Addresses
from .store import Store
from .templates import page


async def login(request: Request) -> Response:
    """The form; a person fills it, and comes back to Adobe."""
    store: Store = request.app.state.store
    redirect_uri = request.query_params.get("redirect_uri", "")
    if request.method == "GET":
        return _form(request, "")
    form = await request.form()
    account = store.account(str(form.get("upn", "")))
    if account is None or account.get("sign_in") != "sso" or account["password"] != str(form.get("passphrase", "")):
        return _form(request, "Sign-in failed.")
    return RedirectResponse(Addresses.of(request).federated(redirect_uri, store.open("ticket", account)), 303)


def _form(request: Request, message: str) -> Response:
    return page(request, "identity_provider.html", status=401 if message else 200, message=message)


ROUTES = [Route("/sso/login", login, methods=["GET", "POST"])]
