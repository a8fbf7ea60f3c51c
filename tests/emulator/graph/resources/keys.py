"""Objects by the key in a path."""

from __future__ import annotations

from ..directory import Directory, Object
from ..errors import bad_request, invalid_value
from ..routing import Key
from ..validation import GUID


def get_by_key(directory: Directory, collection: str, key: Key, resource: str, keys: tuple[str, ...]) -> Object:
    """Find an object by id or alternate key; refuse other keys and values that can be no key."""
    name = next((name for name in keys if name.lower() == key.property.lower()), None)
    if name is None:
        raise bad_request(f"The property '{key.property}' is no alternate key of resource '{resource}'.")
    if name == "id" and not GUID.fullmatch(key.value):
        raise bad_request(f"Invalid object identifier '{key.value}'.")
    if name == "appId" and not GUID.fullmatch(key.value):
        raise invalid_value(name, resource)
    return directory.get(collection, key.value, by=name)
