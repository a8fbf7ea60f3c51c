"""Pages that are not as expected: the element is named, a picture is kept, and nothing further is clicked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import (
    CREDENTIALS,
    IMPATIENCE,
    MUNCHKIN_ID,
    assert_no_secret,
    behave,
    instance,
    open_session,
    session,
    task,
    writes,
)

GREEN = [{"row": number, "kind": "passed"} for number in range(1, 8)]


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
    # What was last read of the sync is told; with two buttons it can't be read any more.
    assert not task("marketo_dynamics_info", session=impatient).get("failed")
    switches, action, label, count = CASES[what]
    behave(emulator, **switches)
    result = action(impatient)
    assert result["failed"]
    assert repr(label) in result["msg"]
    assert "https://app-ab01.marketo.com/#DY0A1" in result["msg"]
    assert count is None or result["error"]["found"] == count
    assert Path(result["error"]["screenshot"]).read_bytes().startswith(b"\x89PNG")
    assert result["error"]["screenshot"] in result["msg"]
    assert result["msg"].count("As last read, the sync of 123-ABC-456 was") == 1
    assert isinstance(result["error"]["sync_enabled"], bool)
    assert writes(emulator) == []
    assert_no_secret(result)


def test_a_dialog_that_nobody_asked_for(emulator: EmulatorProcess, impatient: str) -> None:
    """Its text is told; it is not clicked away."""
    behave(emulator, unexpected_dialog="Maintenance is planned for Sunday.", slow=0.8)
    result = task("marketo_dynamics_validation", **CREDENTIALS, session=impatient)
    assert result["failed"]
    assert "Maintenance is planned for Sunday." in result["msg"]
    assert "validateSync" not in writes(emulator)


AFTER = {
    "disable_sync": ("enablesync:false", False),
    "save": ("editCredentials", False),
    "next": ("validateSync", False),
}


def act_with_a_dialog(emulator: EmulatorProcess, session: str, click: str, delay: int) -> dict[str, Any]:
    """Click something after whose work, so many milliseconds later, a dialog comes that nobody asked for."""
    if click != "disable_sync":
        off(emulator)
    dialog = {"text": "Maintenance is planned for Sunday.", "after": click, "delay": delay}
    behave(emulator, unexpected_dialog=dialog, validation_rows=GREEN)
    if click == "disable_sync":
        return task("marketo_dynamics_sync", session=session, state="disabled")
    return save(session) if click == "save" else validate(session)


@pytest.mark.parametrize("click", sorted(AFTER))
def test_a_dialog_after_a_click(emulator: EmulatorProcess, impatient: str, click: str) -> None:
    """What the page shows afterwards decides, nothing is clicked a second time, and it doesn't stand in the way of the next run."""
    request, enabled = AFTER[click]
    result = act_with_a_dialog(emulator, impatient, click, delay=0)
    if click == "next":
        # A3: the dialog is not the validation's answer. The rows pass, or, if the dialog still covers them when the time is up, they
        # could not be read; they never count as red or refused.
        if result.get("failed"):
            assert result["error"]["readable"] is False, result
            assert "Maintenance is planned for Sunday." in result["msg"]
        else:
            assert result["passed"] is True, result
        return
    # B17, B18: what the page shows decides. The state was switched, and the form is gone, so the dialog was about something else.
    assert not result.get("failed"), result
    assert instance(emulator)["sync_enabled"] is enabled
    assert writes(emulator) == [request]
    behave(emulator, unexpected_dialog=None)
    assert not task("marketo_dynamics_info", session=impatient).get("failed")


@pytest.mark.parametrize("click", sorted(AFTER))
def test_a_dialog_that_comes_once_the_work_is_done(emulator: EmulatorProcess, impatient: str, click: str) -> None:
    """The work was done and seen, so the task has succeeded."""
    request, _enabled = AFTER[click]
    result = act_with_a_dialog(emulator, impatient, click, delay=120_000)
    assert not result.get("failed"), result
    assert writes(emulator) == [request]


def test_a_refused_save(emulator: EmulatorProcess, impatient: str) -> None:
    """With the page's words, and nothing changed."""
    off(emulator)
    behave(emulator, save_error="The client is not known.")
    result = save(impatient)
    assert "The client is not known." in result["msg"]
    assert instance(emulator)["credentials"]["client_id"] != CREDENTIALS["client_id"]
    assert_no_secret(result)


def test_a_refused_save_does_not_poison_the_next(emulator: EmulatorProcess) -> None:
    """The dialog that stayed open is gone with the page, which is loaded anew although it was loaded not long ago."""
    off(emulator)
    behave(emulator, save_error="The client is not known.")
    with session(emulator, reload_after=600) as handle:
        refused = save(handle)
        assert refused["msg"].endswith("As last read, the sync of 123-ABC-456 was disabled.")
        assert (refused["error"]["said"].count("The client is not known."), refused["error"]["sync_enabled"]) == (
            1,
            False,
        )
        behave(emulator, save_error=None)
        assert save(handle).get("changed")
    assert writes(emulator) == ["editCredentials", "editCredentials"]


@pytest.mark.parametrize("oddity", ["missing_element", "duplicate_element"])
def test_rows_without_a_way_to_close_them(emulator: EmulatorProcess, impatient: str, oddity: str) -> None:
    """A3: Close is cosmetic. The rows count, and the page is loaded again for what follows."""
    off(emulator)
    behave(emulator, **{oddity: "close"}, validation_rows=GREEN)
    green = validate(impatient)
    assert green.get("passed") is True, green
    assert task("marketo_dynamics_sync", session=impatient, state="enabled").get("changed")
    behave(emulator, validation_rows=[{"row": 2, "kind": "failed"}])
    assert "(2) Username and password are valid" in validate(impatient)["msg"]


def test_the_first_time(emulator: EmulatorProcess) -> None:
    """Is for a person: one sentence, and Start Sync is not clicked."""
    result = open_session(
        emulator, url="https://app-ab03.marketo.com/#DY0A1", munchkin_id="789-GHI-012", timeout=IMPATIENCE
    )
    assert "first-time set-up" in result["msg"]
    assert "'Start Sync'" in result["msg"]
    assert writes(emulator) == []
    assert not emulator.state()["marketo"]["start_sync_clicked"]
