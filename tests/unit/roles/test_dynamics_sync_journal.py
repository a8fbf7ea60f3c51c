"""The role's steps are named once: each result that a task registers has its row, each row its task, each secret option its mask."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._report.journal import PREFIX

ROLE = Path(__file__).resolve().parents[3] / "roles" / "dynamics_sync"
COLLECTION = "martech.marketo_dynamics."
SPECIFICATIONS = yaml.safe_load((ROLE / "meta" / "argument_specs.yml").read_text())["argument_specs"]
PARTS = {"entra", "marketo", "audit", "s2s", "whole", "browser", "switch", "credentials", "flow", "hand"}
ATTRIBUTES = {"number", "title", "part", "good", "show", "look", "difference", "by_hand"}


def rows() -> dict[str, dict[str, Any]]:
    """Return the table."""
    return yaml.safe_load((ROLE / "vars" / "main" / "steps.yml").read_text())["__dynamics_sync_steps"]


def tasks_of(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the tasks of a file, those inside blocks too."""
    for task in items:
        yield task
        for part in ("block", "rescue", "always"):
            yield from tasks_of(task.get(part, []))


def procedure() -> list[dict[str, Any]]:
    """Return every task of the procedure. The doctor is not part of it: its results are its product."""
    files = [path for path in sorted(ROLE.glob("tasks/**/*.yml")) if path.name not in ("doctor.yml", "rehearse.yml")]
    return [task for path in files for task in tasks_of(yaml.safe_load(path.read_text()))]


def registered() -> set[str]:
    """Return the steps that tasks register."""
    names = [task["register"] for task in procedure() if "register" in task]
    return {name[len(PREFIX) :] for name in names if name.startswith(PREFIX)}


def test_the_role_is_really_read():
    assert len(procedure()) > 60 and len(registered()) > 25 and len(rows()) > 25


def test_every_registered_step_has_a_row_and_every_row_its_step():
    assert sorted(registered() - set(rows())) == [], "registered, but not in vars/main/steps.yml"
    assert sorted(set(rows()) - registered()) == [], "in vars/main/steps.yml, but no task registers it"


def test_every_task_of_a_module_of_this_collection_registers_its_step():
    lost = [
        task["name"]
        for task in procedure()
        if any(name.startswith(COLLECTION) for name in task) and not task.get("register", "").startswith(PREFIX)
    ]
    assert lost == []


@pytest.mark.parametrize("step", rows())
def test_a_row_has_a_number_a_title_and_only_known_words(step):
    row = rows()[step]
    assert row["number"] and row["title"]
    assert set(row) <= ATTRIBUTES
    assert row.get("part") is None or row["part"] in PARTS


def test_every_part_that_a_row_names_is_one_that_the_report_works_out():
    source = (ROLE / "tasks" / "phases" / "report.yml").read_text() + (ROLE / "tasks" / "main.yml").read_text()
    assert [row["part"] for row in rows().values() if row.get("part") and row["part"] not in source] == []


def secret_options() -> list[str]:
    """Return the options that are declared as secret."""
    return sorted(
        {name for entry in SPECIFICATIONS.values() for name, option in entry["options"].items() if option.get("no_log")}
    )


def test_every_secret_option_is_masked_in_the_report():
    """Review, house 4: three of eight were missing from a list written by hand."""
    options = secret_options()
    assert len(options) >= 8
    report = next(task for task in procedure() if task["name"] == "Report | Put the evidence of the play together")
    secrets = report["vars"]["__dynamics_sync_report_data"]["secrets"]
    variables = {"role_path": str(ROLE), **{name: f"value-of-{name}." for name in options}}
    # Through Ansible, which alone knows how it finds variables.
    command = [Path(sys.executable).with_name("ansible"), "localhost", "-i", "localhost,", "-c", "local"]
    command += ["-e", f"@{ROLE / 'vars' / 'main' / 'journal.yml'}", "-e", json.dumps(variables)]
    done = subprocess.run(
        [*command, "-m", "ansible.builtin.debug", "-a", f"msg={secrets!r}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [name for name in options if f"value-of-{name}." not in done.stdout] == []
