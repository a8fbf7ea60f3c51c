"""The emulator of the tests here, under the name that the checks in the folder above look for."""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess


@pytest.fixture
def emulator(untouched: EmulatorProcess) -> EmulatorProcess:
    """The emulator at its seed."""
    return untouched
