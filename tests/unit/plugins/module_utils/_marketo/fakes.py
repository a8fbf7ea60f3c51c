"""A keeper's client without a keeper."""

from __future__ import annotations

import copy
from typing import Any

SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
PICTURES = [{"moment": "before", "path": "/pictures/before.png"}, {"moment": "after", "path": "/pictures/after.png"}]
SAVED = {"username": "sync@contoso.com", "client_id": "app-1", "organization_url": SERVICE}


class FakeClient:
    """Answers as a page with these credentials would, and remembers what it was asked."""

    def __init__(
        self,
        check_mode: bool = False,
        credentials: dict[str, Any] | None = None,
        enabled: bool = True,
        shown: Any = None,
    ) -> None:
        self.check_mode = check_mode
        self.credentials = {**SAVED, **(credentials or {})}
        self.enabled = enabled
        self.shown = shown
        self.auth_method: str | None = None
        self.not_closed: str | None = None
        self.calls: list[str] = []
        self.values: dict[str, Any] = {}

    def call(self, name: str, **arguments: Any) -> Any:
        """Do as the page would."""
        self.calls.append(name)
        return getattr(self, name)(**arguments)

    def state(self, parts: Any = None) -> dict[str, Any]:
        """What the page shows."""
        return {
            "sync_enabled": self.enabled,
            "munchkin_id": "123-ABC-456",
            "language": "en",
            "credentials": dict(self.credentials),
            "auth_method": self.auth_method,
        }

    def set_sync(self, enabled: bool) -> dict[str, Any]:
        """Switch."""
        self.enabled = enabled
        return {"sync_enabled": enabled, "munchkin_id": "123-ABC-456", "screenshots": PICTURES}

    def save_credentials(self, values: dict[str, Any], allow_url_change: bool) -> dict[str, Any]:
        """Save."""
        self.values = values
        self.credentials.update({name: values[name] for name in self.credentials if values[name]})
        return {"credentials": dict(self.credentials), "screenshots": PICTURES}

    def switch_auth_method(
        self, method: str, values: dict[str, Any], seconds: float, allow_url_change: bool
    ) -> dict[str, Any]:
        """Switch the way of signing in."""
        self.values = values
        self.auth_method = method
        self.credentials.update({name: values[name] for name in self.credentials})
        return {
            "checks": [],
            "dialogs": ["Really?"],
            "switched_at": "2026-11-22T17:15:00+00:00",
            "credentials": dict(self.credentials),
            "screenshots": PICTURES,
        }

    def validate(self, values: dict[str, Any], seconds: float, screenshot: Any) -> Any:
        """Show the rows that the test wants."""
        self.values = values
        return {
            "rows": copy.deepcopy(self.shown),
            "not_closed": self.not_closed,
            "screenshot": screenshot,
            "screenshots": PICTURES[1:],
            "sync_enabled": self.enabled,
            "munchkin_id": "123-ABC-456",
        }
