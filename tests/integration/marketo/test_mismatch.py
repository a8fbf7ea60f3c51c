"""Pages that are not as expected: the element is named, a picture is kept, and nothing further is clicked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import CREDENTIALS, MUNCHKIN_ID, assert_no_secret, behave, instance, task, writes


def off(emulator: EmulatorProcess) -> None:
    """Disable the sync without the page."""
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: {"sync_enabled": False}}}})


def save(session: str) -> dict[str, Any]:
    """Save the credentials."""
    return task("marketo_dynamics_credentials", **CREDENTIALS, session=session)


def validate(session: str) -> dict[str, Any]:
    """Validate."""
    return task("marketo_dynamics_validation", **CREDENTIALS, session=session)


def enable(session: str) -> dict[str, Any]:
    """Enable the sync."""
    return task("marketo_dynamics_sync", session=session, state="enabled")


CASES = {
    "no toggle": ({"missing_element": "toggle"}, enable, "Enable Sync", None),
    "two toggles": ({"duplicate_element": "toggle"}, enable, "Enable Sync", 2),
    "no field for the secret": ({"missing_element": "client_secret"}, save, "Client Secret", 0),
    "no save": ({"missing_element": "save"}, save, "Save", 0),
    "no tab": ({"missing_element": "validate_tab"}, validate, "Validate Sync Setup", 0),
    "two buttons next": ({"duplicate_element": "next"}, validate, "Next", 2),
}


@pytest.mark.parametrize("what", sorted(CASES))
def test_missing_or_twice(emulator: EmulatorProcess, impatient: str, what: str) -> None:
    """One sentence says it all, and the page gets no request."""
    off(emulator)
    switches, action, label, count = CASES[what]
    behave(emulator, **switches)
    result = action(impatient)
    assert result["failed"]
    assert repr(label) in result["msg"]
    assert "https://app-ab01.marketo.com/#DY0A1" in result["msg"]
    assert count is None or result["error"]["found"] == count
    assert Path(result["error"]["screenshot"]).read_bytes().startswith(b"\x89PNG")
    assert result["error"]["screenshot"] in result["msg"]
    assert writes(emulator) == []
    assert_no_secret(result)


def test_a_dialog_that_nobody_asked_for(emulator: EmulatorProcess, impatient: str) -> None:
    """Its text is told; it is not clicked away."""
    behave(emulator, unexpected_dialog="Maintenance is planned for Sunday.", slow=0.8)
    result = task("marketo_dynamics_validation", **CREDENTIALS, session=impatient)
    assert result["failed"]
    assert "Maintenance is planned for Sunday." in result["msg"]
    assert "validateSync" not in writes(emulator)


def test_a_refused_save(emulator: EmulatorProcess, impatient: str) -> None:
    """With the page's words, and nothing changed."""
    off(emulator)
    behave(emulator, save_error="The client is not known.")
    result = save(impatient)
    assert "The client is not known." in result["msg"]
    assert instance(emulator)["credentials"]["client_id"] != CREDENTIALS["client_id"]
    assert_no_secret(result)
