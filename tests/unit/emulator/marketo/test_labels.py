"""The table of labels, against spellings written down here once more."""

from __future__ import annotations

import pytest

from tests.emulator.marketo.labels import labels, languages

_NEXT = {"en": "Next", "fr": "Suivant", "de": "Weiter", "es": "Siguiente", "ja": "次へ", "pt": "Próxima"}
_DISABLE = {
    "en": "Disable Sync",
    "fr": "Désactiver la synchronisation",
    "de": "Synchronisierung deaktivieren",
    "es": "Desactivar sincronización",
    "ja": "同期の無効化",
    "pt": "Desativar sincronização",
}


def test_six_languages() -> None:
    assert languages() == sorted(_NEXT)


@pytest.mark.parametrize("language", sorted(_NEXT))
def test_spellings(language: str) -> None:
    table = labels(language)
    assert (table["next"], table["disable_sync"]) == (_NEXT[language], _DISABLE[language])


@pytest.mark.parametrize("language", sorted(set(_NEXT) - {"en"}))
def test_every_label_has_a_wording_in_every_language(language: str) -> None:
    """What is the same as in English is the same word there, or a name."""
    english, said = labels("en"), labels(language)
    same = {key for key, text in english.items() if said[key] == text}
    assert same <= {
        "admin",
        "organization_url",
        "ok",
        "no",
        "switch",
        "integration",
        "column_at",
        "column_message",
        "error",
        "unknown",
        # The documentation's translations leave these in English, the last one in Spanish only.
        "download_solution",
        "advanced_sync",
        "campaign_sync",
    }


def test_another_spelling_where_there_is_one() -> None:
    table = labels("pt", variant=1)
    assert (table["next"], table["edit"]) == ("Next", "Editar")


def test_an_unknown_language_is_english() -> None:
    assert labels("tlh") == labels("en")
