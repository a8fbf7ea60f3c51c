# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Starting the session host from a task."""

from __future__ import annotations

import multiprocessing
import os
import select
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

from ..._engine.errors import MarketoDynamicsError, TimedOut
from ..browser.local import DESKTOP
from ..session_options import Owner, SessionOptions

# Imported so that a module that is sent to a target carries the session host along.
from . import host, processes
from .protocol import MAX_LINE, decode, encode, restore_error

# What the browser may know of this process's environment. Everything else may be a secret, and goes no further.
HOST_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "PLAYWRIGHT_BROWSERS_PATH",
    "PLAYWRIGHT_NODEJS_PATH",
    "USER",
    "LOGNAME",
    *DESKTOP,
)


def start_session_host(options: SessionOptions, patience: float) -> dict[str, Any]:
    """Start a session host and return what it says when it has signed in, ``session`` among it. Raises what went wrong."""
    process = subprocess.Popen(  # pylint: disable=consider-using-with
        [sys.executable, "-m", host.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd="/",
        env=_environment(),
        start_new_session=True,
    )
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise TypeError("All three streams were asked for.")
    try:
        _tell(process.stdin, replace(options, owner=_owner()))
        line = _first_line(process.stdout.fileno(), patience)
        if line is None:
            raise TimedOut(
                f"Waited {patience:g} seconds for the browser to open and sign in; it did not. Raise timeout, or see with "
                f"browser_path whether the browser starts at all."
            )
        if not line:
            raise MarketoDynamicsError(f"The browser session ended before it began. {_last_line(process.stderr)}")
        answer = decode(line)
        if "error" in answer:
            raise restore_error(answer["error"])
        result: dict[str, Any] = answer["result"]
        return result
    except BaseException:
        process.terminate()
        # It removes what it made so far; then nothing is left of it.
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            # The error that led here is what counts. The worker notices the guardian's end and clears up.
            process.kill()
        raise
    finally:
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()
        # Its end is none of this task's business: nothing waits for it, and nothing should warn about that.
        process.returncode = process.returncode or 0


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in HOST_ENVIRONMENT if name in os.environ}
    authority = os.path.expanduser("~/.Xauthority")
    if "DISPLAY" in passed_on and os.path.exists(authority):
        # The browser gets another home directory, where it would look for this otherwise.
        passed_on.setdefault("XAUTHORITY", authority)
    return {
        **passed_on,
        "PYTHONPATH": os.pathsep.join([_collections_root(), *filter(None, sys.path)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _collections_root() -> str:
    """Where ``ansible_collections`` is: a directory, or the archive in which a module came to a target."""
    place = os.path.abspath(__file__)
    for _part in __name__.split("."):
        place = os.path.dirname(place)
    return place


def _owner() -> Owner | None:
    """The process with whose end the session ends: ansible-playbook, where this is one of its workers.

    A module's own process on a target is over in a moment; its session lives on until it is closed or idle.
    """
    parent = multiprocessing.parent_process()
    if parent is None or parent.pid is None:
        return None
    return Owner(parent.pid, processes.start_time(parent.pid))


def _tell(stream: Any, options: SessionOptions) -> None:
    try:
        stream.write(encode(options.to_wire()))
        stream.flush()
    except BrokenPipeError:
        # It ended already; what it left on its error stream says why.
        return


def _first_line(descriptor: int, patience: float) -> bytes | None:
    """The line; empty where the stream ended without one, None where none came in time."""
    deadline, line = time.monotonic() + patience, b""
    while not line.endswith(b"\n") and len(line) < MAX_LINE:
        ready, _write, _error = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(descriptor, 65536)
        if not part:
            return b""
        line += part
    return line


def _last_line(stream: Any) -> str:
    lines = stream.read(MAX_LINE).decode(errors="replace").strip().splitlines()
    return f"The last it said: {lines[-1]}" if lines else "It said nothing."
