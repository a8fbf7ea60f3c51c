"""Teaching on the emulator's pages: the lesson's clicks stay in the browser, and what was learned finds the element."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.offline.ask import ask, known_values
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import teaching
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import (
    Account,
    BrowserOptions,
    SessionOptions,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.teach.lesson import Lesson
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.teach.script import BAR, KEY
from tests.emulator.process import EmulatorProcess
from tests.pages.oracle import Person
from tests.unit.plugins.module_utils._marketo.teach.hand import Hand, answers

from .browsers import PATIENCE as LONG
from .browsers import port_in, with_a_port_for_the_person
from .tasks import ADMINISTRATOR, MUNCHKIN_ID, URL, session, task, writes
from .test_playbook import CHECKOUT
from .test_session_recorded import display, needs_display, play

__all__ = ["display"]
EDIT = next(name for name in ENTRIES if name.startswith("edit"))
SEED = 7


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of somebody who isn't signed in."""
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15000)
    yield context.new_page()
    context.close()


def options() -> SessionOptions:
    """Return a session's options, as far as a lesson needs them."""
    return SessionOptions(
        url=URL,
        temporary_directory=tempfile.gettempdir(),
        munchkin_id=MUNCHKIN_ID,
        account=Account(username=ADMINISTRATOR[0], password=ADMINISTRATOR[1]),
        browser=BrowserOptions(headless=False),
        timeout=20.0,
    )


def frame_with_edit(page: Page) -> Any:
    """Return the frame that shows an Edit, or None."""
    return next((one for one in page.frames if one.get_by_text("Edit", exact=True).count()), None)


def truth(person: Person) -> list[str]:
    """Return what the page was clicked on, as it knows itself."""
    person.page.wait_for_timeout(500)
    return [click["element"] for click in person.truth()["clicks"]]


def test_a_generated_page_is_taught_and_gets_no_click(emulator: EmulatorProcess, tab: Page) -> None:
    """Issue 9, point 7: any look; the person lets one click through to open the form, and that one alone arrives."""
    emulator.patch_state({"marketo": {"page_seed": SEED, "page_oracle": True}})
    person = Person(tab, emulator, SEED)
    hand = Hand(tab)
    lesson = Lesson(tab, None, (Error,), hand.pause)
    # A lesson is prepared before the page is loaded: then the person signs in by hand, which it mustn't keep them from.
    person.sign_in({"email": ADMINISTRATOR[0], "password": ADMINISTRATOR[1]})
    person.switch(False)
    before = truth(person)

    def click(element: str) -> None:
        def now() -> None:
            spot = person.find(element, usable=True)
            tab.mouse.click(spot.x, spot.y)

        hand.do(now)

    click("credentials.edit")
    hand.press("through")
    click("credentials.edit")
    hand.do(lambda: tab.wait_for_timeout(1500))
    for name in ("username", "client_secret", "save"):
        click(f"credentials.{name}")
    names = [EDIT, "username", "client_secret", "save"]
    learned = answers(lesson.run(names, 120))
    assert [name for name in names if learned[name][0] not in ("known", "taught")] == [], learned
    assert truth(person) == [*before, "credentials.edit"]
    assert person.truth()["saves"] == []


def test_what_is_known_needs_no_entry_and_marketo_gets_nothing(
    emulator: EmulatorProcess, tab: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today's page, by the session's own request: in a tab of its own, of which nothing stays."""
    tab.goto("about:blank")
    hand: list[Hand] = []

    def pause(seconds: float) -> None:
        # The page may still be drawing itself when the first question comes.
        frame = frame_with_edit(tab.context.pages[-1])
        if not hand and frame is not None:
            hand.append(Hand(tab.context.pages[-1]))
            hand[0].do(lambda: hand[0].at(frame.get_by_text("Edit", exact=True).locator("visible=true").first))
            hand[0].do(lambda: hand[0].at(frame.get_by_text("Disable Sync", exact=True).locator("visible=true").last))
            hand[0].press("skip")
        (hand[0].pause if hand else lambda seconds: tab.wait_for_timeout(seconds * 1000))(seconds)

    monkeypatch.setattr(teaching, "Lesson", partial(Lesson, pause=pause))
    result = teaching.Teaching(tab, options()).run([EDIT, "disable_sync"], 60)
    assert answers(result)[EDIT] == ("known", None)
    assert answers(result)["disable_sync"][0] in ("known", "taught", "skipped")
    assert writes(emulator) == []
    assert len(tab.context.pages) == 1
    assert tab.evaluate(f"() => window['{KEY}']") is None


def test_nobody_is_asked_in_a_window_that_nobody_sees(emulator: EmulatorProcess) -> None:
    """A headless session says so at once; in check mode nobody is asked at all."""
    with session(emulator) as handle:
        refused = task("marketo_ui_info", session=handle, teach=[EDIT])
        assert "headless: false" in refused["msg"]
        checked = task("marketo_ui_info", check_mode=True, session=handle, teach=[EDIT])
        assert (checked["ok"], checked["taught"]) == (True, [])
        late = task("marketo_ui_info", session=handle, teach=[EDIT], teach_timeout=9999)
        assert "teach_timeout is 9999" in late["msg"]


def answer_as_a_person(directory: Path, has_ended: Callable[[], bool]) -> None:
    """In the window of the browser with that port: click Edit once the bar asks for it; give up if the play has ended."""
    with sync_playwright() as playwright:
        profile = directory / "profile"
        wait_for(lambda: profile.read_text().strip() or None if profile.exists() else None, "the browser", LONG, 0.1)
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port_in(Path(profile.read_text().strip()))}")

        def asked() -> Page | bool | None:
            if has_ended():
                return False
            with suppress(Error):
                pages = [page for context in browser.contexts for page in context.pages]
                asking = (page for page in pages if page.locator(f"#{BAR} .question").count())
                return next((page for page in asking if frame_with_edit(page)), None)
            return None

        # Signing in and loading twice come before.
        page = wait_for(asked, "the bar", 4 * LONG, 0.3)
        if not page:
            return
        # A page that still draws itself may take the Edit away from under the pointer. The lesson closes the tab once it has its answer.
        for _attempt in range(5):
            with suppress(Error):
                frame = frame_with_edit(page)
                if frame is not None:
                    Hand(page).at(frame.get_by_text("Edit", exact=True).locator("visible=true").first)
                page.wait_for_event("close", timeout=10_000)
            if page.is_closed():
                return
        raise AssertionError("the lesson took none of the clicks")


@needs_display
def test_the_playbook_prints_what_belongs_into_the_inventory(
    emulator: EmulatorProcess, display: None, tmp_path: Path
) -> None:
    """With a window on a display, from signing in to the end; no secret is printed."""
    variables = {
        "dynamics_sync_hosts": "all",
        "dynamics_sync_marketo_url": URL,
        "dynamics_sync_munchkin_id": MUNCHKIN_ID,
        "dynamics_sync_marketo_username": ADMINISTRATOR[0],
        "dynamics_sync_marketo_password": ADMINISTRATOR[1],
        "dynamics_sync_ca_bundle": emulator.ca_file,
        "dynamics_sync_proxy": emulator.proxy_url,
        "dynamics_sync_browser_path": str(with_a_port_for_the_person(tmp_path)),
        "teach": [EDIT],
    }
    # The person's hand is in a thread of its own: in this one other tests' browser may still be held.
    ended = Event()
    with ThreadPoolExecutor() as threads:
        person = threads.submit(answer_as_a_person, tmp_path, ended.is_set)
        try:
            done = play(emulator, tmp_path, CHECKOUT / "playbooks/teach.yml", **variables)
        finally:
            ended.set()
        person.result(timeout=LONG)
    assert done.returncode == 0, done.stdout
    assert "Known already" in done.stdout
    assert "the page map knows all of it already" in done.stdout
    assert ADMINISTRATOR[1] not in done.stdout
    assert writes(emulator) == []


def test_what_was_taught_converges_where_it_was_refused(emulator: EmulatorProcess, tab: Page) -> None:
    """The entry goes into the inventory, and the matcher finds the element on a page that was loaded anew."""
    emulator.patch_state({"marketo": {"page_seed": SEED, "page_oracle": True}})
    person, hand = Person(tab, emulator, SEED), Hand(tab)
    person.sign_in({"email": ADMINISTRATOR[0], "password": ADMINISTRATOR[1]})
    spot: list[Any] = []

    def now() -> None:
        spot[:] = [person.find("tab.sync_errors", usable=True)]
        tab.mouse.click(spot[0].x, spot[0].y)

    person.find("tab.sync_errors")
    hand.do(now)
    # Taught as another element, it stands for one whose words the map doesn't know.
    result = Lesson(tab, None, (Error,), hand.pause).run(["close"], 60)
    status, entry = answers(result)["close"]
    assert status == "taught", result
    overrides = parse_overrides({"close": entry})
    tab.reload()
    person.find("tab.sync_errors")
    tab.wait_for_timeout(1500)
    with capture(tab, selectors=overrides.selectors) as captured:
        choice, _where = ask(overrides.entries()["close"], captured.snapshot, known_values(captured.snapshot))
        assert isinstance(choice, Found), choice
        box = choice.control.box
    found = person.find("tab.sync_errors")
    assert box.x <= found.x <= box.right
    assert box.y <= found.y <= box.bottom
