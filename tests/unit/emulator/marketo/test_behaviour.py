"""The switches for odd behaviour; each is off by default."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.unit.emulator.marketo.caller import Caller
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, Visitor

_RENDERINGS = pytest.mark.parametrize("rendering", LOOKS)


@pytest.mark.parametrize(("answer", "label"), [("No", "Disable Sync"), ("Yes", "Enable Sync")])
def test_confirm_toggle(visitor: Visitor, set_up: SetUp, answer: str, label: str) -> None:
    set_up(behaviour={"confirm_toggle": True})
    visitor.open_page()
    visitor.toggle("Disable Sync").click()
    expect(visitor.message()).to_contain_text("Do you want to disable the sync?")
    visitor.message().get_by_text(answer, exact=True).click()
    visitor.wait_for_toggle(label)
    assert len(visitor.changes()) == (1 if answer == "Yes" else 0)


def test_save_error(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"save_error": "The moon is full."}, sync_enabled=False)
    visitor.open_page()
    visitor.open_edit()
    visitor.button("Save").click()
    expect(visitor.message()).to_contain_text("The moon is full.")


def test_slow(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"slow": 0.7})
    begun = time.monotonic()
    visitor.open_page()
    assert time.monotonic() - begun > 1.4, "it asks twice"


def test_a_page_that_waits_says_so(visitor: Visitor, set_up: SetUp) -> None:
    visitor.open_page()
    set_up(behaviour={"freeze": True})
    visitor.toggle("Disable Sync").click()
    expect(visitor.page.locator(".ext-el-mask-msg:visible").first).to_have_text("Loading…")
    set_up()


@_RENDERINGS
def test_unexpected_dialog(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    set_up(behaviour={"unexpected_dialog": "Try our new look!"}, rendering=rendering)
    visitor.open_page()
    expect(visitor.message()).to_contain_text("Try our new look!")
    visitor.button("OK").click()
    expect(visitor.message()).to_have_count(0)


def _toggle(visitor: Visitor) -> None:
    visitor.toggle("Disable Sync").click()


def _save(visitor: Visitor) -> None:
    visitor.open_edit()
    visitor.button("Save").click()


def _validate(visitor: Visitor) -> None:
    visitor.tab("Validate Sync Setup").click()
    visitor.button("Next").click()


@pytest.mark.parametrize(
    ("action", "do", "enabled"), [("disable_sync", _toggle, True), ("save", _save, False), ("next", _validate, True)]
)
def test_unexpected_dialog_after_an_action(
    visitor: Visitor, set_up: SetUp, action: str, do: Callable[[Visitor], None], enabled: bool
) -> None:
    set_up(behaviour={"unexpected_dialog": {"text": "By the way", "after": action}}, sync_enabled=enabled)
    visitor.open_page()
    visitor.page.wait_for_timeout(150)
    assert visitor.message().count() == 0
    do(visitor)
    expect(visitor.message()).to_contain_text("By the way")


def test_a_session_that_ends_in_the_middle(visitor: Visitor, set_up: SetUp) -> None:
    """Once; whoever signs in again can go on."""
    visitor.open_page()
    set_up(behaviour={"expire_session_after": 1})
    visitor.open_edit()
    visitor.button("Cancel").click()
    visitor.toggle("Disable Sync").click()
    expect(visitor.message()).to_contain_text("Your session has expired")
    assert visitor.instance()["sync_enabled"] is False, "the one call that was left"
    visitor.answer("OK")
    visitor.give_email(ADMIN)
    visitor.give_password(PASSWORD)
    visitor.wait_for_toggle("Enable Sync")
    assert "expire_session_after" not in visitor.emulator.state()["marketo"]["behaviour"]


@pytest.mark.parametrize("freeze", [True, "/crm/enableSync", ["/crm/enableSync"]])
def test_a_call_that_never_answers(visitor: Visitor, set_up: SetUp, freeze: bool | str | list[str]) -> None:
    visitor.open_page()
    set_up(behaviour={"freeze": freeze})
    visitor.toggle("Disable Sync").click()
    visitor.page.wait_for_timeout(700)
    assert visitor.page.locator(visitor.look.mask).count() > 0
    assert visitor.instance()["sync_enabled"] is True
    set_up()
    visitor.wait_for_toggle("Enable Sync")


@_RENDERINGS
@pytest.mark.parametrize("as_button", [False, True])
def test_edit_that_needs_a_disabled_sync(visitor: Visitor, set_up: SetUp, rendering: str, as_button: bool) -> None:
    set_up(behaviour={"edit_needs_disabled_sync": True, "edit_button": as_button}, rendering=rendering)
    visitor.open_page()
    edit = visitor.page.get_by_text("Edit", exact=True).locator("visible=true").first
    edit.click(force=True)
    visitor.page.wait_for_timeout(100)
    assert visitor.dialog().count() == 0
    visitor.toggle("Disable Sync").click()
    visitor.wait_for_toggle("Enable Sync")
    edit.click()
    expect(visitor.dialog()).to_be_visible()


def test_stale_prefill(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"stale_prefill": True})
    visitor.open_page()
    expect(visitor.page.locator(".mkt-overview")).not_to_contain_text("contoso-old")
    visitor.open_edit()
    assert "contoso-old" in visitor.field("URL").input_value()


def test_validation_in_a_dialog(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"validation_window": True})
    visitor.open_page()
    visitor.tab("Validate Sync Setup").click()
    expect(visitor.dialog()).to_be_visible()
    visitor.button("Next").click()
    assert len(visitor.rows()) == 7
    visitor.button("Close").click()
    expect(visitor.dialog()).to_have_count(0)


def test_edit_as_a_button(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"edit_button": True})
    visitor.open_page()
    visitor.button("Edit").click()
    expect(visitor.dialog()).to_be_visible()


def test_other_spelling_of_a_label(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"label_variant": 1})
    visitor.open_page()
    visitor.open_edit()
    expect(visitor.field("Client Id")).to_be_visible()


@_RENDERINGS
def test_odd_rows_of_a_validation(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    """One more, one less, and icons that are neither the good one nor the bad one."""
    oddities = [
        *({"row": number, "kind": "passed"} for number in range(1, 8)),
        {"kind": "unknown_row", "text": "The stars are in order"},
        {"row": "url", "kind": "missing_row"},
        {"row": "role", "kind": "warning_icon"},
        {"row": 4, "kind": "unknown_icon"},
        {"row": 5, "kind": "failed"},
    ]
    set_up(behaviour={"validation_rows": oddities}, rendering=rendering)
    visitor.open_page()
    _validate(visitor)
    rows = visitor.rows()
    assert len(rows) == 7
    assert rows[-1] == ("The stars are in order", True)
    assert [passed for _row, passed in rows] == [True, False, False, False, True, True, True]
    assert visitor.instance()["last_validation"]["passed"] is False


@_RENDERINGS
def test_a_row_that_takes_its_time(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    """No good icon at first; the result later. (The tests' clock is fast: the icons come after five seconds.)"""
    oddities = [{"row": 1, "kind": "pending", "seconds": 100}, {"row": 2, "kind": "pending", "seconds": 100}]
    set_up(behaviour={"validation_rows": oddities}, rendering=rendering)
    visitor.open_page()
    _validate(visitor)
    assert [passed for _row, passed in visitor.rows()[:2]] == [False, False]
    row = visitor.page.locator(visitor.look.row).first
    expect(row.locator(visitor.look.good_icon)).to_be_visible()
    assert [passed for _row, passed in visitor.rows()[:2]] == [True, False]


def test_saving_that_fails_and_switching_that_fails(caller: Caller, set_up: SetUp) -> None:
    set_up(behaviour={"save_error": "Not today.", "switch_error": "Not now."}, sync_enabled=False)
    caller.sign_in()
    assert caller.post("/crm/editCredentials", {}).json() == {"success": False, "message": "Not today."}
    assert caller.post("/crm/switchAuthMethod", {"method": "s2s"}).json() == {"success": False, "message": "Not now."}
