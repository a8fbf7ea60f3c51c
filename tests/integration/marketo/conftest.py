"""A temporary directory for all tests here, and two sessions for those that don't test sessions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess
from tests.support.temporary_directory import private_temporary_directory

from .tasks import IMPATIENCE, session


@pytest.fixture(scope="package", autouse=True)
def temporary_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A temporary directory that nobody else uses at the same time, with a path short enough for sockets."""
    # pytest's own directories stay where they are.
    tmp_path_factory.getbasetemp()
    with private_temporary_directory() as directory:
        yield directory


@pytest.fixture(scope="package")
def opened(running: EmulatorProcess, temporary_directory: str) -> Iterator[str]:
    """A session for all tests. After a reset of the emulator it signs in again by itself."""
    running.reset()
    with session(running) as handle:
        yield handle


@pytest.fixture(scope="package")
def impatient(
    running: EmulatorProcess, temporary_directory: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A session for tests of what never comes."""
    running.reset()
    with session(running, timeout=IMPATIENCE, screenshot_directory=str(tmp_path_factory.mktemp("pictures"))) as handle:
        yield handle
