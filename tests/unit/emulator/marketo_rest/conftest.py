"""A program that calls Marketo's REST API."""

from __future__ import annotations

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import Contoso
from tests.unit.emulator.marketo_rest.caller import Caller


@pytest.fixture
def caller(emulator: EmulatorProcess, proxied: requests.Session) -> Caller:
    """A program with the credentials of the instance's custom service."""
    return Caller(emulator, proxied)


@pytest.fixture
def contoso(emulator: EmulatorProcess, caller: Caller) -> Contoso:
    """Contoso's directory with a registered application, which Marketo signs in with: a sync in good health."""
    directory = Contoso(emulator, caller.session)
    directory.register()
    caller.heal()
    return directory
