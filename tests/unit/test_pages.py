"""``make pages``: what is kept of a run, and what the table says of it. The trials themselves need the role and a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.pages import __main__ as pages
from tests.pages import results
from tests.pages.results import CONVERGED, LEFT_OFF, REFUSED_BEFORE, Trial
from tests.pages.table import table
from tests.pages.trial import Evidence

_GOOD = Trial(3, CONVERGED, 20.0, 9.0, [], [], [], False, False, version="abc")
_REFUSED = replace(_GOOD, seed=7, ending=REFUSED_BEFORE, off_seconds=0.0, reasons=["3 elements are called Edit."])
_MAP = {"edit": {"labels": ["Edit"]}}


@pytest.fixture(autouse=True)
def details(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for what is kept."""
    monkeypatch.setattr(results, "DETAILS", tmp_path)
    return tmp_path


def test_a_page_is_not_run_again_by_the_version_that_has_run_it() -> None:
    results.keep(_GOOD, "the play's output", {"clicks": []})
    assert results.kept(3, None, "abc") == _GOOD
    assert results.kept(3, None, "abd") is None, "another version may fare otherwise"
    assert results.kept(4, None, "abc") is None


def test_a_page_with_corrections_of_the_map_is_kept_apart() -> None:
    corrected = replace(_GOOD, page_map=_MAP)
    results.keep(_GOOD, "", {})
    results.keep(corrected, "", {})
    assert results.kept(3, None, "abc") == _GOOD
    assert results.kept(3, _MAP, "abc") == corrected
    assert results.kept(3, {"edit": {"labels": ["Change"]}}, "abc") is None, "another correction may fare otherwise"


def test_a_version_names_what_is_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"rev-parse": "abc\n", "diff": "", "ls-files": ""}
    monkeypatch.setattr(results, "_git", lambda *arguments: answers[arguments[0]])
    assert results.version() == "abc"
    answers["diff"] = "+ a line"
    assert results.version().startswith("abc+")


def test_resuming_runs_only_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    results.keep(_GOOD, "", {})
    ran: list[int] = []

    def run_trial(emulator: object, seed: int, page_map: object) -> tuple[Trial, Evidence]:
        ran.append(seed)
        return replace(_REFUSED, seed=seed), Evidence("", {})

    class NoEmulator:
        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_error: object) -> None:
            return None

    monkeypatch.setattr(pages, "EmulatorProcess", NoEmulator)
    monkeypatch.setattr(pages, "prepare", lambda _emulator: None)
    monkeypatch.setattr(pages, "run_trial", run_trial)
    run = pages.Run("abc", 1, True, lambda _trial: None)
    assert [trial.seed for trial in run.all([(3, None), (7, None), (8, None)])] == [3, 7, 8]
    assert ran == [7, 8]
    assert results.kept(7, None, "abc") is not None


def test_an_error_in_a_worker_is_an_error_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("no emulator")

    monkeypatch.setattr(pages, "EmulatorProcess", broken)
    with pytest.raises(OSError, match="no emulator"):
        pages.Run("abc", 2, False, lambda _trial: None).all([(3, None), (4, None)])


def test_the_table_groups_reasons_that_differ_in_values_only() -> None:
    others = [replace(_REFUSED, seed=seed, reasons=[f"{seed} elements are called Edit."]) for seed in (8, 9)]
    text = table([_GOOD, _REFUSED, *others])
    assert "   3  refused before disabling: N elements are called Edit.  [7,8,9]" in text
    assert _columns(text, CONVERGED) == ["1", "25.0"]


def test_a_second_column_counts_pages_with_a_map() -> None:
    corrected = [replace(_REFUSED, ending=CONVERGED, reasons=[], page_map=_MAP)]
    text = table([_GOOD, _REFUSED], corrected)
    assert _columns(text, CONVERGED) == ["1", "50.0", "2", "100.0"]
    assert _columns(text, REFUSED_BEFORE) == ["1", "50.0", "0", "0.0"]


def test_harm_on_the_way_is_never_hidden_by_a_page_that_goes_well_later() -> None:
    wrong = [{"element": "sync_options.save", "category": "forbidden"}]
    harmful = replace(_REFUSED, ending=LEFT_OFF, wrong_clicks=wrong)
    text = table([harmful], [replace(_GOOD, seed=7, page_map=_MAP)])
    assert _columns(text, "pages with wrong clicks") == ["1", "100.0", "0", "0.0"]
    assert "  7: sync_options.save" in text


def _columns(text: str, name: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"{name} "))
    return [word for word in line[len(name) :].split() if word != "%"]
