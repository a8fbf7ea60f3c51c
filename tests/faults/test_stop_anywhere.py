"""A stop at any call loses nothing: the next run converges, leaves no orphan secret, and the sync ends enabled.

Each case breaks one call of a run for good, before the service has processed it or after; then the fault ends, and the next
run must bring everything into order. `make test` takes the calls that matter most, `make faults` all of them both ways.
"""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess
from tests.integration.role import directory
from tests.integration.role.playbook import assert_ran, run_playbook

BEFORE, AFTER, NEITHER = "drop_before", "drop_after_commit", ""
# The calls of a first run, and how `make test` breaks them.
SET_UP = {
    "create the application": (
        AFTER,
        {"service": "graph", "method": "PATCH", "path": r"/v1.0/applications\(uniqueName="},
    ),
    "create the service principal": (
        NEITHER,
        {"service": "graph", "method": "POST", "path": r"/v1.0/servicePrincipals$"},
    ),
    "grant consent": (NEITHER, {"service": "graph", "method": "POST", "path": r"/v1.0/oauth2PermissionGrants$"}),
    "create the policy": (
        NEITHER,
        {"service": "graph", "method": "POST", "path": r"/v1.0/policies/homeRealmDiscoveryPolicies$"},
    ),
    "assign the policy": (
        NEITHER,
        {"service": "graph", "method": "POST", "path": r".*/homeRealmDiscoveryPolicies/\$ref$"},
    ),
}
# The calls that replace the secret of a running sync.
ROTATION = {
    "create the secret": (AFTER, {"service": "graph", "method": "POST", "path": r".*/addPassword$"}),
    "record that the key is being replaced": (
        NEITHER,
        {"service": "graph", "method": "PATCH", "path": r"/v1.0/applications\(appId="},
    ),
    "disable the sync": (NEITHER, {"service": "marketo", "method": "POST", "path": r".*/crm/enableSync$"}),
    "save the credentials": (AFTER, {"service": "marketo", "method": "POST", "path": r".*/crm/editCredentials$"}),
    "validate": (NEITHER, {"service": "marketo", "method": "POST", "path": r".*/crm/validateSync$"}),
    "enable the sync": (AFTER, {"service": "marketo", "method": "POST", "path": r".*/crm/enableSync$", "nth": 2}),
    "record the live key": (
        NEITHER,
        {"service": "graph", "method": "PATCH", "path": r"/v1.0/applications\(appId=", "nth": 2, "times": 99},
    ),
    "retire the old key": (NEITHER, {"service": "graph", "method": "POST", "path": r".*/removePassword$"}),
}


def cases(stops: dict[str, tuple[str, dict]]) -> list:
    """Each call both ways; the way that `make test` leaves out is marked."""
    return [
        pytest.param({**match, act: True}, id=f"{name}-{act}", marks=[] if act == usual else [pytest.mark.whole])
        for name, (usual, match) in stops.items()
        for act in (BEFORE, AFTER)
    ]


def stop_and_run_again(emulator: EmulatorProcess, fault: dict, **variables: str) -> None:
    """Run into the fault; then, without it, into the state asked for."""
    emulator.faults(fault)
    first = run_playbook(emulator, dynamics_sync_timeout="5", **variables)
    emulator_hits = emulator.fault_hits()[0]["hits"]
    emulator.faults()
    assert emulator_hits > 0, first.output
    assert "Traceback" not in first.output
    assert "A defect of this collection" not in first.output
    assert_ran(run_playbook(emulator))
    directory.assert_configured(emulator)


@pytest.mark.parametrize("fault", cases(SET_UP))
def test_a_first_run_that_stops(untouched: EmulatorProcess, fault: dict) -> None:
    stop_and_run_again(untouched, fault)


@pytest.mark.parametrize("fault", cases(ROTATION))
def test_a_rotation_that_stops(configured: EmulatorProcess, fault: dict) -> None:
    stop_and_run_again(configured, fault, dynamics_sync_secret_renew="true")
