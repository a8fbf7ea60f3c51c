"""The credentials of a connection, as forms send them and as they are shown."""

from __future__ import annotations

from typing import Any

from .store import Json

CREDENTIAL_FIELDS = ("username", "password", "client_id", "client_secret", "tenant_id", "organization_url")
SECRET_FIELDS = ("password", "client_secret")


def entered_credentials(given: Json) -> dict[str, str]:
    """Return what a form sent, without blanks around; a form has the fields that its method needs."""
    entered: dict[str, Any] = given.get("credentials") or {}
    return {name: str(entered[name]).strip() for name in CREDENTIAL_FIELDS if name in entered}


def without_secrets(credentials: Json) -> Json:
    """Return what may be shown."""
    return {name: value for name, value in credentials.items() if name not in SECRET_FIELDS}
