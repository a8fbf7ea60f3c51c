"""The page map as data: complete in six languages, and an operator's corrections checked before anything is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.doctor.screens import (
    EXPECTED,
    PAGE_MAP_VERSION,
    SCREENS,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.forbidden import (
    is_forbidden_text,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.language import language_of
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.selectors import complaint
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.text import fold
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.words import (
    LANGUAGES,
    all_words,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.vocabulary import Vocabulary
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS

# A sample of the published labels, typed from the documentation's table rather than taken from the code.
PUBLISHED = [
    ("disable_sync", "fr", "Désactiver la synchronisation"),
    ("disable_sync", "ja", "同期を無効にする"),
    ("enable_sync", "es", "Habilitar sincronización"),
    ("enable_sync", "de", "Synchronisierung aktivieren"),
    ("edit", "pt", "Editar"),
    ("username", "fr", "Nom d'utilisateur"),
    ("client_id", "en", "Client ID"),
    ("client_id", "en", "Client Id"),
    ("client_secret", "de", "Client-geheim"),
    ("save", "pt", "Save"),
    ("validate_sync_setup", "fr", "Validation de la configuration de la synchronisation"),
    ("next", "pt", "Próxima"),
    ("close", "de", "Schließen"),
    ("reconfigure_auth_method", "es", "Reconfigurar nuevo método de autenticación"),
    ("switch", "ja", "切替"),
]
# What other parts of the collection and the emulator's switches call the elements.
NAMES = [
    "disable_sync",
    "enable_sync",
    "edit",
    "username",
    "password",
    "client_id",
    "client_secret",
    "organization_url",
    "save",
    "cancel",
    "validate_sync_setup",
    "next",
    "close",
    "yes",
    "confirm",
    "ok",
    "no",
    "sync_status",
    "sync_errors",
    "reconfigure_auth_method",
    "validate",
    "switch",
    "tenant_id",
    "auth_method_ropc",
    "auth_method_s2s",
    "dynamics_tab",
]

# page_map -> words of the one sentence about it
REFUSED: list[tuple[Any, list[str]]] = [
    ([], []),
    (["save"], ["is a list", "dictionary"]),
    ({"sav": {"labels": ["Apply"]}}, ["names sav", "save"]),
    ({"save": {"role": "knob"}}, ["save", "'knob'", "button", "field"]),
    ({"save": {"label": ["Apply"]}}, ["save has label", "labels"]),
    ({"save": {}}, ["save is empty", "selector"]),
    ({"save": None}, ["save is empty"]),
    ({"save": {"labels": []}}, ["labels is"]),
    ({"save": {"labels": None}}, ["labels is"]),
    ({"save": {"labels": ["Apply", "  "]}}, ["no letter or digit"]),
    ({"save": {"labels": ["*"]}}, ["no letter or digit"]),
    ({"save": {"labels": [True]}}, ["True", "quotation marks"]),
    ({"save": {"labels": {"it": ["Salva"]}}}, ["for it", "en, fr, de, ja, pt, es"]),
    ({"save": {"labels": {"fr": [""]}}}, ["labels: fr", "no letter or digit"]),
    ({"save": {"labels": {}}}, ["labels is"]),
    ({"save": {"selector": "//button"}}, ["'//button'", "XPath"]),
    ({"save": {"selector": 3}}, ["selector is a number"]),
    ({"enable_sync": {"labels": ["Start Sync"]}}, ["'Start Sync'", "never clicked"]),
    ({"edit": {"labels": {"de": ["Synchronisierung starten:"]}}}, ["never clicked"]),
    (
        {"enable_sync": {"labels": ["Sync"]}, "disable_sync": {"labels": {"en": ["Sync:"]}}},
        ["'Sync'", "disable_sync and of enable_sync"],
    ),
    ({"enable_sync": {"labels": ["Disable Sync"]}}, ["'Disable Sync'"]),
]

SELECTORS = [
    "#save",
    "button.save",
    "button[type='submit']",
    ".x-window > .x-btn:nth-child(2n+1)",
    "a, button",
    "form :is(button, a):not(.x)",
    '[data-id="a,b"]',
    "*",
    "li ~ li + li",
    "#\\:r1\\:",
    "input[name$=secret i]",
]
NO_SELECTORS = [
    "",
    "  ",
    "//button",
    "xpath=//a",
    "text=Save",
    "a >> b",
    "button[",
    "button]",
    "button:not(.x",
    "a,",
    ", a",
    "> a",
    "a >",
    "a {}",
    "#1a",
    ".",
    "a..b",
    "button:",
    "[]",
    "a[href='x]",
    "a::before",
    "a > > b",
    "<button>",
    "a;b",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_element_has_words_and_a_place(name: str) -> None:
    """Words in English, and in every language unless they are the same everywhere; the doctor either sees it or says why not."""
    words = ENTRIES[name].words
    assert set(words) in ({"en"}, set(LANGUAGES))
    assert all(fold(text) for text in all_words(words))
    assert EXPECTED[name].screens or EXPECTED[name].later
    assert set(EXPECTED[name].screens) <= set(SCREENS)


def test_the_names_that_others_use() -> None:
    """All of them, under a version."""
    assert set(NAMES) == set(EXPECTED) <= set(ENTRIES)
    assert PAGE_MAP_VERSION.isdigit()
    assert all(way == "" or way in ENTRIES for way in SCREENS.values())


@pytest.mark.parametrize(("name", "language", "text"), PUBLISHED)
def test_published_labels(name: str, language: str, text: str) -> None:
    """What the documentation says is tried."""
    assert fold(text) in map(fold, ENTRIES[name].words[language])


def test_the_two_states_never_share_a_label() -> None:
    """The label is the state, so an overlap would turn it around."""
    off, on = ({fold(text) for text in all_words(ENTRIES[name].words)} for name in ("enable_sync", "disable_sync"))
    assert not off & on


def test_the_first_time_wizard_is_not_in_the_map() -> None:
    """A2: nothing of what begins a sync is any element's word."""
    assert [text for entry in ENTRIES.values() for text in all_words(entry.words) if is_forbidden_text(text)] == []


def test_corrections_come_first() -> None:
    """A plain list in every language, a dictionary in its own; the rest of the map stays."""
    words = Vocabulary({"edit": {"labels": ["Change"]}, "save": {"labels": {"fr": ["Valider", "Garder"]}}})
    words.language = "de"
    assert words.labels("edit") == ["Change", "Bearbeiten", "Edit"]
    assert words.labels("save") == ["Speichern", "Save"]
    words.language = "fr"
    assert words.labels("save") == ["Valider", "Garder", "Enregistrer", "Save"]
    assert words.labels("next") == ["Suivant", "Next"]


def test_yes_and_no_without_quotation_marks() -> None:
    """YAML takes them for true and false."""
    words = Vocabulary({False: {"labels": ["Nope"]}, "True": {"labels": ["Yep"]}})
    words.language = "en"
    assert (words.labels("no"), words.labels("yes")) == (["Nope", "No"], ["Yep", "Yes"])


def test_a_selector_alone_decides() -> None:
    """Its description names nothing else, except with labels beside it; the role is the operator's."""
    words = Vocabulary(
        {"save": {"selector": "#a"}, "next": {"selector": "#b", "labels": ["Go"]}, "edit": {"role": "tab"}}
    )
    assert words.describe("save") == "the button at '#a'"
    assert words.describe("next").startswith("the button 'Go' or ")
    assert words.describe("next").endswith(" at '#b'")
    assert words.entries["edit"].kind == "tab"
    assert dict(words.overrides.selectors) == {"save": "#a", "next": "#b"}


@pytest.mark.parametrize(("page_map", "words"), REFUSED)
def test_corrections_that_cannot_be_used(page_map: Any, words: list[str]) -> None:
    """One sentence says what is wrong, and by which option and variable it came."""
    if not words:
        assert parse_overrides(page_map).selectors == {}
        return
    with pytest.raises(InvalidInput) as refused:
        parse_overrides(page_map)
    assert refused.value.message.startswith("page_map (role variable dynamics_sync_page_map)")
    assert [word for word in words if word not in refused.value.message] == []


@pytest.mark.parametrize("selector", SELECTORS)
def test_selectors(selector: str) -> None:
    """CSS is let through."""
    assert complaint(selector) is None


@pytest.mark.parametrize("selector", NO_SELECTORS)
def test_no_selectors(selector: str) -> None:
    """What people get wrong is not."""
    assert complaint(selector)


@pytest.mark.parametrize(
    ("shown", "said", "language"),
    [
        (["Désactiver la synchronisation", "Sync Status", "Modifier"], "en", "fr"),
        (["同期の有効化"], "", "ja"),
        (["Editar"], "pt-BR", "pt"),
        (["Editar"], "", None),
        (["Editar", "Desactivar sincronización"], "pt", "es"),
        (["Microsoft Dynamics"], "fr", None),
        ([], "de", None),
    ],
)
def test_the_language_is_told_by_the_words(
    read: Callable[..., Capture], shown: list[str], said: str, language: str | None
) -> None:
    """Most words decide, the page's own language only between equals; nothing known is no language."""
    buttons = "".join(f"<button>{text}</button>" for text in shown)
    page = read(f"<script>document.documentElement.lang = '{said}'</script>{buttons}").snapshot
    assert language_of(page) == language


def test_seven_rows_with_fixes() -> None:
    """As in Adobe's article."""
    assert [row.id for row in ROWS] == [1, 2, 3, 4, 5, 6, 7]
    assert all(row.fix.endswith(".") for row in ROWS)
    assert len({row.heading for row in ROWS}) == 7


def test_icons_of_rows_can_be_named() -> None:
    """A3: icons that nobody knows are data in the inventory."""
    given = {"row_good": {"selector": ".ok17"}, "row_bad": {"selector": ".ok18"}, "save": {"labels": ["Apply"]}}
    assert parse_overrides(given).selectors == {"row_good": ".ok17", "row_bad": ".ok18"}


@pytest.mark.parametrize("entry", [None, {}, 3, {"labels": ["Good"]}, {"selector": ".a", "role": "button"}])
def test_a_part_only_has_a_selector(entry: object) -> None:
    """Nothing in the option is ignored."""
    with pytest.raises(InvalidInput, match="row_good"):
        parse_overrides({"row_good": entry})


def test_a_part_with_a_selector_that_is_none() -> None:
    """Refused before a browser opens."""
    with pytest.raises(InvalidInput, match="row_bad"):
        parse_overrides({"row_bad": {"selector": "#[x"}})
