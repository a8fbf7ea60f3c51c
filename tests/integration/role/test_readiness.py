"""The gate before Marketo is touched, and the guard of the organization."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import assert_ran, run_playbook

WRONG_PASSWORD = "test-Password-that-is-wrong-1"


def test_a_red_row_stops_the_play_while_the_old_sync_runs(configured: EmulatorProcess) -> None:
    before = directory.marketo_writes(configured)
    outcome = run_playbook(configured, dynamics_sync_password=WRONG_PASSWORD, dynamics_sync_secret_renew="true")
    assert outcome.status != 0
    assert "Username and password are valid" in outcome.output
    assert "AADSTS50126" in outcome.output
    assert "The sync is enabled" in outcome.output
    assert WRONG_PASSWORD not in outcome.output
    assert directory.marketo_writes(configured) == before
    # The new secret was taken back; the one in use stays on record.
    directory.assert_configured(configured)


def test_past_the_gate_marketo_finds_the_same_row_red(untouched: EmulatorProcess) -> None:
    outcome = run_playbook(untouched, dynamics_sync_password=WRONG_PASSWORD, dynamics_sync_require_readiness="false")
    assert outcome.status != 0
    assert "Username and password are valid" in outcome.output
    assert "The sync is disabled" in outcome.output
    assert WRONG_PASSWORD not in outcome.output
    assert directory.marketo_writes(untouched) == ["disable", "save", "validate"]
    assert directory.instance(untouched)["sync_enabled"] is False
    assert directory.tenant(untouched)["applications"][0]["passwordCredentials"] == [], "a secret that nobody uses"

    assert_ran(run_playbook(untouched))
    directory.assert_configured(untouched)


def test_the_organization_that_answers_is_not_the_one_typed_out(untouched: EmulatorProcess) -> None:
    outcome = run_playbook(untouched, dynamics_sync_organization_id="11111111-2222-4333-8444-555555555555")
    assert outcome.status != 0
    assert "dynamics_sync_organization_id is 11111111-2222-4333-8444-555555555555" in " ".join(outcome.output.split())
    assert directory.marketo_writes(untouched) == []


def test_another_url_needs_the_id_of_its_organization(configured: EmulatorProcess) -> None:
    other = {
        "credentials": {"organization_url": "https://fabrikam.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"}
    }
    directory.patch_instance(configured, other)
    before = directory.marketo_writes(configured)
    refused = run_playbook(configured, dynamics_sync_allow_url_change="true")
    assert refused.status != 0
    assert "dynamics_sync_organization_id is not given" in " ".join(refused.output.split())
    assert directory.marketo_writes(configured) == before

    organization = configured.state()["organizations"]["contoso.crm4.dynamics.com"]["organizationId"]
    assert_ran(
        run_playbook(configured, dynamics_sync_allow_url_change="true", dynamics_sync_organization_id=organization)
    )
    directory.assert_configured(configured)
    assert "contoso.api.crm4" in directory.instance(configured)["credentials"]["organization_url"]
