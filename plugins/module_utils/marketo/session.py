# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A browser session: opened once, used by all Marketo tasks of a play, and closed."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import Any, Dict, Iterator, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.plan import Change, Plan, unchanged
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.address import admin_page_address
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.client import SessionClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.launch import start_keeper
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.proxies import browser_proxy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.refusals import SessionGone
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.totp import one_time_code

NEEDED = ("url", "username", "password")
PASSED_ON = ("url", "munchkin_id", "username", "password", "totp_secret", "ca_bundle", "timeout", "idle_timeout", "browser_path",
             "screenshot_directory", "page_map", "reload_after")
# Loading, a sign-in of three pages, loading again, and the reading: each is bounded by timeout.
STEPS_OF_OPENING = 8


@contextmanager
def session_starter(params: Mapping[str, Any], check_mode: bool) -> Iterator["SessionStarter"]:
    """Signing in reads only, so that check mode signs in as well; what the session is asked for later knows of check mode by itself."""
    yield SessionStarter()


class SessionStarter:
    """Opens and closes sessions."""

    def open(self, options: Mapping[str, Any]) -> Dict[str, Any]:
        """Start a keeper; return its handle and what it saw."""
        settings = {name: options[name] for name in PASSED_ON}
        for name in ("ca_bundle", "screenshot_directory"):
            settings[name] = os.path.abspath(os.path.expanduser(settings[name])) if settings[name] else None
        settings.update(proxy=browser_proxy(options["proxy"]), temporary_directory=tempfile.gettempdir())
        return start_keeper(settings, options["timeout"] * STEPS_OF_OPENING)

    def close(self, handle: str) -> None:
        """End a keeper; one that is gone already is what was wanted."""
        try:
            SessionClient(handle, check_mode=True).close_session()
        except SessionGone:
            return


class Session:
    """The resource behind marketo_session. It changes nothing in Marketo, so it never reports a change."""

    def __init__(self, starter: SessionStarter, options: Mapping[str, Any]) -> None:
        self._starter = starter
        self._options = options
        _check(options)

    def read(self) -> Optional[Dict[str, Any]]:
        """Open, or close."""
        if self._options["state"] == "present":
            return self._starter.open(self._options)
        self._starter.close(self._options["session"])
        return None

    def plan(self, found: Optional[Dict[str, Any]]) -> Plan:
        """Nothing; and a diff must not hold the handle."""
        return unchanged(None)

    def apply(self, change: Change) -> None:
        """Never called: the plan is always empty."""

    def result(self, found: Optional[Dict[str, Any]]) -> Dict[str, Any]:
        """The module's return values."""
        return {"session": None, "munchkin_id": None, "language": None, **(found or {})}


def _check(options: Mapping[str, Any]) -> None:
    if options["state"] == "absent":
        return
    missing = [name for name in NEEDED if not options[name]]
    if missing:
        raise InvalidInput(f"{', '.join(missing)} is missing. A session is opened with url, username and password.")
    admin_page_address(options["url"], options["munchkin_id"])
    if options["totp_secret"]:
        one_time_code(options["totp_secret"], 0)
    for name in ("timeout", "idle_timeout"):
        if options[name] <= 0:
            raise InvalidInput(f"{name} is {options[name]:g}. Give a number of seconds above 0.")
