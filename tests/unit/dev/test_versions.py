"""Which versions of ansible-core are tested with which Python, and what is said of those that are not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dev import versions
from dev.versions import Run, edges, find_pythons, plan

PATHS = {(3, minor): Path(f"/python3.{minor}") for minor in range(9, 14)}
CORES = [(2, 17), (2, 18), (2, 19), (2, 20), (2, 21)]


def chosen(runs: list[Run]) -> dict[str, str | None]:
    """Return the Python of each version."""
    return {run.name: run.python.name if run.python else None for run in runs}


def test_every_version_gets_its_oldest_python_and_the_newest_version_its_newest() -> None:
    """So both ends are seen; older than the emulator's it can't be."""
    assert chosen(plan(CORES, PATHS)) == {
        "2.17": "python3.11",
        "2.18": "python3.11",
        "2.19": "python3.11",
        "2.20": "python3.12",
        "2.21": "python3.13",
    }


def test_a_version_newer_than_the_table_is_run_like_the_last_one() -> None:
    """A new ansible-core is tested on the day that it comes out."""
    future = {**PATHS, (3, 19): Path("/python3.19")}
    assert chosen(plan([*CORES, (2, 25)], future))["2.25"] == "python3.19"


def test_a_version_without_its_python_is_not_run_and_says_why() -> None:
    """Its name, what it needs, and what is here."""
    old, new = plan([(2, 19), (2, 20)], {(3, 10): Path("/python3.10"), (3, 11): Path("/python3.11")})
    assert old.python == Path("/python3.11")
    assert new.python is None
    assert new.reason == "not run: needs Python 3.12 to 3.14, here: 3.10, 3.11"


def test_a_machine_without_any_python_runs_nothing_and_says_so() -> None:
    """Debian packs ensurepip apart."""
    (run,) = plan([(2, 19)], {})
    assert run.reason.endswith("here: none that can make a virtual environment")


@pytest.mark.parametrize(
    ("default", "expected"),
    [((2, 19), ["2.17", "2.21"]), ((2, 17), ["2.18", "2.21"]), ((2, 21), ["2.17", "2.20"])],
)
def test_the_edges_are_the_oldest_and_the_newest_besides_the_default(
    default: tuple[int, int], expected: list[str]
) -> None:
    """The default one has run everything already."""
    assert [run.name for run in edges(plan(CORES, PATHS), default)] == expected


def test_the_edges_name_what_this_machine_can_not_run() -> None:
    """A version that is left out is never left out silently."""
    runs = edges(plan(CORES, {(3, 11): Path("/python3.11")}), (2, 19))
    assert chosen(runs) == {"2.17": "python3.11", "2.18": "python3.11", "2.20": None, "2.21": None}


def test_no_edges_if_there_is_only_the_default() -> None:
    """Nothing to run is no error."""
    assert edges(plan([(2, 19)], PATHS), (2, 19)) == []


def executable(path: Path, text: str) -> None:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_pythons_are_found_on_the_path_and_in_pyenv_if_they_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shim that leads nowhere is passed over; so is what only begins like a Python."""
    real = f"{sys.version_info[0]}.{sys.version_info[1]}"
    executable(tmp_path / "pyenv/versions/3.98.1/bin/python3.98", "#!/bin/sh\necho 3.98\n")
    executable(tmp_path / "shims/python3.97", "#!/bin/sh\nexit 127\n")
    executable(tmp_path / "shims/python3.97-config", "#!/bin/sh\necho 3.97\n")
    executable(tmp_path / f"shims/python{real}", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    expected = {(3, 98): tmp_path / "pyenv/versions/3.98.1/bin/python3.98"}
    assert find_pythons() == {**expected, sys.version_info[:2]: tmp_path / f"shims/python{real}"}


def test_the_oldest_version_is_the_one_that_the_collection_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes from meta/runtime.yml, the newest from the registry; each minor version once."""

    class Done:
        stdout = "ansible-core (2.21.5)\nAvailable versions: 2.21.5, 2.21.4, 2.20.10, 2.18.1, 2.16.3\n"
        stderr = ""

    monkeypatch.setattr("subprocess.run", lambda *_arguments, **_options: Done())
    assert versions.supported(PATHS) == [(2, 17), (2, 18), (2, 20), (2, 21)]


def test_a_registry_without_an_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an empty list of versions, all of which pass."""

    class Done:
        stdout = ""
        stderr = "ERROR: No matching distribution found for ansible-core"

    monkeypatch.setattr("subprocess.run", lambda *_arguments, **_options: Done())
    with pytest.raises(SystemExit, match="lists no version of ansible-core: ERROR: No matching"):
        versions.supported(PATHS)
