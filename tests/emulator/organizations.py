"""Which organization a host name means; sign-in and Dataverse must agree about it."""

from __future__ import annotations

from .world import World

_OWN_HOSTS = ("127.0.0.1", "localhost")


def organization_host(world: World, host: str, base: str = "") -> str | None:
    """Return the key of an organization in the state, by either form of its host name.

    On premises the first part of the path (``base``, without a slash) belongs to the key: ``crm.contoso.com/Contoso``.
    The emulator's own address stands for the first organization, so that a client can do without the proxy.
    """
    organizations = world.state["organizations"]
    if host in _OWN_HOSTS:
        return next(iter(organizations), None)
    first, _dot, rest = host.lower().partition(".")
    plain = f"{first}.{rest.removeprefix('api.')}"
    wanted = f"{plain}/{base.lower()}" if base else plain
    return next((key for key in organizations if key.lower() == wanted), None)
