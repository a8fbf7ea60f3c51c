# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Directories of sessions: a fresh one for each, and an end to those of sessions that were killed together with all that could clear up after them."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
import time
from collections.abc import Iterator

from .processes import remove_directory
from .protocol import is_own

SOCKET = "session.sock"
_PREFIX = "marketo-dynamics-session-"
_ELSEWHERE = "/tmp"
# The address of a Unix socket is bounded, see unix(7): 108 bytes, fewer elsewhere. The browser's own sockets have the longest paths.
_LONGEST_PATH = 100
_LONGEST_SOCKET = "/org.chromium.Chromium.XXXXXX/SingletonSocket"
# A session that is just being opened has a directory before it has a socket.
_YOUNG_SECONDS = 60.0


def session_directory() -> str:
    """Make a fresh directory that only this user may enter, and return it."""
    directory = tempfile.mkdtemp(prefix=_PREFIX)
    if len(directory) > _LONGEST_PATH - len(_LONGEST_SOCKET):
        os.rmdir(directory)
        directory = tempfile.mkdtemp(prefix=_PREFIX, dir=_ELSEWHERE)
    return directory


def sweep() -> None:
    """Remove this user's session directories at whose socket nobody answers. Whatever can't be told apart from a living session stays."""
    for directory in _candidates():
        if _is_left_over(directory):
            remove_directory(directory)


def _candidates() -> Iterator[str]:
    for parent in sorted({os.path.realpath(tempfile.gettempdir()), os.path.realpath(_ELSEWHERE)}):
        try:
            names = os.listdir(parent)
        except OSError:
            continue
        yield from (os.path.join(parent, name) for name in names if name.startswith(_PREFIX))


def _is_left_over(directory: str) -> bool:
    try:
        status = os.lstat(directory)
    except OSError:
        return False
    private = stat.S_ISDIR(status.st_mode) and is_own(status.st_uid) and not status.st_mode & 0o077
    if not private or time.time() - status.st_mtime < _YOUNG_SECONDS:
        return False
    return not _somebody_answers(os.path.join(directory, SOCKET))


def _somebody_answers(path: str) -> bool:
    """Return whether a process listens at a socket: it refuses the connection where none does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.setblocking(False)
        try:
            asking.connect(path)
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            # Too many wait there, or it can't be told.
            return True
    return True
