"""One emulator for all tests here, and two sessions for those that don't test sessions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import IMPATIENCE, session


@pytest.fixture(scope="package")
def running() -> Iterator[EmulatorProcess]:
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
