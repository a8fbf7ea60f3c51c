"""When a session that nobody uses ends."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import host
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.protocol import encode

PATIENCE = 30.0


class Worker:
    """Answers whatever is asked, until it was asked often enough."""

    def __init__(self, most: int = 1_000_000) -> None:
        self.asked = 0
        self._most = most
        self.say = None

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.asked >= self._most

    def do(self, _call: str, _arguments: object, _check_mode: bool) -> str:
        """Answer."""
        self.asked += 1
        return "answer"

    def take_warnings(self) -> list[str]:
        """Say nothing."""
        return []


def visits(path: str, until: threading.Event, line: bytes) -> threading.Thread:
    """Somebody who connects again and again, and says this each time."""

    def visit() -> None:
        while not until.wait(0.05):
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
                visitor.settimeout(PATIENCE)
                try:
                    visitor.connect(path)
                    visitor.sendall(line)
                    if line:
                        visitor.recv(1000)
                except OSError:
                    return

    thread = threading.Thread(target=visit, daemon=True)
    thread.start()
    return thread


def serve(directory: Path, worker: Worker, line: bytes) -> bool:
    """Return whether the session ended by itself while somebody connected all the time."""
    until = threading.Event()
    # A session that never ends is ended by its visitor's end.
    stop = threading.Timer(PATIENCE, until.set)
    stop.start()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(directory / "s"))
        listener.listen(8)
        visitor = visits(str(directory / "s"), until, line)
        host._answer_connections(listener, worker, 0.5)  # type: ignore[arg-type]
        by_itself = not until.is_set()
    stop.cancel()
    until.set()
    visitor.join()
    return by_itself


def test_a_connection_without_a_request_is_no_use(tmp_path: Path) -> None:
    """C4, C5: each new session looks whether the others live, and a browser that nobody uses ends all the same."""
    worker = Worker()
    assert serve(tmp_path, worker, b"")
    assert worker.asked == 0


def test_requests_keep_it_open(tmp_path: Path) -> None:
    """For longer than it would wait for one."""
    worker = Worker(most=30)
    assert serve(tmp_path, worker, encode({"call": "state"}))
    assert worker.asked == 30
