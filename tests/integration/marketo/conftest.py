"""One emulator for all tests here, and two sessions for those that don't test sessions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import IMPATIENCE, session


@pytest.fixture(scope="package", autouse=True)
def temporary_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A temporary directory that nobody else uses at the same time, with a path short enough for sockets."""
    # pytest's own directories stay where they are.
    tmp_path_factory.getbasetemp()
    before = os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix="marketo-") as directory:
        # What keeps other users out has to be the session's own directory.
        os.chmod(directory, 0o755)
        os.environ["TMPDIR"] = tempfile.tempdir = directory
        yield directory
        tempfile.tempdir = None
        os.environ.pop("TMPDIR")
        if before:
            os.environ["TMPDIR"] = before


@pytest.fixture(scope="package")
def running(temporary_directory: str) -> Iterator[EmulatorProcess]:
    """The emulator's process."""
    with EmulatorProcess() as process:
        yield process


@pytest.fixture
def emulator(running: EmulatorProcess) -> EmulatorProcess:
    """The emulator at its seed. Sessions that were opened before it must sign in again, which they do by themselves."""
    running.reset()
    return running


@pytest.fixture(scope="package")
def opened(running: EmulatorProcess) -> Iterator[str]:
    """A session for all tests."""
    running.reset()
    with session(running) as handle:
        yield handle


@pytest.fixture(scope="package")
def impatient(running: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A session for tests of what never comes."""
    running.reset()
    with session(running, timeout=IMPATIENCE, screenshot_directory=str(tmp_path_factory.mktemp("pictures"))) as handle:
        yield handle
