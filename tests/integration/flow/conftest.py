"""The flow test between the emulated Dynamics and the emulated Marketo, with a sync in good health."""

from __future__ import annotations

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.integration.flow.driver import FlowDriver
from tests.unit.emulator.contoso import Contoso
from tests.unit.emulator.marketo_rest.caller import Caller


@pytest.fixture
def flow(emulator: EmulatorProcess, proxied: requests.Session) -> FlowDriver:
    """The module, between two ends that a healthy sync connects; records arrive at once."""
    caller = Caller(emulator, proxied)
    Contoso(emulator, proxied).register()
    caller.heal()
    return FlowDriver(emulator, caller)
