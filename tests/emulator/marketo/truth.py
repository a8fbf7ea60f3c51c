"""What really happened on the admin page, for tests: clicks, saves, pauses of the sync, and what Marketo holds now.

The generated page reports every click and every field that was typed into, with what it hit. Switching and saving are
noted for every look. ``GET /marketo/truth``, on the emulator's own address, says it all at once.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .addresses import Site, host_of, site_of
from .store import Json, Store

# What the page says of an element: part of the procedure, harmless, something else of the page, never to be clicked, or
# out of a person's sight.
WRONG = ("decoy", "forbidden", "leftover")


def log(store: Store) -> Json:
    """Return the place where everything is noted."""
    noted: Json = store.state.setdefault("truth", {"clicks": [], "typed": [], "switches": [], "saves": []})
    return noted


def note_switch(store: Store, enabled: bool) -> None:
    """Remember that the sync was turned on or off, and when."""
    log(store)["switches"].append({"enabled": enabled, "at": store.world.now().isoformat()})


def note_save(store: Store, instance: Json, before: str) -> None:
    """Remember that credentials were saved, and for which organization."""
    url = instance["credentials"]["organization_url"]
    entry = {"organization_url": url, "organization_changed": url != before, "at": store.world.now().isoformat()}
    log(store)["saves"].append(entry)


async def report(request: Request) -> Response:
    """Take the generated page's report of a click, or of a field that was typed into."""
    store: Store = request.app.state.store
    given = await request.json()
    entry = {name: given.get(name) for name in ("element", "category", "trusted", "text")}
    entry["at"] = store.world.now().isoformat()
    if given.get("kind") == "typed":
        entry["misplaced"] = _misplaced(store, str(given.get("element")), str(given.get("secret") or ""))
        log(store)["typed"].append(entry)
    else:
        log(store)["clicks"].append(entry)
    return JSONResponse({})


async def truth(request: Request) -> Response:
    """Say what happened, and whether what Marketo holds is alive."""
    if site_of(host_of(request)) is not Site.OWN:
        return JSONResponse({}, 404)
    store: Store = request.app.state.store
    noted = log(store)
    instances = {
        munchkin_id: {
            "sync_enabled": instance["sync_enabled"],
            "organization_url": instance["credentials"]["organization_url"],
            "client_id": instance["credentials"]["client_id"],
            "secret_is_live": _is_live(store, instance["credentials"]),
            "last_validation_passed": (instance.get("last_validation") or {}).get("passed"),
        }
        for munchkin_id, instance in store.state["instances"].items()
    }
    return JSONResponse(
        {
            **noted,
            "wrong_clicks": [click for click in noted["clicks"] if click["category"] in WRONG],
            "wrong_fields": [typed for typed in noted["typed"] if typed["category"] in WRONG or typed["misplaced"]],
            "start_sync_clicked": store.state.get("start_sync_clicked", False),
            "instances": instances,
        }
    )


def _misplaced(store: Store, element: str, value: str) -> bool:
    """Whether a secret was typed into a field that is not its own."""
    tenants = store.world.current["tenants"].values()
    secrets = {secret for tenant in tenants for secret in tenant.get("secrets", {}).values()}
    return bool(value) and value in secrets and not element.endswith("client_secret")


def _is_live(store: Store, credentials: Json) -> bool:
    """Whether the application that Marketo names still has the secret that Marketo holds."""
    for tenant in store.world.current["tenants"].values():
        for application in tenant.get("applications", []):
            if application.get("appId") != credentials["client_id"]:
                continue
            kept = {item.get("keyId") for item in application.get("passwordCredentials", [])}
            known: dict[str, Any] = tenant.get("secrets", {})
            if any(known.get(key) == credentials["client_secret"] for key in kept):
                return True
    return False


ROUTES = [
    Route("/page/report", report, methods=["POST"]),
    Route("/marketo/truth", truth),
]
