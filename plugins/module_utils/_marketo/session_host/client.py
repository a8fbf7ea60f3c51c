# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tasks' side of a session: sends requests to the session host."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from ..._engine import console
from ..._engine.errors import InvalidInput
from ..._engine.waiting import wait_for
from ..errors import SessionGone
from ..model import Credentials, CredentialsSaved, MethodSwitched, PageState, SyncSwitched, Validated
from .protocol import decode, encode, is_own, restore_error

# The session host bounds every wait by itself; this bound is for one that hangs.
ANSWER_SECONDS = 1800.0
# A machine with much to do takes its time to end a browser, and a play that is done must not fail for that.
CLOSE_SECONDS = 60.0


class SessionClient:
    """A connection to the session host behind a handle."""

    def __init__(self, handle: str, check_mode: bool) -> None:
        self._handle = handle
        self.check_mode = check_mode
        self._socket = _connect(handle)
        self._stream = self._socket.makefile("rwb")

    def state(self, parts: Sequence[str]) -> PageState:
        """Return what the page shows, see `AdminPage.state`."""
        return PageState.from_wire(self._call("state", parts=list(parts)))

    def read_tabs(self, names: Sequence[str]) -> dict[str, Any]:
        """Return the tables of the status tabs."""
        tables: dict[str, Any] = self._call("read_tabs", names=list(names))
        return tables

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Return the doctor's findings."""
        findings: dict[str, Any] = self._call("examine", screens=list(screens), screenshot=screenshot)
        return findings

    def screenshot(self, path: str) -> str:
        """Take a picture of the page."""
        return str(self._call("screenshot", path=path))

    def snapshot(self, path: str) -> dict[str, Any]:
        """Write a sanitised snapshot of the admin page, loaded anew; return its path and how much it holds."""
        written: dict[str, Any] = self._call("snapshot", path=path)
        return written

    def teach(self, names: Sequence[str], seconds: float) -> dict[str, Any]:
        """Have a person click these elements in the session's visible browser, for at most so long; return what was learned."""
        learned: dict[str, Any] = self._call("teach", names=list(names), seconds=seconds)
        return learned

    def set_sync(self, enabled: bool) -> SyncSwitched:
        """Switch the sync."""
        return SyncSwitched(**self._call("set_sync", enabled=enabled))

    def save_credentials(self, credentials: Credentials, allow_url_change: bool) -> CredentialsSaved:
        """Save credentials."""
        answer = self._call("save_credentials", credentials=asdict(credentials), allow_url_change=allow_url_change)
        return CredentialsSaved.from_wire(answer)

    def validate(self, credentials: Credentials, seconds: float, screenshot: str | None) -> Validated:
        """Run a validation, for at most so many seconds."""
        answer = self._call("validate", credentials=asdict(credentials), seconds=seconds, screenshot=screenshot)
        return Validated.from_wire(answer)

    def switch_auth_method(
        self, method: str, credentials: Credentials, seconds: float, allow_url_change: bool
    ) -> MethodSwitched:
        """Switch the authentication method; its validation takes at most so many seconds."""
        answer = self._call(
            "switch_auth_method",
            method=method,
            credentials=asdict(credentials),
            seconds=seconds,
            allow_url_change=allow_url_change,
        )
        return MethodSwitched.from_wire(answer)

    def _call(self, name: str, **arguments: Any) -> Any:
        """Ask for something. Raise what the session host raised."""
        try:
            self._stream.write(encode({"call": name, "arguments": arguments, "check_mode": self.check_mode}))
            self._stream.flush()
            line = self._stream.readline()
        except OSError:
            line = b""
        if not line:
            raise _gone(f"it ended during {name!r}")
        answer = decode(line)
        for sentence in answer.get("warnings", ()):
            console.warn(sentence)
        if "error" in answer:
            raise restore_error(answer["error"])
        return answer["result"]

    def close_session(self) -> dict[str, Any]:
        """End the session host, wait until it has removed all it had, and return what it hands back: the renewed session, where it was a recorded one."""
        last: dict[str, Any] | None = self._call("close")
        self.hang_up()
        directory = os.path.dirname(self._handle)
        wait_for(
            lambda: None if os.path.exists(directory) else True,
            "the browser session to end",
            CLOSE_SECONDS,
            interval=0.05,
        )
        return last or {}

    def hang_up(self) -> None:
        """Leave the session host to the next task."""
        self._stream.close()
        self._socket.close()


@contextmanager
def session_client(params: Mapping[str, Any], check_mode: bool) -> Iterator[SessionClient]:
    """The client of a module with the option ``session``."""
    client = SessionClient(params["session"], check_mode)
    try:
        yield client
    finally:
        client.hang_up()


def _connect(handle: str) -> socket.socket:
    try:
        status = os.lstat(handle)
    except OSError:
        raise _gone("its socket is not there") from None
    # Passwords go through it, so a socket that somebody else put there is none of ours.
    if not stat.S_ISSOCK(status.st_mode) or not is_own(status.st_uid):
        raise InvalidInput(
            "session names no browser session of this user. Give the value session that marketo_session returned on this host, "
            "to the same user."
        )
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(ANSWER_SECONDS)
    try:
        connection.connect(handle)
    except OSError:
        connection.close()
        raise _gone("nobody answers at its socket") from None
    return connection


def _gone(reason: str) -> SessionGone:
    return SessionGone(
        f"The browser session is gone: {reason}. It ends when it is closed, when nobody used it for idle_timeout seconds, or with "
        f"the play that opened it. Open a new one with marketo_session."
    )
