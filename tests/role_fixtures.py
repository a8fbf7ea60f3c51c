"""Fixtures for tests that run the role: one emulator for all of them, and what the role makes of it, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess
from tests.integration.role.playbook import Outcome, assert_ran, run_playbook


@pytest.fixture(scope="session")
def role_emulator() -> Iterator[EmulatorProcess]:
    """The emulator's process."""
    with EmulatorProcess() as emulator:
        yield emulator


@pytest.fixture(scope="session")
def first_run(role_emulator: EmulatorProcess) -> Outcome:
    """The role's run on an empty directory; the emulator keeps what came of it."""
    role_emulator.reset()
    outcome = run_playbook(role_emulator, "-vvvv", "--diff")
    assert_ran(outcome)
    role_emulator.snapshot()
    return outcome


@pytest.fixture
def untouched(role_emulator: EmulatorProcess) -> EmulatorProcess:
    """The emulator at its seed: an empty directory, a Marketo with an application that is gone."""
    role_emulator.reset()
    return role_emulator


@pytest.fixture
def configured(role_emulator: EmulatorProcess, first_run: Outcome) -> EmulatorProcess:
    """The emulator as the role's first run left it, its journal too."""
    role_emulator.restore()
    return role_emulator
