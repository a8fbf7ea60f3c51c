"""One-time codes against the vectors of RFC 6238, appendix B (SHA-1)."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.totp import one_time_code

SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_vectors(seconds, code):
    """Eight digits as in the RFC; six are the last six of them."""
    assert one_time_code(SECRET, seconds, digits=8) == code
    assert one_time_code(SECRET, seconds) == code[-6:]


def test_keys_as_people_copy_them():
    """Blanks, small letters, hyphens and padding make no difference."""
    spaced = " ".join(SECRET[start : start + 4] for start in range(0, 32, 4)).lower()
    assert (
        one_time_code(spaced, 59)
        == one_time_code(SECRET + "====", 59)
        == one_time_code(SECRET.replace("GEZD", "GEZD-"), 59)
    )


@pytest.mark.parametrize("secret", ["123456", "!!", "", "A"])
def test_what_is_no_key_is_refused_without_repeating_it(secret):
    """A secret doesn't belong into a message."""
    with pytest.raises(InvalidInput) as raised:
        one_time_code(secret, 0)
    assert "totp_secret" in raised.value.message
    assert not secret or len(secret) < 3 or secret not in raised.value.message
