"""What the classic page calls behind the scenes, under /crm/.

Each kind of change has a path or a body of its own, so that a test can read their order from the journal.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..marketo_rest import records
from . import validation
from .signin import SITE_COOKIE
from .store import Json, Store, csrf_token, has_permission

CREDENTIAL_FIELDS = ("username", "password", "client_id", "client_secret", "organization_url")
SECRET_FIELDS = ("password", "client_secret")
Action = Callable[[Store, Json, Json], Awaitable[Response]]


def endpoint(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Put the checks that every call shares before an action: session, CSRF token, permission, instance."""

    async def answer(request: Request) -> Response:
        store: Store = request.app.state.store
        await asyncio.sleep(float(store.behaviour.get("slow", 0)))
        token = request.cookies.get(SITE_COOKIE)
        account = store.holder("session", token)
        if account is None or token is None:
            return JSONResponse({"success": False, "message": "Your session has expired."}, 401)
        given = dict(request.query_params) if request.method == "GET" else await request.json()
        if request.method != "GET" and not hmac.compare_digest(
            request.headers.get("x-csrf-token", ""), csrf_token(token)
        ):
            return JSONResponse({"success": False, "message": "The request could not be verified."}, 403)
        if not has_permission(account, "access_crm"):
            return JSONResponse({"success": False, "message": "You need the permission Access CRM."}, 403)
        munchkin_id = store.instance_for(account, str(given.get("munchkinId", "")) or None, None)
        if munchkin_id is None:
            return JSONResponse({"success": False, "message": "Unknown subscription."}, 404)
        return await action(store, store.state["instances"][munchkin_id], given)

    return answer


async def settings(store: Store, instance: Json, _given: Json) -> Response:
    """Everything the tabs show. Saved passwords and secrets never leave the server."""
    shown = _without_secrets(instance["credentials"])
    prefill = dict(shown)
    if store.behaviour.get("stale_prefill"):
        prefill.update(instance.get("stale_credentials", {}))
    answer = {
        "success": True,
        "syncEnabled": instance["sync_enabled"],
        "authMethod": instance["auth_method"],
        "credentials": shown,
        "prefill": prefill,
        "status": instance["sync_status"],
        "errors": instance["sync_errors"],
        "behaviour": store.behaviour,
    }
    return JSONResponse(answer)


async def enable_sync(store: Store, instance: Json, given: Json) -> Response:
    """The toggle.

    Assumption: it asks for no passed validation before it enables, since the real one is a plain switch.
    """
    if not isinstance(given.get("enabled"), bool):
        return _failure("The wanted state is missing.")
    # What travelled until now has arrived; from now on the other state holds.
    await records.carry(store.world, instance)
    instance["sync_enabled"] = given["enabled"]
    await records.carry(store.world, instance)
    return JSONResponse({"success": True})


async def edit_credentials(store: Store, instance: Json, given: Json) -> Response:
    """Save the dialog. A blank password or secret leaves the saved one as it is."""
    if store.behaviour.get("save_error"):
        return _failure(str(store.behaviour["save_error"]))
    if instance["sync_enabled"]:
        # Assumption: the procedure disables the sync first but nobody says what happens otherwise. A refusal is the
        # stricter reading, and lets tests catch a wrong order.
        return _failure("Credentials can't be changed while the sync is running. Disable the sync first.")
    entered = _entered(given)
    blank = [name for name in entered if name not in SECRET_FIELDS and not entered[name]]
    if blank:
        return _failure(f"This field is required: {', '.join(blank)}")
    instance["credentials"].update({name: value for name, value in entered.items() if value})
    return JSONResponse({"success": True})


async def validate_sync(store: Store, instance: Json, given: Json) -> Response:
    """Check what was entered; a field left blank means the saved value."""
    effective = {**instance["credentials"], **{name: value for name, value in _entered(given).items() if value}}
    rows = await validation.validate(store.world, effective, instance["auth_method"])
    instance["last_validation"] = {
        "at": store.world.now().isoformat(),
        "passed": all(row["passed"] for row in rows),
        "rows": rows,
        "credentials": _without_secrets(effective),
    }
    return JSONResponse({"success": True, "rows": rows})


async def start_sync(store: Store, instance: Json, _given: Json) -> Response:
    """The first-time wizard's button, which no automation may ever click: remember that it happened."""
    store.state["start_sync_clicked"] = True
    instance["sync_enabled"] = True
    return JSONResponse({"success": True})


def _entered(given: Json) -> dict[str, str]:
    entered: dict[str, Any] = given.get("credentials") or {}
    return {name: str(entered[name]).strip() for name in CREDENTIAL_FIELDS if name in entered}


def _without_secrets(credentials: Json) -> Json:
    return {name: value for name, value in credentials.items() if name not in SECRET_FIELDS}


def _failure(message: str) -> Response:
    return JSONResponse({"success": False, "message": message})


ROUTES = [
    Route("/crm/settings", endpoint(settings)),
    Route("/crm/enableSync", endpoint(enable_sync), methods=["POST"]),
    Route("/crm/editCredentials", endpoint(edit_credentials), methods=["POST"]),
    Route("/crm/validateSync", endpoint(validate_sync), methods=["POST"]),
    Route("/crm/startSync", endpoint(start_sync), methods=["POST"]),
]
