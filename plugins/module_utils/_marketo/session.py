# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A browser session: opened once, used by all Marketo tasks of a play, and closed. Or recorded, once, by a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .._engine import console
from .browser import remote
from .browser.local import is_root
from .errors import SessionGone
from .login.totp import MOST_STEPS, STEP_SECONDS
from .session_arguments import parse_session_options
from .session_host.client import SessionClient
from .session_host.launch import start_session_host
from .session_options import SessionOptions

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

    def open(self, options: SessionOptions) -> dict[str, Any]:
        """Start a session host; return its handle and what it saw."""
        if remote.crosses_in_clear(options.browser.endpoint):
            console.warn(
                "browser_endpoint is not encrypted and not on this machine: everything typed into the page, passwords too, crosses the network in "
                "clear. Use wss:// or https://."
            )
        self._warn_of_no_sandbox(options)
        in_line = MOST_STEPS * STEP_SECONDS if options.account.totp_secret else 0
        return start_session_host(options, options.timeout * STEPS_OF_OPENING + in_line)

    def record(self, options: SessionOptions) -> dict[str, Any]:
        """Start a session host with a visible browser; return the session that a person signed in to. In check mode nobody is bothered."""
        if self._check_mode:
            return {}
        self._warn_of_no_sandbox(options)
        console.tell(
            f"A browser window opens. Sign in to Marketo there and open Admin > Microsoft Dynamics, within {options.record_timeout:g} seconds; "
            f"the window then closes by itself."
        )
        return start_session_host(options, options.timeout * STEPS_OF_OPENING + options.record_timeout)

    @staticmethod
    def _warn_of_no_sandbox(options: SessionOptions) -> None:
        if is_root() and options.browser.sandbox and not options.browser.endpoint:
            console.warn(
                "The task runs as root, so the browser runs without its sandbox: a page that takes over the browser has taken over root. Run it as "
                "another user, or use a browser that runs elsewhere (browser_endpoint). browser_sandbox: false says that this is known."
            )

    def close(self, handle: str) -> dict[str, Any]:
        """End a session host; one that is gone already is what was wanted."""
        try:
            return SessionClient(handle, check_mode=True).close_session()
        except SessionGone:
            return {}


class Session:
    """The query behind marketo_session. It changes nothing in Marketo, so it never reports a change."""

    def __init__(self, starter: SessionStarter, arguments: Mapping[str, Any]) -> None:
        self._starter = starter
        self._handle: str = arguments["session"]
        self._options = None if arguments["state"] == "absent" else parse_session_options(arguments)

    def run(self) -> dict[str, Any]:
        """Open, record, or close."""
        return {"session": None, "munchkin_id": None, "language": None, "storage_state": None, **self._act()}

    def _act(self) -> dict[str, Any]:
        if self._options is None:
            return self._starter.close(self._handle)
        if self._options.recording:
            return self._starter.record(self._options)
        return self._starter.open(self._options)
