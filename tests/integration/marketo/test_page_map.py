"""How elements are found: on small pages of the tests' own, in a real browser, without an emulator."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    PageMismatch,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.doctor.findings import Findings
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.navigation import Navigation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.form import Form
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.part import Part
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.screen import Screen

from .small_pages import OPTIONS, SHORT

TAB = "<div role='tablist'><button role='tab' aria-selected='true'>Microsoft Dynamics</button><button role='tab'>Synchronisierungsfehler</button></div>"
MUNCHKIN = "<script>window.MktPage = {savedState: {munchkinId: '123-ABC-456'}}</script>"
EXT3_BUTTON = (
    "<table class='x-btn {0}'><tr><td><em><button type='button' class='x-btn-text'>{1}</button></em></td></tr></table>"
)
EXT4_BUTTON = (
    "<div class='x4-btn {0}'><em><button type='button'><span class='x4-btn-inner'>{1}</span></button></em></div>"
)


def navigation(screen: Screen) -> Navigation:
    """What reads the page as a whole."""
    return Navigation(screen, OPTIONS)


def found(screen: Screen, name: str) -> str | None:
    """Return the text of the one element of this name; None where it isn't clear which one it is."""
    with screen.look() as sight:
        choice = sight.choose(name)
        return sight.snapshot.text(choice.control) if isinstance(choice, Found) else None


BUTTONS = {
    "native": "<button>Save</button>",
    "in another case": "<button>SAVE</button>",
    "a link": "<a href='#'>Save</a>",
    "of a form": "<input type='submit' value='Save'>",
    "by its role": "<div role='button'>Save</div>",
    "named for assistive technology": "<button aria-label='Save'>&#128190;</button>",
    "named by another element": "<b id='n'>Save</b><button aria-labelledby='n'>S</button>",
    "named by its title": "<button title='Save'></button>",
    "ext3": EXT3_BUTTON.format("", "Save"),
    "ext4": EXT4_BUTTON.format("", "Save"),
    "with blanks and a colon": "<button> Save :\n</button>",
    "in a table beside others": "<table><tr><td><button>Save</button><td><button>Cancel</button></table>",
}


@pytest.mark.parametrize("kind", sorted(BUTTONS))
def test_buttons_of_every_make(show: Any, kind: str) -> None:
    """Once each."""
    assert show(BUTTONS[kind]).elements.is_there("save")


NOT_THERE = {
    "another text": "<button>Save as</button>",
    "disabled": "<button disabled>Save</button>",
    "disabled by a class": EXT3_BUTTON.format("x-item-disabled", "Save"),
    "disabled for assistive technology": "<div aria-disabled='true'><button>Save</button></div>",
    "hidden": "<button hidden>Save</button>",
    "far off the screen": "<div style='position:absolute;left:-10000px'><button>Save</button></div>",
    "not visible": "<button style='visibility:hidden'>Save</button>",
    "a text": "<p>Save</p>",
}


@pytest.mark.parametrize("kind", sorted(NOT_THERE))
def test_what_is_no_button_to_click(show: Any, kind: str) -> None:
    """None of it is found."""
    assert not show(NOT_THERE[kind]).elements.is_there("save")


FIELDS = {
    "beside a label that says nothing": "<div><label>Username:</label><div><input></div></div><div><label>Password:</label><div><input></div></div>",
    "by its label": "<label for='u'>Username</label><input id='u'>",
    "inside its label": "<label>Username <input></label>",
    "named for assistive technology": "<input aria-label='Username'>",
    "named by another element": "<span id='n'>Username *</span><input aria-labelledby='n'>",
    "in a table": "<table><tr><td><label>Username:</label></td><td><input></td></tr><tr><td><label>URL:</label></td><td><input></td></tr></table>",
}


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_fields_of_every_make(show: Any, kind: str) -> None:
    """The one field, whatever links it with its label."""
    form = Form(show(FIELDS[kind]), Part("the page", lambda sight: sight.snapshot.nodes[0]))
    form.fill({"username": "somebody"})
    assert form.held(["username"]) == {"username": "somebody"}


def test_choices(show: Any) -> None:
    """By the abbreviation in their names, as radio buttons with and without their own markup, and as entries of a list."""
    radios = "<label><input type='radio' name='m'> Mot de passe (ROPC)</label><label><input type='radio' name='m'> Server-to-Server (S2S)</label>"
    widgets = "<input type='button' role='radio' id='a'><label for='a'>Resource Owner Password Control</label>"
    listed = "<select><option>OAuth S2S</option><option>XS2SX</option></select>"
    for html, there in ((radios, [True, True]), (widgets, [True, False]), (listed, [False, True])):
        screen = show(html)
        assert [screen.elements.is_there(name) for name in ("auth_method_ropc", "auth_method_s2s")] == there
    assert found(show(listed), "auth_method_s2s") == "OAuth S2S"


def test_two_that_match(show: Any) -> None:
    """Neither is clicked, whichever frames they are in; the error counts them and names where to correct the map."""
    for html in (
        "<button>Save</button><button>Save</button>",
        "<button>Save</button><iframe srcdoc='<button>Save</button>'></iframe>",
    ):
        screen = show(html, timeout=SHORT)
        screen.tab.evaluate("() => { window.clicks = 0; onclick = () => { window.clicks += 1; }; }")
        screen.tab.wait_for_function(
            "() => [...document.querySelectorAll('iframe')].every(one => one.contentDocument.body.innerText)"
        )
        with pytest.raises(PageMismatch) as stopped:
            screen.elements.click("save")
        assert stopped.value.details["found"] == 2
        assert {"page_map", "dynamics_sync_page_map"} <= set(stopped.value.message.replace(")", " ").split())
        assert screen.tab.evaluate("window.clicks") == 0


def test_one_in_a_frame(show: Any) -> None:
    """Within a frame within a frame, but not in one that isn't shown."""
    screen = show(
        "<iframe srcdoc=\"<iframe srcdoc='<button>Save</button>'></iframe>\"></iframe><iframe hidden srcdoc='<button>Save</button>'></iframe>"
    )
    assert screen.wait(lambda: screen.elements.is_there("save") or None, AssertionError, 10)


def test_the_toolkits_own_name_prefers_one_of_several(show: Any) -> None:
    """Where two carry the label and one is what the toolkit's register names; two that it names stay two."""
    named = "<div id=enableSync><button>Disable Sync</button></div>"
    assert show(f"{named}<button>Disable Sync</button>").elements.is_there("disable_sync")
    assert not show(f"{named}{named}").elements.is_there("disable_sync")


def test_an_operators_selector(show: Any) -> None:
    """Alone it finds what it says; with labels both must fit; for the sync's button the label must fit in any case."""
    html = "<div id='a'><button>Ablage</button></div><div id='b'><button>Edit</button></div><button>Edit</button><button class='t'>Something</button>"
    screen = show(
        html,
        {
            "save": {"selector": "#a button"},
            "edit": {"selector": "#b", "labels": ["Edit"]},
            "enable_sync": {"selector": ".t"},
        },
    )
    assert [found(screen, name) for name in ("save", "edit", "enable_sync")] == ["Ablage", "Edit", None]
    assert "'#a button'" in screen.words.describe("save")


def test_an_operators_role_and_labels(show: Any) -> None:
    """What the map takes for a tab may be a button on a page of another make."""
    html = "<label><input type=radio name=m>Check it</label>"
    given = {"labels": ["Check it"]}
    assert not show(html, {"auth_method_s2s": {**given, "role": "tab"}}).elements.is_there("auth_method_s2s")
    assert show(html, {"auth_method_s2s": given}).elements.is_there("auth_method_s2s")


def test_a_selector_that_only_a_browser_refuses(show: Any) -> None:
    """One sentence, before any address is opened."""
    with pytest.raises(InvalidInput, match="page_map .*save: selector is 'a:nonsense-state', which the browser"):
        show("", {"save": {"selector": "a:nonsense-state"}})


def test_the_language_is_learnt_from_the_page(show: Any) -> None:
    """From its labels, although the frame around it claims another."""
    screen = show(f"{MUNCHKIN}{TAB}<button>Synchronisierung deaktivieren</button>")
    assert navigation(screen).read(()).sync_enabled is True
    assert screen.words.language == "de"


def test_a_language_that_is_not_in_the_map(show: Any) -> None:
    """The sentence says what the page shows, which languages there are, and how to correct the map."""
    screen = show(
        f"{MUNCHKIN}{TAB}<button>Disattiva sincronizzazione</button><a href='#'>Modifica</a>",
        lang="it-IT",
        timeout=SHORT,
    )
    with pytest.raises(PageMismatch) as stopped:
        navigation(screen).read(())
    words = [
        "'it-IT'",
        "'Disattiva sincronizzazione'",
        "en, fr, de, ja, pt, es",
        "My Account > Location",
        "page_map",
        "dynamics_sync_page_map",
    ]
    assert [word for word in words if word not in stopped.value.message] == []


def test_the_doctors_override_for_a_renamed_button(show: Any) -> None:
    """What the toolkit's register names is the one candidate; a label that means something else, or starts an initial sync, never is one."""
    buttons = "<button id={0}>Apply</button><button>Reset</button><button>Cancel</button><button>Start Sync</button>"
    for html, wanted in (
        (buttons.format("submit"), (["Apply"], True)),
        (buttons.format("x"), (["Apply", "Reset"], False)),
    ):
        screen = show(f"<div role=group>{html}</div>")
        with screen.look() as sight:
            assert Findings(screen).candidates("save", sight) == wanted
