# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The session host: a process beside the play that holds one signed-in browser and does what tasks ask for over a Unix socket.

It is two processes. The outer one, the guardian, does nothing but wait: for the end of the inner one, for the end of the play
that it belongs to, for SIGTERM. Then it ends every process below itself and removes the session's directory, so that nothing is
left behind however the inner one ended. The inner one, the worker, has the browser.

Options and secrets come in through the standard input. Whoever starts this reads one line from the standard output: the
handle of the session, or why there is none.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
import tempfile
import time
import traceback
from typing import Any

from ..._engine.errors import InvalidInput
from ..browser.local import Browser
from ..session_options import Owner, SessionOptions
from . import processes
from .leftovers import SOCKET, session_directory, sweep
from .protocol import decode, encode, is_own, peer_uid
from .worker import Worker

OWNER_CHECK_SECONDS = 2.0
# Of nothing at all, a socket makes a wait without an end.
SHORTEST_WAIT_SECONDS = 0.001


def main() -> None:
    """Read the options, make the session's directory, split in two."""
    options = SessionOptions.from_wire(json.loads(sys.stdin.readline()))
    # The memory of these processes and of the browser holds passwords, so no crash may write it to a disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sweep()
    directory = session_directory()
    signals = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    processes.adopt_orphans()
    guardian = os.getpid()
    worker_pid = os.fork()
    if worker_pid:
        _detach(None)
        guard(worker_pid, options.owner, directory)
        os._exit(0)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
    _prepare_worker(guardian, directory)
    try:
        serve(options, directory)
    except BaseException as error:  # pylint: disable=broad-except
        _log(error)
    # The guardian removes what is left, faster than an orderly end would.
    os._exit(0)


def guard(worker: int, owner: Owner | None, directory: str) -> None:
    """Wait until the worker has ended or must end; then end everything below and remove the directory."""
    awaited = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
    while os.path.isdir(directory) and (owner is None or processes.start_time(owner.pid) == owner.started):
        came = _next_signal(awaited, OWNER_CHECK_SECONDS)
        if came is not None and (came != signal.SIGCHLD or _has_ended(worker)):
            break
    processes.end_descendants()
    processes.remove_directory(directory)


def serve(options: SessionOptions, directory: str) -> None:
    """Open the browser, sign in, say so, and do what is asked until the end is asked for or nobody asks any more."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    path = os.path.join(directory, SOCKET)
    worker = Worker(Browser(options, directory), options, _say)
    try:
        listener.bind(path)
        os.chmod(path, 0o600)
        listener.listen(8)
        opened = worker.open()
    except Exception as error:  # pylint: disable=broad-except
        _log(error)
        _say({"error": worker.describe(error, "open")})
        return
    if options.recording:
        _say({"result": opened})
        return
    _say({"result": {**opened, "session": path}})
    _answer_connections(listener, worker, options.idle_seconds)


def _answer_connections(listener: socket.socket, worker: Worker, idle_seconds: float) -> None:
    """Answer until nobody has asked for anything in so many seconds. A connection alone is no use: another session looks whether this one lives."""
    used = time.monotonic()
    while not worker.ended and used + idle_seconds > time.monotonic():
        listener.settimeout(max(used + idle_seconds - time.monotonic(), SHORTEST_WAIT_SECONDS))
        try:
            connection, _address = listener.accept()
        except socket.timeout:
            return
        with connection:
            if not is_own(peer_uid(connection)):
                continue
            connection.settimeout(idle_seconds)
            if _answer_requests(connection, worker):
                used = time.monotonic()


def _answer_requests(connection: socket.socket, worker: Worker) -> int:
    """Answer one task's requests, until it hangs up. Return how many they were."""
    answered = 0
    with connection.makefile("rwb") as stream:

        def say(message: dict[str, Any]) -> None:
            stream.write(encode(message))
            stream.flush()

        worker.say = say
        while not worker.ended:
            try:
                line = stream.readline()
                if not line:
                    break
                say({**_answer(line, worker), "warnings": worker.take_warnings()})
                answered += 1
            except OSError:
                break
    return answered


def _answer(line: bytes, worker: Worker) -> dict[str, Any]:
    call = ""
    try:
        request = decode(line)
        call = str(request.get("call"))
        return {"result": worker.do(call, request.get("arguments") or {}, request.get("check_mode") is not False)}
    except ValueError:
        return {"error": worker.describe(InvalidInput("That is no request that this session understands."), call)}
    except Exception as error:  # pylint: disable=broad-except
        _log(error)
        return {"error": worker.describe(error, call)}


def _next_signal(awaited: set[signal.Signals], seconds: float) -> int | None:
    """Wait for one of these signals, all of them blocked; None where none came."""
    if hasattr(signal, "sigtimedwait"):
        came = signal.sigtimedwait(awaited, seconds)
        return came.si_signo if came else None
    # macOS has no such call.
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if signal.sigpending() & awaited:
            return signal.sigwait(awaited)
        time.sleep(0.1)
    return None


def _has_ended(pid: int) -> bool:
    """Whether this child has ended; other children are orphans of the browser, of no interest yet."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def _prepare_worker(guardian: int, directory: str) -> None:
    def give_up(_number: int, _frame: Any) -> None:
        processes.end_descendants()
        processes.remove_directory(directory)
        os._exit(1)

    processes.adopt_orphans()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, give_up)
    # Should the guardian be killed itself, the worker takes over its duty.
    processes.end_with_parent(signal.SIGTERM)
    if os.getppid() != guardian:
        give_up(signal.SIGTERM, None)
    # Browsers and their helpers put their own temporary files here, too.
    os.environ["TMPDIR"] = directory
    tempfile.tempdir = directory
    _detach(os.path.join(directory, "session.log"), keep_output=True)


def _detach(log: str | None, keep_output: bool = False) -> None:
    """Let go of the standard streams that came with the task: Ansible waits until nobody holds them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    errors = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if log else nothing
    os.dup2(nothing, 0)
    if not keep_output:
        os.dup2(nothing, 1)
    os.dup2(errors, 2)


def _say(message: dict[str, Any]) -> None:
    """The one line on the standard output, and its end."""
    try:
        with os.fdopen(os.dup(1), "wb") as stream:
            stream.write(encode(message))
    except BrokenPipeError:
        os._exit(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)


def _log(error: BaseException) -> None:
    """Where an error happened, without its text: that may quote what was typed into the page."""
    sys.stderr.write("\n".join([type(error).__name__, *traceback.format_tb(error.__traceback__)]) + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
