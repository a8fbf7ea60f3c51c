"""Both ways of running a module: in place on a local connection, as a process on any other. And no secret is shown on either."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
DOORS = ("local", "over_there")
# Differ by their nature: what only a process knows of itself, and Ansible's own censorship.
OF_THE_DOOR = (
    "invocation",
    "ansible_facts",
    "warnings",
    "deprecations",
    "stdout",
    "stdout_lines",
    "stderr",
    "stderr_lines",
)
# Differ from run to run.
OF_THE_RUN = (
    "id",
    "app_id",
    "client_app_id",
    "key_id",
    "hint",
    "secret_text",
    "access_token",
    "expires_on",
    "start_date_time",
    "end_date_time",
    "consent_url",
    "correlation_id",
    "request_id",
    "client_request_id",
    "start",
    "end",
)
OF_THE_RUN_IN_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:]+Z")

PLAY = """
- hosts: there
  gather_facts: false
  module_defaults:
    group/martech.marketo_dynamics.entra:
      tenant_id: "{{ account.tenant_id }}"
      client_id: "{{ account.client_id }}"
      client_secret: "{{ account.client_secret }}"
  tasks:
    - martech.marketo_dynamics.entra_token:
      register: token
    - martech.marketo_dynamics.entra_application: {display_name: Marketo, unique_name: marketo, tags: [b, a]}
      register: application
      diff: true
    - martech.marketo_dynamics.entra_service_principal: {app_id: "{{ application.application.app_id }}"}
      register: service_principal
    - martech.marketo_dynamics.entra_permission_grant: {client_app_id: "{{ application.application.app_id }}", scopes: [user_impersonation]}
      register: permission_grant
    - martech.marketo_dynamics.entra_home_realm_discovery_policy: {app_id: "{{ application.application.app_id }}", display_name: Marketo}
      register: policy
    - martech.marketo_dynamics.entra_client_secret: {app_id: "{{ application.application.app_id }}", description: Marketo}
      register: secret
      diff: true
    - martech.marketo_dynamics.entra_token:
        client_id: "{{ application.application.app_id }}"
        client_secret: "{{ secret.client_secret.secret_text }}"
        wait_for_new_secret: 20
      register: proof
    - martech.marketo_dynamics.entra_application: {display_name: Marketo, unique_name: marketo, tags: [b, a]}
      register: again
    - martech.marketo_dynamics.entra_permission_grant: {client_app_id: "{{ application.application.app_id }}", scopes: [nonsense]}
      register: refused
      ignore_errors: true
    - martech.marketo_dynamics.entra_application: {display_name: Another}
      register: checked
      check_mode: true
      diff: true
    - martech.marketo_dynamics.entra_client_secret: {app_id: "", description: Marketo}
      register: checked_secret
      check_mode: true
    - martech.marketo_dynamics.entra_application: {state: strange}
      register: invalid
      ignore_errors: true
    - martech.marketo_dynamics.entra_token:
      register: asynchronous
      async: 60
      poll: 5
      ignore_errors: true
    - ansible.builtin.copy:
        content: "{{ {COLLECTED} | to_json }}"
        dest: "{{ results }}"
        mode: "0600"
      delegate_to: localhost
      no_log: true
"""
NAMES = (
    "token",
    "application",
    "service_principal",
    "permission_grant",
    "policy",
    "secret",
    "proof",
    "again",
    "refused",
    "checked",
    "checked_secret",
    "invalid",
    "asynchronous",
)


class Run:
    """One run of the play through one door: its registered results, and everything it printed."""

    def __init__(self, emulator: Any, door: str, directory: Path) -> None:
        collected = ", ".join(f"'{name}': {name}" for name in NAMES)
        (directory / "play.yml").write_text(PLAY.replace("COLLECTED", collected))
        results = directory / "results.json"
        variables = {"account": emulator.accounts["administrator"], "results": str(results)}
        (directory / "variables.json").write_text(json.dumps(variables))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")},
            **emulator.environment(),
            "ANSIBLE_COLLECTIONS_PATH": os.environ.get("ANSIBLE_COLLECTIONS_PATH")
            or str(CHECKOUT / ".venv/collections"),
            "ANSIBLE_CONNECTION_PLUGINS": str(HERE.parent / "connection_plugins"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_LOG_PATH": str(directory / "log"),
            "ANSIBLE_NOCOLOR": "1",
            "HOME": str(directory),
        }
        command = [
            str(Path(sys.executable).parent / "ansible-playbook"),
            "-i",
            "there,",
            "-e",
            f"ansible_connection={door}",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            "-e",
            f"@{directory / 'variables.json'}",
            str(directory / "play.yml"),
        ]
        done = subprocess.run(
            [*command, "-vvvv"], env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        self.printed = done.stdout + done.stderr + (directory / "log").read_text()
        assert done.returncode == 0, self.printed[-3000:]
        self.results = json.loads(results.read_text())


@pytest.fixture(scope="module")
def runs(running, tmp_path_factory):
    """The same play through both doors, each on a fresh tenant."""
    taken = {}
    for door in DOORS:
        running.reset()
        taken[door] = Run(running, door, tmp_path_factory.mktemp(door))
    return taken


def alike(value: Any) -> Any:
    """The value without what differs by its nature."""
    if isinstance(value, dict):
        return {name: "…" if name in OF_THE_RUN and item is not None else alike(item) for name, item in value.items()}
    if isinstance(value, list):
        return [alike(item) for item in value]
    return OF_THE_RUN_IN_TEXT.sub("…", value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", NAMES)
def test_results_are_the_same_through_both_doors(runs, name):
    in_place, as_process = (
        {key: item for key, item in runs[door].results[name].items() if key not in OF_THE_DOOR} for door in DOORS
    )
    assert alike(in_place) == alike(as_process)


@pytest.mark.parametrize("door", DOORS)
def test_the_play_did_what_it_says(runs, door):
    results = runs[door].results
    assert [
        results[name]["changed"]
        for name in ("application", "service_principal", "permission_grant", "policy", "secret", "again", "checked")
    ] == [True, True, True, True, True, False, True]
    assert results["proof"]["access_token"] and results["refused"]["failed"] and results["invalid"]["failed"]


@pytest.mark.parametrize("door", DOORS)
def test_no_secret_is_printed_at_any_verbosity(runs, running, door):
    results, printed = runs[door].results, runs[door].printed
    account = running.accounts["administrator"]
    for value in (
        results["secret"]["client_secret"]["secret_text"],
        results["token"]["access_token"],
        results["proof"]["access_token"],
        account["client_secret"],
    ):
        assert len(value) > 15 and value not in printed
        assert value[:24] not in printed


@pytest.mark.parametrize("door", DOORS)
def test_a_result_with_a_secret_is_not_left_in_the_file_of_an_asynchronous_task(runs, door):
    assert runs[door].results["asynchronous"]["failed"]
    assert "can't run with async" in runs[door].results["asynchronous"]["msg"]


def test_the_doors_are_really_two(runs):
    assert "AnsiballZ_entra_application" not in runs["local"].printed
    assert "AnsiballZ_entra_application" in runs["over_there"].printed
