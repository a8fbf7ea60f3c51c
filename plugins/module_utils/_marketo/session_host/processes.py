# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finding and ending the processes that a browser leaves behind. Linux; elsewhere the closed pipe ends the browser by itself."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import sys
import time

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


def adopt_orphans() -> None:
    """Become the parent of whatever descendants lose theirs, so that they can be found later."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent(number: int) -> None:
    """Have this process get a signal when its parent is gone."""
    _prctl(_PR_SET_PDEATHSIG, number)


def start_time(pid: int) -> str | None:
    """When a process began, in the kernel's ticks: with the pid it names one process for good. None: gone, or a zombie."""
    fields = _stat(pid)
    if fields is not None:
        return None if fields[0] in "ZX" else fields[19]
    return "" if not sys.platform.startswith("linux") and _exists(pid) else None


def end_descendants(patience: float = 5.0) -> None:
    """Kill all processes below this one, again and again until none is left, and collect those that are its children."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        pids = descendants(os.getpid())
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
        if not _collect() and not pids:
            return
        time.sleep(0.02)


def remove_directory(path: str) -> None:
    """Remove the session's directory; a file that a dying process has just added is met by the second try."""
    for _attempt in range(5):
        shutil.rmtree(path, ignore_errors=True)
        if not os.path.exists(path):
            return
        time.sleep(0.05)


def descendants(root: int) -> list[int]:
    """The pids of all processes below one."""
    parents: dict[int, int] = {}
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    for name in names:
        fields = _stat(int(name)) if name.isdigit() else None
        if fields is not None and fields[0] not in "ZX":
            parents[int(name)] = int(fields[1])
    found: list[int] = []
    frontier = {root}
    while frontier:
        frontier = {pid for pid, parent in parents.items() if parent in frontier}
        found.extend(frontier)
    return found


def _collect() -> bool:
    """Take leave of dead children; whether there are children left."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return False
    return True


def _stat(pid: int) -> tuple[str, ...] | None:
    """The fields of /proc/<pid>/stat from the state on: the name before them may hold anything."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            return tuple(stream.read().rpartition(")")[2].split())
    except OSError:
        return None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
