"""Tests are marked by what they reach, and none starts a browser or a play without its mark."""

from __future__ import annotations

import pytest

from tests.fixtures.needs import started_by

pytest_plugins = ("pytester",)

PREPARATION = """
import subprocess, sys
import pytest

PROGRAM = "import os\\nos.execlp('ansible-playbook', '--version')"

def play():
    return subprocess.run(["ansible-playbook", "--version"], check=False)

class Player:
    def go(self):
        play()

@pytest.fixture
def played():
    play()
"""


def run(pytester: pytest.Pytester, source: str, *arguments: str) -> pytest.RunResult:
    """Run these tests under the same rules as the project's own."""
    pytester.makeini("[pytest]\nmarkers =\n    browser:\n    play:\n")
    pytester.makeconftest(
        'from tests.fixtures import needs\nneeds.FOLLOWED = "test_them"\npytest_plugins = ["tests.fixtures.needs"]\n'
    )
    pytester.makepyfile(test_them=PREPARATION + source)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


REACH_A_PLAY = """
def test_helper():
    play()

def test_class():
    Player().go()

def test_lambda():
    [go() for go in [lambda: play()]]

def test_fixture(played):
    pass

@pytest.mark.parametrize("go", [play])
def test_parameter(go):
    go()

def test_program():
    subprocess.run([sys.executable, "-c", "import os; os.execlp('ansible-playbook', '--version')"])

def test_program_of_the_module():
    subprocess.run([sys.executable, "-c", PROGRAM])

def test_quick():
    '''Run no play() and no ansible-playbook.'''
"""


def test_what_reaches_a_play_is_marked(pytester: pytest.Pytester) -> None:
    """Through helpers, classes, nested functions, fixtures, parameters and programs for another Python; and before -m selects."""
    run(pytester, REACH_A_PLAY, "-m", "not play").assert_outcomes(passed=1, deselected=7)


@pytest.mark.parametrize(
    ("command", "mark"),
    [
        (["/venv/bin/ansible-playbook", "site.yml"], "play"),
        ("ansible-playbook site.yml", "play"),
        (["/usr/bin/chromium", "--headless"], "browser"),
        (["/site-packages/playwright/driver/node", "/site-packages/playwright/driver/package/cli.js"], "browser"),
        (["python", "-m", "ansible_collections.x.module_utils._marketo.session_host.host"], "browser"),
        (["python", "-m", "tests.emulator", "--state-dir", "/tmp/ansible-playbook"], None),
        (["git", "status"], None),
    ],
)
def test_a_command_says_what_it_starts(command: object, mark: str | None) -> None:
    """By its program and what follows at once, not by paths among its options."""
    assert started_by(command) == mark


def test_a_test_that_hides_its_play_fails(pytester: pytest.Pytester) -> None:
    """The name is put together, so that it can't be found beforehand."""
    source = 'def test_it():\n    subprocess.run(["-".join(["ansible", "playbook"]), "--version"], check=False)'
    outcome = run(pytester, source)
    outcome.assert_outcomes(failed=1)
    outcome.stdout.fnmatch_lines("*is not marked play and yet starts*")


def test_a_mark_in_the_source_is_refused(pytester: pytest.Pytester) -> None:
    """Marks say what a test does, not what its author thought."""
    outcome = run(pytester, "@pytest.mark.play\ndef test_it():\n    pass")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines("*is marked play in its source*")
