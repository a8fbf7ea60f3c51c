"""Both modules in a play, in place and as processes: the same results, and no secret printed at any verbosity."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .conftest import SECRET, Driver

HERE = Path(__file__).resolve().parent
DOORS = ("local", "over_there")
NAMES = ("green", "red", "dry", "user", "again", "gone")
OF_THE_DOOR = ("invocation", "ansible_facts", "warnings", "deprecations")
# A new user's, made anew in each run.
OF_THE_RUN = ("id",)
PLAY = """
- hosts: there
  gather_facts: false
  tasks:
    - martech.marketo_dynamics.dynamics_readiness_info: "{{ marketo }}"
      register: green
    - martech.marketo_dynamics.dynamics_readiness_info: "{{ marketo | combine({'role_name': 'Another'}) }}"
      register: red
    - martech.marketo_dynamics.dynamics_readiness_info: "{{ marketo }}"
      register: dry
      check_mode: true
    - martech.marketo_dynamics.dynamics_application_user: "{{ administrator | combine({'roles': ['Marketo Sync User']}) }}"
      register: user
      diff: true
    - martech.marketo_dynamics.dynamics_application_user: "{{ administrator | combine({'roles': ['Marketo Sync User']}) }}"
      register: again
    - martech.marketo_dynamics.dynamics_application_user: "{{ administrator | combine({'state': 'absent'}) }}"
      register: gone
    - ansible.builtin.copy: {content: "{{ {COLLECTED} | to_json }}", dest: "{{ results }}", mode: "0600"}
      delegate_to: localhost
"""


def play(dynamics: Driver, door: str, directory: Path) -> tuple[dict[str, Any], str]:
    """The registered results, and everything printed."""
    (directory / "play.yml").write_text(PLAY.replace("COLLECTED", ", ".join(f"'{name}': {name}" for name in NAMES)))
    results = directory / "results.json"
    (directory / "variables.json").write_text(
        json.dumps(
            {
                "marketo": {**dynamics.marketo, **dynamics.way},
                "administrator": {**dynamics.administrator, **dynamics.way},
                "results": str(results),
            }
        )
    )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")},
        "HOME": str(directory),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_COLLECTIONS_PATH": os.environ.get("ANSIBLE_COLLECTIONS_PATH")
        or str(HERE.parents[2] / ".venv/collections"),
        "ANSIBLE_CONNECTION_PLUGINS": str(HERE.parent / "connection_plugins"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
    }
    command = [
        str(Path(sys.executable).parent / "ansible-playbook"),
        "-i",
        "there,",
        "-e",
        f"ansible_connection={door}",
        "-vvvv",
        "-e",
        f"ansible_python_interpreter={sys.executable}",
        "-e",
        f"@{directory / 'variables.json'}",
        str(directory / "play.yml"),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    registered = json.loads(results.read_text())
    for result in registered.values():
        # From when to when the task worked.
        del result["start"], result["end"]
    return registered, done.stdout + done.stderr


def alike(value: Any) -> Any:
    """The value without what differs by its nature."""
    if isinstance(value, dict):
        return {
            name: "…" if name in OF_THE_RUN and isinstance(item, str) else alike(item)
            for name, item in value.items()
            if name not in OF_THE_DOOR
        }
    return [alike(item) for item in value] if isinstance(value, list) else value


def test_both_doors_lead_to_the_same_results(running, tmp_path):
    """And the results are the right ones."""
    taken = {}
    for door in DOORS:
        running.reset()
        dynamics = Driver(running)
        (tmp_path / door).mkdir()
        taken[door], printed = play(dynamics, door, tmp_path / door)
        assert not [
            secret
            for secret in (SECRET, dynamics.marketo["password"], dynamics.administrator["client_secret"])
            if secret in printed
        ]
        assert ("AnsiballZ_dynamics_readiness_info" in printed) is (door == "over_there")
    assert alike(taken["local"]) == alike(taken["over_there"])
    results = taken["local"]
    assert [results[name]["changed"] for name in NAMES] == [False, False, False, True, False, True]
    assert [results[name]["ready"] for name in ("green", "red", "dry")] == [True, False, None]
