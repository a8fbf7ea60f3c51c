"""What a message says of what was done just before."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.messages import (
    FAILED,
    UNCLEAR,
    WORKED,
    meaning_of,
)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Credentials saved.", WORKED),
        ("Sync disabled. OK", WORKED),
        ("Les informations ont été enregistrées", WORKED),
        ("Les identifiants sont enregistrés", WORKED),
        ("Die Daten wurden erfolgreich gespeichert.", WORKED),
        ("Se ha guardado correctamente", WORKED),
        ("保存しました", WORKED),
        ("As credenciais foram salvas", WORKED),
        ("The credentials could not be saved.", FAILED),
        ("Invalid Client Id", FAILED),
        ("Saved with errors", FAILED),
        ("Speichern fehlgeschlagen", FAILED),
        ("エラーが発生しました", FAILED),
        ("Maintenance is planned for Sunday.", UNCLEAR),
        ("", UNCLEAR),
    ],
)
def test_plain_words_of_six_languages(text: str, meaning: str) -> None:
    """B17, B18: a word of failure outweighs one of success, and no word tells nothing."""
    assert meaning_of(text) == meaning
