"""The three pages around each other: Adobe's shell, the engage wrapper, and the classic admin page itself."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from .addresses import Addresses, Site, host_of, pod_of, site_of
from .generator.description import Description, describe
from .labels import labels
from .rendering import rendering_of
from .signin import SITE_COOKIE, challenge_visitor
from .store import Store, csrf_token, has_permission
from .templates import page


async def shell(request: Request) -> Response:
    """Adobe's shell: its script reads the instance from the fragment and fills the frame."""
    if _visitor(request) is None:
        return challenge_visitor(request, classic=False)
    return page(request, "shell.html")


async def shell_frame(request: Request) -> Response:
    """Tell the shell's script the address of its frame: the fragment never reaches the server by itself."""
    store: Store = request.app.state.store
    account = _visitor(request)
    if account is None:
        return JSONResponse({}, 401)
    munchkin_id = request.query_params.get("munchkinId", "")
    # An id that doesn't exist is passed on too: the page in the frame says what is wrong.
    instance = store.instance(munchkin_id) or next(iter(store.state["instances"].values()))
    ticket = store.open("ticket", account)
    addresses = Addresses.of(request)
    drawn = _drawn(store)
    if drawn and drawn["frames"] == 1:
        return JSONResponse({"frame": addresses.classic(munchkin_id, instance["pod"], ticket)})
    return JSONResponse({"frame": addresses.engage(munchkin_id, instance["pod"], ticket)})


async def engage(request: Request) -> Response:
    """The wrapper page on the engage host, around the classic page."""
    store: Store = request.app.state.store
    account = _visitor(request)
    if account is None:
        return challenge_visitor(request, classic=False)
    munchkin_id = store.instance_for(account, request.query_params.get("munchkinId"), None)
    if munchkin_id is None:
        return _unknown_instance(request)
    instance = store.state["instances"][munchkin_id]
    frame = Addresses.of(request).classic(munchkin_id, instance["pod"], store.open("ticket", account))
    return page(request, "engage.html", boot={"frame": frame})


async def classic(request: Request) -> Response:
    """The classic admin page."""
    store: Store = request.app.state.store
    account = _visitor(request)
    if account is None:
        return challenge_visitor(request, classic=True)
    munchkin_id = store.instance_for(account, request.query_params.get("munchkinId"), pod_of(host_of(request)))
    if munchkin_id is None:
        return _unknown_instance(request)
    if drawn := _drawn(store):
        return _generated(request, store, account, munchkin_id, drawn)
    language = store.language(account)
    rendering = rendering_of(store.state)
    instance = store.state["instances"][munchkin_id]
    boot: dict[str, Any] = {
        "munchkinId": munchkin_id,
        "instanceName": instance["name"],
        "rendering": rendering.name,
        # Before credentials were saved once, the page is the wizard of the first time.
        "connected": bool(instance["credentials"].get("client_id")),
        "userName": account.get("name") or account["email"],
        "csrf": csrf_token(request.cookies[SITE_COOKIE]),
        "labels": labels(language, int(store.behaviour.get("label_variant", 0))),
        "accessAdmin": has_permission(account, "access_admin"),
        "accessCrm": has_permission(account, "access_crm"),
        "behaviour": _behaviour(store),
    }
    # A message box of another generation brings its style sheet along.
    boxes = [name for name in (store.behaviour.get("message_box"),) if name in ("ext3", "ext4")]
    return page(
        request,
        "classic.html",
        boot=boot,
        language=language,
        sheets=list(dict.fromkeys([*rendering.sheets, *boxes])),
        body_class=rendering.body_class,
    )


def _behaviour(store: Store) -> dict[str, Any]:
    """Return the page's switches. Unless they say otherwise it is as Adobe documents it, with what stands near it."""
    documented = bool(store.behaviour.get("documented_sections", True))
    neighbours = ["username", "entities_sync"] if documented else []
    return {"documented_sections": documented, "neighbours": neighbours, **store.behaviour}


def _drawn(store: Store) -> Description | None:
    """Describe the page that the state's ``page_seed`` draws; None for one of the usual looks."""
    seed = store.state.get("page_seed")
    return None if seed is None else describe(seed)


def _generated(
    request: Request, store: Store, account: dict[str, Any], munchkin_id: str, drawn: Description
) -> Response:
    """Build the page that a seed draws; the third frame is the page once more, inside itself."""
    outermost = drawn["frames"] == 3 and "inner" not in request.query_params
    instance = store.state["instances"][munchkin_id]
    boot: dict[str, Any] = {
        "munchkinId": munchkin_id,
        "instanceName": instance["name"],
        "userName": account["email"],
        "csrf": csrf_token(request.cookies[SITE_COOKIE]),
        "page": drawn,
        "oracle": bool(store.state.get("page_oracle")),
    }
    names_itself = drawn["page_id"] == ("outer" if outermost else "inner")
    return page(request, "generated.html", boot=boot, language=drawn["language"], frame=outermost, page_id=names_itself)


async def own_home(request: Request) -> Response:
    """The emulator's own address, without a path."""
    return RedirectResponse("/marketo/classic", 302)


async def not_found(request: Request) -> Response:
    """Anything else."""
    message = f"There is no page at {request.url.path}."
    if site_of(host_of(request)) is Site.UNKNOWN:
        message = f"There is no such site as {host_of(request)}."
    return page(request, "error.html", status=404, title="Not found", message=message)


def _visitor(request: Request) -> dict[str, Any] | None:
    store: Store = request.app.state.store
    return store.holder("session", request.cookies.get(SITE_COOKIE))


def _unknown_instance(request: Request) -> Response:
    message = "This subscription doesn't exist, or you don't have access to it."
    return page(request, "error.html", status=404, title="Subscription not found", message=message)
