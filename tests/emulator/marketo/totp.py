"""One-time codes as in RFC 6238: HMAC-SHA-1, six digits, thirty seconds."""

from __future__ import annotations

import base64
import hmac
import struct

_STEP = 30
_DIGITS = 6


def code_at(secret: str, seconds: float, drift: int = 0) -> str:
    """Return the code for a moment, ``drift`` steps away from it."""
    padded = secret.replace(" ", "").upper()
    key = base64.b32decode(padded + "=" * (-len(padded) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(seconds // _STEP) + drift), "sha1")
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**_DIGITS).zfill(_DIGITS)


def matching_step(secret: str, code: str, seconds: float) -> int | None:
    """Return the time step whose code this is: the present one or a neighbour, since clocks disagree a little."""
    for drift in (0, -1, 1):
        if hmac.compare_digest(code_at(secret, seconds, drift).encode(), code.encode()):
            return int(seconds // _STEP) + drift
    return None


def is_valid(secret: str, code: str, seconds: float) -> bool:
    """Accept the present code and its neighbours, used or not; ``adobe_sign_in/codes.py`` can refuse a used one."""
    return matching_step(secret, code, seconds) is not None
