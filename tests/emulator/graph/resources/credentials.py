"""How stored credentials look once they are created: without the secret."""

from __future__ import annotations

from typing import Any

_PASSWORD = ("customKeyIdentifier", "displayName", "endDateTime", "hint", "keyId", "secretText", "startDateTime")
_KEY = ("customKeyIdentifier", "displayName", "endDateTime", "key", "keyId", "startDateTime", "type", "usage")


def without_secrets(item: dict[str, Any]) -> None:
    """Blank what Graph tells never again."""
    item["passwordCredentials"] = [
        {**{name: credential.get(name) for name in _PASSWORD}, "secretText": None}
        for credential in item.get("passwordCredentials") or []
    ]
    item["keyCredentials"] = [
        {**{name: credential.get(name) for name in _KEY}, "key": None}
        for credential in item.get("keyCredentials") or []
    ]
