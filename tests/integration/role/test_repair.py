"""After each change by hand, the next run repairs just that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import assert_ran, run_playbook


@pytest.fixture
def emulator(configured: EmulatorProcess) -> Iterator[EmulatorProcess]:
    """The configured emulator. Whatever a test does to it by hand, after its run all is as it must be."""
    yield configured
    directory.assert_configured(configured)


def repair(emulator: EmulatorProcess) -> list[str]:
    """Run the role and return the names of the tasks that changed something."""
    outcome = run_playbook(emulator)
    assert_ran(outcome)
    return outcome.changed_tasks


def application(emulator: EmulatorProcess) -> dict:
    """The application as the directory holds it."""
    return directory.tenant(emulator)["applications"][0]


def change_application(emulator: EmulatorProcess, member: str, value: object) -> None:
    """Change one member of the application by hand."""
    path = f"/tenants/{directory.tenant_id(emulator)}/applications/0/{member}"
    emulator.patch_state([{"op": "replace", "path": path, "value": value}])


@pytest.mark.whole
def test_permission_removed(emulator: EmulatorProcess) -> None:
    change_application(emulator, "requiredResourceAccess", [])
    assert repair(emulator) == ["Entra | Register the application (P1-P3)"]


def test_application_renamed(emulator: EmulatorProcess) -> None:
    change_application(emulator, "displayName", "Renamed by hand")
    assert repair(emulator) == ["Entra | Register the application (P1-P3)"]


def test_grant_deleted(emulator: EmulatorProcess) -> None:
    directory.patch_tenant(emulator, {"oauth2PermissionGrants": []})
    assert repair(emulator) == ["Entra | Grant consent (P4)"]


@pytest.mark.whole
def test_policy_unassigned(emulator: EmulatorProcess) -> None:
    directory.patch_tenant(emulator, {"homeRealmDiscoveryAssignments": []})
    assert repair(emulator) == ["Entra | Let a federated user sign in with the password that Entra holds (P8)"]


def test_enterprise_application_disabled(emulator: EmulatorProcess) -> None:
    """M2: it was neither repaired nor reported, and Marketo's sign-in got AADSTS7000112."""
    principals = directory.tenant(emulator)["servicePrincipals"]
    number = next(index for index, item in enumerate(principals) if item["appId"] != directory.DYNAMICS_CRM)
    path = f"/tenants/{directory.tenant_id(emulator)}/servicePrincipals/{number}/accountEnabled"
    emulator.patch_state([{"op": "replace", "path": path, "value": False}])
    assert repair(emulator) == ["Entra | Give the application a service principal (P1)"]
    assert directory.tenant(emulator)["servicePrincipals"][number]["accountEnabled"] is True


def test_sync_disabled(emulator: EmulatorProcess) -> None:
    directory.patch_instance(emulator, {"sync_enabled": False})
    assert repair(emulator) == ["Marketo | Bring the sync into the state asked for (P17)"]


def test_other_client_id_in_marketo(emulator: EmulatorProcess) -> None:
    before = application(emulator)["passwordCredentials"][0]["keyId"]
    directory.patch_instance(emulator, {"credentials": {"client_id": "11111111-2222-4333-8444-555555555555"}})
    changed = repair(emulator)
    # What Marketo holds can't be read, so this is repaired as a whole: with a new secret.
    assert changed == directory.ROTATION
    assert application(emulator)["passwordCredentials"][0]["keyId"] != before
