"""Clients of the running emulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import Contoso


@pytest.fixture
def direct(emulator: EmulatorProcess) -> Iterator[requests.Session]:
    """Talk to the emulator's own address."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        yield session


@pytest.fixture
def contoso(emulator: EmulatorProcess, proxied: requests.Session) -> Contoso:
    """Contoso's directory with everything that the sync needs: application, consent, policy, secret."""
    directory = Contoso(emulator, proxied)
    directory.register()
    return directory
