"""The artifact holds what works once it is installed, and nothing of the checkout that it was built in."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from dev import checkout

ROOT = Path(__file__).resolve().parents[2]
# What lies in a checkout that somebody works in.
LITTER = [
    ".ansible/tmp/facts.json",
    ".build/demo/validation.png",
    ".coverage",
    ".coverage.host.1.2",
    ".mypy_cache/3.11/cache.json",
    ".pytest_cache/v/cache/lastfailed",
    ".ruff_cache/0.9/1",
    ".venv/pyvenv.cfg",
    ".venv-versions/2.17/pyvenv.cfg",
    "htmlcov/index.html",
    "martech-marketo_dynamics-0.0.9.tar.gz",
    "playbooks/setup.retry",
    "plugins/module_utils/_engine/.mypy_cache/cache.json",
    "plugins/modules/__pycache__/entra_token.cpython-311.pyc",
    "plugins/modules/entra_token.pyc",
    "setup.retry",
    "tests/integration/integration_config.yml",
    "tests/output/bot/report.json",
]
# All that a user has a use for; a new place at the root is a decision, made here.
SHIPPED = {
    "CONTRIBUTING.md",
    "FILES.json",
    "LICENSE",
    "MANIFEST.json",
    "README.md",
    "changelogs",
    "docs",
    "meta",
    "playbooks",
    "plugins",
    "roles",
    "tests",
}
OPTIONAL = {"CHANGELOG.md", "CHANGELOG.rst", "CODE_OF_CONDUCT.md", "SECURITY.md"}


def ignored_by_git() -> list[str]:
    """Return the patterns of .gitignore without their anchors."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.strip("/") for line in lines if line and not line.startswith("#")]


def build_ignore() -> list[str]:
    """Return the patterns of galaxy.yml."""
    patterns: list[str] = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"]
    return patterns


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the paths in an artifact that was built in a littered copy of the checkout, as one without `make` would build it."""
    tree = tmp_path_factory.mktemp("artifact") / "tree"
    checkout.copy_to(tree, new_files=True)
    for name in LITTER:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("client_secret: secret of a real tenant\n")
    command = [str(Path(sys.executable).parent / "ansible-galaxy"), "collection", "build", "--output-path", "../out"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (artifact,) = (tree.parent / "out").glob("*.tar.gz")
    with tarfile.open(artifact) as archive:
        return {member.name for member in archive.getmembers()}


def test_nothing_that_lies_about_in_a_checkout_is_in_the_artifact(names: set[str]) -> None:
    """Neither a filled-in configuration of the tests, nor caches, retry files, environments (review: ecosystem 1.3)."""
    assert names.isdisjoint(LITTER)
    assert {
        name for name in names if Path(name).parts[0].startswith(".") or "_cache" in name or "__pycache__" in name
    } == set()


@pytest.mark.parametrize("pattern", ignored_by_git())
def test_the_build_ignores_what_git_ignores(pattern: str) -> None:
    """A pattern of .gitignore without a slash holds in every folder, one of the build by its whole path only."""
    anchored = any(f"/{pattern}" in line for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())
    examples = (
        [pattern.replace("*", "x")] if anchored else [pattern.replace("*", "x"), f"plugins/{pattern.replace('*', 'x')}"]
    )
    assert [example for example in examples if not any(fnmatch(example, ignored) for ignored in build_ignore())] == []


def test_every_pattern_of_git_has_an_example_in_the_litter() -> None:
    """Otherwise the test of the artifact would not see a new one."""
    parts = {part for name in LITTER for part in (name, *map(str, Path(name).parents), *Path(name).parts)}
    assert [pattern for pattern in ignored_by_git() if not any(fnmatch(part, pattern) for part in parts)] == []


def test_the_artifact_holds_what_a_user_needs_and_no_more(names: set[str]) -> None:
    """The emulator, the tests and the tools work in a checkout only (review: ecosystem 1.3)."""
    assert {name.split("/")[0] for name in names} - OPTIONAL == SHIPPED
    assert {name for name in names if name.startswith("tests/")} == {"tests/config.yml"}


def test_no_playbook_of_the_artifact_is_for_show(names: set[str]) -> None:
    """A demo that changes the production of whoever tries it is a trap (review: ecosystem 1.1)."""
    assert "playbooks/setup.yml" in names
    assert not {name for name in names if "demo" in name}
