"""The modules through ansible-playbook: in the play's own process, and as processes on a target."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import ADMINISTRATOR, CREDENTIALS, MUNCHKIN_ID, URL, assert_no_secret, instance, task, writes
from .test_session import leftovers

CHECKOUT = Path(__file__).resolve().parents[3]
PLAYBOOK = """
- hosts: all
  gather_facts: false
  module_defaults:
    group/martech.marketo_dynamics.marketo:
      session: "{{ marketo.session | default(omit) }}"
  tasks:
    - martech.marketo_dynamics.marketo_session:
        url: "{{ url }}"
        munchkin_id: "{{ munchkin_id }}"
        username: "{{ administrator[0] }}"
        password: "{{ administrator[1] }}"
        ca_bundle: "{{ ca_bundle }}"
      register: marketo
    - martech.marketo_dynamics.marketo_dynamics_sync:
        state: disabled
    - martech.marketo_dynamics.marketo_dynamics_credentials:
        client_id: "{{ credentials.client_id }}"
        client_secret: "{{ credentials.client_secret }}"
        password: "{{ credentials.password }}"
    - ansible.builtin.copy:
        content: "{{ marketo.session }}"
        dest: "{{ handle_file }}"
      no_log: true
    - martech.marketo_dynamics.marketo_session:
        session: "{{ marketo.session }}"
        state: absent
      when: close
"""


def play(emulator: EmulatorProcess, directory: Path, connection: str, close: bool, *arguments: str) -> tuple[str, str]:
    """Run the playbook; return its output and the session's handle."""
    variables = {
        "url": URL,
        "munchkin_id": MUNCHKIN_ID,
        "administrator": ADMINISTRATOR,
        "ca_bundle": emulator.ca_file,
        "credentials": CREDENTIALS,
        "handle_file": str(directory / "handle"),
        "close": close,
    }
    (directory / "play.yml").write_text(PLAYBOOK)
    (directory / "variables.json").write_text(json.dumps(variables))
    environment = {
        **os.environ,
        **emulator.environment(),
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_CONNECTION_PLUGINS": str(CHECKOUT / "tests" / "integration" / "connection_plugins"),
        "ANSIBLE_PYTHON_INTERPRETER": os.sys.executable,
    }
    for name in ("PYTHONPATH", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        environment.pop(name, None)
    command = [
        str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
        "-i",
        "here,",
        "-e",
        f"ansible_connection={connection}",
        "-e",
        f"ansible_python_interpreter={os.sys.executable}",
        "-e",
        f"@{directory / 'variables.json'}",
        *arguments,
        str(directory / "play.yml"),
    ]
    done = subprocess.run(
        command,
        env=environment,
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout, (directory / "handle").read_text()


@pytest.mark.parametrize("connection", ["local", "over_there"])
def test_both_doors(emulator: EmulatorProcess, tmp_path: Path, connection: str) -> None:
    """The same through both, and the most talkative output holds no secret."""
    before = leftovers()
    output, handle = play(emulator, tmp_path, connection, True, "-vvvv", "--diff")
    assert writes(emulator) == ["enablesync:false", "editCredentials"]
    assert instance(emulator)["credentials"]["client_id"] == CREDENTIALS["client_id"]
    assert "changed=3" in output
    assert_no_secret(output)
    assert handle.endswith("/session.sock")
    assert "disable the sync of 123-ABC-456" in output
    assert leftovers() <= before


def test_a_play_that_forgets_to_close(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """Its session ends with it; one on a target goes on until it is closed."""
    before = leftovers()
    _output, handle = play(emulator, tmp_path, "over_there", False)
    assert not task("marketo_dynamics_info", session=handle).get("failed")
    task("marketo_session", session=handle, state="absent")
    assert leftovers() <= before
