# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A browser session: opened once, used by all Marketo tasks of a play, and closed. Or recorded, once, by a person."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .._engine import console
from .._engine.errors import InvalidInput
from .address import admin_page_address
from .browser import remote
from .browser.local import check_display
from .browser.proxy import browser_proxy
from .browser.storage_state import HOW_TO_RECORD, check_instance, parse
from .errors import SessionGone
from .login.totp import MOST_STEPS, STEP_SECONDS, one_time_code
from .matching.overrides import parse_overrides
from .session_host.client import SessionClient
from .session_host.launch import start_session_host

PASSED_ON = (
    "url",
    "munchkin_id",
    "username",
    "password",
    "totp_secret",
    "organization",
    "old_login",
    "ca_bundle",
    "timeout",
    "idle_timeout",
    "browser_path",
    "browser_endpoint",
    "browser_protocol",
    "headless",
    "channel",
    "user_agent",
    "screenshot_directory",
    "page_map",
    "reload_after",
    "record_timeout",
)
# Loading, a sign-in of a dozen pages, loading again, and the reading: each is bounded by timeout.
STEPS_OF_OPENING = 16


@contextmanager
def session_starter(params: Mapping[str, Any], check_mode: bool) -> Iterator[SessionStarter]:
    """Signing in reads only, so that check mode signs in as well; what the session is asked for later knows of check mode by itself."""
    yield SessionStarter(check_mode)


class SessionStarter:
    """Opens and closes sessions, and has one recorded."""

    def __init__(self, check_mode: bool) -> None:
        self._check_mode = check_mode

    def open(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Start a session host; return its handle and what it saw."""
        if remote.crosses_in_clear(options["browser_endpoint"]):
            console.warn(
                "browser_endpoint is not encrypted and not on this machine: everything typed into the page, passwords too, crosses the network in "
                "clear. Use wss:// or https://."
            )
        state = parse(options["storage_state"])
        if state:
            check_instance(state, options["munchkin_id"])
        in_line = MOST_STEPS * STEP_SECONDS if options["totp_secret"] else 0
        settings = {**_settings(options), "storage_state": state}
        return start_session_host(settings, options["timeout"] * STEPS_OF_OPENING + in_line)

    def record(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Start a session host with a visible browser; return the session that a person signed in to. In check mode nobody is bothered."""
        check_display(os.environ)
        if self._check_mode:
            return {}
        console.tell(
            f"A browser window opens. Sign in to Marketo there and open Admin > Microsoft Dynamics, within {options['record_timeout']:g} seconds; "
            f"the window then closes by itself."
        )
        settings = {**_settings(options), "storage_state": None, "visible": True}
        return start_session_host(settings, options["timeout"] * STEPS_OF_OPENING + options["record_timeout"])

    def close(self, handle: str) -> dict[str, Any]:
        """End a session host; one that is gone already is what was wanted."""
        try:
            return SessionClient(handle, check_mode=True).close_session()
        except SessionGone:
            return {}


class Session:
    """The query behind marketo_session. It changes nothing in Marketo, so it never reports a change."""

    def __init__(self, starter: SessionStarter, options: Mapping[str, Any]) -> None:
        self._starter = starter
        self._options = options
        _check(options)

    def run(self) -> dict[str, Any]:
        """Open, record, or close."""
        return {"session": None, "munchkin_id": None, "language": None, "storage_state": None, **self._act()}

    def _act(self) -> dict[str, Any]:
        if self._options["state"] == "present":
            return self._starter.open(self._options)
        if self._options["state"] == "recorded":
            return self._starter.record(self._options)
        return self._starter.close(self._options["session"])


def _settings(options: Mapping[str, Any]) -> dict[str, Any]:
    settings = {name: options[name] for name in PASSED_ON}
    for name in ("ca_bundle", "screenshot_directory"):
        settings[name] = os.path.abspath(os.path.expanduser(settings[name])) if settings[name] else None
    # A remote browser is no child of this environment: only what the task names is meant for it.
    proxy = browser_proxy(options["proxy"], {} if options["browser_endpoint"] else None)
    return {**settings, "proxy": proxy, "temporary_directory": tempfile.gettempdir()}


def _check(options: Mapping[str, Any]) -> None:
    if options["state"] == "absent":
        return
    recording = options["state"] == "recorded"
    needed = ("url",) if recording or options["storage_state"] else ("url", "username", "password")
    missing = [name for name in needed if not options[name]]
    if missing:
        raise InvalidInput(
            f"{', '.join(missing)} is missing. A session is opened with url, username and password. For users who don't sign in with an Adobe "
            f"password, {HOW_TO_RECORD}; then only url is needed."
        )
    if recording and options["browser_endpoint"]:
        raise InvalidInput(
            "A person can't see the window of a remote browser. Record the session without browser_endpoint; it can be used with one."
        )
    admin_page_address(options["url"], options["munchkin_id"])
    parse_overrides(options["page_map"])
    remote.check(options["browser_endpoint"], options["browser_protocol"], options["browser_path"])
    _check_browser(options)
    if options["totp_secret"]:
        one_time_code(options["totp_secret"], 0)
    for name in ("timeout", "idle_timeout", "record_timeout"):
        if options[name] <= 0:
            raise InvalidInput(f"{name} is {options[name]:g}. Give a number of seconds above 0.")


def _check_browser(options: Mapping[str, Any]) -> None:
    """Refuse options of the browser that contradict each other, before anything starts."""
    if options["channel"] and options["browser_path"]:
        raise InvalidInput(
            "browser_path (or the environment variable MARKETO_BROWSER) and channel are given. Give the path of a browser, or the channel of one "
            "that is installed."
        )
    if options["browser_endpoint"] and (options["channel"] or not options["headless"]):
        raise InvalidInput(
            "browser_endpoint is given, and channel or headless: false besides. These are for a browser that is started here; set them up where "
            "the remote one runs."
        )
    if not options["headless"]:
        check_display(os.environ)
