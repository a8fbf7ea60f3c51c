"""The description of a generated page: reproducible, really varied, and never one that leaves a person in doubt."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.emulator.marketo.generator.description import describe, grammar, vocabulary

SEEDS = range(300)
LANGUAGES = {"en", "fr", "de", "es", "ja", "pt"}


@cache
def pages(count: int = len(SEEDS)) -> list[dict[str, Any]]:
    """The descriptions of so many seeds, drawn once for all tests."""
    return [describe(seed) for seed in range(count)]


def _value(description: dict[str, Any], name: str) -> Any:
    for part in name.split("."):
        description = description[part]
    return description


def test_the_same_seed_gives_the_same_page() -> None:
    assert json.dumps(describe(42)) == json.dumps(describe(42))


def test_another_seed_gives_another_page() -> None:
    assert len({json.dumps({**page, "seed": 0}) for page in pages()}) == len(SEEDS)


def test_a_description_is_plain_data() -> None:
    assert json.loads(json.dumps(describe(7))) == describe(7)


@pytest.mark.parametrize("name", [name for name in grammar() if name not in ("sections.order", "fields.order")])
def test_every_alternative_is_drawn(name: str) -> None:
    assert {_value(page, name) for page in pages()} == set(grammar()[name])


def test_every_order_of_sections_and_fields_is_drawn() -> None:
    assert len({tuple(page["sections"]["order"]) for page in pages()}) == 6
    assert len({tuple(page["fields"]["order"][:5]) for page in pages()}) == 4


@pytest.mark.parametrize("key", vocabulary())
def test_every_spelling_is_drawn(key: str) -> None:
    drawn = {page["words"][key] for page in pages(900)}
    spellings = {word for words in vocabulary()[key].values() for word in words}
    assert drawn == spellings


def test_english_is_the_most_frequent_language_and_all_six_occur() -> None:
    drawn = [page["language"] for page in pages()]
    assert drawn.count("en") > len(drawn) / 2
    assert set(drawn) == LANGUAGES


def test_every_word_is_a_language_of_the_product() -> None:
    assert {language for entry in vocabulary().values() for language in entry} == LANGUAGES
    assert all("en" in entry for entry in vocabulary().values())


def test_a_placeholder_is_the_label_of_empty_fields_only() -> None:
    found = [page for page in pages() if page["fields"]["label"] == "placeholder"]
    assert found
    assert {(page["prefill"], page["prefill_validation"], page["secret_prefill"]) for page in found} == {("blank",) * 3}
