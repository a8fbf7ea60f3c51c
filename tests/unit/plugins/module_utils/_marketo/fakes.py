"""A session host's client without a session host."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import (
    Credentials,
    CredentialsSaved,
    MethodSwitched,
    PageState,
    ShownCredentials,
    SyncSwitched,
    Validated,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import (
    Judgement,
    ShownRow,
    judge,
)

SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
PICTURES = [{"moment": "before", "path": "/pictures/before.png"}, {"moment": "after", "path": "/pictures/after.png"}]
SAVED = ShownCredentials("sync@contoso.com", "app-1", SERVICE)
MUNCHKIN_ID = "123-ABC-456"


class FakeClient:
    """Answers as a page with these credentials would, and remembers what it was asked."""

    def __init__(
        self,
        check_mode: bool = False,
        credentials: dict[str, Any] | None = None,
        enabled: bool = True,
        shown: Any = (),
    ) -> None:
        self.check_mode = check_mode
        self.credentials = replace(SAVED, **(credentials or {}))
        self.enabled = enabled
        self.shown = shown
        self.auth_method: str | None = None
        self.calls: list[str] = []
        self.values: dict[str, str] = {}

    def state(self, parts: Any = None) -> PageState:
        """Show the page."""
        self.calls.append("state")
        return PageState(MUNCHKIN_ID, "en", self.enabled, self.credentials, self.auth_method)

    def set_sync(self, enabled: bool) -> SyncSwitched:
        """Switch."""
        self.calls.append("set_sync")
        self.enabled = enabled
        return SyncSwitched(enabled, MUNCHKIN_ID, PICTURES)

    def save_credentials(self, credentials: Credentials, allow_url_change: bool) -> CredentialsSaved:
        """Save."""
        self.calls.append("save_credentials")
        self._take(credentials)
        return CredentialsSaved(self.credentials, PICTURES)

    def switch_auth_method(
        self, method: str, credentials: Credentials, seconds: float, allow_url_change: bool
    ) -> MethodSwitched:
        """Switch the way of signing in."""
        self.calls.append("switch_auth_method")
        self._take(credentials)
        self.auth_method = method
        return MethodSwitched(
            Judgement((), None), ["Really?"], "2026-11-22T17:15:00+00:00", method, self.credentials, PICTURES
        )

    def validate(self, credentials: Credentials, seconds: float, screenshot: Any) -> Validated:
        """Show the rows that the test wants."""
        self.calls.append("validate")
        self.values = credentials.given()
        judgement = judge([ShownRow(**row) for row in self.shown])
        return Validated(judgement, screenshot, PICTURES[1:], self.enabled, MUNCHKIN_ID)

    def _take(self, credentials: Credentials) -> None:
        self.values = credentials.given()
        self.credentials = credentials.shown()
