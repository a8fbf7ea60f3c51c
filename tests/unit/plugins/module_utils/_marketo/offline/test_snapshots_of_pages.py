"""The matcher on every snapshot in ``tests/pages/snapshots``: what it finds there is what a careful person would click."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import FLOOR, LEAD
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import (
    Choice,
    Found,
    Refused,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import Overrides
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.offline.ask import ask, known_values
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.offline.rehearsal import rehearse
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.toggle import (
    Toggle,
    read_toggle,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import Snapshot
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.store import read
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.tokens import TOKEN
from tests.emulator.seed import load_seed

SNAPSHOTS = Path(__file__).resolve().parents[5] / "pages" / "snapshots"
FILES = sorted(path.name for path in SNAPSHOTS.glob("*.json.gz"))
TRUTH: dict[str, dict[str, int]] = json.loads((SNAPSHOTS / "truth.json").read_text(encoding="utf-8"))
EDIT = next(name for name in ENTRIES if name.startswith("edit"))
CASES = [(file, name) for file in FILES for name in TRUTH.get(file, {})]
# Elements that may be refused, each with its reason: a page may be unclear, a wrong choice never is.
REFUSED = set(json.loads((SNAPSHOTS / "refused.json").read_text(encoding="utf-8")))


@cache
def snapshot(file: str) -> Snapshot:
    """Return what is in a file."""
    return read(str(SNAPSHOTS / file))


def read_state(file: str) -> Toggle:
    """Return what the matcher says of the sync's button."""
    return read_toggle(snapshot(file), known_values(snapshot(file)))


def asked(file: str, name: str) -> Choice:
    """Return what the matcher says of an element."""
    page = snapshot(file)
    return ask(ENTRIES[EDIT if name == "edit" else name], page, known_values(page))[0]


@pytest.mark.parametrize(("file", "name"), CASES)
def test_what_is_chosen_is_what_a_person_would_click(file: str, name: str) -> None:
    """Review E 7: found, score, runner-up. The truth comes from the page, not from the matcher."""
    page = snapshot(file)
    truth = page.nodes[TRUTH[file][name]]
    if name == "toggle":
        toggle = read_state(file)
        assert toggle.state == "enabled" or f"{file}: {name}" in REFUSED, toggle
        assert toggle.control is None or toggle.control.contains(truth) or truth.contains(toggle.control)
        return
    choice = asked(file, name)
    if isinstance(choice, Refused):
        assert f"{file}: {name}" in REFUSED, choice.sentence()
        return
    control = choice.control
    assert control.contains(truth) or truth.contains(control), choice.best.sentence()
    rivals = [one.score for one in choice.others if not one.excluded]
    if ENTRIES[choice.name].kind != "field":
        assert choice.best.score >= FLOOR
        assert not rivals or choice.best.score - max(rivals) >= LEAD


def test_most_is_found() -> None:
    """A refusal is safe, but a matcher that refuses everything is of no use."""
    found = [case for case in CASES if case[1] != "toggle" and isinstance(asked(*case), Found)]
    assert len(found) / len([name for _file, name in CASES if name != "toggle"]) >= 0.8


@pytest.mark.parametrize("file", FILES)
def test_the_rehearsal_has_a_line_for_everything(file: str) -> None:
    """On every page, whatever is on it."""
    result = rehearse(snapshot(file), Overrides())
    assert {one["name"] for one in result["elements"]} == set(ENTRIES)
    assert len(result["lines"]) >= len(ENTRIES)
    assert {"sync", "username", "client_id", "organization_url", "rows"} <= set(result["readings"])


def _leaves(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in _leaves(part)]


@pytest.mark.parametrize("file", FILES)
def test_no_fixture_holds_anything_of_anybody(file: str) -> None:
    """A file that somebody gives is looked through here once more, whatever wrote it."""
    data = json.loads(gzip.decompress((SNAPSHOTS / file).read_bytes()))
    text = TOKEN.sub("", "\n".join(_leaves(data)))
    seed = load_seed()
    private = [account["email"] for account in seed["marketo"]["accounts"]]
    private += [account["password"] for account in seed["marketo"]["accounts"]]
    private += ["contoso", "123-ABC-456", *map(str, range(20261101, 20261131))]
    assert [value for value in private if value.casefold() in text.casefold()] == []
    assert re.findall(r"\w@\w|[0-9a-f]{8}-[0-9a-f]{4}-|\w+\.(?:com|net|org)\b", text) == []
