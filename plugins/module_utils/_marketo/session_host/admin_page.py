# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page Admin > Microsoft Dynamics as a whole: what the session host can be asked for."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timezone
from typing import Any

from ..._engine.errors import InvalidInput, MarketoDynamicsError, PageMismatch
from ..._organization_url import parse_organization_url
from ..doctor.walk import Doctor
from ..errors import PageRefused, add_sync_state
from ..matching.forbidden import is_forbidden_text
from ..matching.listing import control_texts
from ..model import (
    SHOWN,
    Credentials,
    CredentialsSaved,
    MethodSwitched,
    PageState,
    ShownCredentials,
    SyncSwitched,
    Validated,
)
from ..organization_change import name_the_same, refuse_another_organization
from ..page.auth_method_tab import AuthMethodTab
from ..page.credentials_dialog import CredentialsDialog
from ..page.page import Page
from ..page.status_tabs import StatusTabs
from ..page.sync_button import SyncButton
from ..page.validation_tab import ValidationTab
from ..reading.method import read_auth_method
from ..reading.reading import Known, Unreadable
from ..reading.readouts import shaped
from ..reading.toggle import DISABLED, ENABLED
from ..screen import screenshots
from ..screen.sight import Sight
from ..session_options import SessionOptions

# What the procedure will need later on. Better to miss it while the sync still runs.
CONTROLS = ("edit", "validate_sync_setup")
# Closing the rows of a validation leads back to the first tab, as far as is known; where it doesn't, the page is loaded anew.
BACK_SECONDS = 3.0
# When the document in a frame was loaded, in milliseconds: one that is loaded anew says another time.
LOADED_AT = "() => performance.timeOrigin"


class AdminPage:
    """Reads and changes the connection."""

    def __init__(self, page: Page, options: SessionOptions) -> None:
        self._page = page
        self._sync_button = SyncButton(self._page)
        self._pictures = options.screenshot_directory
        self._munchkin_id: str | None = None
        self._sync_enabled: bool | None = None
        # Since this session disabled the sync; None as long as it hasn't.
        self._nothing_saved: bool | None = None
        # Loading takes seconds, and a play's tasks follow each other closely.
        self._fresh_seconds = options.reload_after
        self._loaded: float | None = None

    def open(self) -> dict[str, Any]:
        """Sign in and see that the page is there."""
        self._load()
        try:
            self._page.navigation.arrive()
        except PageMismatch:
            self._refuse_first_time()
            raise
        return {"munchkin_id": self._munchkin_id, "language": self._page.words.language}

    def state(self, parts: Sequence[str] = ("toggle", "credentials")) -> PageState:
        """What the page shows, loaded not long ago; ``controls`` among the parts also looks for the buttons, ``auth_method`` for the way of signing in."""
        if self._loaded is None or time.monotonic() - self._loaded > self._fresh_seconds:
            self._load()
        shown: tuple[str, ...] = SHOWN if "credentials" in parts else ()
        try:
            rest = self._page.navigation.read(shown)
        except PageMismatch:
            self._refuse_first_time()
            raise
        self._sync_enabled = rest.sync_enabled
        state = PageState(self._munchkin_id, self._page.words.language, bool(rest.sync_enabled))
        if shown:
            saved = self._with_lacking(rest.values)
            state = replace(state, credentials=ShownCredentials(**saved))
            self._page.camera.know(saved["username"])
        if "auth_method" in parts:
            state = replace(state, auth_method=self._auth_method())
        for control in CONTROLS if "controls" in parts else ():
            if not (self._sync_enabled and self._waits_for_disabling(control)):
                self._page.elements.wait_for(control)
        return state

    def read_tabs(self, names: Sequence[str]) -> dict[str, Any]:
        """The tables of these tabs. It ends on another tab, so the page is loaded anew for what follows."""
        self.state(["toggle"])
        self._loaded = None
        tabs = StatusTabs(self._page)
        return {kind: table for name in names for kind, table in tabs.read(name).items()}

    def set_sync(self, enabled: bool) -> SyncSwitched:
        """Disable or enable the sync."""
        subject = "enable-sync" if enabled else "disable-sync"
        evidence = self._evidence(subject)
        self._nothing_saved = None if enabled else True
        munchkin_id = self._sync_button.switch(enabled)
        self._sync_enabled = enabled
        evidence.take(subject, "after")
        return SyncSwitched(enabled, munchkin_id, evidence.pictures)

    def save_credentials(self, credentials: Credentials, allow_url_change: bool) -> CredentialsSaved:
        """Save the credentials and return what the page then shows, loaded anew."""
        self._guard_url(credentials.organization_url or "", allow_url_change)
        evidence = self._evidence("credentials")
        CredentialsDialog(self._page).save(credentials, allow_url_change, self._note_save)
        shown = self._read_anew(credentials)
        evidence.take("credentials", "after")
        return CredentialsSaved(shown, evidence.pictures)

    def validate(self, credentials: Credentials, seconds: float, screenshot: str | None) -> Validated:
        """Run a validation."""
        state = self.state(["toggle"])
        loaded, self._loaded = self._loaded, None
        evidence = screenshots.Evidence(self._page.camera, self._pictures, self._page.errors)

        def take_pictures() -> None:
            evidence.take("validation", "after")
            if screenshot:
                self.screenshot(screenshot)

        tab = ValidationTab(self._page)
        judgement, closed = tab.validate(credentials, seconds, take_pictures)
        if not judgement.readable and not screenshot:
            screenshot = self._page.mismatch("the rows could not be read").details["screenshot"]
        if closed and self._is_back():
            self._loaded = loaded
        return Validated(judgement, screenshot, evidence.pictures, state.sync_enabled, self._munchkin_id)

    def switch_auth_method(
        self, method: str, credentials: Credentials, seconds: float, allow_url_change: bool
    ) -> MethodSwitched:
        """Switch the way in which Marketo signs in, while the sync is disabled."""
        self._guard_url(credentials.organization_url or "", allow_url_change)
        if self.state(["toggle"]).sync_enabled:
            raise InvalidInput(
                "The authentication method can't be switched while the sync is enabled. Disable it first: marketo_dynamics_sync with state: "
                "disabled. Nothing was changed."
            )
        evidence = self._evidence("auth-method")
        self._loaded = None
        self._note_save()
        tab = AuthMethodTab(self._page)
        judgement, dialogs = tab.switch(method, credentials, seconds)
        switched_at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        shown = self._read_anew(credentials)
        evidence.take("auth-method", "after")
        return MethodSwitched(judgement, dialogs, switched_at, self._auth_method(), shown, evidence.pictures)

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Walk the page and tell which elements of the page map are there. It may end on another tab, so the page is loaded anew for what follows."""
        self._load()
        self._loaded = None
        return Doctor(self._page).examine(screens, screenshot)

    def screenshot(self, path: str) -> str:
        """A picture of the page, everything typed covered."""
        return screenshots.save(self._page.camera.take(), path)

    def keep_out_of_pictures(self, credentials: Credentials) -> None:
        """Cover these wherever the page may show them, from now on."""
        self._page.camera.know(credentials.username, credentials.password, credentials.client_secret)

    def explain(self, error: MarketoDynamicsError) -> None:
        """After an error nothing on the page is trusted: it is loaded anew for what follows. The error tells the sync's state as last read."""
        self._loaded = None
        # One look that waits for nothing: a switch that went wrong may have switched all the same.
        state = self._page.seen(lambda sight: sight.toggle.state)()
        if state in (ENABLED, DISABLED):
            self._sync_enabled = state == ENABLED
        add_sync_state(error, self._munchkin_id, self._sync_enabled)
        if self._nothing_saved is not None:
            error.details["nothing_saved"] = self._nothing_saved

    def _with_lacking(self, values: Mapping[str, str]) -> dict[str, str | None]:
        """Return the saved values, those that the page doesn't show as the form behind *Edit* holds them.

        A username or a client id that can't be seen until the sync is disabled, or that the form leaves blank too, is None: it is unknown, and never
        compared. Without the organization's address nothing goes on.
        """
        lacking = [name for name in SHOWN if name not in values]
        if not lacking:
            return dict(values)
        if self._waits_for_disabling("edit"):
            if "organization_url" in lacking:
                why = "the page doesn't show it, and the form behind Edit can't be opened while the sync is enabled"
                raise self._page.navigation.unreadable("organization_url", Unreadable(why))
            return {**dict.fromkeys(SHOWN), **values}
        held = {name: value.strip() for name, value in CredentialsDialog(self._page).peek(lacking).items()}
        for name, value in held.items():
            unknown = not value and name != "organization_url"
            if not unknown and not isinstance(shaped(value, name), Known):
                why = f"the page doesn't show it, and the form behind Edit holds {value!r}"
                raise self._page.navigation.unreadable(name, Unreadable(why))
        return {**values, **{name: value or None for name, value in held.items()}}

    def _waits_for_disabling(self, control: str) -> bool:
        """Whether a control is there, and can be used only once the sync is disabled, as some pages have it with *Edit*."""

        def look() -> list[bool] | None:
            if self._page.elements.is_there(control):
                return [False]
            return [True] if self._page.elements.is_there_disabled(control) else None

        return control == "edit" and (self._page.attempt(look) or [False])[0]

    def _note_save(self) -> None:
        """From here on Marketo may hold other credentials than while the sync was enabled, so that nobody may enable it without a validation."""
        if self._nothing_saved:
            self._nothing_saved = False

    def _load(self) -> None:
        self._loaded = None
        # The language belongs to the user and may have been changed since; the toggle tells it anew.
        self._page.words.language = None
        self._munchkin_id = self._page.navigation.open()
        self._loaded = time.monotonic()

    def _reload(self) -> None:
        """Load the admin page's own frame anew. The frames around it take longer and tell nothing of the connection; where this doesn't work, they are
        loaded as well."""
        self._loaded = None
        frame = self._page.seen(self._own_frame)()
        before = self._page.frames.ask(frame, LOADED_AT) if frame is not None else []
        if not before:
            return
        self._page.frames.ask(frame, "() => location.reload()")

        def look() -> bool | None:
            came = self._page.frames.ask(frame, LOADED_AT)
            return True if came and came != before else None

        if not self._page.attempt(look):
            return
        try:
            self._munchkin_id = self._page.navigation.guard()
        except PageMismatch:
            return
        self._loaded = time.monotonic()

    def _own_frame(self, sight: Sight) -> Any:
        """Return the frame that holds the sync's button, or None."""
        control = sight.toggle.control
        return sight.handle(control).owner_frame() if control is not None else None

    def _refuse_first_time(self) -> None:
        """Say so where the page is the first-time wizard: there is no connection yet that could be changed."""
        texts = self._page.seen(lambda sight: control_texts(sight.snapshot, "clickable"))() or []
        start = sorted(filter(is_forbidden_text, texts))
        if start:
            raise PageMismatch(
                f"Marketo shows the first-time set-up of Microsoft Dynamics (the button {start[0]!r}) instead of a connection. A person has to "
                f"go through it once, since it selects the fields to sync, and a field that was synced can't be taken back. Run this again "
                f"afterwards. Nothing was clicked.",
                element="first_time_setup",
            )

    def _guard_url(self, wanted: str, allow_change: bool) -> None:
        """The rule about the organization is kept here as well, next to the click. The saved address itself may stay, even one that can't be read."""
        saved = self._with_lacking(self._page.navigation.read().values)["organization_url"]
        if wanted != saved:
            refuse_another_organization(saved, parse_organization_url(wanted), allow_change)

    def _read_anew(self, credentials: Credentials) -> ShownCredentials:
        """What the page shows when it is loaded anew. Raises `PageRefused` where that is not what was saved."""
        self._reload()
        shown = self.state().credentials
        if shown is None:
            raise TypeError("The state was asked for without the credentials.")
        wanted = asdict(credentials.shown())
        wrong = {name: value for name, value in asdict(shown).items() if value is not None and value != wanted[name]}
        if name_the_same(shown.organization_url, wanted["organization_url"]):
            # The form may have held another spelling of the same address, which was left as it was.
            wrong.pop("organization_url", None)
        if wrong:
            raise PageRefused(
                f"Marketo took the credentials without a complaint, but now shows another {' and '.join(wrong)} than was saved: "
                f"{', '.join(f'{name} {value!r}' for name, value in wrong.items())}. Look at the page before the sync is enabled."
            )
        return shown

    def _auth_method(self) -> str | None:
        return self._page.seen(lambda sight: read_auth_method(sight.snapshot))()

    def _is_back(self) -> bool:
        """Whether the first tab is shown again, at rest, with the one toggle."""

        def look(sight: Sight) -> bool | None:
            return (
                True
                if sight.toggle.state in (ENABLED, DISABLED) and not sight.is_loading and not sight.windows
                else None
            )

        return bool(self._page.attempt(self._page.seen(look), BACK_SECONDS))

    def _evidence(self, subject: str) -> screenshots.Evidence:
        """Pictures of a change, with the first one taken."""
        evidence = screenshots.Evidence(self._page.camera, self._pictures, self._page.errors)
        evidence.take(subject, "before")
        return evidence
