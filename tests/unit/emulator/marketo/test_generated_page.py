"""Generated pages in a browser: a careful person can use them, and the emulator knows what was clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Frame, Page, Playwright

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


def _signed_in(page: Page, emulator: EmulatorProcess, seed: int, oracle: bool = True) -> Person:
    emulator.patch_state({"marketo": {"page_seed": seed, "page_oracle": oracle}})
    somebody = Person(page, emulator, seed)
    account = emulator.accounts["marketo_administrator"]
    somebody.sign_in({"email": account["username"], "password": account["password"]})
    return somebody


@pytest.fixture
def person(fresh: Page, emulator: EmulatorProcess) -> Person:
    """Somebody signed in on the page of seed 1."""
    return _signed_in(fresh, emulator, 1)


def _says(frame: Frame, text: str) -> bool:
    try:
        return frame.get_by_text(text, exact=True).count() > 0
    except Error:
        # The frame went on to another page in this moment.
        return False


def test_a_click_that_is_reported_late_is_not_repeated(fresh: Page, emulator: EmulatorProcess) -> None:
    """A second click on what opens a menu closes it: seed 3 was unusable on a slow machine."""
    emulator.faults({"path": "/page/report", "delay": 4})
    person = _signed_in(fresh, emulator, 3)
    person.click("toggle.menu")
    emulator.faults()
    person.click("disable_sync")
    assert [click["element"] for click in person.truth()["clicks"]] == ["toggle.menu", "disable_sync"]


def test_a_toggle_beside_the_title_goes_while_the_page_is_drawn_again(fresh: Page, emulator: EmulatorProcess) -> None:
    """Its menu would vanish under the mouse: seed 3 was unusable whenever the page took long."""
    person = _signed_in(fresh, emulator, 3)
    person.find("toggle.menu")
    emulator.faults({"path": "/crm/settings", "delay": 30})
    person.click("tab.overview")
    assert person.look("toggle.menu") == []
    emulator.faults()


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
    somebody = _signed_in(fresh, emulator, 1, oracle=False)
    somebody.wait(lambda: any(_says(frame, "Disable Sync") for frame in fresh.frames), "the page to be drawn")
    assert not any(frame.evaluate("'oracle' in window") for frame in fresh.frames)
