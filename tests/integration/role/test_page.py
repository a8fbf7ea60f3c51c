"""A page that doesn't fit stops the play while the sync still runs."""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import run_playbook


@pytest.mark.parametrize(
    ("switch", "element"),
    [
        ("missing_element", "next"),
        pytest.param("duplicate_element", "client_secret", marks=pytest.mark.whole),
        pytest.param("missing_element", "save", marks=pytest.mark.whole),
    ],
)
def test_an_element_of_a_later_step_is_missed_before_the_sync_is_disabled(
    untouched: EmulatorProcess, switch: str, element: str
) -> None:
    untouched.patch_state({"marketo": {"behaviour": {switch: element}}})
    outcome = run_playbook(untouched, dynamics_sync_timeout="5")
    assert outcome.status != 0
    assert f"{element} on " in " ".join(outcome.output.split())
    assert "The sync is enabled" in outcome.output
    assert directory.marketo_writes(untouched) == []
    assert directory.instance(untouched)["sync_enabled"] is True
    assert directory.tenant(untouched)["applications"][0]["passwordCredentials"] == [], "a secret that nobody uses"
