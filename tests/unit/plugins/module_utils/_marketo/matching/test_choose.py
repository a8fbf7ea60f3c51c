"""Which element is taken, and when none is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.forbidden import (
    forbidden,
    is_forbidden_text,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found, Refused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture
from tests.unit.plugins.module_utils._marketo.conftest import by_id

Read = Callable[..., Capture]
KNOWN = {"client_id": "11111111-2222-3333-4444-555555555555", "username": "sync@contoso.com"}


def chosen(page: Capture, name: str, known: Mapping[str, str] | None = None) -> str:
    """Return the id of what is taken for an entry."""
    choice = choose(ENTRIES[name], page.snapshot, known)
    assert isinstance(choice, Found), choice.sentence()
    return choice.control.id


def refusal(page: Capture, name: str, known: Mapping[str, str] | None = None) -> Refused:
    """Return why nothing is taken."""
    choice = choose(ENTRIES[name], page.snapshot, known)
    assert isinstance(choice, Refused), choice
    return choice


SECTIONS = (
    "<section><h3>Sync Options</h3><button id=o>Edit</button></section>"
    "<section><h3>{}</h3><p>Username: {}</p><button id=c>Edit</button></section>"
    "<section><h3>Field Sync Details</h3><button id=f>Edit</button></section>"
)


@pytest.mark.parametrize(
    "heading", ["Credentials", "Step 1: Enter Credentials", "Anmeldeinformationen", "資格情報を入力"]
)
def test_edit_is_the_one_beside_credentials(read: Read, heading: str) -> None:
    """B4: three sections have an Edit each."""
    assert chosen(read(SECTIONS.format(heading, "x")), "edit") == "c"


def test_edit_in_a_flat_page_goes_by_the_layout(read: Read) -> None:
    """B4: headings and buttons that no container holds together."""
    page = read(
        "<div>Sync Options</div><a id=o href=#>Edit</a><div>Credentials</div><p>x</p><a id=c href=#>Edit</a>"
        "<div>Field Sync Details</div><a id=f href=#>Edit</a>"
    )
    assert chosen(page, "edit") == "c"


def test_edit_is_found_by_the_values_beside_it(read: Read) -> None:
    """B4: headings in words that nobody knows; we know the username."""
    page = read(
        SECTIONS.replace("Sync Options", "A").replace("Field Sync Details", "B").format("C", "<b>sync@contoso.com</b>")
    )
    assert refusal(page, "edit").why.startswith("3 candidates")
    assert chosen(page, "edit", KNOWN) == "c"


def test_edit_of_another_section_alone_is_refused(read: Read) -> None:
    """B4: better nothing than the Edit of the field list."""
    page = read("<section><h3>Sync Options</h3><button>Edit</button></section>")
    refused = refusal(page, "edit")
    assert "Sync Options" in refused.sentence()
    assert refused.as_data()["candidates"][0]["score"] < 0


def test_two_that_fit_equally_are_refused_with_both(read: Read) -> None:
    """The sentence holds both, with scores and places."""
    sentence = refusal(read("<button id=a>Save</button><button id=b>Save</button>"), "save").sentence()
    assert "(1)" in sentence
    assert "(2)" in sentence
    assert "#a" in sentence
    assert "#b" in sentence


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=x onclick='1'>Disable Sync</div>",
        "<div id=x style='cursor:pointer'><span>Disable Sync</span></div>",
        "<div id=x role=menuitem>Disable Sync</div>",
        "<div id=x class=x4-menu-item tabindex=-1 style='cursor:pointer'><a>Disable Sync</a></div>",
        "<button id=x>Disable sync</button>",
        "<button id=x><i>sync</i>Disable Sync</button>",
        "<button id=x>syncDisable Sync</button>",
        "<button id=x aria-label='Toggle synchronization'>Disable Sync</button>",
        "<button id=x>  Disable\n Sync * </button>",
        "<button id=x aria-label='Disable Sync'><i></i></button>",
    ],
)
def test_a_control_is_what_receives_the_click(read: Read, markup: str) -> None:
    """B6: a div with a handler, a menu item, a pointer, other case, an icon font's ligature, another accessible name."""
    assert chosen(read(markup), "disable_sync") == "x"


def test_of_several_the_one_in_the_toolbar_is_the_toggle(read: Read) -> None:
    """B7: Dynamics Entities Sync and Sales Insight use the same words."""
    page = read(
        "<div role=toolbar><button id=x>Enable Sync</button></div>"
        "<section><h3>Dynamics Entities Sync</h3><button id=y>Enable Sync</button></section>"
        "<section><h3>Step 3: Enable Sync</h3><button id=z>Edit</button></section>"
    )
    assert chosen(page, "enable_sync") == "x"


@pytest.mark.parametrize(
    "style", ["opacity:0", "height:0;overflow:hidden", "position:absolute;left:9000px", "visibility:hidden"]
)
def test_hidden_copies_are_not_counted(read: Read, style: str) -> None:
    """B8: nobody sees them, so they are not there."""
    assert chosen(read(f"<div style='{style}'><button>Save</button></div><button id=x>Save</button>"), "save") == "x"
    assert chosen(read("<div inert><button>Save</button></div><button id=x>Save</button>"), "save") == "x"
    assert chosen(read("<div aria-hidden=true><button>Save</button></div><button id=x>Save</button>"), "save") == "x"


def test_what_is_covered_is_refused_and_the_cover_named(read: Read) -> None:
    """B13: a tour over everything."""
    page = read("<button>Save</button><div id=tour style='position:fixed;inset:0'>Welcome</div>")
    assert "covered by 'Welcome'" in refusal(page, "save").sentence()


@pytest.mark.parametrize(
    "look", ["disabled", "aria-disabled=true", "class='btn is-disabled'", "class=btnDisabled", "style='opacity:.4'"]
)
def test_what_is_disabled_is_refused(read: Read, look: str) -> None:
    """B6: greyed in any way."""
    assert "disabled" in refusal(read(f"<button {look}>Save</button>"), "save").sentence()


def test_a_button_in_a_shadow_root_is_found(read: Read) -> None:
    """B26: the page may be made of components."""
    page = read(
        "<div id=open></div>",
        "() => { document.getElementById('open').attachShadow({mode: 'open'}).innerHTML = '<button id=x>Save</button>'; }",
    )
    assert chosen(page, "save") == "x"


def test_a_missing_element_is_refused_with_its_words(read: Read) -> None:
    """So that an operator knows what to correct."""
    assert "'Save'" in refusal(read("<button>Apply</button>"), "save").sentence()


FORBIDDEN = [
    "Start Sync", "START SYNC", "Start sync", "Start Initial Sync", "Start the first sync now", "Démarrer la synchronisation",
    "Synchronisierung starten", "Iniciar sincronización", "同期を開始", "初期同期", "Iniciar Sincronização", "startSync", "btn-start-sync",
    "Lancer la synchronisation initiale", "Run initial sync", "Erstsynchronisierung", "synchronisation_starten",
]  # fmt: skip
ALLOWED = ["Enable Sync", "Disable Sync", "Sync Options", "Synchronisierung aktivieren", "Habilitar sincronización", "Start", "Ativar Sincronização",
           "Désactiver la synchronisation", "同期の有効化", "Sync Status", "Save"]  # fmt: skip


@pytest.mark.parametrize("text", FORBIDDEN)
def test_no_text_that_begins_a_sync_is_allowed(text: str) -> None:
    """A2: in six languages, in any case, with any word between."""
    assert is_forbidden_text(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_other_texts_are_allowed(text: str) -> None:
    """A2: the guard doesn't stop the procedure."""
    assert not is_forbidden_text(text)


@pytest.mark.parametrize(
    "markup",
    [
        "<button class=t>Start Sync</button>",
        "<button class=t aria-label='Start initial sync'>Save</button>",
        "<button class=t id=startSync>Save</button>",
        "<button><span class=t>Save</span> <b>start sync</b></button>",
        "<div onclick=1 title='Start Sync'><span class=t>Save</span></div>",
        "<div role=dialog><button>Start Sync</button><button class=t>Save</button></div>",
    ],
)
def test_no_selector_reaches_what_begins_a_sync(read: Read, markup: str) -> None:
    """A2: checked on the node, its parts, what it stands in, its names and ids, and its window."""
    page = read(markup, selectors={"save": ".t"})
    entry = ENTRIES["save"]
    entry = type(entry)(entry.name, entry.words, selector=True)
    choice = choose(entry, page.snapshot, scope=page.snapshot.nodes[0])
    assert isinstance(choice, Refused)
    assert "begins a sync" in choice.sentence()


def test_a_message_that_speaks_of_the_sync_can_be_answered(read: Read) -> None:
    """A2: a sentence in a window is not a button."""
    page = read("<div role=dialog><p>The sync will start in a few minutes.</p><button id=x>OK</button></div>").snapshot
    assert forbidden(page, by_id(page, "x")) is None
