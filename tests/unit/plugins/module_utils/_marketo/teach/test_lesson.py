"""Teaching: one click for each element, a page map with relations comes of it, and nothing reaches the page."""

from __future__ import annotations

import json
from html import escape

import pytest
import yaml
from playwright.sync_api import Page

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.teach.questions import ASKED

from .hand import Hand, answers

EDIT = next(name for name in ENTRIES if name.startswith("edit"))
# Every event that a click or a key makes, counted on the page from the top down, before the lesson begins.
COUNT = """<script>window.got = [];
for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup', 'submit', 'focusin', 'input'])
  document.addEventListener(name, event => { if (event.isTrusted && event.target.id !== 'marketo-dynamics-teaching-bar') window.got.push(name); }, true);
</script>"""
TWO = (
    "<style>i {display: inline-block; width: 14px; height: 14px}</style><h3>Optionen</h3><button id=x81723>Pflegen</button>"
    "<h3>Zugang</h3><p>Kennung: 1</p><button id=x99123>Pflegen</button>"
)


@pytest.fixture
def hand(empty_page: Page) -> Hand:
    """Somebody at the browser."""
    empty_page.goto("about:blank")
    return Hand(empty_page)


def show(hand: Hand, markup: str) -> None:
    """Show a page that counts what it gets."""
    hand.page.set_content(f"<!DOCTYPE html><html><body style='margin-top:60px'>{COUNT}{markup}</body></html>")


def test_the_result_is_an_entry_with_relations_that_chooses_the_same_element(hand: Hand) -> None:
    """Issue 9, point 7: the heading and the text, in the inventory's format; the made-up id is left out."""
    show(hand, TWO)
    hand.click("#x99123")
    result = hand.learn([EDIT])
    assert answers(result) == {EDIT: ("taught", {"text": ["Pflegen"], "under": ["Zugang"]})}
    assert result["ok"]
    overrides = parse_overrides(yaml.safe_load(result["override"])["dynamics_sync_page_map"])
    with capture(hand.page, selectors=overrides.selectors) as captured:
        choice = choose(overrides.entries()[EDIT], captured.snapshot)
    assert isinstance(choice, Found)
    assert choice.control.id == "x99123"


def test_nothing_of_a_click_or_a_key_reaches_the_page(hand: Hand) -> None:
    """Issue 9, point 7: the click is intercepted, whatever listens, and the bar goes with the lesson."""
    show(hand, f"{TWO}<form onsubmit='got.push(\"sent\"); return false'><input id=f><button id=s>Send</button></form>")
    hand.do(lambda: hand.page.keyboard.press("Tab"))
    hand.do(lambda: hand.page.keyboard.press("Enter"))
    hand.click("#f")
    hand.press("through")
    hand.press("skip")
    hand.click("#s")
    hand.learn(["dynamics_tab", "save"])
    assert hand.page.evaluate("() => got") == []
    assert hand.page.locator("#marketo-dynamics-teaching-bar").count() == 0


def test_a_click_in_a_frame_is_taken_there(hand: Hand) -> None:
    """Marketo's page is a frame in a frame; a shadow root may hold the button."""
    inner = escape(f"{COUNT}<h3>Zugang</h3><div id=host></div>")
    middle = escape(f'<iframe width=800 height=300 srcdoc="{inner}"></iframe>')
    show(hand, f'<iframe width=900 height=400 srcdoc="{middle}"></iframe>')
    hand.page.wait_for_timeout(500)
    frame = hand.page.frames[2]
    frame.evaluate(
        "() => { document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = '<button id=b>Pflegen</button>'; }"
    )
    hand.click("#b", frame)
    assert answers(hand.learn([EDIT]))[EDIT][0] == "taught"
    assert frame.evaluate("() => got") == []


def test_what_the_map_knows_already_needs_no_entry(hand: Hand) -> None:
    """The inventory holds what is needed, and no more."""
    show(hand, "<h3>Credentials</h3><button id=a>Edit</button><h3>Sync Options</h3><button>Edit</button>")
    hand.click("#a")
    result = hand.learn([EDIT])
    assert (answers(result), result["override"]) == ({EDIT: ("known", None)}, None)


def test_fields_are_taught_by_their_labels(hand: Hand) -> None:
    """In whatever way the page puts the words beside them."""
    show(
        hand,
        "<div role=dialog><p><span>Anwendung</span> <input id=one></p><p><span>Rest</span> <input id=two></p>"
        "<p><label for=three>Kennwort der Anwendung</label> <input id=three type=password></p><button>Save</button></div>",
    )
    hand.click("#one")
    hand.click("#three")
    assert answers(hand.learn(["client_id", "client_secret"])) == {
        "client_id": ("taught", {"text": ["Anwendung"]}),
        "client_secret": ("taught", {"text": ["Kennwort der Anwendung"]}),
    }


def test_a_click_beside_the_field_is_asked_for_again(hand: Hand) -> None:
    """The note in the bar says what to do."""
    show(hand, "<p><span id=label>Anwendung</span> <input id=one></p><p><span>Rest</span> <input></p>")
    hand.click("#label")
    hand.press("skip")
    assert answers(hand.learn(["client_id"]))["client_id"][0] == "skipped"
    assert any("Click into the field itself." in note for note in hand.notes)


@pytest.mark.parametrize("text", ["Start Sync", "START INITIAL SYNC", "同期を開始", "Démarrer la synchronisation"])
def test_what_begins_a_sync_is_neither_taught_nor_let_through(hand: Hand, text: str) -> None:
    """A2: forbidden texts never pass, also while the next click is let through."""
    show(hand, f"<button id=s onclick='got.push(\"started\")'><b>{text}</b></button>")
    hand.click("#s")
    hand.press("through")
    hand.click("#s")
    hand.press("skip")
    result = hand.learn(["save"])
    assert answers(result)["save"][0] == "skipped"
    assert hand.page.evaluate("() => got") == []
    assert [note for note in hand.notes if "never taught" in note]
    assert [note for note in hand.notes if "not let through" in note]


def test_one_click_is_let_through_and_the_next_is_not(hand: Hand) -> None:
    """A form that has to be opened is opened by the person, once, and the lesson goes on in it."""
    show(
        hand,
        "<button id=open onclick=\"document.body.insertAdjacentHTML('beforeend', '<div role=dialog><button id=go>Sichern</button></div>')\">Pflegen</button>",
    )
    hand.press("through")
    hand.click("#open")
    hand.do(lambda: None)
    hand.click("#open")
    hand.click("#go")
    found = answers(hand.learn([EDIT, "save"]))
    assert (found[EDIT], found["save"]) == (("taught", {"text": ["Pflegen"]}), ("taught", {"text": ["Sichern"]}))
    assert hand.page.evaluate("() => got").count("click") == 1
    assert hand.page.locator("[role=dialog]").count() == 1


def test_a_bar_that_is_in_the_way_moves(hand: Hand) -> None:
    """The toolbar at the top of the page can be reached."""
    show(hand, "<button id=top style='position:fixed;top:0;left:0'>Sichern</button>")
    hand.press("move")
    hand.do(lambda: None)
    hand.click("#top")
    assert answers(hand.learn(["save"]))["save"] == ("taught", {"text": ["Sichern"]})


def test_a_lesson_that_is_stopped_keeps_what_was_learned(hand: Hand) -> None:
    """Five minutes are not lost because of the sixth."""
    show(hand, TWO)
    hand.click("#x99123")
    hand.press("stop")
    result = hand.learn([EDIT, "save", "next"])
    assert [one["status"] for one in result["taught"]] == ["taught", "not_asked", "not_asked"]
    assert not result["ok"]
    assert "Pflegen" in result["override"]


def test_a_lesson_ends_by_itself(hand: Hand) -> None:
    """All waits are bounded."""
    show(hand, TWO)
    assert answers(hand.learn([EDIT], seconds=0.5)) == {EDIT: ("not_asked", None)}


def test_an_element_without_words_is_taught_by_what_its_page_keeps(hand: Hand) -> None:
    """An attribute for tests rather than a class; made-up ids never."""
    show(
        hand,
        "<a role=button id=ext-gen123 class=css-1q2w data-testid=edit-access><i></i>•</a><a role=button><i></i>•</a>",
    )
    hand.click("#ext-gen123")
    assert answers(hand.learn([EDIT]))[EDIT] == ("taught", {"selector": '[data-testid="edit-access"]'})


ROW = "<tr><td><i class='{0}' style='background:{1}'></i></td><td>Satz {2} stimmt</td></tr>"


def rows(*kinds: str) -> str:
    """Return rows of a validation in another language; a letter stands for a green or a red icon."""
    looks = {
        "g": ("bild-ok", "#0a0"),
        "r": ("bild-halt", "#c00"),
        "a": ("bild z1", "#0a0"),
        "b": ("bild z2", "#c00"),
        "s": ("bild z", "#0a0"),
    }
    return f"<table>{''.join(ROW.format(*looks[kind], number) for number, kind in enumerate(kinds))}</table>"


@pytest.mark.parametrize(
    ("kinds", "selector"),
    [("ggggggg", ".bild-ok"), ("gggrggg", ".bild-ok"), ("aaabaaa", ".z1"), ("sssssss", None), ("aaaaaaa", None)],
)
def test_rows_are_taught_by_a_green_icon(hand: Hand, kinds: str, selector: str | None) -> None:
    """Issue 9, point 7: for rows a green icon. A class that a red icon may bear too is no entry: it would make red rows green."""
    show(hand, TWO + rows(*kinds))
    hand.click("i")
    hand.press("skip")
    status, entry = answers(hand.learn(["row_good"]))["row_good"]
    assert (status, entry) == (("taught", {"selector": selector}) if selector else ("skipped", None))


def test_a_map_that_is_wrong_is_said_at_once(hand: Hand) -> None:
    """Not taken for elements that can't be taught."""
    with pytest.raises(InvalidInput, match="names sav"):
        hand.learn([EDIT], page_map={"sav": {"text": ["x"]}})


def test_what_was_learned_counts_for_what_follows(hand: Hand) -> None:
    """The map grows with the lesson, on top of the inventory's."""
    show(hand, TWO)
    hand.click("#x99123")
    hand.click("#x81723")
    result = hand.learn([EDIT, "save"], page_map={"save": {"text": ["Etwas"]}})
    assert json.loads(json.dumps(answers(result)))[EDIT][0] == "taught"
    assert answers(result)["save"] == ("taught", {"text": ["Pflegen"], "under": ["Optionen"]})


def test_every_question_is_about_an_element() -> None:
    """Nobody is asked for what the map doesn't know."""
    assert set(ASKED) <= {*ENTRIES, "row_good"}
