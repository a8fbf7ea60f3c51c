# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each code of an authenticator is used once on this machine: services refuse a code that was used, and forks sign in at the same time.

A small file per key records the last time step that was taken. Its name is a hash of the key, and it holds nothing else than that number.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import stat
import time
from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError, TimedOut
from .totp import MOST_STEPS, STEP_SECONDS, key_of

# A code is typed, sent and checked in this time; with less of it left the next one is waited for.
TIME_LEFT = 5.0


class TotpRecord:
    """Hands out the time steps of one authenticator; ``parent`` is the temporary directory of the machine."""

    def __init__(self, secret: str, parent: str, clock: Callable[[], float] = time.time) -> None:
        name = hmac.new(key_of(secret), b"martech.marketo_dynamics totp record", hashlib.sha256).hexdigest()[:32]
        self._directory = os.path.join(parent, f"marketo-dynamics-totp-{os.geteuid()}")
        self._path = os.path.join(self._directory, name)
        self._clock = clock

    def take(self) -> int:
        """Take the first step that nobody else has taken, and that lasts long enough; it may be one to wait for."""
        self._make_directory()
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "r+") as record:
            fcntl.flock(record, fcntl.LOCK_EX)
            now = self._clock()
            present = int(now // STEP_SECONDS)
            lasting = present if STEP_SECONDS - now % STEP_SECONDS >= TIME_LEFT else present + 1
            step = max(lasting, _last(record) + 1)
            if step > present + MOST_STEPS:
                raise TimedOut(
                    f"Other sign-ins have taken the codes of this authenticator for the next {MOST_STEPS * STEP_SECONDS} seconds, or the clock of "
                    f"this machine was set back. Run again later with fewer forks, or remove the file {self._path}."
                )
            record.seek(0)
            record.truncate()
            record.write(str(step))
        return step

    def seconds_until(self, step: int) -> float:
        """Return how long it takes until a step begins."""
        return max(0.0, step * STEP_SECONDS - self._clock())

    def _make_directory(self) -> None:
        try:
            os.mkdir(self._directory, 0o700)
        except FileExistsError:
            status = os.lstat(self._directory)
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
                raise MarketoDynamicsError(
                    f"The directory {self._directory} belongs to another user, or others may use it. It records which one-time codes were used. "
                    f"Have it removed, or set TMPDIR to a directory of your own."
                ) from None


def _last(record: Any) -> int:
    """Return the step taken last; a file that is empty or damaged records none."""
    text = record.read(32).strip()
    return int(text) if text.isascii() and text.isdigit() else -1
