"""Decide by the token's permissions whether an operation is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .caller import Caller
from .directory import Directory, Object
from .errors import denied
from .exchange import GraphRequest

# Holds for the objects whose owner the calling application is, and for reads of all.
OWNED_BY = "Application.ReadWrite.OwnedBy"

Alternatives = tuple[frozenset[str], ...]


@cache
def permission_table() -> Mapping[str, Mapping[str, Alternatives]]:
    """Read the table: operation -> token kind -> alternatives, each a set of permissions needed together."""
    path = Path(__file__).with_name("permissions.yml")
    content: dict[str, dict[str, list[Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))["operations"]
    return {
        operation: {kind: tuple(_together(entry) for entry in columns[kind]) for kind in ("delegated", "application")}
        for operation, columns in content.items()
    }


def check(caller: Caller, operation: str) -> bool:
    """Refuse a caller without permission; return whether it may change only what it owns."""
    columns = permission_table()[operation]
    alternatives = columns["delegated" if caller.delegated else "application"]
    held = [alternative for alternative in alternatives if alternative <= caller.permissions]
    if not held:
        raise denied()
    return all(OWNED_BY in alternative for alternative in held)


def check_ownership(request: GraphRequest, item: Object) -> None:
    """Refuse a change to someone else's object when the permission covers only owned ones."""
    if request.owned_only and not owner_ids(item) & identities(request.caller, request.directory):
        raise denied()


def owner_ids(item: Object) -> set[str]:
    """Return the owners' ids; they are kept with the object and answered only on request."""
    return {owner["id"] if isinstance(owner, dict) else owner for owner in item.get("owners", [])}


def identities(caller: Caller, directory: Directory) -> set[str]:
    """Return the object ids that stand for the caller in this tenant."""
    own = {caller.object_id} if caller.object_id else set()
    principal = None if caller.delegated else directory.find("servicePrincipals", caller.app_id, by="appId")
    return own | ({principal["id"]} if principal else set())


def creator_as_owner(request: GraphRequest) -> list[str]:
    """A user, and an application that may only touch what it owns, become the owner of what they create."""
    if request.caller.delegated or request.owned_only:
        return sorted(identities(request.caller, request.directory))[:1]
    return []


def _together(entry: str | list[str]) -> frozenset[str]:
    return frozenset([entry] if isinstance(entry, str) else entry)
