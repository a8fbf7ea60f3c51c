"""The device authorization grant: a code for a person, that person's answer, and the token that comes of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..world import World
from .client_authentication import Client, authenticate, identify
from .clouds import is_login_host
from .directory import Directory
from .password_grant import authenticate_user, authorize_user
from .refusals import Refused
from .resources import Request, find_resource, read_scope
from .tokens import delegated_answer

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
_LIFETIME = 900
_INTERVAL = 5
_TENANTLESS = ("common", "organizations", "consumers")


@dataclass
class _Flow:
    """One code. ``form`` is the person's answer, once there is one."""

    client_id: str
    tenant: str
    user_code: str
    asked: Request
    ends: datetime
    form: Mapping[str, str] | None = None


def begin(world: World, tenant: str, host: str, form: Mapping[str, str]) -> dict[str, Any]:
    """Give out a code. The tenant may set ``deviceCodeInterval`` and ``deviceCodeLifetime``, in seconds."""
    for name in ("client_id", "scope"):
        if not form.get(name):
            raise Refused(900144, name=name)
    found = next(iter(world.state["tenants"].items())) if tenant in _TENANTLESS else world.tenant(tenant)
    if found is None or not is_login_host(host, found[1].get("cloud", "public")):
        raise Refused(90002, name=tenant)
    identify(Directory(*found), form["client_id"])
    lifetime = found[1].get("deviceCodeLifetime", _LIFETIME)
    ends = world.now() + timedelta(seconds=lifetime)
    user_code = "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _letter in range(9))
    device_code = secrets.token_urlsafe(48)
    _flows(world)[device_code] = _Flow(form["client_id"], tenant, user_code, read_scope(form["scope"], False), ends)
    return {
        "device_code": device_code,
        "user_code": user_code,
        "verification_uri": "https://login.microsoftonline.com/common/oauth2/deviceauth",
        "expires_in": lifetime,
        "interval": found[1].get("deviceCodeInterval", _INTERVAL),
        "message": f"Enter the code {user_code} in a browser.",
    }


def answer(world: World, form: Mapping[str, str]) -> dict[str, Any]:
    """Take a person's answer: ``user_code``, and ``username`` with ``password``, or ``decline``."""
    flow = next((each for each in _flows(world).values() if each.user_code == form.get("user_code")), None)
    if flow is None:
        raise Refused(70018)
    flow.form = dict(form)
    return {"accepted": True}


def redeem(world: World, form: Mapping[str, str]) -> dict[str, Any]:
    """Answer a client that asks whether the person has signed in."""
    flow = _flows(world).get(form["device_code"])
    if flow is None or flow.client_id != form["client_id"]:
        raise Refused(70018)
    if world.now() >= flow.ends:
        raise Refused(70019)
    if flow.form is None:
        raise Refused(70016)
    del _flows(world)[form["device_code"]]
    if flow.form.get("decline"):
        raise Refused(0)
    return _sign_in(world, flow, form)


def _sign_in(world: World, flow: _Flow, form: Mapping[str, str]) -> dict[str, Any]:
    person = flow.form or {}
    found = world.tenant(person["username"].rpartition("@")[2] if flow.tenant in _TENANTLESS else flow.tenant)
    if found is None:
        raise Refused(50059)
    directory = Directory(*found)
    client: Client = identify(directory, flow.client_id)
    authenticate(world, directory, client, form, "")
    resource = find_resource(world, directory, flow.asked, False)
    user = authenticate_user(world, directory, client, person)
    scopes = authorize_user(directory, client, user, resource, flow.asked)
    return delegated_answer(world, directory, client, resource, user, flow.asked, scopes)


def _flows(world: World) -> dict[str, _Flow]:
    flows: dict[str, _Flow] = world.keepsakes.setdefault("device_codes", {})
    return flows
