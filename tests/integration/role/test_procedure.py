"""The procedure from nothing, what it leaves, and what a second run does."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, run_playbook, secrets_of


def test_check_mode_on_an_empty_state_shows_every_change_and_makes_none(emulator: EmulatorProcess) -> None:
    outcome = run_playbook(emulator, "--check", "--diff")
    assert_ran(outcome)
    for step in ("P1-P3", "P1 ", "P4", "P5-P7", "P8", "P11", "P12-P13"):
        assert any(name.startswith(step) for name in outcome.changed_tasks), (step, outcome.output)
    assert directory.writes(emulator) == []


def test_one_run_configures_everything(configured: tuple[EmulatorProcess, Outcome]) -> None:
    emulator, _outcome = configured
    directory.assert_configured(emulator)
    rows = directory.instance(emulator)["last_validation"]["rows"]
    assert [row["passed"] for row in rows] == [True] * 7


def test_the_page_saw_disable_save_validate_enable(configured: tuple[EmulatorProcess, Outcome]) -> None:
    assert directory.marketo_writes(configured[0]) == ["disable", "save", "validate", "enable"]


def test_one_sign_in_to_each_service(configured: tuple[EmulatorProcess, Outcome]) -> None:
    emulator, _outcome = configured
    passwords = [entry for entry in emulator.requests(service="marketo", method="POST") if "password" in entry["path"].lower() and entry["status"] < 400]
    assert len(passwords) == 1, [entry["path"] for entry in passwords]


def test_no_secret_in_any_output(configured: tuple[EmulatorProcess, Outcome]) -> None:
    emulator, outcome = configured
    for secret in secrets_of(emulator):
        assert secret not in outcome.output
    # A token is a JWT, whose header begins like this; a secret's hint is public, its value has 16 characters or more.
    assert "eyJ" not in outcome.output
    assert "secret_text" not in outcome.output
    key, = directory.tenant(emulator)["applications"][0]["passwordCredentials"]
    assert f'"hint": "{key["hint"]}"' in outcome.output or key["hint"] not in outcome.output


def test_a_second_run_changes_nothing(configured: tuple[EmulatorProcess, Outcome]) -> None:
    emulator, _outcome = configured
    before, journal = directory.writes(emulator), len(emulator.requests())
    outcome = run_playbook(emulator)
    assert_ran(outcome)
    assert outcome.recap["changed"] == 0, outcome.output
    assert directory.writes(emulator) == before
    # One token for the play, and one round trip for each of the five resources.
    paths = [(entry["service"], entry["path"]) for entry in emulator.requests()[journal:]]
    assert len([path for service, path in paths if service == "entra" and path.endswith("/token")]) == 1
    assert len([path for service, path in paths if service == "graph"]) == 5


def test_check_mode_on_the_configured_state_shows_nothing(configured: tuple[EmulatorProcess, Outcome]) -> None:
    emulator, _outcome = configured
    outcome = run_playbook(emulator, "--check", "--diff")
    assert_ran(outcome)
    assert outcome.changed_tasks == [], outcome.output
    assert "--- before" not in outcome.output
