"""A stop after the sync was disabled: with nothing saved the sync is enabled again, after an attempt to save it never is."""

from __future__ import annotations

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import run_playbook


def test_a_stop_before_anything_was_saved(untouched: EmulatorProcess) -> None:
    """A5: the dialog holds another organization, which shows only once the sync is disabled. The old credentials are still in place."""
    before = directory.instance(untouched)["credentials"]
    untouched.patch_state({"marketo": {"behaviour": {"stale_prefill": True}}})
    outcome = run_playbook(untouched)
    assert outcome.status != 0
    output = " ".join(outcome.output.split())
    assert "The form was cancelled" in output
    assert "The sync is enabled. It was enabled again" in output
    assert directory.marketo_writes(untouched) == ["disable", "enable"]
    instance = directory.instance(untouched)
    assert instance["sync_enabled"] is True
    assert instance["credentials"] == before
    assert directory.tenant(untouched)["applications"][0]["passwordCredentials"] == [], "a secret that nobody uses"


def test_a_stop_after_an_attempt_to_save(untouched: EmulatorProcess) -> None:
    """A5: Marketo may hold other credentials now, so that a person has to look first."""
    untouched.patch_state({"marketo": {"behaviour": {"save_error": "The client is not known."}}})
    outcome = run_playbook(untouched)
    assert outcome.status != 0
    assert "The client is not known." in outcome.output
    assert "The sync is disabled" in outcome.output
    assert directory.instance(untouched)["sync_enabled"] is False
