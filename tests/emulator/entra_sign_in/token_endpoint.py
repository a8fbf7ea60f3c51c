"""The token endpoint: one request, checked in the order of the service, to one answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..world import World
from .client_authentication import authenticate, identify
from .clouds import is_login_host
from .device_code import GRANT_TYPE as DEVICE_CODE
from .device_code import redeem
from .directory import Directory
from .password_grant import authenticate_user, authorize_user, check_registration
from .refusals import Refused
from .resources import find_resource, read_scope
from .sign_in_log import logged
from .tokens import app_only_answer, delegated_answer

_PARAMETERS = {
    "client_credentials": ("client_id", "scope"),
    "password": ("client_id", "scope", "username", "password"),
    DEVICE_CODE: ("client_id", "device_code"),
}


def answer_token_request(
    world: World, tenant: str, host: str, form: Mapping[str, str], endpoint: str
) -> dict[str, Any]:
    """Return the body of a success, or raise the refusal. ``endpoint`` is the address, an assertion's audience."""
    _check_parameters(form)
    if form["grant_type"] == DEVICE_CODE:
        return redeem(world, form)
    app_only = form["grant_type"] == "client_credentials"
    directory = _find_directory(world, tenant, host, form)
    asked = read_scope(form["scope"], app_only)
    client = identify(directory, form["client_id"])
    authenticate(world, directory, client, form, endpoint)
    resource = find_resource(world, directory, asked, app_only)
    if app_only:
        return app_only_answer(world, directory, client, resource)
    with logged(world, directory, client, resource, form):
        check_registration(client, resource, asked)
        user = authenticate_user(world, directory, client, form)
        scopes = authorize_user(directory, client, user, resource, asked)
    return delegated_answer(world, directory, client, resource, user, asked, scopes)


def _check_parameters(form: Mapping[str, str]) -> None:
    """Refuse a request that lacks something, the grant type first."""
    grant_type = form.get("grant_type")
    if not grant_type:
        raise Refused(900144, name="grant_type")
    if grant_type not in _PARAMETERS:
        raise Refused(70003, name=grant_type)
    for name in _PARAMETERS[grant_type]:
        if not form.get(name):
            raise Refused(900144, name=name)


def _find_directory(world: World, name: str, host: str, form: Mapping[str, str]) -> Directory:
    """Find the tenant by the address, or for ``organizations`` by the user's domain."""
    is_password = form["grant_type"] == "password"
    if is_password and name in ("common", "consumers"):
        raise Refused(9001023)
    if name in ("common", "consumers", "organizations"):
        found = world.tenant(form["username"].rpartition("@")[2]) if is_password else None
        if found is None:
            raise Refused(50059)
    else:
        found = world.tenant(name)
    if found is None or not is_login_host(host, found[1].get("cloud", "public")):
        raise Refused(90002, name=name)
    return Directory(*found)
