"""One running emulator, and a program that calls Marketo's REST API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import Contoso
from tests.unit.emulator.marketo_rest.caller import Caller


@pytest.fixture(scope="session")
def running_emulator() -> Iterator[EmulatorProcess]:
    """Start the emulator once."""
    with EmulatorProcess() as process:
        yield process


@pytest.fixture
def emulator(running_emulator: EmulatorProcess) -> EmulatorProcess:
    """The running emulator, back at its seed."""
    running_emulator.reset()
    return running_emulator


@pytest.fixture
def caller(emulator: EmulatorProcess) -> Iterator[Caller]:
    """A program with the credentials of the instance's custom service."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        session.proxies = {"https": emulator.proxy_url}
        yield Caller(emulator, session)


@pytest.fixture
def contoso(emulator: EmulatorProcess, caller: Caller) -> Contoso:
    """Contoso's directory with a registered application, which Marketo signs in with: a sync in good health."""
    directory = Contoso(emulator, caller.session)
    directory.register()
    caller.heal()
    return directory
