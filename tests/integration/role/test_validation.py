"""What the role does with a validation that failed, and with one that could not be read."""

from __future__ import annotations

from typing import Any

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import assert_ran, run_playbook

GREEN = [{"row": number, "kind": "passed"} for number in range(1, 8)]


def show_rows(emulator: EmulatorProcess, *odd: dict[str, Any]) -> None:
    """Let the validation show seven green rows but for these."""
    emulator.patch_state({"marketo": {"behaviour": {"validation_rows": [*GREEN, *odd] if odd else None}}})


def keys(emulator: EmulatorProcess) -> list[str]:
    """The ids of the application's secrets."""
    return [key["keyId"] for key in directory.tenant(emulator)["applications"][0]["passwordCredentials"]]


def test_a_validation_that_can_not_be_read(configured: EmulatorProcess) -> None:
    """A3: both secrets are kept, the sync stays disabled, and a person's word enables it without another validation."""
    (before,) = keys(configured)
    show_rows(configured, {"row": 3, "kind": "unknown_icon"})
    stopped = run_playbook(configured, dynamics_sync_secret_renew="true")
    assert stopped.status != 0
    for word in ("could not be read", "It may have passed", "dynamics_sync_validation_confirmed=true", "disabled"):
        assert word in stopped.output, stopped.output
    kept = keys(configured)
    assert before in kept
    assert len(kept) == 2
    (new,) = set(kept) - {before}
    assert not directory.instance(configured)["sync_enabled"]
    assert directory.live_tag(before) not in directory.tenant(configured)["applications"][0]["tags"]

    done_before = len(directory.marketo_writes(configured))
    confirmed = run_playbook(configured, dynamics_sync_validation_confirmed="true")
    assert_ran(confirmed)
    assert directory.marketo_writes(configured)[done_before:] == ["enable"]
    assert keys(configured) == [new]
    directory.assert_configured(configured)


def test_a_red_row_takes_the_new_secret_back(configured: EmulatorProcess) -> None:
    """Marketo has said no: nobody uses the new secret, and the next run makes another one. The word of a person changes nothing about it."""
    before = keys(configured)
    show_rows(configured, {"row": 3, "kind": "failed"})
    stopped = run_playbook(configured, dynamics_sync_secret_renew="true")
    assert stopped.status != 0
    assert "(3)" in stopped.output
    assert "dynamics_sync_validation_confirmed" not in stopped.output
    assert keys(configured) == before
    show_rows(configured)
    repaired = run_playbook(configured, dynamics_sync_validation_confirmed="true")
    assert_ran(repaired)
    assert "validate" in directory.marketo_writes(configured)[-2:]
    directory.assert_configured(configured)
