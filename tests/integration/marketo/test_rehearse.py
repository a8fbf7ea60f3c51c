"""The playbook that tries the inventory's page map on a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES

CHECKOUT = Path(__file__).resolve().parents[3]
PAGE = CHECKOUT / "tests/pages/snapshots/seed-7-overview.json.gz"
EDIT = next(name for name in ENTRIES if name.startswith("edit"))


def rehearse(**variables: Any) -> subprocess.CompletedProcess[str]:
    """Run the playbook without an inventory."""
    command = [
        str(Path(sys.executable).with_name("ansible-playbook")), "-i", "localhost,", str(CHECKOUT / "playbooks/rehearse.yml"),
        "-e", json.dumps({"dynamics_sync_hosts": "all", **variables}),
    ]  # fmt: skip
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv/collections"),
        "ANSIBLE_NOCOLOR": "1",
    }
    environment.pop("PYTHONPATH", None)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)


def test_the_report_says_where_each_element_was_found() -> None:
    """Issue 9, point 8: found where, score, runner-up, or why refused; neither a browser nor an account."""
    done = rehearse(snapshot=str(PAGE))
    assert f"{EDIT}: found, in the page" in done.stdout, done.stdout + done.stderr
    assert "save: missing, nothing on the page is called" in done.stdout


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, "Give the file with -e snapshot=page.json.gz"),
        ({"snapshot": "/nowhere/page.json.gz"}, "can't be read: No such file or directory"),
        (
            {"snapshot": str(PAGE), "dynamics_sync_page_map": {"sav": {"text": ["x"]}}},
            "names sav, which does not exist",
        ),
        (
            {"snapshot": str(PAGE), "dynamics_sync_page_map": {EDIT: {"selector": "a:hover"}}},
            "can only be tried in a browser",
        ),
    ],
    ids=["no file named", "no such file", "no such element", "a selector for browsers"],
)
def test_what_can_not_be_rehearsed_is_said(variables: dict[str, Any], says: str) -> None:
    """The play fails, with what to do about it."""
    done = rehearse(**variables)
    assert done.returncode != 0
    assert says in " ".join((done.stdout + done.stderr).split())
