"""Clicking through Admin > Integration > Microsoft Dynamics."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import Visitor

_NEW_ID = "5b1f2f4e-6a33-4d6c-9a53-2f6f6b6a0001"


def test_tree_leads_to_the_page(visitor: Visitor) -> None:
    visitor.go("/marketo/classic")
    visitor.page.locator(".x-tree-node-anchor:visible").get_by_text("Microsoft Dynamics").click()
    expect(visitor.page.locator(".x-tab-strip-active .x-tab-strip-text")).to_have_text("Microsoft Dynamics")
    expect(visitor.page.locator(".x-tree-node-anchor").get_by_text("Salesforce")).to_be_hidden()
    assert visitor.page.url.endswith("#DY0A1")


def test_disable_and_enable(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.toggle("Disable Sync").click()
    visitor.wait_for_toggle("Enable Sync")
    assert visitor.instance()["sync_enabled"] is False
    visitor.toggle("Enable Sync").click()
    visitor.wait_for_toggle("Disable Sync")
    assert visitor.instance()["sync_enabled"] is True
    assert [(path, body["enabled"]) for path, body in visitor.changes()] == [
        ("/crm/enableSync", False),
        ("/crm/enableSync", True),
    ]


def test_edit_and_save(visitor: Visitor, set_up: SetUp) -> None:
    set_up(sync_enabled=False)
    visitor.open_page()
    visitor.open_edit()
    assert visitor.field("Username").input_value() == "marketo.sync@contoso.com"
    assert visitor.field("Password").input_value() == ""
    assert visitor.field("Client Secret").input_value() == ""
    assert visitor.field("URL").input_value().endswith("/XRMServices/2011/Organization.svc")
    visitor.field("Client ID").fill(_NEW_ID)
    visitor.field("Client Secret").fill("test-Secret-typed-into-the-page")
    visitor.button("Save").click()
    expect(visitor.dialog()).to_have_count(0)
    expect(visitor.page.locator(".mkt-overview")).to_contain_text(_NEW_ID)
    path, body = visitor.changes()[0]
    assert path == "/crm/editCredentials"
    assert body["credentials"]["client_secret"] == "********"
    assert body["credentials"]["password"] == ""
    told = visitor.page.content() + str(visitor.emulator.requests()) + str(visitor.emulator.state())
    assert "typed-into-the-page" not in told


def test_saving_needs_a_disabled_sync(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.open_edit()
    visitor.field("Client ID").fill(_NEW_ID)
    visitor.button("Save").click()
    expect(visitor.message()).to_contain_text("Disable the sync first")
    visitor.message().get_by_text("OK").click()
    expect(visitor.dialog()).to_be_visible()
    assert visitor.instance()["credentials"]["client_id"] != _NEW_ID


def test_a_blank_client_id_is_not_sent(visitor: Visitor, set_up: SetUp) -> None:
    set_up(sync_enabled=False)
    visitor.open_page()
    visitor.open_edit()
    visitor.field("Client ID").fill("")
    visitor.button("Save").click()
    expect(visitor.page.locator(".x-form-invalid:visible")).to_have_count(1)
    assert visitor.changes() == []


def test_validation_of_the_old_credentials_fails(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab("Validate Sync Setup").click()
    assert visitor.field("Password").input_value() == ""
    visitor.button("Next").click()
    rows = visitor.rows()
    assert len(rows) == 7
    assert rows[1] == ("Username and password are valid", False)
    visitor.button("Close").click()
    expect(visitor.toggle("Disable Sync")).to_be_visible()
    assert visitor.instance()["last_validation"]["passed"] is False
    assert [path for path, _body in visitor.changes()] == ["/crm/validateSync"]


def test_all_rows_green(visitor: Visitor) -> None:
    rows = [{"id": str(n), "heading": f"Row {n}", "passed": True, "detail": ""} for n in range(7)]
    answer = {"path": "/crm/validateSync", "status": 200, "body": {"success": True, "rows": rows}}
    visitor.emulator.faults(answer)
    visitor.open_page()
    visitor.tab("Validate Sync Setup").click()
    visitor.button("Next").click()
    assert visitor.rows() == [(f"Row {n}", True) for n in range(7)]
    visitor.emulator.faults()
    loaded = "image => image.complete && image.naturalWidth > 0"
    assert [image.evaluate(loaded) for image in visitor.page.locator(".mkt-validation-icon").all()] == [True] * 7


def test_enabling_asks_for_no_passed_validation(visitor: Visitor, set_up: SetUp) -> None:
    set_up(sync_enabled=False, last_validation={"passed": False, "rows": []})
    visitor.open_page()
    visitor.toggle("Enable Sync").click()
    visitor.wait_for_toggle("Disable Sync")


def test_an_ended_session_shows_a_dialog_and_leads_to_the_sign_in(visitor: Visitor, set_up: SetUp) -> None:
    visitor.open_page()
    set_up(behaviour={"session_seconds": 0})
    visitor.toggle("Disable Sync").click()
    expect(visitor.message()).to_contain_text("Your session has expired")
    visitor.message().get_by_text("OK").click()
    expect(visitor.page.locator("#EmailPage-EmailField")).to_be_visible()


def test_status_and_errors(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab("Sync Status").click()
    expect(visitor.page.locator(".x-grid3-row:visible")).to_have_count(8)
    first = visitor.page.locator(".x-grid3-row:visible").first.locator(".x-grid3-cell-inner")
    assert first.all_inner_texts() == ["Lead", "14", "212"]
    expect(visitor.page.locator(".x-grid3-row:visible").last).to_contain_text("N/A")
    visitor.tab("Sync Errors").click()
    expect(visitor.page.locator(".x-grid3-row:visible").first).to_contain_text("0x80040237")


def test_start_sync_is_remembered(visitor: Visitor) -> None:
    assert visitor.emulator.state()["marketo"]["start_sync_clicked"] is False
    visitor.go("/marketo/classic#CRM0A1")
    visitor.button("Start Sync").click()
    visitor.message().wait_for()
    assert visitor.emulator.state()["marketo"]["start_sync_clicked"] is True


@pytest.mark.parametrize("rendering", LOOKS)
def test_an_instance_that_was_never_connected_shows_the_wizard_only(
    visitor: Visitor, set_up: SetUp, rendering: str
) -> None:
    """No tabs, no toggle, nothing to edit: just the button that nobody may click."""
    set_up(rendering=rendering)
    visitor.go("/marketo/classic?munchkinId=789-GHI-012#DY0A1")
    visitor.button("Start Sync").wait_for()
    assert visitor.page.evaluate("MktPage.savedState.munchkinId") == "789-GHI-012"
    assert visitor.tab("Microsoft Dynamics").count() == 0
    said = [visitor.button(label).count() for label in ("Enable Sync", "Disable Sync", "Edit", "Save", "Next")]
    assert said == [0] * 5
    assert visitor.emulator.state()["marketo"]["start_sync_clicked"] is False


def test_no_two_visits_agree_on_ids_and_labels_name_no_field(visitor: Visitor) -> None:
    ids = []
    for _visit in range(2):
        visitor.open_page()
        visitor.open_edit()
        ids.append(visitor.field("Client ID").get_attribute("id"))
        assert re.fullmatch(r"ext-comp-\d+", ids[-1] or "")
        assert visitor.page.locator("label[for], [role]:not([role=presentation]), [aria-label]").count() == 0
        visitor.page.reload()
    assert ids[0] != ids[1]


def test_closed_dialogs_stay_in_the_page(visitor: Visitor) -> None:
    visitor.open_page()
    for _visit in range(2):
        visitor.open_edit()
        visitor.button("Cancel").click()
        expect(visitor.dialog()).to_have_count(0)
    saves = visitor.page.locator("button.x-btn-text").get_by_text("Save")
    # One of an earlier visit and two of this one.
    assert saves.count() == 3
    assert not any(save.is_visible() for save in saves.all())


def test_widgets_can_be_asked_for_as_on_the_real_page(visitor: Visitor, set_up: SetUp) -> None:
    set_up(sync_enabled=False)
    visitor.open_page()
    query = "selector => Ext4.ComponentQuery.query(selector).length"
    assert visitor.page.evaluate(query, "#enableSync") == 1
    visitor.open_edit()
    # The stale one counts, as everything does that was never destroyed.
    assert visitor.page.evaluate(query, "crmEditCredentialsForm") == 2
    assert visitor.page.evaluate(query, "[action=submit]") == 1
