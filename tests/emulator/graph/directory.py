"""One tenant's objects, as the request being answered may see and change them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from .errors import not_found
from .times import parse_date_time, seven_digits, whole_seconds

if TYPE_CHECKING:
    from ..world import World

Object = dict[str, Any]


class Directory:
    """A tenant's part of the state.

    Reads may be served from an older state while replication lag is emulated; writes always work on the newest.
    """

    def __init__(self, world: World, tenant_id: str, tenant: dict[str, Any]) -> None:
        self._world = world
        self.tenant_id = tenant_id
        self.tenant = tenant

    @classmethod
    def open(cls, world: World, tenant_id: str, writable: bool) -> Directory | None:
        """Find the tenant in the tree that fits the request."""
        tree = world.current if writable else world.state
        for known, tenant in tree["tenants"].items():
            if known.lower() == tenant_id.lower():
                return cls(world, known, tenant)
        return None

    def now(self) -> datetime:
        """The emulator's time."""
        return self._world.now()

    def new_object(self) -> Object:
        """Return the members that every directory object begins with."""
        return {"id": str(uuid.uuid4()), "deletedDateTime": None, "createdDateTime": whole_seconds(self.now())}

    def all(self, collection: str) -> list[Object]:
        """Return the stored list itself, to search for conflicts in or to change."""
        stored: list[Object] = self.tenant.setdefault(collection, [])
        return stored

    def visible(self, collection: str) -> list[Object]:
        """Return the objects that have reached every replica."""
        return [item for item in self.all(collection) if not self.is_lagging(item)]

    def is_lagging(self, item: Object) -> bool:
        """Tell whether the object is too new to be found."""
        since = self.tenant.get("visibleFrom", {}).get(item.get("id"))
        return since is not None and self.now() < parse_date_time(since)

    def add(self, collection: str, item: Object) -> Object:
        """Store a new object; with the tenant's ``replicationLag`` it is found only that many seconds later."""
        self.all(collection).append(item)
        lag = self.tenant.get("replicationLag", 0)
        if lag:
            visible_from = seven_digits(self.now() + timedelta(seconds=lag))
            self.tenant.setdefault("visibleFrom", {})[item["id"]] = visible_from
        return item

    def remove(self, collection: str, item: Object) -> None:
        """Take the object itself out of its list, not one that happens to be equal."""
        remaining = [each for each in self.all(collection) if each is not item]
        self.all(collection)[:] = remaining

    def remove_where(self, collection: str, **members: Any) -> None:
        """Take out every object that has all these members."""
        self.all(collection)[:] = [
            each for each in self.all(collection) if any(each.get(name) != value for name, value in members.items())
        ]

    def find(self, collection: str, identifier: str, by: str = "id", lagging: bool = False) -> Object | None:
        """Find an object by a unique member, whose case does not matter."""
        candidates = self.all(collection) if lagging else self.visible(collection)
        wanted = identifier.lower()
        return next((item for item in candidates if str(item.get(by) or "").lower() == wanted), None)

    def get(self, collection: str, identifier: str, by: str = "id") -> Object:
        """Find an object or answer 404."""
        found = self.find(collection, identifier, by)
        if found is None:
            raise not_found(identifier)
        return found

    def delete_softly(self, collection: str, item: Object, odata_type: str) -> None:
        """Move an object to the deleted items."""
        self.remove(collection, item)
        item["@odata.type"] = odata_type
        item["deletedDateTime"] = whole_seconds(self.now())
        self.all("deletedItems").append(item)
