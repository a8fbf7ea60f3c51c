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


def is_valid(secret: str, code: str, seconds: float) -> bool:
    """Accept the present code and its neighbours, as servers do for clocks that disagree a little.

    A code may be used twice: real services refuse that, but here it would make test runs wait half a minute.
    """
    return any(hmac.compare_digest(code_at(secret, seconds, drift), code) for drift in (-1, 0, 1))
