"""Generated pages in a browser: a careful person can use them, and the emulator knows what was clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.emulator.process import EmulatorProcess
from tests.pages.oracle import INSTANCE, Person, go_through
from tests.pages.usable import launch, new_page


@pytest.fixture(scope="module")
def emulator() -> Iterator[EmulatorProcess]:
    """An emulator of this module's own: a reset would end the session that the other modules share."""
    with EmulatorProcess() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, emulator: EmulatorProcess) -> Iterator[Browser]:
    """A browser that reaches this emulator by the real host names."""
    running = launch(playwright, emulator)
    yield running
    running.close()


@pytest.fixture
def fresh(browser: Browser, emulator: EmulatorProcess) -> Iterator[Page]:
    """A page of somebody who isn't signed in, and the emulator at its seed."""
    emulator.reset()
    page = new_page(browser)
    yield page
    page.context.close()


@pytest.mark.parametrize("seed", [1, 2, 3, 7, 11])
def test_a_careful_person_can_use_the_page(fresh: Page, emulator: EmulatorProcess, seed: int) -> None:
    truth = go_through(fresh, emulator, seed)
    assert [entry["enabled"] for entry in truth["switches"]] == [False, True]
    assert {entry["category"] for entry in truth["clicks"]} <= {"right", "harmless", "background"}


@pytest.fixture
def person(fresh: Page, emulator: EmulatorProcess) -> Person:
    """Somebody signed in on the page of seed 1."""
    emulator.patch_state({"marketo": {"page_seed": 1, "page_oracle": True}})
    somebody = Person(fresh, emulator, 1)
    account = emulator.accounts["marketo_administrator"]
    somebody.sign_in({"email": account["username"], "password": account["password"]})
    return somebody


def test_another_edit_is_a_wrong_click(person: Person) -> None:
    person.click("sync_options.edit")
    assert [click["element"] for click in person.truth()["wrong_clicks"]] == ["sync_options.edit"]


def test_save_in_another_form_is_forbidden(person: Person) -> None:
    person.click("field_sync_details.edit")
    person.click("field_sync_details.save")
    assert person.truth()["wrong_clicks"][-1]["category"] == "forbidden"


def test_a_tab_is_harmless(person: Person) -> None:
    person.click("tab.sync_status")
    assert person.truth()["wrong_clicks"] == []


def test_an_organization_saved_by_mistake_is_noticed(person: Person) -> None:
    person.switch(False)
    secrets = {"password": "x", "client_secret": "y"}
    person.edit({"username": "a@contoso.com", "client_id": "z", "organization_url": "https://other.invalid", **secrets})
    truth = person.truth()
    assert [entry["organization_changed"] for entry in truth["saves"]] == [True]
    assert truth["instances"][INSTANCE]["organization_url"] == "https://other.invalid"


def test_an_unmeasured_page_says_nothing_of_its_elements(fresh: Page, emulator: EmulatorProcess) -> None:
    emulator.patch_state({"marketo": {"page_seed": 1}})
    somebody = Person(fresh, emulator, 1)
    account = emulator.accounts["marketo_administrator"]
    somebody.sign_in({"email": account["username"], "password": account["password"]})
    fresh.wait_for_timeout(1500)
    assert not any(frame.evaluate("'oracle' in window") for frame in fresh.frames)
