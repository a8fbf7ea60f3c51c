# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page Admin > Microsoft Dynamics as a whole: what the keeper can be asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ..._engine.errors import InvalidInput, MarketoDynamicsError, PageMismatch
from ..._organization_url import parse_organization_url
from ..doctor.walk import Doctor
from ..errors import PageRefused, tell_sync_state
from ..organization_change import refuse_another_organization
from ..page.auth_method_tab import AuthMethodTab, method_of
from ..page.credentials_dialog import SECRETS, CredentialsDialog
from ..page.navigation import SHOWN, Navigation, merge
from ..page.status_tabs import StatusTabs
from ..page.sync_button import Toggle
from ..page.validation_tab import ValidationTab
from ..page_map.elements import NEVER_CLICKED
from ..page_map.scripts import read as results
from ..screen import screenshots
from ..screen.screen import Screen

# What the procedure will need later on. Better to miss it while the sync still runs.
CONTROLS = ("edit", "validate_sync_setup")
# Closing the rows of a validation leads back to the first tab, as far as is known; where it doesn't, the page is loaded anew.
BACK_SECONDS = 3.0


class AdminPage:
    """Reads and changes the connection."""

    def __init__(self, page: Any, options: Mapping[str, Any]) -> None:
        self._screen = Screen(page, options)
        self._navigation = Navigation(self._screen, options)
        self._toggle = Toggle(self._screen, self._navigation)
        self._pictures: str | None = options.get("screenshot_directory")
        self._munchkin_id: str | None = None
        self._sync_enabled: bool | None = None
        # Loading takes seconds, and a play's tasks follow each other closely.
        self._fresh_seconds: float = options["reload_after"]
        self._loaded: float | None = None

    def open(self) -> dict[str, Any]:
        """Sign in and see that the page is there."""
        self._load()
        try:
            self._navigation.arrive()
        except PageMismatch:
            self._refuse_first_time()
            raise
        return {"munchkin_id": self._munchkin_id, "language": self._screen.language}

    def state(self, parts: Sequence[str] = ("toggle", "credentials")) -> dict[str, Any]:
        """What the page shows, loaded not long ago; ``controls`` among the parts also looks for the buttons, ``auth_method`` for the way of signing in."""
        if self._loaded is None or time.monotonic() - self._loaded > self._fresh_seconds:
            self._load()
        shown = SHOWN if "credentials" in parts else ()
        try:
            seen = self._navigation.read(("toggle", *shown))
        except PageMismatch:
            self._refuse_first_time()
            raise
        self._sync_enabled = self._toggle.enabled(seen["toggle"])
        state = {
            "munchkin_id": self._munchkin_id,
            "language": self._screen.language,
            "sync_enabled": self._sync_enabled,
        }
        if shown:
            state["credentials"] = {name: seen[name] for name in SHOWN}
        if "auth_method" in parts:
            state["auth_method"] = self._auth_method()
        for control in CONTROLS if "controls" in parts else ():
            self._screen.one(control)
        return state

    def read_tabs(self, names: Sequence[str]) -> dict[str, Any]:
        """The tables of these tabs. It ends on another tab, so the page is loaded anew for what follows."""
        self.state(["toggle"])
        self._loaded = None
        tabs = StatusTabs(self._screen, self._navigation)
        return {kind: table for name in names for kind, table in tabs.read(name).items()}

    def set_sync(self, enabled: bool) -> dict[str, Any]:
        """Disable or enable the sync."""
        subject = "enable-sync" if enabled else "disable-sync"
        evidence = self._evidence(subject)
        munchkin_id = self._toggle.switch(enabled)
        self._sync_enabled = enabled
        evidence.take(subject, "after")
        return {"sync_enabled": enabled, "munchkin_id": munchkin_id, "screenshots": evidence.pictures}

    def save_credentials(self, values: Mapping[str, str], allow_url_change: bool) -> dict[str, Any]:
        """Save the credentials and return what the page then shows, loaded anew."""
        self._guard_url(values["organization_url"], allow_url_change)
        evidence = self._evidence("credentials")
        CredentialsDialog(self._screen, self._navigation).save(values)
        shown = self._read_anew(values)
        evidence.take("credentials", "after")
        return {"credentials": shown, "screenshots": evidence.pictures}

    def validate(self, values: Mapping[str, str], seconds: float, screenshot: str | None) -> dict[str, Any]:
        """Run a validation."""
        state = self.state(["toggle"])
        loaded, self._loaded = self._loaded, None
        evidence = screenshots.Evidence(self._screen.page, self._pictures, self._secret_labels(), self._screen.errors)

        def take_pictures() -> None:
            evidence.take("validation", "after")
            if screenshot:
                self.screenshot(screenshot)

        found = ValidationTab(self._screen, self._navigation).validate(values, seconds, take_pictures)
        if not found["not_closed"] and self._is_back():
            self._loaded = loaded
        return {
            **found,
            "screenshot": screenshot,
            "screenshots": evidence.pictures,
            "sync_enabled": state["sync_enabled"],
            "munchkin_id": self._munchkin_id,
        }

    def switch_auth_method(
        self, method: str, values: Mapping[str, str], seconds: float, allow_url_change: bool
    ) -> dict[str, Any]:
        """Switch the way in which Marketo signs in, while the sync is disabled. ``switched_at`` is ISO 8601 in UTC."""
        self._guard_url(values["organization_url"], allow_url_change)
        if self.state(["toggle"])["sync_enabled"]:
            raise InvalidInput(
                "The authentication method can't be switched while the sync is enabled. Disable it first: marketo_dynamics_sync with state: "
                "disabled. Nothing was changed."
            )
        evidence = self._evidence("auth-method")
        self._loaded = None
        done = AuthMethodTab(self._screen, self._navigation).switch(method, values, seconds)
        switched_at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        shown = self._read_anew(values)
        evidence.take("auth-method", "after")
        return {
            **done,
            "switched_at": switched_at,
            "auth_method": self._auth_method(),
            "credentials": shown,
            "screenshots": evidence.pictures,
        }

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Walk the page and tell which elements of the page map are there. It may end on another tab, so the page is loaded anew for what follows."""
        self._load()
        self._loaded = None
        return Doctor(self._screen, self._navigation).examine(screens, screenshot)

    def screenshot(self, path: str) -> str:
        """A picture of the page, everything typed covered."""
        return screenshots.save(screenshots.take(self._screen.page, self._secret_labels()), path)

    def explain(self, error: MarketoDynamicsError) -> None:
        """After an error nothing on the page is trusted: it is loaded anew for what follows. The error tells the sync's state as last read."""
        self._loaded = None
        # One look that waits for nothing: a switch that went wrong may have switched all the same.
        seen = merge(self._screen.look())["toggle"]
        if len(seen) == 1:
            self._sync_enabled = self._toggle.enabled(seen[0])
        tell_sync_state(error, self._munchkin_id, self._sync_enabled)

    def _load(self) -> None:
        self._loaded = None
        # The language belongs to the user and may have been changed since; the toggle tells it anew.
        self._screen.language = None
        self._munchkin_id = self._navigation.open()
        self._loaded = time.monotonic()

    def _reload(self) -> None:
        """Load the admin page's own frame anew. The frames around it take longer and tell nothing of the connection; where this doesn't work, they are
        loaded as well."""
        self._loaded = None
        asked = [
            (frame, answer) for frame in self._screen.frames() for answer in self._screen.ask(frame, results.LOADED)
        ]
        pages = [(frame, answer["at"]) for frame, answer in asked if answer["is_page"]]
        if len(pages) != 1:
            return
        frame, before = pages[0]
        self._screen.ask(frame, "() => location.reload()")

        def look() -> bool | None:
            came = self._screen.ask(frame, results.LOADED)
            return True if came and came[0]["at"] != before and came[0]["is_page"] else None

        try:
            self._screen.wait(look, lambda: PageMismatch("It did not come back."))
            self._munchkin_id = self._navigation.guard()
            self._loaded = time.monotonic()
        except PageMismatch:
            self._loaded = None

    def _refuse_first_time(self) -> None:
        """Say so where the page is the first-time wizard: there is no connection yet that could be changed."""
        start = sorted(NEVER_CLICKED & set(self._screen.candidates("button")))
        if start:
            raise PageMismatch(
                f"Marketo shows the first-time set-up of Microsoft Dynamics (the button {start[0]!r}) instead of a connection. A person has to "
                f"go through it once, since it selects the fields to sync, and a field that was synced can't be taken back. Run this again "
                f"afterwards. Nothing was clicked.",
                element="first_time_setup",
            )

    def _guard_url(self, wanted: str, allow_change: bool) -> None:
        """The rule about the organization is kept here as well, next to the click. The saved address itself may stay, even one that can't be read."""
        saved = self._navigation.read()["organization_url"]
        if wanted != saved:
            refuse_another_organization(saved, parse_organization_url(wanted), allow_change)

    def _read_anew(self, values: Mapping[str, str]) -> dict[str, Any]:
        """What the page shows when it is loaded anew. Raises `PageRefused` where that is not what was saved."""
        self._reload()
        shown: dict[str, Any] = self.state()["credentials"]
        wrong = [name for name in SHOWN if shown[name] != values[name]]
        if wrong:
            raise PageRefused(
                f"Marketo took the credentials without a complaint, but now shows another {' and '.join(wrong)} than was saved: "
                f"{', '.join(f'{name} {shown[name]!r}' for name in wrong)}. Look at the page before the sync is enabled."
            )
        return shown

    def _auth_method(self) -> str | None:
        texts = [
            text
            for frame in self._screen.frames()
            for answer in self._screen.ask(frame, results.AUTH_METHOD)
            for text in answer
        ]
        return method_of(texts[0]) if len(texts) == 1 else None

    def _is_back(self) -> bool:
        """Whether the first tab is shown again, at rest, with the one toggle."""

        def look() -> bool | None:
            seen = merge(self._screen.look())
            return (
                True
                if seen["activeTab"] and not seen["busy"] and not seen["dialogs"] and len(seen["toggle"]) == 1
                else None
            )

        try:
            return self._screen.wait(look, lambda: PageMismatch("It did not come back."), BACK_SECONDS)
        except PageMismatch:
            return False

    def _evidence(self, subject: str) -> screenshots.Evidence:
        """Pictures of a change, with the first one taken."""
        evidence = screenshots.Evidence(self._screen.page, self._pictures, self._secret_labels(), self._screen.errors)
        evidence.take(subject, "before")
        return evidence

    def _secret_labels(self) -> list[str]:
        return [label for name in SECRETS for label in self._screen.labels(name)]
