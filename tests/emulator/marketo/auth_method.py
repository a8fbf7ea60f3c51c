"""Changing the authentication method: validate all credentials anew, switch, then wait before the sync is enabled."""

from __future__ import annotations

from datetime import datetime

from .store import Json, Store

_REQUIRED = {
    "ropc": ("username", "password", "client_id", "client_secret", "organization_url"),
    "s2s": ("username", "client_id", "client_secret", "organization_url"),
}
# "Wait 15 minutes" is what the documentation says.
_WAIT_SECONDS = 900


def refusal(instance: Json, method: str, entered: Json) -> str | None:
    """Say why these credentials aren't even checked, if so."""
    if method not in _REQUIRED:
        return "Choose an authentication method."
    if instance["sync_enabled"]:
        return "The authentication method can't be changed while the sync is running. Disable the sync first."
    blank = [name for name in {**dict.fromkeys(_REQUIRED[method]), **entered} if not entered.get(name)]
    return f"This field is required: {', '.join(blank)}" if blank else None


def remember(instance: Json, method: str, entered: Json, passed: bool) -> None:
    """Keep what was validated: only that can be switched to."""
    instance["validated_auth_method"] = {"method": method, "passed": passed, "credentials": entered}


def switch(store: Store, instance: Json, method: str) -> str | None:
    """Use the validated method and credentials, or say why not."""
    validated = instance.get("validated_auth_method") or {}
    if not validated.get("passed") or validated["method"] != method:
        return "Validate the credentials of the new authentication method first."
    if instance["sync_enabled"]:
        return "The authentication method can't be changed while the sync is running. Disable the sync first."
    # What the other method had and this one has not (a password, a tenant id) isn't kept.
    unused = dict.fromkeys(("password", "tenant_id"))
    instance["credentials"] = {**instance["credentials"], **unused, **validated["credentials"]}
    instance["auth_method"] = method
    instance["auth_method_changed_at"] = store.world.now().isoformat()
    instance["validated_auth_method"] = None
    return None


def too_early(store: Store, instance: Json) -> str | None:
    """Say that the sync can't be enabled yet, if so.

    Assumption: the documentation says to wait and not what happens otherwise. A refusal is the stricter reading. Tests
    shorten the time by the switch auth_method_wait_seconds, or move auth_method_changed_at into the past.
    """
    changed_at = instance.get("auth_method_changed_at")
    if not changed_at:
        return None
    passed = (store.world.now() - datetime.fromisoformat(changed_at)).total_seconds()
    if passed >= float(store.behaviour.get("auth_method_wait_seconds", _WAIT_SECONDS)):
        return None
    return "The authentication method was changed a moment ago. Wait 15 minutes before you enable the sync."
