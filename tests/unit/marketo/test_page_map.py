"""The labels of the page: complete in six languages."""

from __future__ import annotations

import pytest
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.labels import LABELS, LANGUAGES, ROLES, with_additions
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.page_map.rows import BAD, GOOD, ROWS

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
]


@pytest.mark.parametrize("key", sorted(LABELS))
def test_six_languages_each(key):
    """Every element has a role, and at least one label in every language."""
    assert set(LABELS[key]) == {"en", "fr", "de", "ja", "pt", "es"} == set(LANGUAGES)
    assert all(texts and all(text == text.strip() for text in texts) for texts in LABELS[key].values())
    assert ROLES[key] in ("button", "link_or_button", "tab", "field")


@pytest.mark.parametrize(("key", "language", "text"), PUBLISHED)
def test_published_labels(key, language, text):
    """What the documentation says is tried."""
    assert text in LABELS[key][language]


def test_the_two_states_never_share_a_label():
    """The label is the state, so an overlap would turn it around."""
    off, on = ({text for texts in LABELS[key].values() for text in texts} for key in ("enable_sync", "disable_sync"))
    assert not off & on


def test_the_first_time_wizard_is_not_in_the_map():
    """Nothing that isn't in the map can be clicked."""
    start = {"Start Sync", "Démarrer la synchronisation", "Synchronisierung starten", "Iniciar sincronización", "同期を開始", "Iniciar Sincronização"}
    assert not start & {text for labels in LABELS.values() for texts in labels.values() for text in texts}


def test_additions_come_first_in_every_language():
    """An operator corrects the map without touching it."""
    added = with_additions({"edit": ("Change",)})
    assert all(added["edit"][language][0] == "Change" for language in LANGUAGES)
    assert added["edit"]["en"] == ("Change", "Edit")
    assert added["save"] == LABELS["save"]


def test_seven_rows_with_fixes():
    """As in Adobe's article."""
    assert [row.id for row in ROWS] == [1, 2, 3, 4, 5, 6, 7]
    assert all(row.fix.endswith(".") for row in ROWS)
    assert len({row.heading for row in ROWS}) == 7
    assert not set(GOOD) & set(BAD)
