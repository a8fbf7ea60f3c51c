"""What the classic page calls behind the scenes, under /crm/.

Each kind of change has a path or a body of its own, so that a test can read their order from the journal.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..marketo_sync import records, validation, validation_rows
from . import auth_method, moods, truth
from .adobe_sign_in import single_session
from .credentials import SECRET_FIELDS, entered_credentials, without_secrets
from .signin import SITE_COOKIE
from .store import Json, Store, csrf_token, has_permission

Action = Callable[[Store, Json, Json], Awaitable[Response]]


def endpoint(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Put the checks that every call shares before an action: session, CSRF token, permission, instance."""

    async def answer(request: Request) -> Response:
        store: Store = request.app.state.store
        await asyncio.sleep(float(store.behaviour.get("slow", 0)))
        await moods.freeze(store, request)
        token = request.cookies.get(SITE_COOKIE)
        account = store.holder("session", token)
        if account is None or token is None or moods.session_ends_now(store, account):
            silent = single_session.leaves_in_silence(store)
            return JSONResponse({"success": False, "message": "Your session has expired.", "silent": silent}, 401)
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
    shown = without_secrets(instance["credentials"])
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
    if given["enabled"] and (refusal := auth_method.too_early(store, instance)):
        return _failure(refusal)
    # What travelled until now has arrived; from now on the other state holds.
    await records.carry(store.world, instance)
    instance["sync_enabled"] = given["enabled"]
    truth.note_switch(store, given["enabled"])
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
    entered = entered_credentials(given)
    blank = [name for name in entered if name not in SECRET_FIELDS and not entered[name]]
    if blank:
        return _failure(f"This field is required: {', '.join(blank)}")
    before = instance["credentials"]["organization_url"]
    instance["credentials"].update({name: value for name, value in entered.items() if value})
    truth.note_save(store, instance, before)
    return JSONResponse({"success": True})


async def validate_sync(store: Store, instance: Json, given: Json) -> Response:
    """Check what was entered; a field left blank means the saved value."""
    entered = {name: value for name, value in entered_credentials(given).items() if value}
    effective = {**instance["credentials"], **entered}
    rows = await _rows(store, effective, instance["auth_method"])
    instance["last_validation"] = {
        "at": store.world.now().isoformat(),
        "passed": validation_rows.all_green(rows),
        "rows": rows,
        "credentials": without_secrets(effective),
    }
    return JSONResponse({"success": True, "rows": rows})


async def validate_auth_method(store: Store, instance: Json, given: Json) -> Response:
    """Check credentials for another method; nothing saved fills the gaps, since all are to be entered again."""
    method, entered = str(given.get("method")), entered_credentials(given)
    if refusal := auth_method.refusal(instance, method, entered):
        return _failure(refusal)
    rows = await _rows(store, entered, method)
    auth_method.remember(instance, method, entered, validation_rows.all_green(rows))
    return JSONResponse({"success": True, "rows": rows})


async def switch_auth_method(store: Store, instance: Json, given: Json) -> Response:
    """Make the method and the credentials that were just validated the ones in use."""
    if store.behaviour.get("switch_error"):
        return _failure(str(store.behaviour["switch_error"]))
    refusal = auth_method.switch(store, instance, str(given.get("method")))
    return _failure(refusal) if refusal else JSONResponse({"success": True})


async def start_sync(store: Store, instance: Json, _given: Json) -> Response:
    """The first-time wizard's button, which no automation may ever click: remember that it happened."""
    store.state["start_sync_clicked"] = True
    instance["sync_enabled"] = True
    return JSONResponse({"success": True})


async def _rows(store: Store, credentials: Json, method: str) -> list[Json]:
    rows = await validation.validate(store.world, credentials, method)
    return validation_rows.changed(rows, store.behaviour.get("validation_rows"))


def _failure(message: str) -> Response:
    return JSONResponse({"success": False, "message": message})


ROUTES = [
    Route("/crm/settings", endpoint(settings)),
    Route("/crm/enableSync", endpoint(enable_sync), methods=["POST"]),
    Route("/crm/editCredentials", endpoint(edit_credentials), methods=["POST"]),
    Route("/crm/validateSync", endpoint(validate_sync), methods=["POST"]),
    Route("/crm/validateAuthMethod", endpoint(validate_auth_method), methods=["POST"]),
    Route("/crm/switchAuthMethod", endpoint(switch_auth_method), methods=["POST"]),
    Route("/crm/startSync", endpoint(start_sync), methods=["POST"]),
]
