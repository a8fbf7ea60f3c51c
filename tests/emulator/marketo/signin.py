"""Signing in: Adobe's pages with their redirects, and Marketo's own older form.

Each site has its own session cookie. A site without one sends the visitor to the sign-in host, which hands back a
one-time ticket that the site swaps for its cookie. A page passes such a ticket to the page in its frame, too, since
browsers keep the sign-in host's cookie from frames of other sites.

Browsers carry the #fragment through such redirects by themselves; only the sign-in page in between has to put it back,
which its script does.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from .addresses import LANDING_PAGE_HOST, Addresses, host_of, is_local_path, with_query
from .adobe_sign_in import codes, passwords, single_session, switches, truth
from .store import Store
from .templates import page

SITE_COOKIE = "mkt_session"
IMS_COOKIE = "ims_sid"
_OLD_REFUSAL = "Your login name or password is incorrect."
# Accounts whose password Adobe's own page doesn't take.
_ELSEWHERE = ("classic", "federated", "sso")


async def authorize(request: Request) -> Response:
    """Send a visitor who is known here straight back with a ticket; show the sign-in page to anybody else."""
    store: Store = request.app.state.store
    redirect_uri = request.query_params.get("redirect_uri", "")
    if not Addresses.of(request).may_return_to(redirect_uri):
        return page(request, "error.html", status=400, title="Sign-in", message="The redirect address is not allowed.")
    account = store.holder("ims", request.cookies.get(IMS_COOKIE))
    if account is not None:
        return RedirectResponse(with_query(redirect_uri, ticket=store.open("ticket", account)), 302)
    if switches.has_pages(store):
        return RedirectResponse(Addresses.of(request).sign_in_pages(redirect_uri), 302)
    banner = store.behaviour.get("signin_cookie_banner")
    return page(request, "signin.html", boot={"redirect_uri": redirect_uri}, banner=banner)


async def callback(request: Request) -> Response:
    """Swap a ticket for this site's cookie and go to the page that was asked for."""
    store: Store = request.app.state.store
    wanted = request.query_params.get("to", "/")
    account = store.take("ticket", request.query_params.get("ticket"))
    if account is None or not is_local_path(wanted):
        return page(request, "error.html", status=400, title="Sign-in", message="This sign-in link is no longer valid.")
    response = RedirectResponse(wanted, 302)
    # A page that is open in another tab goes on with its session, so that one stays when it is still good.
    if store.holder("session", request.cookies.get(SITE_COOKIE)) is not account:
        set_cookie(response, SITE_COOKIE, store.open("session", account))
    return response


async def email_step(request: Request) -> Response:
    """First page: does this email address have an Adobe account, and where does it sign in?"""
    store: Store = request.app.state.store
    given = await request.json()
    account = store.account(str(given.get("email", "")))
    if account is None or account.get("sign_in") == "classic":
        return _refusal("We can't find an account with that email address.", 404)
    if account.get("sign_in") == "federated":
        return JSONResponse({"next": "FederatedPage"})
    if account.get("sign_in") == "sso":
        address = Addresses.of(request).identity_provider(str(given.get("redirect_uri", "")))
        return JSONResponse({"redirect": address})
    # The same email address may have a personal account beside the company's.
    return JSONResponse({"next": "IdentitiesPage" if account.get("chooser") else "PasswordPage"})


async def password_step(request: Request) -> Response:
    """Second page: the password, then either the one-time code or the way back."""
    store: Store = request.app.state.store
    given = await request.json()
    account = store.account(str(given.get("email", "")))
    if account is None or account.get("sign_in") in _ELSEWHERE:
        return _refusal(passwords.WRONG)
    personal = bool(account.get("chooser")) and given.get("account") != "enterprise"
    if message := passwords.refusal(
        store, host_of(request), account, str(given.get("password", "")), personal=personal
    ):
        return _refusal(message)
    if account.get("totp_secret"):
        page_of_code = "SixDigitsPage" if account.get("code_fields") == 6 else "CodePage"
        return JSONResponse({"next": page_of_code, "challenge": store.open("challenge", account)})
    return _finish(request, account, given, "password")


async def code_step(request: Request) -> Response:
    """Third page, for accounts with two-step verification."""
    store: Store = request.app.state.store
    given = await request.json()
    challenge = str(given.get("challenge", ""))
    account = store.holder("challenge", challenge)
    if account is None:
        return _refusal("This page has expired. Start again.", 440)
    if message := codes.refusal(store, host_of(request), account, str(given.get("otp", ""))):
        return _refusal(message)
    store.close(challenge)
    return _finish(request, account, given, "code")


async def federated(request: Request) -> Response:
    """Take over from the company's own sign-in page."""
    store: Store = request.app.state.store
    redirect_uri = request.query_params.get("redirect_uri", "")
    account = store.take("ticket", request.query_params.get("ticket"))
    if account is None or not Addresses.of(request).may_return_to(redirect_uri):
        return page(request, "error.html", status=400, title="Sign-in", message="This sign-in link is no longer valid.")
    completed(request, account, "sso")
    response = RedirectResponse(with_query(redirect_uri, ticket=store.open("ticket", account)), 302)
    set_cookie(response, IMS_COOKIE, store.open("ims", account))
    return response


async def classic_login(request: Request) -> Response:
    """Marketo's own form, for accounts that never moved to Adobe's identity."""
    store: Store = request.app.state.store
    form = await request.form()
    account = store.account(str(form.get("username", "")))
    wanted = str(form.get("to") or "/")
    if account is None or account.get("sign_in") != "classic":
        return login_form(request, wanted, _OLD_REFUSAL, 401)
    if passwords.refusal(store, host_of(request), account, str(form.get("passwd", ""))):
        return login_form(request, wanted, _OLD_REFUSAL, 401)
    if account.get("api_only"):
        return login_form(request, wanted, "API Only users can't sign in here.", 403)
    completed(request, account, "classic")
    if store.behaviour.get("signin_old_login_host") and Addresses.of(request).may_return_to(wanted):
        return RedirectResponse(with_query(wanted, ticket=store.open("ticket", account)), 303)
    response = RedirectResponse(wanted if is_local_path(wanted) else "/", 303)
    set_cookie(response, SITE_COOKIE, store.open("session", account))
    return response


async def logout(request: Request) -> Response:
    """End both sessions."""
    store: Store = request.app.state.store
    response = page(request, "error.html", title="Signed out", message="You have signed out of Marketo Engage.")
    for cookie in (SITE_COOKIE, IMS_COOKIE):
        store.close(request.cookies.get(cookie))
        set_cookie(response, cookie, "", "; Max-Age=0")
    return response


async def old_login(request: Request) -> Response:
    """Marketo's own form on a host of its own, which is there only behind the switch ``signin_old_login_host``."""
    store: Store = request.app.state.store
    if not store.behaviour.get("signin_old_login_host"):
        return page(request, "error.html", status=404, title="Not found", message="This login was retired.")
    return login_form(request, request.query_params.get("to", "/"))


def login_form(request: Request, wanted: str, message: str = "", status: int = 200) -> Response:
    """Marketo's older sign-in page."""
    return page(request, "login_classic.html", status=status, wanted=wanted, message=message)


def challenge_visitor(request: Request, *, classic: bool) -> Response:
    """Send a visitor without a session to sign in, by whichever page this subscription uses."""
    store: Store = request.app.state.store
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if host := store.behaviour.get("signin_phishing"):
        landing_page_host = LANDING_PAGE_HOST if host is True else str(host)
        return RedirectResponse(Addresses.of(request).landing_page(landing_page_host), 302)
    if store.behaviour.get("signin_old_login_host"):
        return RedirectResponse(Addresses.of(request).old_login(wanted), 302)
    # Before signing in nobody is known, so one account with the older sign-in is enough to show the older form.
    if classic and any(account.get("sign_in") == "classic" for account in store.state["accounts"]):
        return login_form(request, wanted)
    return RedirectResponse(Addresses.of(request).sign_in(wanted), 302)


def completed(request: Request, account: dict[str, Any], kind: str) -> None:
    """Do what every sign-in does before it opens a session: end others where only one may be, and count."""
    store: Store = request.app.state.store
    host = host_of(request)
    single_session.end_other_sessions(store, host, account)
    passwords.forgive(account)
    store.count_sign_in(account, kind)
    truth.note(store, host, account["email"], "finished", kind=kind)


def _finish(request: Request, account: dict[str, Any], given: dict[str, Any], kind: str) -> Response:
    store: Store = request.app.state.store
    if account.get("api_only"):
        return _refusal("This user is API Only and can't sign in to Marketo Engage.", 403)
    redirect_uri = str(given.get("redirect_uri", ""))
    if not Addresses.of(request).may_return_to(redirect_uri):
        return _refusal("The redirect address is not allowed.", 400)
    completed(request, account, kind)
    response = JSONResponse({"redirect": with_query(redirect_uri, ticket=store.open("ticket", account))})
    set_cookie(response, IMS_COOKIE, store.open("ims", account))
    return response


def _refusal(message: str, status: int = 401) -> Response:
    return JSONResponse({"error": message}, status)


def set_cookie(response: Response, name: str, token: str, more: str = "") -> None:
    """Set a cookie for the pages in frames of other sites, too."""
    # The classic page sits in a frame of another site: its cookie arrives there only with SameSite=None, and is kept
    # there only when it is partitioned. Starlette writes that attribute for newer Pythons only.
    response.headers.append("Set-Cookie", f"{name}={token}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned{more}")


ROUTES = [
    Route("/ims/authorize", authorize),
    Route("/ims/authorize/v2", authorize),
    Route("/ims/callback", callback),
    Route("/ims/federated", federated),
    Route("/signin/email", email_step, methods=["POST"]),
    Route("/signin/password", password_step, methods=["POST"]),
    Route("/signin/code", code_step, methods=["POST"]),
    Route("/homepage/login", old_login),
    Route("/homepage/login", classic_login, methods=["POST"]),
    Route("/homepage/logout", logout),
]
