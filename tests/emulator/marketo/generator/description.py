"""Draws the description of a page from a seed: plain data, from which the scripts build the page."""

from __future__ import annotations

import itertools
import random
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
Description = dict[str, Any]
Seed = int | str


@cache
def grammar() -> dict[str, dict[Any, int]]:
    """Return every choice with its alternatives and their weights."""
    choices: dict[str, dict[Any, int]] = _read("grammar.yml")
    return choices


@cache
def vocabulary() -> dict[str, dict[str, list[str]]]:
    """Return key -> language -> spellings."""
    words: dict[str, dict[str, list[str]]] = _read("words.yml")
    return words


def describe(seed: Seed) -> Description:
    """Draw the page of a seed. The same seed always gives the same page."""
    description: Description = {"seed": seed}
    for name in grammar():
        _put(description, name, drawn(seed, name))
    _reconcile(description)
    description["words"] = _words(seed, description["language"])
    description["salt"] = f"{_stream(seed, 'salt').getrandbits(40):010x}"
    description["sections"]["order"] = _section_order(description["sections"]["order"])
    description["fields"]["order"] = _field_order(description)
    return description


def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _stream(seed: Seed, name: str) -> random.Random:
    """Return a generator of its own for each name, so that no choice shifts another."""
    return random.Random(f"{seed}/{name}")


def drawn(seed: Seed, name: str) -> Any:
    """Return the alternative that the seed draws, before what doesn't go together is reconciled."""
    alternatives = grammar()[name]
    return _stream(seed, name).choices(list(alternatives), weights=list(alternatives.values()))[0]


def _put(description: Description, name: str, value: Any) -> None:
    *path, last = name.split(".")
    for part in path:
        description = description.setdefault(part, {})
    description[last] = value


def _reconcile(description: Description) -> None:
    """Take back what would leave a person in doubt, or can't be built."""
    fields, buttons = description["fields"], description["buttons"]
    if fields["label"] == "placeholder":
        # A placeholder vanishes behind a value, and with it the only thing that says what the field is.
        description["prefill"] = description["prefill_validation"] = "blank"
        description["secret_prefill"] = "blank"
    if description["frames"] < 3 and description["page_id"] == "outer":
        description["page_id"] = "inner"
    for kind in ("toolbar", "section", "dialog"):
        if buttons[kind]["tag"] == "input":
            buttons[kind]["inside"] = "text"
    if description["sections"]["layout"] == "table":
        description["sections"]["edit"] = "row_end"
    elif description["sections"]["edit"] == "row_end" and description["sections"]["layout"] == "cards":
        description["sections"]["edit"] = "header"
    if description["tabs"]["tag"] == "td":
        description["tabs"]["vertical"] = 0
    if description["validation"]["arrive"] == "together":
        # Nothing is ever pending then.
        description["validation"]["pending"] = "nothing"


def _words(seed: Seed, language: str) -> dict[str, str]:
    return {
        key: _stream(seed, f"words.{key}").choice(entry.get(language) or entry["en"])
        for key, entry in vocabulary().items()
    }


def _section_order(number: int) -> list[str]:
    return list(list(itertools.permutations(("credentials", "sync_options", "field_sync_details")))[number])


def _field_order(description: Description) -> list[str]:
    orders = (
        ("username", "password", "organization_url", "client_id", "client_secret"),
        ("username", "password", "client_id", "client_secret", "organization_url"),
        ("organization_url", "username", "password", "client_id", "client_secret"),
        ("client_id", "client_secret", "organization_url", "username", "password"),
    )
    order = list(orders[description["fields"]["order"]])
    return [*order, "tenant_id"] if description["fields"]["tenant_id"] else order
