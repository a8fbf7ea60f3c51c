"""One running emulator for all tests of this directory, back at its seed before each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import Contoso


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[EmulatorProcess]:
    """Start the emulator once."""
    with EmulatorProcess() as process:
        yield process


@pytest.fixture
def emulator(running_emulator: EmulatorProcess) -> EmulatorProcess:
    """Hand out the running emulator, with nothing left of the test before."""
    running_emulator.reset()
    return running_emulator


@pytest.fixture
def direct(emulator: EmulatorProcess) -> Iterator[requests.Session]:
    """Talk to the emulator's own address."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        yield session


@pytest.fixture
def proxied(emulator: EmulatorProcess) -> Iterator[requests.Session]:
    """Talk to the services by their production names, through the proxy."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        session.proxies = {"https": emulator.proxy_url}
        yield session


@pytest.fixture
def contoso(emulator: EmulatorProcess, proxied: requests.Session) -> Contoso:
    """Contoso's directory with everything that the sync needs: application, consent, policy, secret."""
    directory = Contoso(emulator, proxied)
    directory.register()
    return directory
