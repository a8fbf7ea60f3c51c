"""Run what is sensitive to ansible-core on each supported version: plugins' unit tests, both doors, a play, sanity.

``python -m dev.versions`` runs all versions from the oldest that meta/runtime.yml allows to the newest of the registry;
``--edges`` only the oldest and the newest that this machine can run, besides the one in .venv, and without sanity;
``2.18 2.20`` only these. Each version gets a copy of the checkout with a virtual environment of its own, in .build/versions.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import yaml

from . import virtual_environment
from .checkout import BUILD, CHECKOUT, PLACE, copy_to

Version = tuple[int, int]
TESTS = [
    "tests/unit/plugins",
    "tests/integration/entra/test_doors.py",
    "tests/integration/entra/test_sign_in_doors.py",
    "tests/integration/entra/test_secrets_at_the_door.py",
    "tests/integration/dynamics/test_doors.py",
    "tests/integration/role/test_procedure.py::test_one_run_configures_everything",
]
# What drives a page without a play doesn't touch ansible-core.
SENSITIVE = "(play or not browser) and not whole"
# Which Pythons a version of ansible-core supports on the controller; newer versions are taken to be like the last.
# https://docs.ansible.com/ansible/latest/reference_appendices/release_and_maintenance.html#ansible-core-support-matrix
PYTHONS: dict[Version, tuple[Version, Version]] = {
    (2, 17): ((3, 10), (3, 12)),
    (2, 18): ((3, 11), (3, 13)),
    (2, 19): ((3, 11), (3, 13)),
    (2, 20): ((3, 12), (3, 14)),
    (2, 21): ((3, 12), (3, 14)),
}
# The emulator, without which no module can be tested, needs this one.
OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Run:
    """A version of ansible-core and the Python for it; without a Python, why there is none."""

    core: Version
    python: Path | None
    reason: str = ""

    @property
    def name(self) -> str:
        """Return the version as people write it."""
        return dotted(self.core)


def main() -> int:
    """Run, sum up, and return 1 if a version failed."""
    parser = argparse.ArgumentParser(description="Test the collection on several versions of ansible-core.")
    parser.add_argument("versions", nargs="*", type=parse, help="only these, such as 2.17")
    parser.add_argument("--edges", action="store_true", help="only the oldest and the newest besides the one in .venv")
    options = parser.parse_args()
    pythons = find_pythons()
    runs = plan(options.versions or supported(pythons), pythons)
    if options.edges:
        runs = edges(runs, parse(metadata.version("ansible-core")))
    outcomes = {run: run.reason or test(run, sanity=not options.edges) for run in runs}
    for run, outcome in outcomes.items():
        print(f"ansible-core {run.name}: {outcome}")
    return 1 if any(run.python and outcome != "passed" for run, outcome in outcomes.items()) else 0


def parse(text: str) -> Version:
    """Return major and minor of a version."""
    found = re.match(r"(\d+)\.(\d+)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not a version such as 2.17")
    return int(found[1]), int(found[2])


def dotted(version: Version) -> str:
    """Return a version as people write it."""
    return f"{version[0]}.{version[1]}"


def supported(pythons: Mapping[Version, Path]) -> list[Version]:
    """Return the versions from the oldest that the collection allows to the newest of the registry."""
    requires = yaml.safe_load((CHECKOUT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["requires_ansible"]
    oldest = parse(requires.lstrip(">="))
    # pip lists only what its own Python can run.
    python = pythons[max(pythons)] if pythons else Path(sys.executable)
    command = [str(python), "-m", "pip", "index", "versions", "ansible-core", "--disable-pip-version-check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    listed = re.search(r"Available versions: (.*)", done.stdout)
    if not listed:
        sys.exit(f"The registry lists no version of ansible-core: {done.stderr.strip()[-500:]}")
    versions = {parse(each) for each in listed[1].split(", ")}
    return sorted({oldest, *(version for version in versions if version >= oldest)})


def find_pythons() -> dict[Version, Path]:
    """Return the Pythons of this machine that can make a virtual environment: on the path, and those of pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    folders = [*pyenv.glob("*/bin"), *map(Path, os.environ.get("PATH", os.defpath).split(os.pathsep))]
    found: dict[Version, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("python3.*"))):
        if re.fullmatch(r"python3\.\d+", path.name) and parse(path.name.removeprefix("python")) not in found:
            program = "import ensurepip, sys, venv; print(*sys.version_info[:2], sep='.')"
            # A shim of pyenv may lead nowhere.
            done = subprocess.run([path, "-c", program], check=False, capture_output=True, text=True)
            if done.returncode == 0:
                found.setdefault(parse(done.stdout), path)
    return found


def plan(cores: Iterable[Version], pythons: Mapping[Version, Path]) -> list[Run]:
    """Give each version its oldest Python, and the newest version its newest one, so that both ends are seen."""
    cores = sorted(cores)
    runs = []
    for core in cores:
        oldest, newest = PYTHONS.get(core, (PYTHONS[max(PYTHONS)][0], (3, 99)))
        oldest = max(oldest, OLDEST_PYTHON)
        fit = [version for version in pythons if oldest <= version <= newest]
        if fit:
            runs.append(Run(core, pythons[max(fit) if core == cores[-1] else min(fit)]))
        else:
            have = ", ".join(map(dotted, sorted(pythons))) or "none that can make a virtual environment"
            runs.append(Run(core, None, f"not run: needs Python {dotted(oldest)} to {dotted(newest)}, here: {have}"))
    return runs


def edges(runs: Sequence[Run], default: Version) -> list[Run]:
    """Return the oldest and the newest run that are possible, besides the default version, and those that are not possible."""
    possible = [run for run in runs if run.python and run.core != default]
    chosen = {possible[0], possible[-1]} if possible else set()
    return [run for run in runs if run in chosen or not run.python]


def test(run: Run, *, sanity: bool) -> str:
    """Test one version and return how it went."""
    assert run.python is not None
    copy = BUILD / "versions" / run.name
    copy_to(copy, new_files=True, keep=(".venv",))
    # Otherwise git would take the copy for a part of this repository, which ignores it.
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    requirement = f"ansible-core~={run.name}.0"
    python = virtual_environment.provide(copy / ".venv", run.python, [requirement], copy / "tests" / "requirements.txt")
    link = copy / ".venv" / "collections" / PLACE
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.is_symlink():
        link.symlink_to(copy)
    commands = {"tests": ["-m", "pytest", "-q", "--numprocesses", "2", "--dist", "worksteal", "-m", SENSITIVE, *TESTS]}
    if sanity:
        commands["sanity"] = ["-m", "dev.sanity"]
    failed = [name for name, command in commands.items() if not passes(run, copy, [str(python), *command])]
    return f"failed: {' and '.join(failed)}" if failed else "passed"


def passes(run: Run, copy: Path, command: list[str]) -> bool:
    """Run a command in the copy; nothing of the checkout around it is seen there."""
    print(f"--- ansible-core {run.name}, {run.python}: {' '.join(command[1:])}", flush=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PYTHON"))}
    path = os.pathsep.join([str(copy / ".venv" / "bin"), environment.get("PATH", os.defpath)])
    return subprocess.run(command, cwd=copy, env={**environment, "PATH": path}, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
