"""From the old credentials to green rows, with the emulator's other services answering the validation."""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.directory import Directory
from tests.unit.emulator.marketo.visitor import Visitor


@pytest.fixture
def credentials(emulator: EmulatorProcess) -> tuple[str, str]:
    """Client id and secret of a new, working application."""
    return Directory(emulator).register()


def test_disable_edit_validate_enable(visitor: Visitor, credentials: tuple[str, str]) -> None:
    client_id, secret = credentials
    visitor.open_page()
    visitor.toggle("Disable Sync").click()
    visitor.wait_for_toggle("Enable Sync")
    visitor.open_edit()
    visitor.field("Client ID").fill(client_id)
    visitor.field("Client Secret").fill(secret)
    visitor.button("Save").click()
    visitor.page.locator(".mkt-overview").get_by_text(client_id).wait_for()
    visitor.tab("Validate Sync Setup").click()
    visitor.button("Next").click()
    rows = visitor.rows()
    assert [text for text, passed in rows if not passed] == []
    assert len(rows) == 7
    visitor.button("Close").click()
    visitor.toggle("Enable Sync").click()
    visitor.wait_for_toggle("Disable Sync")
    assert [path for path, _body in visitor.changes()] == [
        "/crm/enableSync",
        "/crm/editCredentials",
        "/crm/validateSync",
        "/crm/enableSync",
    ]
    assert visitor.instance()["last_validation"]["passed"] is True


def test_the_form_counts_and_not_what_was_saved(visitor: Visitor, credentials: tuple[str, str], set_up: SetUp) -> None:
    client_id, secret = credentials
    visitor.open_page()
    visitor.tab("Validate Sync Setup").click()
    visitor.field("Client ID").fill(client_id)
    visitor.field("Client Secret").fill(secret)
    visitor.button("Next").click()
    assert [passed for _row, passed in visitor.rows()] == [True] * 7, "entered id and secret, saved password"
    visitor.button("Close").click()
    visitor.tab("Validate Sync Setup").click()
    visitor.field("Client ID").fill(client_id)
    visitor.field("Client Secret").fill(secret)
    visitor.field("Password").fill("not the password")
    visitor.button("Next").click()
    assert [passed for _row, passed in visitor.rows()] == [True, False, False, False, False, False, False]
    assert visitor.instance()["credentials"]["client_id"] != client_id
