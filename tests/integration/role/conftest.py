"""One emulator for the role's tests, configured once by the role itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess

from .playbook import Outcome, assert_ran, run_playbook


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[EmulatorProcess]:
    """The emulator's process."""
    with EmulatorProcess() as emulator:
        yield emulator


@pytest.fixture
def emulator(running_emulator: EmulatorProcess) -> EmulatorProcess:
    """The emulator at its seed: an empty directory, a Marketo with an application that is gone."""
    running_emulator.reset()
    return running_emulator


@pytest.fixture(scope="module")
def configured(running_emulator: EmulatorProcess) -> tuple[EmulatorProcess, Outcome]:
    """The emulator after one run of the role, and that run."""
    running_emulator.reset()
    outcome = run_playbook(running_emulator, "-vvvv", "--diff")
    assert_ran(outcome)
    return running_emulator, outcome
