"""The labels of the pages by language, from labels.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("labels.yml")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return table


def languages() -> list[str]:
    """Every language that the table knows."""
    return sorted({language for entry in _table().values() for language in entry})


def labels(language: str, variant: int = 0) -> dict[str, str]:
    """Return key -> label for one language, English where it has none."""
    chosen = {}
    for key, entry in _table().items():
        spellings = entry.get(language) or entry["en"]
        chosen[key] = spellings[min(variant, len(spellings) - 1)]
    return chosen
