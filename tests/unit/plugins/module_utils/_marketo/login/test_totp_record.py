"""Each code of an authenticator is used once on a machine, and with time left."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    MarketoDynamicsError,
    TimedOut,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.totp_record import (
    MOST_STEPS,
    TotpRecord,
)

KEY, OTHER_KEY = "JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQ"


def at(directory: Path, seconds: float, key: str = KEY) -> TotpRecord:
    """Return the record at a moment of step 10 (300 to 330 seconds)."""
    return TotpRecord(key, str(directory), lambda: seconds)


@pytest.mark.parametrize(
    ("seconds", "step", "wait"), [(301.0, 10, 0), (325.0, 10, 0), (325.1, 11, 4.9), (329.9, 11, 0.1)]
)
def test_a_code_with_time_left(tmp_path: Path, seconds: float, step: int, wait: float) -> None:
    """Review, sign-in 6: with fewer than five seconds left the next one is waited for."""
    record = at(tmp_path, seconds)
    assert record.take() == step
    assert record.seconds_until(step) == pytest.approx(wait)


def test_forks_get_one_code_each(tmp_path: Path) -> None:
    """Review, sign-in 6: at the same moment, by the same authenticator; another one doesn't wait for them."""
    with ThreadPoolExecutor(5) as forks:
        taken = list(forks.map(lambda _fork: at(tmp_path, 310).take(), range(5)))
    assert sorted(taken) == [10, 11, 12, 13, 14]
    assert at(tmp_path, 310, OTHER_KEY).take() == 10


def test_the_line_has_an_end(tmp_path: Path) -> None:
    """Nobody waits for more than five minutes, and the error names the file."""
    for _each in range(MOST_STEPS + 1):
        at(tmp_path, 310).take()
    with pytest.raises(TimedOut, match=str(tmp_path)):
        at(tmp_path, 310).take()


def test_the_file_tells_nothing(tmp_path: Path) -> None:
    """Only its owner reads it, and there is a number in it."""
    at(tmp_path, 310).take()
    (directory,) = tmp_path.iterdir()
    (record,) = directory.iterdir()
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert record.read_text() == "10"
    assert KEY not in str(record)


@pytest.mark.parametrize("content", ["", "nonsense", "1e9"])
def test_a_damaged_file_records_nothing(tmp_path: Path, content: str) -> None:
    """It is written again."""
    at(tmp_path, 310).take()
    (record,) = tmp_path.glob("*/*")
    record.write_text(content)
    assert at(tmp_path, 310).take() == 10
    assert record.read_text() == "10"


def test_a_directory_of_somebody_elses_is_not_used(tmp_path: Path) -> None:
    """Its owner could hand out codes twice."""
    (tmp_path / f"marketo-dynamics-totp-{os.geteuid()}").mkdir(mode=0o777)
    (tmp_path / f"marketo-dynamics-totp-{os.geteuid()}").chmod(0o777)
    with pytest.raises(MarketoDynamicsError, match="Have it removed"):
        at(tmp_path, 310).take()
