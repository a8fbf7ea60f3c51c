"""The flow test between the emulated Dynamics and the emulated Marketo, with a sync in good health."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.integration.flow.driver import FlowDriver
from tests.unit.emulator.contoso import Contoso
from tests.unit.emulator.marketo_rest.caller import Caller


@pytest.fixture(scope="session")
def running() -> Iterator[EmulatorProcess]:
    """The emulator."""
    with EmulatorProcess() as emulator:
        yield emulator


@pytest.fixture
def emulator(running: EmulatorProcess) -> EmulatorProcess:
    """The emulator as it was at its start."""
    running.reset()
    return running


@pytest.fixture
def flow(emulator: EmulatorProcess) -> Iterator[FlowDriver]:
    """The module, between two ends that a healthy sync connects; records arrive at once."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = emulator.ca_file
        session.proxies = {"https": emulator.proxy_url}
        caller = Caller(emulator, session)
        Contoso(emulator, session).register()
        caller.heal()
        yield FlowDriver(emulator, caller)
