# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One-time codes of two-step verification: RFC 6238 on RFC 4226, with the usual SHA-1, six digits, thirty seconds."""

from __future__ import annotations

import base64
import binascii
import hmac
import struct

from ..._engine.errors import InvalidInput

STEP_SECONDS = 30
# How many steps ahead a code is waited for: as many sign-ins may stand in line.
MOST_STEPS = 10


def one_time_code(secret: str, seconds: float, digits: int = 6) -> str:
    """The code of the moment ``seconds`` (Unix time) for a Base32 ``secret``, as an authenticator app shows it."""
    digest = hmac.new(key_of(secret), struct.pack(">Q", int(seconds // STEP_SECONDS)), "sha1").digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def key_of(secret: str) -> bytes:
    """Return the key that a Base32 ``secret`` stands for."""
    text = secret.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        key = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise InvalidInput(
            "totp_secret is not in Base32 (letters A to Z, digits 2 to 7). Copy the key that the authenticator app was given, "
            "not one of its six-digit codes."
        )
    return key
