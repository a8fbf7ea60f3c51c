"""Waiting for the rows of a validation, through the real page object, on small pages of the tests' own."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page import validation_result
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import SessionOptions
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS, Judgement

HEADINGS = [row.heading for row in ROWS]
STYLE = "<style>i, img, svg {display: inline-block; width: 12px; height: 12px} dialog, [role=dialog] {position: fixed; top: 300px}</style>"
CHECK, DELETE, UNKNOWN = "<img src=check.png>", "<img src=delete.png>", "<img src=a1b2.png>"


def rows_of(icons: list[str], texts: list[str] = HEADINGS) -> str:
    """Rows as a list."""
    return "".join(f"<li>{icon} <span>{text}</span></li>" for icon, text in zip(icons, texts, strict=False))


class Bench:
    """A page with a validation that is about to be started."""

    def __init__(self, tab: Tab, directory: Path, before: str = "", **options: Any) -> None:
        tab.goto("about:blank")
        tab.set_content(f"{STYLE}<main>{before}<ul id=rows style='list-style:none'></ul></main>")
        self.tab = tab
        self.result = ValidationResult(tab, directory, **options)

    def show(self, markup: str, after: int = 0, into: str = "rows") -> None:
        """Add markup to the page, so many milliseconds later."""
        place = f"document.getElementById({into!r})" if into != "body" else "document.body"
        self.tab.evaluate(
            f"() => {{ setTimeout(() => {place}.insertAdjacentHTML('beforeend', {json.dumps(markup)}), {after}); }}"
        )

    def wait(self, seconds: float = 20) -> Judgement:
        """Return what came of it."""
        return self.result.wait(seconds)


def ValidationResult(tab: Tab, directory: Path, **options: Any) -> validation_result.ValidationResult:
    """The real object on the real page object."""
    given: dict[str, Any] = {"timeout": 5.0, **options}
    page = Page(tab, SessionOptions(url="https://app-ab01.marketo.com/", temporary_directory=str(directory), **given))
    return validation_result.ValidationResult(page)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stays unclear is final after a second."""
    monkeypatch.setattr(validation_result, "UNCLEAR_SECONDS", 1.0)


def test_rows_that_come_seconds_apart(empty_page: Tab, tmp_path: Path) -> None:
    """A3: seven real checks take their time, and no mask need lie over them."""
    bench = Bench(empty_page, tmp_path)
    for number, heading in enumerate(HEADINGS):
        bench.show(rows_of([CHECK], [heading]), after=number * 1800 // 3 + (1800 if number > 3 else 0))
    assert bench.wait().passed is True


def test_headings_first_and_icons_later(empty_page: Tab, tmp_path: Path) -> None:
    """A3: a heading without an icon is a check that has not ended."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([f"<b id=icon{number}></b>" for number in range(7)]))
    for number in range(7):
        bench.show(CHECK if number != 4 else DELETE, after=2500, into=f"icon{number}")
    judgement = bench.wait()
    assert (judgement.passed, [check.id for check in judgement.checks if not check.passed]) == (False, [5])


def test_an_unknown_icon_that_becomes_a_known_one(empty_page: Tab, tmp_path: Path) -> None:
    """A3: what can't be read may still be turning."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([UNKNOWN] * 7))
    empty_page.evaluate(
        "() => setTimeout(() => document.querySelectorAll('li img').forEach(one => { one.src = 'check.png'; }), 1500)"
    )
    assert bench.wait().passed is True


def test_six_rows_when_the_time_is_up(empty_page: Tab, tmp_path: Path) -> None:
    """A3: could not be read, which is not the same as red."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([CHECK] * 6))
    began = time.monotonic()
    judgement = bench.wait(3)
    assert (judgement.passed, judgement.readable) == (None, False)
    assert "6 of 7" in str(judgement.reason)
    assert time.monotonic() - began > 2, "given up before the time was up"


def test_a_red_row_when_the_time_is_up(empty_page: Tab, tmp_path: Path) -> None:
    """One check never ends; another has plainly failed."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([CHECK] * 5 + [DELETE, "<i class=spinner></i>"]))
    judgement = bench.wait(2)
    assert [check.passed for check in judgement.checks] == [True] * 5 + [False, None]
    assert judgement.passed is False
    assert "still being checked" in judgement.checks[6].fact


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize(
    "icon",
    [
        UNKNOWN,
        "<svg data-testid=CheckIcon style='fill:#c00' class=colorError><path d='M0 0h9v9z'/></svg>",
        "<img src=sprite-check.png>",
        "<img src=x.png alt='Check result'>",
        "<i class='fa-check-circle textDanger'></i>",
    ],
)
def test_an_icon_that_contradicts_itself_or_is_unknown(empty_page: Tab, tmp_path: Path, icon: str) -> None:
    """False greens of the review: never passed, and nothing is condemned for them."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([icon] * 7))
    judgement = bench.wait()
    assert judgement.passed is not True
    assert judgement.readable is (judgement.passed is False)


@pytest.mark.parametrize(
    "icon",
    [
        "<img class=mkiOk src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'>",
        "<svg style='fill:#0a0'><path d='M0 0h9v9z'/></svg>",
        "<b>✔</b>",
        "<i style='background:#0a0'></i>",
        "<i style=\"background-image:url('tick.png')\"></i>",
    ],
)
def test_icons_of_other_kinds(empty_page: Tab, tmp_path: Path, icon: str) -> None:
    """A3, false reds of the review: seven of them have passed, beside an information icon in each row."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([icon] * 7, [f"{heading} <i class='icon-info'></i>" for heading in HEADINGS]))
    assert bench.wait().passed is True


@pytest.mark.usefixtures("unhurried")
def test_an_eighth_row(empty_page: Tab, tmp_path: Path) -> None:
    """A3: a row more that can't be read makes the page unreadable, not red; one that only tells something doesn't."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([CHECK] * 8, [*HEADINGS, "Last sync: yesterday"]))
    assert bench.wait().passed is True
    bench = Bench(empty_page, tmp_path)
    bench.show(
        rows_of([*[CHECK] * 7, "<i class=icon-check style='background:#c00'></i>"], [*HEADINGS, "One more check"])
    )
    judgement = bench.wait()
    assert (judgement.passed, "8 rows" in str(judgement.reason)) == (None, True)


def test_rows_in_a_window_of_their_own(empty_page: Tab, tmp_path: Path) -> None:
    """A3: the form is in the tab, the rows come in a dialog."""
    bench = Bench(empty_page, tmp_path)
    bench.show(f"<div role=dialog><ul>{rows_of([CHECK] * 7)}</ul><button>Close</button></div>", into="body")
    assert bench.wait().passed is True


def test_a_dialog_that_has_nothing_to_do_with_it(empty_page: Tab, tmp_path: Path) -> None:
    """A3: the session's end is announced while the checks run; that is no answer of the validation."""
    bench = Bench(empty_page, tmp_path)
    bench.show("<div role=dialog>Your session will expire soon <button>OK</button></div>", into="body")
    bench.show(rows_of([CHECK] * 7), after=2000)
    assert bench.wait().passed is True


@pytest.mark.usefixtures("unhurried")
def test_nothing_but_a_dialog(empty_page: Tab, tmp_path: Path) -> None:
    """Its words are told, soon; whether they are the validation's answer isn't known."""
    bench = Bench(empty_page, tmp_path)
    bench.show("<div role=dialog>The service is not available <button>OK</button></div>", into="body")
    judgement = bench.wait(60)
    assert (judgement.passed, "The service is not available" in judgement.failure()) == (None, True)


def test_rows_of_an_earlier_validation(empty_page: Tab, tmp_path: Path) -> None:
    """They count for nothing as long as they stay, and their texts may come again once they went."""
    bench = Bench(empty_page, tmp_path, before=f"<ul id=old>{rows_of([CHECK] * 7)}</ul>")
    assert bench.wait(2).passed is None
    empty_page.evaluate("() => { document.getElementById('old').remove(); }")
    assert bench.wait(1).passed is None
    bench.show(rows_of([CHECK] * 6 + [DELETE]))
    assert bench.wait().passed is False


def test_a_thousand_icons(empty_page: Tab, tmp_path: Path) -> None:
    """B27: the old script took 33 s for each look at such a page."""
    icons = "".join(f"<p><i class=icon-node></i> Node {number} <i class=icon-leaf></i></p>" for number in range(500))
    bench = Bench(empty_page, tmp_path, before=icons)
    bench.show(rows_of([CHECK] * 7))
    began = time.process_time()
    assert bench.wait(60).passed is True
    assert time.process_time() - began < 8


def test_an_operator_names_the_icons(empty_page: Tab, tmp_path: Path) -> None:
    """A3: icons that nobody knows are data in the inventory."""
    icons = {"row_good": {"selector": ".q1"}, "row_bad": {"selector": ".q2"}}
    bench = Bench(empty_page, tmp_path, page_map=icons)
    bench.show(rows_of(["<img class=q1 src=a.png>"] * 6 + ["<img class=q2 src=b.png>"]))
    judgement = bench.wait()
    assert (judgement.passed, [check.id for check in judgement.checks if not check.passed]) == (False, [7])


def painted(fill: str) -> str:
    """A picture of this colour under a name that says nothing."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='12' height='12'><rect width='12' height='12' fill='{fill}'/></svg>"
    return f'<img class="q" src="data:image/svg+xml,{svg}">'


def test_pictures_are_told_by_their_colour(empty_page: Tab, tmp_path: Path) -> None:
    """A3: one picture is green on the screen, another red, and their names say nothing."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([painted("green")] * 7))
    assert bench.wait().passed is True
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([painted("green")] * 6 + [painted("red")]))
    judgement = bench.wait()
    assert (judgement.passed, [check.id for check in judgement.checks if not check.passed]) == (False, [7])


@pytest.mark.usefixtures("unhurried")
def test_seven_pictures_of_no_telling_colour(empty_page: Tab, tmp_path: Path) -> None:
    """Seven identical icons of an unknown kind are unreadable."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([painted("gray")] * 7))
    assert bench.wait().passed is None


@pytest.mark.usefixtures("unhurried")
def test_a_good_name_that_is_red_on_the_screen(empty_page: Tab, tmp_path: Path) -> None:
    """False green: red has never passed, whatever it is called."""
    bench = Bench(empty_page, tmp_path)
    bench.show(rows_of([painted("red").replace('class="q"', 'class="icon-check"')] * 7))
    assert bench.wait().passed is not True
