"""The seven checks of *Validate Sync Setup*, made with real requests to the emulated sign-in and Dataverse.

Assumption: a check that can't be made, because an earlier one failed, is shown red with a word on why. The
alternative, a grey row, would look harmless to a reader who only counts red ones.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from ..world import World
from . import on_premises
from .dataverse import Dataverse, Unanswered

Row = dict[str, Any]
Result = tuple[bool, str]

HEADINGS = {
    "url": "URL is valid",
    "sign_in": "Username and password are valid",
    "role": "Sync user is assigned to the Marketo Sync User role",
    "solution": "Marketo solution is properly installed",
    "steps": "All steps in the solution are enabled",
    "config": "Sync user is assigned to the Marketo solution",
    "match": "Sync user matches username and password",
}
_SERVICE_PATH = "/xrmservices/2011/organization.svc"
_LOGIN_HOSTS = {
    ".dynamics.cn": "login.partner.microsoftonline.cn",
    ".microsoftdynamics.us": "login.microsoftonline.us",
    ".appsplatform.us": "login.microsoftonline.us",
}


async def validate(world: World, credentials: dict[str, Any], auth_method: str) -> list[Row]:
    """Run all checks and return one row for each, in the order of the page."""
    results: dict[str, Result] = {}
    host = organization_address(credentials["organization_url"])
    results["url"] = await _check_url(world, host, credentials["organization_url"])
    token, why = await _sign_in(world, host, credentials, auth_method) if results["url"][0] else (None, "")
    if token is None:
        results["sign_in"] = (False, why or "Not checked: the URL is not valid.")
    else:
        email = credentials["username"] if auth_method == "s2s" else None
        await _check_with_token(Dataverse(world, host, token), results, email)
    return [_row(name, heading, results) for name, heading in HEADINGS.items()]


def organization_address(url: str) -> str:
    """The environment's host in an organization service URL, without the ``.api`` in the middle.

    On premises the organization's path follows: ``crm.contoso.com/Contoso``.
    """
    parts = urlsplit(url.strip())
    return f"{(parts.hostname or '').replace('.api.', '.')}{_base(parts.path)}"


def _base(path: str) -> str:
    """What stands before the organization service's own path; online that is nothing."""
    return path.rstrip("/")[: -len(_SERVICE_PATH)] if path.rstrip("/").lower().endswith(_SERVICE_PATH) else ""


def _row(name: str, heading: str, results: dict[str, Result]) -> Row:
    passed, detail = results.get(name, (False, "Not checked: an earlier check failed."))
    return {"id": name, "heading": heading, "passed": passed, "detail": detail}


async def _check_url(world: World, host: str, url: str) -> Result:
    parts = urlsplit(url.strip())
    # Assumption: Marketo wants the organization service's address, the one its documentation shows.
    base = "" if on_premises.is_online(host) else _base(parts.path).lower()
    if parts.scheme != "https" or not host or parts.path.rstrip("/").lower() != f"{base}{_SERVICE_PATH}":
        return False, "Enter the address of the organization service."
    try:
        answer = await world.call("GET", f"https://{host}/api/data/v9.2/WhoAmI")
    except (httpx.HTTPError, OSError, LookupError, ValueError):
        return False, "The organization can't be reached."
    # Without a token a living organization answers 401.
    return (True, "") if answer.status_code in (200, 401) else (False, "There is no organization at this address.")


async def _sign_in(world: World, host: str, credentials: dict[str, Any], auth_method: str) -> tuple[str | None, str]:
    """Sign in exactly as the sync does; return the token, or why there is none."""
    if not on_premises.is_online(host):
        return await on_premises.sign_in(world, host, credentials, auth_method)
    login = next((name for suffix, name in _LOGIN_HOSTS.items() if host.endswith(suffix)), "login.microsoftonline.com")
    username = credentials["username"]
    form = {
        "client_id": credentials["client_id"],
        "client_secret": credentials["client_secret"],
        "scope": f"https://{host}/.default",
    }
    if auth_method == "s2s":
        tenant = credentials.get("tenant_id") or username.rpartition("@")[2]
        form["grant_type"] = "client_credentials"
    else:
        tenant = username.rpartition("@")[2]
        form.update(grant_type="password", username=username, password=credentials.get("password") or "")
    try:
        answer = await world.call("POST", f"https://{login}/{tenant or 'organizations'}/oauth2/v2.0/token", data=form)
        body = answer.json()
    except (httpx.HTTPError, OSError, LookupError, ValueError):
        return None, "The sign-in service can't be reached."
    if answer.status_code != 200:
        return None, str(body.get("error_description", "The sign-in was refused."))
    return body["access_token"], ""


async def _check_with_token(dataverse: Dataverse, results: dict[str, Result], email: str | None) -> None:
    """The checks that need a signed-in user; each one stands for itself.

    ``email`` is what stands in the place of a username where the application itself signs in.
    """
    try:
        user_id = await dataverse.who_am_i()
    except Unanswered as error:
        results["sign_in"] = (False, str(error))
        return
    results["sign_in"] = (True, "")
    checks: dict[str, Callable[[], Awaitable[Result]]] = {
        "role": lambda: _check_role(dataverse, user_id),
        "solution": lambda: _check_solution(dataverse),
        "steps": lambda: _check_steps(dataverse),
        "config": lambda: _check_config(dataverse),
        "match": lambda: _check_match(dataverse, user_id, email),
    }
    for name, check in checks.items():
        try:
            results[name] = await check()
        except Unanswered as error:
            results[name] = (False, str(error))


async def _check_role(dataverse: Dataverse, user_id: str) -> Result:
    found = "Marketo Sync User" in await dataverse.roles(user_id)
    return found, "" if found else "The role Marketo Sync User is missing."


async def _check_solution(dataverse: Dataverse) -> Result:
    found = await dataverse.marketo_solution() is not None
    return found, "" if found else "The Marketo solution was not found."


async def _check_steps(dataverse: Dataverse) -> Result:
    solution = await dataverse.marketo_solution()
    if solution is None:
        return False, "Not checked: the Marketo solution was not found."
    disabled = await dataverse.disabled_steps(solution["solutionid"])
    return not disabled, f"Disabled: {', '.join(disabled)}" if disabled else ""


async def _check_config(dataverse: Dataverse) -> Result:
    found = await dataverse.configured_user() is not None
    return found, "" if found else "The Marketo Config record Default names no Marketo User."


async def _check_match(dataverse: Dataverse, user_id: str, email: str | None) -> Result:
    if await dataverse.configured_user() != user_id:
        return False, "The Marketo User of the Marketo Config record is another user."
    # Where the application signs in itself, nothing else has looked at the username. Adobe wants the application user's
    # email address there. Assumption: another one turns this row red.
    if email is not None and (await dataverse.email(user_id)).lower() != email.lower():
        return False, "The username is not the application user's email address."
    return True, ""
