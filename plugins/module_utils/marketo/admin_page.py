# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page Admin > Microsoft Dynamics as a whole: what the keeper can be asked for."""

from __future__ import annotations

import time
from typing import Any, Dict, Mapping, Optional, Sequence

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.dynamics.organization_url import is_same_organization
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo import pictures
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.credentials_dialog import CredentialsDialog
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.navigation import SHOWN, Navigation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.refusals import PageRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.screen import Screen
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.toggle import Toggle
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.validation_tab import ValidationTab


# What the procedure will need later on. Better to miss it while the sync still runs.
CONTROLS = ("edit", "validate_sync_setup")


class AdminPage:
    """Reads and changes the connection."""

    def __init__(self, page: Any, options: Mapping[str, Any]) -> None:
        self._screen = Screen(page, options)
        self._navigation = Navigation(self._screen, options)
        self._toggle = Toggle(self._screen, self._navigation)
        self._munchkin_id: Optional[str] = None
        # Loading takes seconds, and a play's tasks follow each other closely.
        self._fresh_seconds: float = options["reload_after"]
        self._loaded: Optional[float] = None

    def open(self) -> Dict[str, Any]:
        """Sign in and see that the page is there."""
        self._load()
        self._navigation.arrive()
        return {"munchkin_id": self._munchkin_id, "language": self._screen.language}

    def state(self, parts: Sequence[str] = ("toggle", "credentials")) -> Dict[str, Any]:
        """What the page shows, loaded not long ago; ``controls`` among the parts also looks for the buttons."""
        if self._loaded is None or time.monotonic() - self._loaded > self._fresh_seconds:
            self._load()
        shown = SHOWN if "credentials" in parts else ()
        seen = self._navigation.read(("toggle", *shown))
        state = {"munchkin_id": self._munchkin_id, "language": self._screen.language, "sync_enabled": self._toggle.enabled(seen["toggle"])}
        if shown:
            state["credentials"] = {name: seen[name] for name in SHOWN}
        for control in CONTROLS if "controls" in parts else ():
            self._screen.one(control)
        return state

    def set_sync(self, enabled: bool) -> Dict[str, Any]:
        """Disable or enable the sync."""
        self._toggle.switch(enabled)
        return {"sync_enabled": enabled, "munchkin_id": self._navigation.guard()}

    def save_credentials(self, values: Mapping[str, Optional[str]], allow_url_change: bool) -> Dict[str, Any]:
        """Save the credentials and return what the page then shows, loaded anew.

        The rule about the address is kept here as well, next to the click: a wrong address can't be undone.
        """
        saved = self._navigation.read()
        if saved["organization_url"] and not allow_url_change and not is_same_organization(saved["organization_url"], values["organization_url"] or ""):
            raise InvalidInput(f"The page shows {saved['organization_url']} as the organization, and {values['organization_url']} is asked for. Nothing was "
                               f"changed.")
        CredentialsDialog(self._screen, self._navigation).save(values)
        self._loaded = None
        shown = self.state()["credentials"]
        wrong = [name for name in SHOWN if values[name] is not None and shown[name] != values[name]]
        if wrong:
            raise PageRefused(f"Marketo took the credentials without a complaint, but now shows another {' and '.join(wrong)} than was saved: "
                              f"{', '.join(f'{name} {shown[name]!r}' for name in wrong)}. Look at the page before the sync is enabled.")
        return shown

    def validate(self, values: Mapping[str, str], seconds: float, screenshot: Optional[str]) -> Dict[str, Any]:
        """Run a validation. It ends on another tab, so the page is loaded anew for what follows."""
        self.state(["toggle"])
        self._loaded = None
        return ValidationTab(self._screen, self._navigation).validate(values, seconds, screenshot)

    def screenshot(self, path: str) -> str:
        """A picture of the page, everything typed covered."""
        return pictures.save(pictures.take(self._screen.page), path)

    def _load(self) -> None:
        self._loaded = None
        # The language belongs to the user and may have been changed since; the toggle tells it anew.
        self._screen.language = None
        self._munchkin_id = self._navigation.open()
        self._loaded = time.monotonic()
