"""A keeper's client without a keeper."""

from __future__ import annotations

import copy
from typing import Any

SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
SAVED = {"username": "sync@contoso.com", "client_id": "app-1", "organization_url": SERVICE}


class FakeClient:
    """Answers as a page with these credentials would, and remembers what it was asked."""

    def __init__(self, check_mode: bool = False, credentials: dict[str, Any] | None = None, enabled: bool = True, shown: Any = None) -> None:
        self.check_mode = check_mode
        self.credentials = {**SAVED, **(credentials or {})}
        self.enabled = enabled
        self.shown = shown
        self.calls: list[str] = []
        self.values: dict[str, Any] = {}

    def call(self, name: str, **arguments: Any) -> Any:
        """Do as the page would."""
        self.calls.append(name)
        return getattr(self, name)(**arguments)

    def state(self, parts: Any = None) -> dict[str, Any]:
        """What the page shows."""
        return {"sync_enabled": self.enabled, "munchkin_id": "123-ABC-456", "language": "en", "credentials": dict(self.credentials)}

    def set_sync(self, enabled: bool) -> dict[str, Any]:
        """Switch."""
        self.enabled = enabled
        return {"sync_enabled": enabled, "munchkin_id": "123-ABC-456"}

    def save_credentials(self, values: dict[str, Any], allow_url_change: bool) -> dict[str, Any]:
        """Save."""
        self.values = values
        self.credentials.update({name: values[name] for name in self.credentials if values[name]})
        return dict(self.credentials)

    def validate(self, values: dict[str, Any], seconds: float, screenshot: Any) -> Any:
        """Show the rows that the test wants."""
        self.values = values
        return copy.deepcopy(self.shown)
