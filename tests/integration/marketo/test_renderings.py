"""The operations converge and are idempotent in every language and every rendering."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.test_whole_procedure import Directory

from .conftest import Kept
from .renderings import cases, draw
from .tasks import CREDENTIALS, MUNCHKIN_ID, SERVICE, instance, task, writes


@pytest.fixture(scope="module")
def connection(running: EmulatorProcess, kept_session: Kept) -> dict[str, Any]:
    """A session, with credentials that validate."""
    running.reset()
    kept_session.restore()
    client_id, secret = Directory(running).register()
    return {**CREDENTIALS, "client_id": client_id, "client_secret": secret, "session": kept_session.handle}


@pytest.mark.parametrize(("language", "rendering"), cases())
def test_converge_and_stay(running: EmulatorProcess, connection: dict[str, Any], language: str, rendering: str) -> None:
    """Disable, save, validate, enable; then nothing is left to do."""
    before = draw(running, language, rendering, enabled=True)
    handle = {"session": connection["session"]}
    shown = task("marketo_dynamics_info", **handle)
    assert (shown.get("language"), shown.get("sync_enabled"), shown.get("munchkin_id")) == (
        language,
        True,
        MUNCHKIN_ID,
    ), shown
    steps = [
        task("marketo_dynamics_sync", **handle, state="disabled"),
        task("marketo_dynamics_credentials", **connection),
        task("marketo_dynamics_validation", **connection),
        task("marketo_dynamics_sync", **handle, state="enabled"),
        task("marketo_dynamics_sync", **handle, state="enabled"),
        task("marketo_dynamics_credentials", **connection, update_secret="on_change"),
    ]
    assert not [step for step in steps if step.get("failed")], steps
    assert [step["changed"] for step in steps] == [True, True, False, True, False, False]
    assert (steps[2]["passed"], len(steps[2]["checks"])) == (True, 7)
    assert writes(running)[before:] == ["enablesync:false", "editCredentials", "validateSync", "enablesync:true"]
    saved = instance(running)
    assert (saved["credentials"]["client_id"], saved["credentials"]["organization_url"], saved["sync_enabled"]) == (
        connection["client_id"],
        SERVICE,
        True,
    )
    assert not running.state()["marketo"]["start_sync_clicked"]
