"""The routes behind Adobe's sign-in page: it shows a page, sends what was pressed, and gets the next one."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from .. import signin
from ..addresses import Addresses, host_of, with_query
from ..store import Store
from ..templates import fragment, page
from . import catalogue, handlers, switches
from .attempts import Attempt, forget


async def index(request: Request) -> Response:
    """The document that swaps its views."""
    store: Store = request.app.state.store
    callback = request.query_params.get("callback", "")
    if not switches.has_pages(store) or not Addresses.of(request).may_return_to(callback):
        return page(request, "error.html", status=400, title="Sign-in", message="The redirect address is not allowed.")
    banner = switches.variants(store).cookie_banner
    return page(request, "adobe_sign_in.html", boot={"redirect_uri": callback}, banner=banner)


async def begin(request: Request) -> Response:
    """Show the first page, or the present one again after a reload."""
    store: Store = request.app.state.store
    given = await request.json()
    redirect_uri = str(given.get("redirect_uri", ""))
    if not Addresses.of(request).may_return_to(redirect_uri):
        return JSONResponse({"error": "The redirect address is not allowed."}, 400)
    token = str(given.get("attempt") or "")
    attempt = Attempt.resume(store, host_of(request), token)
    if attempt is None or attempt.entry["redirect_uri"] != redirect_uri:
        token, attempt = Attempt.begin(store, host_of(request), redirect_uri)
    return _next(request, token, attempt)


async def press(request: Request) -> Response:
    """Do what was pressed; show the next page, or why this one stays."""
    store: Store = request.app.state.store
    given = await request.json()
    token = str(given.get("attempt") or "")
    attempt = Attempt.resume(store, host_of(request), token)
    if attempt is None or attempt.page is None:
        return JSONResponse({"expired": True}, 440)
    shown = attempt.page
    attempt.note("pressed", page=shown, what=str(given.get("press")))
    if given.get("page") != shown:
        return _next(request, token, attempt)
    ahead = list(attempt.entry["ahead"])
    refusal = handlers.handle(attempt, shown, given)
    if refusal:
        return JSONResponse({"error": refusal.text, "at": refusal.at})
    if attempt.entry["ahead"] == ahead:
        return JSONResponse({"stays": True})
    return _next(request, token, attempt)


async def dismissed(request: Request) -> Response:
    """Remember what was pressed on something that lies over the pages."""
    given = await request.json()
    attempt = Attempt.resume(request.app.state.store, host_of(request), str(given.get("attempt") or ""))
    if attempt is not None:
        attempt.note("pressed", page="cookie banner", what=str(given.get("press")))
    return JSONResponse({})


async def handover(request: Request) -> Response:
    """Adobe's other host, which hands the ticket to the site."""
    redirect_uri = request.query_params.get("redirect_uri", "")
    if not Addresses.of(request).may_return_to(redirect_uri):
        return page(request, "error.html", status=400, title="Sign-in", message="The redirect address is not allowed.")
    return RedirectResponse(with_query(redirect_uri, ticket=request.query_params.get("ticket", "")), 302)


async def captcha(request: Request) -> Response:
    """The frame of a challenge that a person has to solve."""
    return page(request, "captcha.html")


def _next(request: Request, token: str, attempt: Attempt) -> Response:
    if attempt.page is None:
        return _finish(request, token, attempt)
    attempt.note("shown", page=attempt.page)
    return JSONResponse(
        {
            "attempt": token,
            "page": attempt.page,
            "fragment": catalogue.fragment_of(attempt.page),
            "html": _html(attempt, attempt.page),
        }
    )


def _html(attempt: Attempt, name: str) -> str:
    context: dict[str, Any] = {
        "page": name,
        "email": attempt.entry["email"] or "",
        "factor": attempt.factor,
        "error_text": attempt.entry.get("error", "Something went wrong."),
        "title": catalogue.TITLES.get(name, ""),
        "skip": catalogue.NAGS.get(name),
        "agree": catalogue.FOR_A_PERSON.get(name),
        "variants": switches.variants(attempt.store),
    }
    return fragment("adobe_sign_in_pages.html", **context)


def _finish(request: Request, token: str, attempt: Attempt) -> Response:
    store: Store = request.app.state.store
    redirect_uri = attempt.entry["redirect_uri"]
    account = attempt.account
    forget(store, token)
    if attempt.entry.get("elsewhere"):
        return JSONResponse({"redirect": Addresses.of(request).identity_provider(redirect_uri)})
    if account is None or not attempt.entry.get("password_given"):
        return JSONResponse({"error": "This sign-in came to its end without a password.", "at": None}, 400)
    signin.completed(request, account, "code" if attempt.entry.get("code_given") else "password")
    ticket = store.open("ticket", account)
    response = JSONResponse({"redirect": Addresses.of(request).handover(redirect_uri, ticket)})
    signin.set_cookie(response, signin.IMS_COOKIE, store.open("ims", account))
    return response


ROUTES = [
    Route("/en_US/index.html", index),
    Route("/signin/begin", begin, methods=["POST"]),
    Route("/signin/press", press, methods=["POST"]),
    Route("/signin/dismissed", dismissed, methods=["POST"]),
    Route("/signin/captcha", captcha),
    Route("/ims/fromSusi", handover),
]
