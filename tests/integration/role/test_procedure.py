"""The procedure from nothing, what it leaves, and what a second run does."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, forms, run_playbook, secrets_of


def test_check_mode_on_an_empty_state_shows_every_change_and_makes_none(emulator: EmulatorProcess) -> None:
    outcome = run_playbook(emulator, "--check", "--diff")
    assert_ran(outcome)
    for step in ("P1-P3", "P1", "P4", "P5-P7", "P8", "P11", "P12-P13"):
        assert any(name.endswith(f"({step})") for name in outcome.changed_tasks), (step, outcome.output)
    assert directory.writes(emulator) == []


def test_one_run_configures_everything(configured: EmulatorProcess) -> None:
    directory.assert_configured(configured)
    rows = directory.instance(configured)["last_validation"]["rows"]
    assert [row["passed"] for row in rows] == [True] * 7


def test_the_page_saw_disable_save_validate_enable(configured: EmulatorProcess) -> None:
    assert directory.marketo_writes(configured) == ["disable", "save", "validate", "enable"]


def test_one_sign_in_to_each_service(configured: EmulatorProcess) -> None:
    passwords = [
        entry
        for entry in configured.requests(service="marketo", method="POST")
        if "password" in entry["path"].lower() and entry["status"] < 400
    ]
    assert len(passwords) == 1, [entry["path"] for entry in passwords]


def test_no_secret_in_any_output(configured: EmulatorProcess, first_run: Outcome) -> None:
    """Review, house 7: only the words around the new secret were searched for, and the check of its hint could not fail."""
    (key,) = directory.tenant(configured)["applications"][0]["passwordCredentials"]
    new = configured.client_secret(directory.tenant_id(configured), key["keyId"])
    assert new.startswith(key["hint"]) and len(new) == 40, "it is really the secret"
    for secret in [new, *secrets_of(configured)]:
        for form in forms(secret):
            assert form not in first_run.output
    # A token is a JWT, whose header begins like this.
    assert "eyJ" not in first_run.output
    assert "secret_text" not in first_run.output


def test_a_second_run_changes_nothing(configured: EmulatorProcess) -> None:
    before, journal = directory.writes(configured), len(configured.requests())
    outcome = run_playbook(configured)
    assert_ran(outcome)
    assert outcome.recap["changed"] == 0, outcome.output
    assert directory.writes(configured) == before
    # One token for the play, and one round trip for each of the five resources.
    paths = [(entry["service"], entry["path"]) for entry in configured.requests()[journal:]]
    assert len([path for service, path in paths if service == "entra" and path.endswith("/token")]) == 1
    assert len([path for service, path in paths if service == "graph"]) == 5


def test_check_mode_on_the_configured_state_shows_nothing(configured: EmulatorProcess) -> None:
    outcome = run_playbook(configured, "--check", "--diff")
    assert_ran(outcome)
    assert outcome.changed_tasks == [], outcome.output
    assert "--- before" not in outcome.output
