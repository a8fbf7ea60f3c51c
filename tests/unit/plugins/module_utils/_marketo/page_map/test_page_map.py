"""The page map as data: complete in six languages, and an operator's corrections checked before anything is opened."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.element import (
    LANGUAGES,
    ROLES,
    fold,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.elements import (
    BY_NAME,
    ELEMENTS,
    NEVER_CLICKED,
    PAGE_MAP_VERSION,
    SCREENS,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.page_map import PageMap
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page_map.selectors import complaint
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
    ({"save": {"labels": []}}, ["labels is empty"]),
    ({"save": {"labels": None}}, ["labels is empty"]),
    ({"save": {"labels": ["Apply", "  "]}}, ["an empty label"]),
    ({"save": {"labels": ["*"]}}, ["an empty label"]),
    ({"save": {"labels": [True]}}, ["True", "quotation marks"]),
    ({"save": {"labels": {"it": ["Salva"]}}}, ["for it", "en, fr, de, ja, pt, es"]),
    ({"save": {"labels": {"fr": [""]}}}, ["labels: fr", "an empty label"]),
    ({"save": {"labels": {}}}, ["labels is empty"]),
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


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
def test_six_languages_each(element: Any) -> None:
    """Every element has a role, and at least one label in every language; the doctor either sees it or says why not."""
    assert set(element.labels) == {"en", "fr", "de", "ja", "pt", "es"} == set(LANGUAGES)
    assert all(texts and all(text == fold(text) and text for text in texts) for texts in element.labels.values())
    assert element.role in ROLES
    assert element.screens or element.later
    assert set(element.screens) <= set(SCREENS)


def test_the_names_that_others_use() -> None:
    """All of them, once, under a version."""
    assert sorted(BY_NAME) == sorted(NAMES)
    assert len(ELEMENTS) == len(BY_NAME)
    assert PAGE_MAP_VERSION.isdigit()
    assert all(way == "" or way in BY_NAME for way in SCREENS.values())


@pytest.mark.parametrize(("name", "language", "text"), PUBLISHED)
def test_published_labels(name: str, language: str, text: str) -> None:
    """What the documentation says is tried."""
    assert text in PageMap().labels(name, (language,))


def test_the_two_states_never_share_a_label() -> None:
    """The label is the state, so an overlap would turn it around."""
    off, on = (set(PageMap().labels(name)) for name in ("enable_sync", "disable_sync"))
    assert not off & on


def test_the_first_time_wizard_is_not_in_the_map() -> None:
    """Nothing that isn't in the map can be clicked."""
    start = {
        "Start Sync",
        "Démarrer la synchronisation",
        "Synchronisierung starten",
        "Iniciar sincronización",
        "同期を開始",
        "Iniciar Sincronização",
    }
    assert start == NEVER_CLICKED
    assert not start & {text for name in BY_NAME for text in PageMap().labels(name)}


def test_corrections_come_first() -> None:
    """A plain list in every language, a dictionary in its own; the rest of the map stays."""
    corrected = PageMap({"edit": {"labels": ["Change :"]}, "save": {"labels": {"fr": ["Valider", "Garder"]}}})
    assert corrected.labels("edit", ("en",)) == ["Change", "Edit"]
    assert corrected.labels("edit", ("de", "en")) == ["Change", "Bearbeiten", "Edit"]
    assert corrected.labels("save", ("fr", "en")) == ["Valider", "Garder", "Enregistrer", "Save"]
    assert corrected.labels("save", ("en",)) == ["Save"]
    assert corrected.labels("next") == PageMap().labels("next")


def test_yes_and_no_without_quotation_marks() -> None:
    """YAML takes them for true and false."""
    assert PageMap({False: {"labels": ["Nope"]}, "True": {"labels": ["Yep"]}}).labels("no", ("en",)) == ["Nope", "No"]


def test_a_selector_alone_decides() -> None:
    """Except with labels beside it, and where the label is the sync's state."""
    corrected = PageMap(
        {
            "save": {"selector": "#a"},
            "next": {"selector": "#b", "labels": ["Go"]},
            "disable_sync": {"selector": "#c"},
            "edit": {"role": "tab"},
        }
    )
    asked = {name: corrected.query(name, ("en",)) for name in ("save", "next", "disable_sync", "edit")}
    assert {name: (query["selector"], query["alone"]) for name, query in asked.items()} == {
        "save": ("#a", True),
        "next": ("#b", False),
        "disable_sync": ("#c", False),
        "edit": (None, False),
    }
    assert asked["edit"]["role"] == "tab"
    assert corrected.selectors == {"save": "#a", "next": "#b", "disable_sync": "#c"}


@pytest.mark.parametrize(("page_map", "words"), REFUSED)
def test_corrections_that_cannot_be_used(page_map: Any, words: list[str]) -> None:
    """One sentence says what is wrong, and by which option and variable it came."""
    if not words:
        assert PageMap(page_map).selectors == {}
        return
    with pytest.raises(InvalidInput) as refused:
        PageMap(page_map)
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
    ("matched", "hint", "language"),
    [
        (
            {"disable_sync": ["Désactiver la synchronisation"], "sync_status": ["Sync Status"], "edit": ["Modifier"]},
            "en",
            "fr",
        ),
        ({"enable_sync": ["同期の有効化"]}, None, "ja"),
        ({"edit": ["Editar"]}, "pt-BR", "pt"),
        ({"edit": ["Editar"]}, None, None),
        ({"edit": ["Editar"], "disable_sync": ["Desactivar sincronización"]}, "pt", "es"),
        ({"dynamics_tab": ["Microsoft Dynamics"]}, "fr", None),
        ({}, "de", None),
    ],
)
def test_the_language_is_told_by_the_labels(
    matched: dict[str, list[str]], hint: str | None, language: str | None
) -> None:
    """Most labels decide, the page's own word only between equals; nothing known is no language."""
    assert PageMap().language(matched, hint) == language


def test_a_label_of_the_operator_tells_its_language() -> None:
    """Where it was given for one."""
    assert PageMap({"edit": {"labels": {"de": ["Ändern"]}}}).language({"edit": ["Ändern"]}) == "de"
    assert PageMap({"edit": {"labels": ["Ändern"]}}).language({"edit": ["Ändern"]}) is None


def test_seven_rows_with_fixes() -> None:
    """As in Adobe's article."""
    assert [row.id for row in ROWS] == [1, 2, 3, 4, 5, 6, 7]
    assert all(row.fix.endswith(".") for row in ROWS)
    assert len({row.heading for row in ROWS}) == 7


def test_icons_of_rows_can_be_named() -> None:
    """A3: icons that nobody knows are data in the inventory."""
    given = {"row_good": {"selector": ".ok17"}, "row_bad": {"selector": ".ok18"}, "save": {"labels": ["Apply"]}}
    assert PageMap(given).selectors == {"row_good": ".ok17", "row_bad": ".ok18"}


@pytest.mark.parametrize("entry", [None, {}, "a", {"labels": ["Good"]}, {"selector": ".a", "role": "button"}])
def test_a_part_only_has_a_selector(entry: object) -> None:
    """Nothing in the option is ignored."""
    with pytest.raises(InvalidInput, match="row_good"):
        PageMap({"row_good": entry})


def test_a_part_with_a_selector_that_is_none() -> None:
    """Refused before a browser opens."""
    with pytest.raises(InvalidInput, match="row_bad: selector"):
        PageMap({"row_bad": {"selector": "#[x"}})
