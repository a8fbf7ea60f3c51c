# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What tasks and the session host say to each other: one JSON object a line.

A request is ``{"call", "arguments", "check_mode"}``, an answer ``{"result"}`` or ``{"error"}``,
with ``"warnings"`` besides: sentences for the person who runs the play.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from typing import Any

from ..._engine import errors
from ..errors import PageRefused, SessionGone, ValidationFailed

# A recorded session holds the local storage of all the sites that took part in the sign-in.
MAX_LINE = 20_000_000
# Errors that cross the socket as what they are. Anything else is a defect and crosses by the name of its class only.
_KINDS = {
    kind.__name__: kind
    for kind in (
        errors.InvalidInput,
        errors.MissingLibrary,
        errors.SignInRefused,
        errors.TimedOut,
        errors.WriteInCheckMode,
        errors.PageMismatch,
        errors.Ambiguous,
        PageRefused,
        ValidationFailed,
        SessionGone,
    )
}


def encode(message: dict[str, Any]) -> bytes:
    """One line."""
    return json.dumps(message).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The object in a line. Raises `ValueError` where there is none."""
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("no object")
    return message


def describe_error(error: Exception, doing: str) -> dict[str, Any]:
    """An error for the other side. The text of foreign errors may quote what was typed into the page, so it stays here."""
    if isinstance(error, errors.MarketoDynamicsError):
        return {"kind": type(error).__name__, "message": error.message, "details": error.details}
    return {
        "kind": "",
        "message": f"A defect of this collection: {type(error).__name__} while doing {doing!r} in the browser. Please report it.",
        "details": {},
    }


def restore_error(described: dict[str, Any]) -> errors.MarketoDynamicsError:
    """The error that the other side described."""
    kind = _KINDS.get(described["kind"])
    if kind is None:
        return errors.MarketoDynamicsError(described["message"], **described["details"])
    return kind(described["message"], **described["details"])


def peer_uid(connection: socket.socket) -> int | None:
    """Who is at the other end; None where the system can't tell (then the directory's mode is what keeps others out)."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return None
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return int(uid)


def is_own(uid: int | None) -> bool:
    """Whether this user is the one that runs this process."""
    return uid is None or uid == os.geteuid()
