# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of a browser session: parsed once, where a task gives them, and typed from there on, also in the session host's process.

All times are in seconds. Secrets are left out of every representation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

IDLE_SECONDS = 900.0
# A module that came to a target by a connection knows no process whose end is the play's end.
IDLE_SECONDS_WITHOUT_OWNER = 300.0


@dataclass(frozen=True)
class Account:
    """Who signs in, and with what. ``recorded`` is a session that a person recorded; with it no password is needed."""

    username: str | None = None
    password: str | None = field(default=None, repr=False)
    totp_secret: str | None = field(default=None, repr=False)
    organization: str | None = None
    old_login: bool = False
    recorded: Mapping[str, Any] | None = field(default=None, repr=False)

    def known(self) -> tuple[str | None, ...]:
        """Return what no picture may show: the secrets, and whose they are."""
        return (self.username, *self.secrets())

    def secrets(self) -> tuple[str, ...]:
        """Return what is typed, or worked out from, and may be seen nowhere."""
        return tuple(filter(None, (self.password, self.totp_secret)))


@dataclass(frozen=True)
class BrowserOptions:
    """Which browser, and how it reaches the network.

    ``endpoint`` is the address of a remote one and may hold a token, ``proxy`` is as Playwright takes it and may hold a password.
    """

    path: str | None = None
    channel: str | None = None
    endpoint: str | None = field(default=None, repr=False)
    protocol: str = "devtools"
    headless: bool = True
    sandbox: bool = True
    user_agent: str | None = None
    ca_bundle: str | None = None
    proxy: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Owner:
    """A process with whose end the session ends: its number, and when it began, see `processes.start_time`."""

    pid: int
    started: str | None


@dataclass(frozen=True)
class SessionOptions:
    """Everything that a session host is told. ``recording`` has a person sign in, in a visible window.

    ``sign_in_again`` says how often within ten minutes the session may sign in again, where Marketo has ended it.
    """

    url: str
    temporary_directory: str
    munchkin_id: str | None = None
    account: Account = Account()
    browser: BrowserOptions = BrowserOptions()
    page_map: Mapping[str, Any] | None = None
    timeout: float = 30.0
    idle_timeout: float | None = None
    reload_after: float = 60.0
    record_timeout: float = 600.0
    sign_in_again: int = 1
    recording: bool = False
    screenshot_directory: str | None = None
    owner: Owner | None = None

    @property
    def is_visible(self) -> bool:
        """Whether the browser has a window. A person's for recording always has one."""
        return self.recording or not self.browser.headless

    @property
    def idle_seconds(self) -> float:
        """After how long without any use the session ends: a signed-in browser that nobody ends otherwise is not left open for long."""
        return self.idle_timeout or (IDLE_SECONDS if self.owner else IDLE_SECONDS_WITHOUT_OWNER)

    def to_wire(self) -> dict[str, Any]:
        """Return it ready for JSON. It holds secrets."""
        return asdict(self)

    @classmethod
    def from_wire(cls, given: Mapping[str, Any]) -> SessionOptions:
        """Restore it from JSON."""
        owner = given["owner"]
        parts = {
            "account": Account(**given["account"]),
            "browser": BrowserOptions(**given["browser"]),
            "owner": Owner(**owner) if owner else None,
        }
        return cls(**{**given, **parts})
