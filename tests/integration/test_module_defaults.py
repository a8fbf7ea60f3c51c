"""Defaults that a play gives to one module or to one group reach that module or that group alone.

They would not with one action plugin for all modules by ``plugin_routing``: ansible-core resolves a redirected action to the name of its
target, and looks defaults up by that name. That is why each module has a file in plugins/action.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COLLECTION = "martech.marketo_dynamics"
# With what each requires, so that the unknown option is all there is to complain about.
TASKS = {
    "entra_token": {},
    "entra_application_info": {"app_id": "b3a0e0a4-7a4e-4d3e-9c36-0d4a8f4f3f11"},
    "dynamics_readiness_info": {
        "organization_url": "contoso.crm4.dynamics.com",
        "client_id": "b3a0e0a4-7a4e-4d3e-9c36-0d4a8f4f3f11",
    },
    "marketo_dynamics_info": {"session": "/nowhere/keeper.sock"},
}


def modules_with_the_default(tmp_path: Path, whose: str) -> list[str]:
    """The modules that an unknown option reaches when ``whose`` has it in module_defaults: they complain about it."""
    tasks = "".join(
        f"    - name: {task}\n      {COLLECTION}.{task}: {json.dumps(options)}\n      ignore_errors: true\n"
        for task, options in TASKS.items()
    )
    playbook = tmp_path / "play.yml"
    playbook.write_text(
        "- hosts: localhost\n  gather_facts: false\n  connection: local\n"
        f"  module_defaults:\n    {whose}:\n      unheard_of: true\n  tasks:\n{tasks}"
    )
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "localhost,", str(playbook)]
    output = subprocess.run(
        command, env={**os.environ, "ANSIBLE_NOCOLOR": "1"}, capture_output=True, text=True, check=False
    ).stdout
    answers = re.split(r"^TASK \[(\w+)\] \*+$", output, flags=re.MULTILINE)[1:]
    said = dict(zip(answers[::2], answers[1::2], strict=True))
    assert list(said) == list(TASKS), output
    # Ansible quotes the playbook beside an error, the defaults too: the task's own answer is what counts.
    return [task for task in TASKS if re.search(r"^fatal: .*unheard_of", said[task], flags=re.MULTILINE)]


@pytest.mark.parametrize(
    ("whose", "reached"),
    [
        (f"{COLLECTION}.entra_token", ["entra_token"]),
        (f"{COLLECTION}.marketo_dynamics_info", ["marketo_dynamics_info"]),
        (f"group/{COLLECTION}.entra", ["entra_token", "entra_application_info"]),
        (f"group/{COLLECTION}.marketo", ["marketo_dynamics_info"]),
        (f"group/{COLLECTION}.all", list(TASKS)),
    ],
)
def test_defaults_reach_only_those_they_are_given_to(tmp_path, whose, reached):
    assert modules_with_the_default(tmp_path, whose) == reached
