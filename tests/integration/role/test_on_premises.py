"""Dynamics on premises: the half in Marketo, with a client id and a secret that AD FS issued."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, run_playbook
from .test_entry_points import MARKETO

URL = "https://crm.contoso.com/Contoso/XRMServices/2011/Organization.svc"
SECRET = "test-Secret-issued-by-ADFS-1"
NEW_SECRET = "test-Secret-issued-by-ADFS-2"
WRONG_SECRET = "test-Secret-that-is-wrong-1"
VARIABLES = {
    "dynamics_sync_organization_url": URL,
    "dynamics_sync_client_id": "0adf5000-5e1e-4c1b-8d2f-c0ffee000601",
    "dynamics_sync_client_secret": SECRET,
    "dynamics_sync_username": "marketo.sync@corp.contoso.com",
    "dynamics_sync_password": "test-Password-of-onpremises.sync-1",
}
# Marketo as it was before: the same organization, with a client that is gone.
OLD = {
    "username": "marketo.sync@corp.contoso.com",
    "client_id": "0adf5000-5e1e-4c1b-8d2f-c0ffee00dead",
    "organization_url": URL,
}
FARM = "/adfs/adfs.contoso.com/clients/0/secret"


@pytest.fixture
def on_premises(untouched: EmulatorProcess) -> EmulatorProcess:
    """The emulator with an instance that is connected on premises."""
    directory.patch_instance(untouched, {"credentials": OLD})
    return untouched


@pytest.fixture
def play(tmp_path: Path) -> str:
    """The play's file."""
    file = tmp_path / "on_premises.yml"
    file.write_text(MARKETO)
    return str(file)


def run(emulator: EmulatorProcess, play: str, **variables: str) -> Outcome:
    """Run it, and see that it asked Microsoft Entra ID nothing and told no secret."""
    outcome = run_playbook(emulator, "-v", playbook=play, **{**VARIABLES, **variables})
    assert [entry for entry in emulator.requests() if entry["service"] in ("entra", "graph")] == []
    for secret in (SECRET, NEW_SECRET, WRONG_SECRET, VARIABLES["dynamics_sync_password"]):
        assert secret not in outcome.output
    return outcome


def assert_connected(emulator: EmulatorProcess) -> None:
    """Marketo holds what was given, found all seven rows green with it, and runs."""
    instance = directory.instance(emulator)
    assert instance["credentials"]["client_id"] == VARIABLES["dynamics_sync_client_id"]
    assert instance["credentials"]["organization_url"] == URL
    assert [row["passed"] for row in instance["last_validation"]["rows"]] == [True] * 7
    assert instance["sync_enabled"] is True


def one_line(outcome: Outcome) -> str:
    """The output without its line ends."""
    return " ".join(outcome.output.split())


def test_it_converges_and_says_what_was_left_out(on_premises: EmulatorProcess, play: str) -> None:
    first = run(on_premises, play)
    assert_ran(first)
    assert_connected(on_premises)
    assert directory.marketo_writes(on_premises) == ["disable", "save", "validate", "enable"]
    assert "Dynamics on premises: Not checked before Marketo's own validation: rows 2, 3, 4, 5, 6, 7" in one_line(first)
    # It is Marketo that signs in at AD FS; the play never does.
    assert {entry["origin"] for entry in on_premises.requests(service="adfs")} == {"marketo"}

    again = run(on_premises, play)
    assert_ran(again)
    assert again.recap["changed"] == 0, again.output
    assert directory.marketo_writes(on_premises) == ["disable", "save", "validate", "enable"]


@pytest.mark.whole
def test_a_new_secret_is_typed_where_it_is_said_to_be_new(on_premises: EmulatorProcess, play: str) -> None:
    assert_ran(run(on_premises, play))
    on_premises.patch_state([{"op": "replace", "path": FARM, "value": NEW_SECRET}])
    outcome = run(on_premises, play, dynamics_sync_client_secret=NEW_SECRET, dynamics_sync_secret_renew="true")
    assert_ran(outcome)
    assert outcome.changed_tasks == [
        "Marketo | Disable the sync (P11)",
        "Marketo | Enter and save the credentials (P12-P13)",
        "Marketo | Bring the sync into the state asked for (P17)",
    ]
    assert_connected(on_premises)


@pytest.mark.whole
def test_a_wrong_secret_is_stopped_at_the_validation_and_the_right_one_is_typed_afterwards(
    on_premises: EmulatorProcess, play: str
) -> None:
    outcome = run(on_premises, play, dynamics_sync_client_secret=WRONG_SECRET)
    assert outcome.status != 0
    assert "Username and password are valid" in outcome.output
    assert "The sync is disabled." in outcome.output
    assert directory.marketo_writes(on_premises) == ["disable", "save", "validate"]
    assert directory.instance(on_premises)["sync_enabled"] is False

    # Marketo holds the wrong secret now. A validation with the right one would be green all the same, so it must be saved as well.
    assert_ran(run(on_premises, play))
    assert directory.marketo_writes(on_premises)[3:] == ["save", "validate", "enable"]
    assert_connected(on_premises)


@pytest.mark.whole
def test_another_organization_needs_an_id_typed_out_though_nothing_can_be_compared(
    on_premises: EmulatorProcess, play: str
) -> None:
    directory.patch_instance(
        on_premises,
        {"credentials": {"organization_url": "https://crm.contoso.com/Old/XRMServices/2011/Organization.svc"}},
    )
    refused = run(on_premises, play, dynamics_sync_allow_url_change="true")
    assert refused.status != 0
    assert "dynamics_sync_organization_id is not given" in one_line(refused)
    assert directory.marketo_writes(on_premises) == []

    assert_ran(
        run(
            on_premises,
            play,
            dynamics_sync_allow_url_change="true",
            dynamics_sync_organization_id="0a9c7d10-5e1e-4c1b-8d2f-c0ffee000501",
        )
    )
    assert_connected(on_premises)
