"""The page as Adobe documents it, in the usual looks: three sections with an Edit each, and what is near them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator

from tests.emulator.process import EmulatorProcess
from tests.pages.truth import read_truth
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import Visitor

_SIGNED_IN_AS = re.compile("^Username: Administrator$")


def _text(visitor: Visitor, text: str) -> Locator:
    return visitor.page.get_by_text(text, exact=True).locator("visible=true")


def _wrong_clicks(emulator: EmulatorProcess) -> list[tuple[str, str]]:
    return [(click["element"], click["category"]) for click in read_truth(emulator)["wrong_clicks"]]


@pytest.mark.parametrize("rendering", LOOKS)
def test_three_sections_have_an_edit_each(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    set_up(rendering=rendering)
    visitor.open_page()
    assert _text(visitor, "Edit").count() == 3
    for title in ("Credentials", "Sync Options", "Field Sync Details", "Download Marketo Solution"):
        assert _text(visitor, title).count() == 1


@pytest.mark.parametrize("rendering", LOOKS)
def test_a_page_with_one_edit_and_no_neighbours_only_by_a_switch(
    visitor: Visitor, set_up: SetUp, rendering: str
) -> None:
    set_up(behaviour={"documented_sections": False}, rendering=rendering)
    visitor.open_page()
    assert _text(visitor, "Edit").count() == 1
    assert [_text(visitor, title).count() for title in ("Sync Options", "Dynamics Entities Sync")] == [0, 0]
    assert visitor.page.get_by_text(_SIGNED_IN_AS).count() == 0


@pytest.mark.parametrize("rendering", LOOKS)
def test_saving_the_sync_options_is_noticed(
    visitor: Visitor, set_up: SetUp, emulator: EmulatorProcess, rendering: str
) -> None:
    set_up(rendering=rendering)
    emulator.patch_state({"marketo": {"truth": None}})
    visitor.open_page()
    _text(visitor, "Edit").nth(1).click()
    _text(visitor, "Enable Microsoft Dynamics Campaign Sync").wait_for()
    visitor.button("Save").click()
    wanted = [("sync_options.edit", "decoy"), ("sync_options.save", "forbidden")]
    visitor.wait_until(lambda: _wrong_clicks(emulator) == wanted)


def test_the_rows_of_the_wizard_stand_for_the_sections_while_the_sync_is_off(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"wizard_rows": True}, sync_enabled=False)
    visitor.open_page()
    for title in ("Step 1: Enter Credentials", "Step 2: Select Fields to Sync", "Step 3: Enable Sync"):
        assert _text(visitor, title).count() == 1
    assert _text(visitor, "Credentials").count() == 0


def test_the_wizards_last_row_leads_to_start_sync(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"wizard_rows": True}, sync_enabled=False)
    visitor.open_page()
    _text(visitor, "Edit").nth(2).click()
    visitor.button("Start Sync").wait_for()


@pytest.mark.parametrize("rendering", LOOKS)
@pytest.mark.parametrize("box", LOOKS)
def test_a_question_can_be_of_any_generation(visitor: Visitor, set_up: SetUp, rendering: str, box: str) -> None:
    set_up(behaviour={"confirm_toggle": True, "message_box": box}, rendering=rendering)
    visitor.open_page()
    visitor.toggle("Disable Sync").click()
    shown = {"ext3": "div.x-window", "ext4": "div.x4-message-box", "plain": '[role="alertdialog"]'}[box]
    question = visitor.page.locator(shown).filter(has_text="Do you want to disable the sync?").locator("visible=true")
    question.get_by_text("Yes", exact=True).click()
    visitor.wait_for_toggle("Enable Sync")


@pytest.mark.parametrize("neighbours", [{}, {"neighbours": []}], ids=["by default", "none"])
def test_neighbours_share_the_words(visitor: Visitor, set_up: SetUp, neighbours: dict[str, list[str]]) -> None:
    set_up(behaviour=neighbours)
    visitor.open_page()
    there = 0 if neighbours else 1
    assert visitor.page.get_by_text(_SIGNED_IN_AS).count() == there
    assert visitor.button("Enable Sync").count() == there
    assert visitor.button("Disable Sync").count() == 1


def test_the_validation_is_filled_with_what_is_saved(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab("Validate Sync Setup").click()
    assert visitor.field("Username").input_value() == "marketo.sync@contoso.com"
