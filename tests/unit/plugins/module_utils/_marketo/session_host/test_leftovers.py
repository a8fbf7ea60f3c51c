"""Directories of sessions that nothing cleared up after: the next session does, and touches nothing else."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import leftovers

NAME = "marketo-dynamics-session-x1"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The machine's temporary directory, with a path short enough for sockets."""
    with tempfile.TemporaryDirectory(dir="/tmp") as directory:
        monkeypatch.setattr("tempfile.tempdir", directory)
        monkeypatch.setattr(leftovers, "_ELSEWHERE", directory)
        yield Path(directory)


def session_of(place: Path, name: str = NAME, age: float = 3600, mode: int = 0o700) -> Path:
    """A session's directory, with what a session keeps there."""
    directory = place / name
    (directory / "home").mkdir(parents=True)
    (directory / "home" / "Cookies").write_text("of the administrator")
    directory.chmod(mode)
    os.utime(directory, (time.time() - age, time.time() - age))
    return directory


def listening(directory: Path, on: bool) -> socket.socket:
    """A socket in the directory, which somebody listens at, or not any more."""
    before = directory.stat()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(directory / leftovers.SOCKET))
    if on:
        listener.listen(1)
    else:
        listener.close()
    os.utime(directory, (before.st_mtime, before.st_mtime))
    return listener


@pytest.mark.parametrize("with_socket", [True, False])
def test_what_nobody_answers_for_is_removed(place: Path, with_socket: bool) -> None:
    """C5: guardian and worker were killed together, and the cookies of an administrator stayed."""
    directory = session_of(place)
    if with_socket:
        listening(directory, on=False)
    leftovers.sweep()
    assert not directory.exists()


def test_a_living_session_stays(place: Path) -> None:
    """C5: also one that is so busy that it takes no further connection."""
    directory = session_of(place)
    with listening(directory, on=True):
        waiting = []
        for _number in range(8):
            one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            one.setblocking(False)
            one.connect_ex(str(directory / leftovers.SOCKET))
            waiting.append(one)
        leftovers.sweep()
        assert (directory / "home" / "Cookies").exists()
        for one in waiting:
            one.close()


def test_a_session_that_is_just_being_opened_stays(place: Path) -> None:
    """C5: it has no socket yet."""
    directory = session_of(place, age=0)
    leftovers.sweep()
    assert directory.exists()


def test_what_is_no_session_of_ours_stays(place: Path) -> None:
    """C5: another name, a directory that others may enter, a link, a file."""
    kept = [session_of(place, "marketo-dynamics-sessions"), session_of(place, f"{NAME}-open", mode=0o755)]
    elsewhere = session_of(place, "elsewhere")
    (place / f"{NAME}-link").symlink_to(elsewhere)
    (place / f"{NAME}-file").write_text("a file")
    leftovers.sweep()
    assert all(directory.exists() for directory in (*kept, elsewhere))
    assert (place / f"{NAME}-link").is_symlink()
    assert (place / f"{NAME}-file").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make directories for somebody else")
def test_somebody_elses_stays(place: Path) -> None:
    """C5: even where this user could remove it."""
    directory = session_of(place)
    os.chown(directory, 65534, 65534)
    leftovers.sweep()
    assert directory.exists()


def test_a_directory_has_a_path_short_enough_for_sockets(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever temporary files go otherwise."""
    long = place / ("long-" * 15)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    directory = Path(leftovers.session_directory())
    assert directory.parent == place
    assert directory.stat().st_mode & 0o777 == 0o700
    assert list(long.iterdir()) == []
