# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From the arguments of a task to the options of a session. What can't be meant is refused here, before anything starts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from typing import Any

from .._engine.errors import InvalidInput
from .address import admin_page_address
from .browser import remote
from .browser.local import check_display
from .browser.proxy import browser_proxy
from .browser.storage_state import HOW_TO_RECORD, check_instance, parse
from .login.totp import one_time_code
from .matching.overrides import parse_overrides
from .session_options import Account, BrowserOptions, SessionOptions


def parse_session_options(arguments: Mapping[str, Any]) -> SessionOptions:
    """Return the options of the session that a task of ``marketo_session`` opens or has recorded.

    Raises `InvalidInput` for what is missing, contradicts itself, or can't be used.
    """
    recording = arguments["state"] == "recorded"
    _check_complete(arguments, recording)
    admin_page_address(arguments["url"], arguments["munchkin_id"])
    parse_overrides(arguments["page_map"])
    return SessionOptions(
        url=arguments["url"],
        munchkin_id=arguments["munchkin_id"],
        account=_account(arguments, recording),
        browser=_browser(arguments, recording),
        page_map=arguments["page_map"],
        timeout=_seconds(arguments, "timeout"),
        idle_timeout=None if arguments["idle_timeout"] is None else _seconds(arguments, "idle_timeout"),
        record_timeout=_seconds(arguments, "record_timeout"),
        reload_after=arguments["reload_after"],
        sign_in_again=_count(arguments, "sign_in_again"),
        recording=recording,
        screenshot_directory=_absolute(arguments["screenshot_directory"]),
        temporary_directory=tempfile.gettempdir(),
    )


def _check_complete(arguments: Mapping[str, Any], recording: bool) -> None:
    needed = ["url"] if recording or arguments["storage_state"] else ["url", "username", "password"]
    if arguments["password"] and "username" not in needed:
        # Whose password it is must be known before it is typed.
        needed.append("username")
    missing = [name for name in needed if not arguments[name]]
    if missing:
        raise InvalidInput(
            f"{', '.join(missing)} is missing. A session is opened with url, username and password. For users who don't sign in with an Adobe "
            f"password, {HOW_TO_RECORD}; then only url is needed."
        )


def _account(arguments: Mapping[str, Any], recording: bool) -> Account:
    if arguments["totp_secret"]:
        one_time_code(arguments["totp_secret"], 0)
    recorded = None if recording else parse(arguments["storage_state"])
    if recorded:
        check_instance(recorded, arguments["munchkin_id"])
    return Account(
        username=arguments["username"],
        password=arguments["password"],
        totp_secret=arguments["totp_secret"],
        organization=arguments["organization"],
        old_login=arguments["old_login"],
        recorded=recorded,
    )


def _browser(arguments: Mapping[str, Any], recording: bool) -> BrowserOptions:
    endpoint = arguments["browser_endpoint"]
    if recording and endpoint:
        raise InvalidInput(
            "A person can't see the window of a remote browser. Record the session without browser_endpoint; it can be used with one."
        )
    remote.check(endpoint, arguments["browser_protocol"], arguments["browser_path"])
    browser = BrowserOptions(
        path=arguments["browser_path"],
        channel=arguments["channel"],
        endpoint=endpoint,
        protocol=arguments["browser_protocol"],
        headless=arguments["headless"],
        sandbox=arguments["browser_sandbox"],
        user_agent=arguments["user_agent"],
        ca_bundle=_absolute(arguments["ca_bundle"]),
        # A remote browser is no child of this environment: only what the task names is meant for it.
        proxy=browser_proxy(arguments["proxy"], {} if endpoint else None),
    )
    _check_browser(browser)
    if recording or not browser.headless:
        check_display(os.environ)
    return browser


def _check_browser(browser: BrowserOptions) -> None:
    """Refuse options of the browser that contradict each other."""
    if browser.channel and browser.path:
        raise InvalidInput(
            "browser_path (or the environment variable MARKETO_BROWSER) and channel are given. Give the path of a browser, or the channel of one "
            "that is installed."
        )
    if browser.endpoint and (browser.channel or not browser.headless or not browser.sandbox):
        raise InvalidInput(
            "browser_endpoint is given, and channel, headless: false or browser_sandbox: false besides. These are for a browser that is started "
            "here; set them up where the remote one runs."
        )


def _seconds(arguments: Mapping[str, Any], name: str) -> float:
    seconds: float = arguments[name]
    if seconds <= 0:
        raise InvalidInput(f"{name} is {seconds:g}. Give a number of seconds above 0.")
    return seconds


def _count(arguments: Mapping[str, Any], name: str) -> int:
    count: int = arguments[name]
    if count < 0:
        raise InvalidInput(f"{name} is {count}. Give 0 or a whole number above it.")
    return count


def _absolute(path: str | None) -> str | None:
    return os.path.abspath(os.path.expanduser(path)) if path else None
