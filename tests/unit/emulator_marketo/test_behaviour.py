"""The switches for odd behaviour; each is off by default."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from .conftest import SetUp
from .visitor import Visitor

_FIELDS = {
    "username": "Username",
    "password": "Password",
    "client_id": "Client ID",
    "client_secret": "Client Secret",
    "organization_url": "URL",
}


_GROUPS = [["toggle", "edit", "validate_tab"], ["save", *_FIELDS], ["next"], ["close"]]


def _counts(visitor: Visitor, names: list[str]) -> dict[str, int]:
    """Go to where the elements belong and count each."""
    visitor.open_page()
    if "toggle" in names:
        return {
            "toggle": visitor.button("Disable Sync").count(),
            "edit": visitor.page.locator(".mkt-panel-link:visible").count(),
            "validate_tab": visitor.tab("Validate Sync Setup").count(),
        }
    if "save" in names:
        visitor.open_edit()
        return {
            "save": visitor.button("Save").count(),
            **{name: visitor.field(_FIELDS[name]).count() for name in _FIELDS},
        }
    visitor.tab("Validate Sync Setup").click()
    visitor.field("Username").wait_for()
    if "next" in names:
        return {"next": visitor.button("Next").count()}
    visitor.button("Next").click()
    visitor.rows()
    return {"close": visitor.button("Close").count()}


@pytest.mark.parametrize("names", _GROUPS, ids=lambda names: names[0])
@pytest.mark.parametrize(("switch", "count"), [("missing_element", 0), ("duplicate_element", 2)])
def test_elements_missing_or_twice(visitor: Visitor, set_up: SetUp, names: list[str], switch: str, count: int) -> None:
    set_up(behaviour={switch: names})
    assert _counts(visitor, names) == dict.fromkeys(names, count)


def test_one_missing_element_leaves_the_others(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"missing_element": "client_secret"})
    names = ["save", *_FIELDS]
    assert _counts(visitor, names) == {**dict.fromkeys(names, 1), "client_secret": 0}


@pytest.mark.parametrize(("answer", "label"), [("No", "Disable Sync"), ("Yes", "Enable Sync")])
def test_confirm_toggle(visitor: Visitor, set_up: SetUp, answer: str, label: str) -> None:
    set_up(behaviour={"confirm_toggle": True})
    visitor.open_page()
    visitor.button("Disable Sync").click()
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
    assert time.monotonic() - begun > 1.4
    visitor.button("Disable Sync").click()
    expect(visitor.page.locator(".ext-el-mask-msg:visible").first).to_have_text("Loading…")


def test_unexpected_dialog(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"unexpected_dialog": "Try our new look!"})
    visitor.open_page()
    expect(visitor.message()).to_contain_text("Try our new look!")
    visitor.button("OK").click()
    expect(visitor.message()).to_have_count(0)


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
