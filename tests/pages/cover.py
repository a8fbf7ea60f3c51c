"""``python -m tests.pages.cover [how many]``: few seeds whose pages have as many of the grammar's alternatives as can be.

Any seeds at first; then each is exchanged for a better one, as long as there is one; the best of many attempts counts. An
alternative counts only where it shows: the kind of a switch, say, on a page that has a switch.
"""

from __future__ import annotations

import functools
import operator
import random
import sys
from collections.abc import Callable, Iterable

from tests.emulator.marketo.generator.description import Description, describe, drawn, grammar

# Seeds of development; those that a version is judged by are others.
POOL = range(1, 1001)
_ATTEMPTS = 60
Alternative = tuple[str, str]

_SHOWS: dict[str, Callable[[Description], bool]] = {
    "toggle.switch": lambda page: bool(page["toggle"]["form"] == "switch"),
    "toggle.menu_name": lambda page: bool(page["toggle"]["form"] == "menu"),
    "toggle.question_answers": lambda page: page["toggle"]["question"] not in ("none", "native"),
    "buttons.toolbar.tag": lambda page: page["toggle"]["form"] != "switch",
    "validation.step": lambda page: page["validation"]["arrive"] != "together",
    "validation.pending": lambda page: bool(page["validation"]["arrive"] == "icons_later"),
    "readout.meanwhile": lambda page: bool(page["readout"]["late"]),
    "fields.required": lambda page: page["fields"]["label"] != "placeholder",
    "leftover_what": lambda page: page["leftovers"] != "none",
}


def alternatives(seed: int) -> set[Alternative]:
    """Return the alternatives that show on the page of a seed."""
    page = describe(seed)
    return {(name, _value(page, name)) for name in grammar() if _SHOWS.get(name, _always)(page)}


def missing(seeds: Iterable[int]) -> dict[Alternative, float]:
    """Return what none of these pages has, and the share of pages that has it."""
    met = set().union(*(alternatives(seed) for seed in seeds))
    return {
        (name, str(value)): weight / sum(values.values())
        for name, values in grammar().items()
        for value, weight in values.items()
        if (name, str(value)) not in met
    }


def choose(count: int) -> list[int]:
    """Return the seeds, in order. The same every time, as long as the grammar is the same."""
    bit = {each: 1 << number for number, each in enumerate(sorted(set().union(*map(alternatives, POOL))))}
    pool = {seed: sum(bit[each] for each in alternatives(seed)) for seed in POOL}
    dice = random.Random(0)
    found = [sorted(_improved(pool, dice.sample(sorted(pool), k=count))) for _attempt in range(_ATTEMPTS)]
    return max(found, key=lambda seeds: _covered(pool, seeds).bit_count())


def _improved(pool: dict[int, int], chosen: list[int]) -> list[int]:
    """Exchange one seed after the other for the one that brings most, until no exchange brings anything."""
    better = True
    while better:
        better = False
        for seed in list(chosen):
            others = [each for each in chosen if each != seed]
            met = _covered(pool, others)
            best = max(pool, key=lambda each: ((pool[each] | met).bit_count(), -each))
            if (pool[best] | met).bit_count() > (pool[seed] | met).bit_count():
                chosen, better = [*others, best], True
    return chosen


def _covered(pool: dict[int, int], seeds: list[int]) -> int:
    return functools.reduce(operator.or_, (pool[seed] for seed in seeds), 0)


def _value(page: Description, name: str) -> str:
    if name.endswith(".order"):
        # A number in the grammar, and a list in the description.
        return str(drawn(page["seed"], name))
    found = page
    for part in name.split("."):
        found = found[part]
    return str(found)


def _always(_page: Description) -> bool:
    return True


if __name__ == "__main__":
    SEEDS = choose(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
    print(*SEEDS, sep=", ")
    for (NAME, VALUE), SHARE in sorted(missing(SEEDS).items(), key=lambda item: -item[1]):
        print(f"without {NAME} {VALUE} ({100 * SHARE:.0f} % of all pages)")
