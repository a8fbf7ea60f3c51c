"""One-time codes against the test values of RFC 6238 (cut to six digits)."""

from __future__ import annotations

import base64

import pytest

from tests.emulator.marketo.totp import code_at, is_valid

_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_values_of_the_rfc(seconds: int, code: str) -> None:
    assert code_at(_SECRET, seconds) == code


def test_a_clock_may_be_off_by_one_step() -> None:
    assert is_valid(_SECRET, code_at(_SECRET, 1000), 1030)
    assert not is_valid(_SECRET, code_at(_SECRET, 1000), 1090)
