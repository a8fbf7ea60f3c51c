"""A stop at any call loses nothing: the next run converges, leaves no orphan secret, and the sync ends enabled.

Each case breaks one call of the first run for good, before the service has processed it or after; then the fault ends, and a second
run must bring everything into order.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess
from tests.integration.role import directory
from tests.integration.role.playbook import assert_ran, run_playbook

STOPS = {
    "create the application": {"service": "graph", "method": "PATCH", "path": r"/v1.0/applications\(uniqueName="},
    "create the service principal": {"service": "graph", "method": "POST", "path": r"/v1.0/servicePrincipals$"},
    "grant consent": {"service": "graph", "method": "POST", "path": r"/v1.0/oauth2PermissionGrants$"},
    "create the policy": {"service": "graph", "method": "POST", "path": r"/v1.0/policies/homeRealmDiscoveryPolicies$"},
    "assign the policy": {"service": "graph", "method": "POST", "path": r".*/homeRealmDiscoveryPolicies/\$ref$"},
    "create the secret": {"service": "graph", "method": "POST", "path": r".*/addPassword$"},
    "disable, edit or validate": {"service": "marketo", "method": "POST", "path": r".*/crm/enableSync$"},
    "save the credentials": {"service": "marketo", "method": "POST", "path": r".*/crm/editCredentials$"},
    "validate": {"service": "marketo", "method": "POST", "path": r".*/crm/validateSync$"},
    "enable": {"service": "marketo", "method": "POST", "path": r".*/crm/enableSync$", "nth": 2},
    "record the live key": {"service": "graph", "method": "PATCH", "path": r"/v1.0/applications\(appId="},
}


@pytest.fixture(scope="module")
def running_emulator() -> Iterator[EmulatorProcess]:
    """The emulator's process."""
    with EmulatorProcess() as emulator:
        yield emulator


@pytest.mark.parametrize("act", ["drop_before", "drop_after_commit"])
@pytest.mark.parametrize("stop", STOPS)
def test_the_next_run_converges(running_emulator: EmulatorProcess, stop: str, act: str) -> None:
    emulator = running_emulator
    emulator.reset()
    emulator.faults({**STOPS[stop], act: True})
    first = run_playbook(emulator, dynamics_sync_timeout="5")
    assert emulator.fault_hits()[0]["hits"] > 0, first.output
    assert "Traceback" not in first.output
    assert "A defect of this collection" not in first.output

    emulator.faults()
    assert_ran(run_playbook(emulator))
    directory.assert_configured(emulator)
