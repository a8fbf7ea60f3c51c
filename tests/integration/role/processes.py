"""Processes of a play, for tests that kill it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable


def session_hosts() -> list[str]:
    """The processes of this checkout that hold a browser."""
    listed = subprocess.run(
        ["ps", "-eo", "pid,args"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()
    return [line for line in listed if "session_host.host" in line and sys.prefix in line]


def wait_until(true: Callable[[], object], seconds: float) -> bool:
    """Wait until a function returns something true, at most so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.2)
    return False
