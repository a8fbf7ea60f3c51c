"""Bad input: one clear sentence, before anything is changed."""

from __future__ import annotations

import uuid

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, run_playbook


def refused(emulator: EmulatorProcess, *words: str, **variables: str) -> Outcome:
    """Run the role, which must fail with all these words and must not have written anything."""
    outcome = run_playbook(emulator, **variables)
    assert outcome.status != 0
    for word in words:
        assert word in outcome.output, outcome.output
    assert "Traceback" not in outcome.output
    assert directory.writes(emulator) == []
    return outcome


def test_tenant_that_does_not_exist(emulator: EmulatorProcess) -> None:
    refused(
        emulator,
        "tenant does not exist",
        "Check tenant_id and cloud",
        dynamics_sync_tenant_id="nowhere.onmicrosoft.com",
    )


def test_wrong_secret_of_the_administrator(emulator: EmulatorProcess) -> None:
    refused(emulator, "AADSTS7000215", "secret is wrong", dynamics_sync_admin_client_secret="test-Secret-that-is-wrong")


def test_missing_permission_is_named(emulator: EmulatorProcess) -> None:
    reader = emulator.accounts["reader"]
    outcome = run_playbook(
        emulator,
        dynamics_sync_admin_client_id=reader["client_id"],
        dynamics_sync_admin_client_secret=reader["client_secret"],
    )
    assert outcome.status != 0
    assert "Application.ReadWrite.All" in outcome.output
    written = [entry for entry in emulator.requests(service="graph") if entry["method"] != "GET"]
    assert written, "it did try"
    assert {entry["status"] for entry in written} == {403}


def test_missing_variable(emulator: EmulatorProcess) -> None:
    refused(emulator, "dynamics_sync_munchkin_id", dynamics_sync_munchkin_id="")


def test_another_organization_url_than_the_saved_one(emulator: EmulatorProcess) -> None:
    refused(
        emulator,
        "allow_url_change",
        "fabrikam.api.crm4.dynamics.com",
        "contoso.api.crm4.dynamics.com",
        dynamics_sync_organization_url="https://fabrikam.crm4.dynamics.com",
    )


def test_another_instance_than_the_one_asked_for(emulator: EmulatorProcess) -> None:
    refused(emulator, "456-DEF-789", "123-ABC-456", dynamics_sync_munchkin_id="456-DEF-789")


def test_a_browser_that_is_not_there(emulator: EmulatorProcess) -> None:
    refused(emulator, "/nowhere/chromium", dynamics_sync_browser_path="/nowhere/chromium")


def test_two_applications_of_the_same_name(emulator: EmulatorProcess) -> None:
    twins = [
        {
            "id": str(uuid.uuid4()),
            "appId": str(uuid.uuid4()),
            "displayName": f"Marketo Integration {directory.MUNCHKIN_ID}",
            "tags": [],
            "uniqueName": None,
            "requiredResourceAccess": [],
            "passwordCredentials": [],
            "signInAudience": "AzureADMyOrg",
        }
        for _number in range(2)
    ]
    directory.patch_tenant(emulator, {"applications": twins})
    refused(emulator, *(twin["appId"] for twin in twins), "app_id", "unique_name", "adopt")


@pytest.mark.parametrize(
    "element", ["toggle", *(pytest.param(name, marks=pytest.mark.whole) for name in ("edit", "validate_sync_setup"))]
)
def test_a_page_without_an_element(emulator: EmulatorProcess, element: str) -> None:
    emulator.patch_state({"marketo": {"behaviour": {"missing_element": element}}})
    outcome = run_playbook(emulator, dynamics_sync_timeout="5")
    assert outcome.status != 0
    assert ".png" in outcome.output, "the place of the screenshot"
    assert directory.marketo_writes(emulator) == []
