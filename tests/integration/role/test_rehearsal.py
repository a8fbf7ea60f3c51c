"""The full rehearsal: what shows only while the sync is disabled is looked at on a quiet day, and the sync is enabled again whatever comes of it."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, run_playbook

# A page whose Edit can be used only once the sync is disabled, so that an ordinary walk can't see the form.
LATE = {"edit_needs_disabled_sync": True}


def rehearse(emulator: EmulatorProcess, *arguments: str, **behaviour: object) -> Outcome:
    """Run the doctor so, on a page with this behaviour."""
    emulator.patch_state({"marketo": {"behaviour": {**LATE, **behaviour}}})
    return run_playbook(
        emulator,
        *arguments,
        playbook="martech.marketo_dynamics.doctor",
        dynamics_sync_rehearse="full",
        dynamics_sync_timeout="10",
    )


def test_a_full_rehearsal_sees_the_form_and_leaves_the_sync_enabled(untouched: EmulatorProcess) -> None:
    before = directory.instance(untouched)["credentials"]
    outcome = rehearse(untouched)
    assert outcome.status == 0, outcome.output
    assert outcome.changed_tasks == ["Marketo | Disable the sync (P11)", "Marketo | Enable the sync again (P17)"]
    assert directory.marketo_writes(untouched) == ["disable", "enable"]
    assert directory.instance(untouched)["credentials"] == before
    saves = [line.split()[0].strip('"') for line in outcome.output.splitlines() if " save " in line]
    assert saves == ["not_visited", "found"]


def test_what_is_missing_only_then_is_found_today(untouched: EmulatorProcess) -> None:
    """A5: an element that nobody could see while the sync ran; met by a rotation, it would have stopped that one with the sync disabled."""
    outcome = rehearse(untouched, missing_element="save")
    assert outcome.status != 0
    assert "The page does not fit the page map: save." in " ".join(outcome.output.split())
    assert directory.marketo_writes(untouched) == ["disable", "enable"]
    assert directory.instance(untouched)["sync_enabled"] is True


def test_a_rehearsal_changes_nothing_in_check_mode(untouched: EmulatorProcess) -> None:
    outcome = rehearse(untouched, "--check")
    assert outcome.status == 0, outcome.output
    assert directory.marketo_writes(untouched) == []


def test_a_page_that_does_not_fit_is_not_disabled_for_a_rehearsal(untouched: EmulatorProcess) -> None:
    outcome = rehearse(untouched, missing_element="validate_sync_setup")
    assert outcome.status != 0
    assert "it was not disabled for a rehearsal" in " ".join(outcome.output.split())
    assert directory.marketo_writes(untouched) == []
