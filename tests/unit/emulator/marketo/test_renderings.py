"""The page in every language and every rendering: a click through all of it, by nothing but labels and structure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.emulator.marketo.labels import labels, languages
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import Visitor

_NEW_ID = "5b1f2f4e-6a33-4d6c-9a53-2f6f6b6a0001"
_ROPC = ("username", "password", "client_id", "client_secret", "organization_url")
_ROWS = ("url", "sign_in", "role", "solution", "steps", "config", "match")


# Each language once and each rendering twice; the other pairs are in the whole matrix.
PAIRS = [
    pytest.param(
        language, rendering, marks=[] if list(LOOKS)[number % len(LOOKS)] == rendering else [pytest.mark.whole]
    )
    for number, language in enumerate(languages())
    for rendering in LOOKS
]


@pytest.mark.parametrize(("language", "rendering"), PAIRS)
def test_a_click_through_the_whole_page(visitor: Visitor, set_up: SetUp, rendering: str, language: str) -> None:
    """Every step of the procedure, and the tabs beside it."""
    set_up(behaviour={"confirm_toggle": True}, account={"language": language}, rendering=rendering)
    said = labels(language)
    visitor.open_page()
    assert visitor.page.get_attribute("html", "lang") == language

    visitor.toggle(said["disable_sync"]).click()
    visitor.message().get_by_text(said["no"], exact=True).wait_for()
    visitor.answer(said["yes"])
    visitor.wait_for_toggle(said["enable_sync"])

    visitor.open_edit()
    for name in _ROPC:
        expect(visitor.field(said[name])).to_have_count(1)
    visitor.field(said["client_id"]).fill(_NEW_ID)
    expect(visitor.button(said["cancel"])).to_be_visible()
    visitor.button(said["save"]).click()
    expect(visitor.dialog()).to_have_count(0)
    visitor.overview().get_by_text(_NEW_ID).wait_for()

    visitor.tab(said["validate_sync_setup"]).click()
    visitor.button(said["next"]).click()
    rows = visitor.rows()
    assert [text for text, _passed in rows] == [said[f"row_{row}"] for row in _ROWS]
    assert [passed for _text, passed in rows] == [True] + [False] * 6
    visitor.button(said["close"]).click()
    visitor.wait_for_toggle(said["enable_sync"])

    visitor.tab(said["sync_status"]).click()
    expect(visitor.page.locator(visitor.look.grid_row)).to_have_count(8)
    expect(visitor.page.get_by_text(said["column_throughput"], exact=True)).to_be_visible()
    visitor.tab(said["sync_errors"]).click()
    expect(visitor.page.locator(visitor.look.grid_row).first).to_contain_text("0x80040237")

    visitor.tab(said["reconfigure_auth_method"]).click()
    visitor.choose(said["auth_method_s2s"])
    expect(visitor.field(said["tenant_id"])).to_be_visible()
    expect(visitor.field(said["password"])).to_have_count(0)
    expect(visitor.button(said["validate"])).to_be_visible()
    assert not visitor.can_click(said["switch"])

    visitor.tab("Microsoft Dynamics").click()
    visitor.toggle(said["enable_sync"]).click()
    visitor.answer(said["yes"])
    visitor.wait_for_toggle(said["disable_sync"])
    assert [path for path, _body in visitor.changes()] == [
        "/crm/enableSync",
        "/crm/editCredentials",
        "/crm/validateSync",
        "/crm/enableSync",
    ]


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_nothing_known_to_be_translated_stays_english(visitor: Visitor, set_up: SetUp, language: str) -> None:
    """Only names and what the server says may look the same in both languages."""
    set_up(account={"language": language})
    english, said = labels("en"), labels(language)
    visitor.open_page()
    shown = visitor.page.locator("body").inner_text()
    own = [text for key, text in english.items() if text != said[key] and len(text) > 3]
    left = [text for text in own if re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", shown, re.MULTILINE)]
    # "Client ID" is a part of the Spanish label, for one.
    translated = "\n".join(said.values())
    assert [text for text in left if text not in translated] == []


@pytest.mark.parametrize("rendering", LOOKS)
def test_classes_belong_to_the_rendering(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    """First generation, second generation, or neither."""
    set_up(rendering=rendering)
    visitor.open_page()
    visitor.open_edit()
    classes = "[...document.querySelectorAll('[class]')].flatMap(one => [...one.classList])"
    prefixes = {re.match(r"x4?-|mkt-|_|", name)[0] for name in visitor.page.evaluate(classes)}  # type: ignore[index]
    assert prefixes - {""} == {"ext3": {"x-", "x4-", "mkt-"}, "ext4": {"x4-", "mkt-"}, "plain": {"_"}}[rendering]


@pytest.mark.parametrize("rendering", ["plain"])
def test_the_plain_look_has_roles_and_labels_and_leaves_nothing_behind(
    visitor: Visitor, set_up: SetUp, rendering: str
) -> None:
    set_up(rendering=rendering)
    page = visitor.page
    visitor.open_page()
    expect(page.get_by_role("tab", name="Microsoft Dynamics", selected=True)).to_have_count(1)
    classes = []
    for _visit in range(2):
        visitor.open_edit()
        expect(page.get_by_role("dialog", name="Edit Microsoft Dynamics")).to_be_visible()
        expect(page.get_by_label("Client Secret")).to_have_attribute("type", "password")
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_label("Client Secret")).to_have_count(0)
        classes.append(page.get_by_role("button", name="Disable Sync").get_attribute("class"))
        page.reload()
        visitor.overview().wait_for()
    assert classes[0] != classes[1], "class names are no use from one visit to the next"


@pytest.mark.parametrize("rendering", LOOKS)
def test_a_page_at_work_is_masked(visitor: Visitor, set_up: SetUp, rendering: str) -> None:
    set_up(behaviour={"freeze": "/crm/enableSync"}, rendering=rendering)
    visitor.open_page()
    visitor.toggle("Disable Sync").click()
    expect(visitor.page.locator(visitor.look.mask).first).to_be_visible()
    set_up(rendering=rendering)
    visitor.wait_for_toggle("Enable Sync")
    expect(visitor.page.locator(visitor.look.mask)).to_have_count(0)


def test_a_rendering_that_does_not_exist_is_an_error(visitor: Visitor, set_up: SetUp) -> None:
    set_up(rendering="ext5")
    answer = visitor.page.goto(visitor.emulator.base_url + "/marketo/classic")
    assert answer is not None and answer.status == 500
