"""Secrets on their way in and out of a task: in loops, encrypted in place, in the address of a proxy. Whatever a callback writes down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible.release import __version__ as core

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
DOORS = ("local", "over_there")
# ansible-core before 2.19 loses the censorship of the items in the result of the whole loop.
LOOPS_LEAK = tuple(int(part) for part in core.split(".")[:2]) < (2, 19)
VAULT_PASSWORD = "the-password-of-the-vault"
PROXY_PASSWORD = "Proxy-Passw%C3%B6rd-1"
PLAY = """
- hosts: there
  gather_facts: false
  module_defaults:
    group/martech.marketo_dynamics.entra:
      tenant_id: "{{ account.tenant_id }}"
      client_id: "{{ account.client_id }}"
      proxy: "{{ proxy_with_password }}"
      client_secret: !vault |
VAULT
  tasks:
    - martech.marketo_dynamics.entra_application: {display_name: Marketo, unique_name: marketo}
      register: application
    - martech.marketo_dynamics.entra_token:
        client_secret: !vault |
VAULT
      register: token
    - martech.marketo_dynamics.entra_token:
      loop: [1, 2]
      register: tokens
      ignore_errors: true
    - martech.marketo_dynamics.entra_token:
      with_items: [1]
      register: censored
      no_log: true
    - martech.marketo_dynamics.entra_client_secret: {app_id: "{{ application.application.app_id }}", description: "{{ item }}"}
      loop: [one, two]
      register: made
      ignore_errors: true
    - martech.marketo_dynamics.entra_client_secret: {app_id: "{{ application.application.app_id }}", description: "{{ item }}", state: absent}
      loop: [one, two]
      register: removed
    - martech.marketo_dynamics.entra_application: {display_name: Marketo, unique_name: marketo, proxy: "http://u:PROXY_PASSWORD@127.0.0.1:1"}
      register: unreachable
      ignore_errors: true
    - ansible.builtin.copy:
        content: "{{ {'token': token, 'tokens': tokens, 'censored': censored, 'made': made, 'removed': removed, 'unreachable': unreachable} | to_json }}"
        dest: "{{ results }}"
        mode: "0600"
      delegate_to: localhost
      no_log: true
"""


def encrypted(text: str, indent: int) -> str:
    """The text as it stands in a playbook, encrypted."""
    vault = VaultLib([("default", VaultSecret(VAULT_PASSWORD.encode()))])
    return "\n".join(" " * indent + line for line in vault.encrypt(text).decode().splitlines())


class Run:
    """One run of the play through one door: registered results, and everything that anybody was told."""

    def __init__(self, emulator: Any, door: str, directory: Path) -> None:
        account = dict(emulator.accounts["administrator"])
        play = PLAY
        for indent in (8, 10):
            play = play.replace("VAULT\n", encrypted(account["client_secret"], indent) + "\n", 1)
        (directory / "play.yml").write_text(play.replace("PROXY_PASSWORD", PROXY_PASSWORD))
        (directory / "vault").write_text(VAULT_PASSWORD)
        del account["client_secret"]
        proxy = urlsplit(emulator.proxy_url)
        variables = {
            "account": account,
            "results": str(directory / "results.json"),
            "proxy_with_password": f"http://somebody:{PROXY_PASSWORD}@{proxy.netloc}",
        }
        (directory / "variables.json").write_text(json.dumps(variables))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")},
            **emulator.environment(),
            "ANSIBLE_COLLECTIONS_PATH": os.environ.get("ANSIBLE_COLLECTIONS_PATH")
            or str(CHECKOUT / ".venv/collections"),
            "ANSIBLE_CONNECTION_PLUGINS": str(HERE.parent / "connection_plugins"),
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE.parent / "callback_plugins"),
            "ANSIBLE_CALLBACKS_ENABLED": "tell_all",
            "ANSIBLE_STDOUT_CALLBACK": "minimal",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_LOG_PATH": str(directory / "log"),
            "ANSIBLE_NOCOLOR": "1",
            "HOME": str(directory),
            "TELL_ALL": str(directory / "told"),
        }
        done = subprocess.run(
            [
                *(str(Path(sys.executable).parent / "ansible-playbook"), "-vvvv", "-i", "there,"),
                *("--vault-password-file", str(directory / "vault"), "-e", f"ansible_connection={door}"),
                *("-e", f"ansible_python_interpreter={sys.executable}", "-e", f"@{directory / 'variables.json'}"),
                str(directory / "play.yml"),
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.told = "".join([done.stdout, done.stderr, *((directory / name).read_text() for name in ("log", "told"))])
        assert done.returncode == 0, self.told[-4000:]
        self.results = json.loads((directory / "results.json").read_text())
        self.client_secret = emulator.accounts["administrator"]["client_secret"]


@pytest.fixture(scope="module", params=DOORS)
def run(request, running, tmp_path_factory):
    """The play through one door, on a fresh tenant."""
    running.reset()
    return Run(running, request.param, tmp_path_factory.mktemp(request.param))


def test_what_is_encrypted_in_place_is_used_as_it_was_meant(run):
    """M9: an inline !vault value was an unknown type of parameter on ansible-core 2.17 and 2.18."""
    assert run.results["token"]["access_token"]


def test_a_loop_tells_nobody_a_secret(run):
    """M5: the result of the whole loop held the secrets in clear on ansible-core 2.17 and 2.18."""
    results = run.results
    secrets = [item["access_token"] for item in results["censored"]["results"]]
    if LOOPS_LEAK:
        for name in ("tokens", "made"):
            for item in results[name]["results"]:
                assert item["failed"] and "no_log" in item["msg"] and "2.19" in item["msg"], item
    else:
        secrets += [item["access_token"] for item in results["tokens"]["results"]]
        secrets += [item["client_secret"]["secret_text"] for item in results["made"]["results"]]
    for secret in [*secrets, results["token"]["access_token"], run.client_secret]:
        assert len(secret) > 15 and secret not in run.told
    assert all(not item.get("failed") for item in results["removed"]["results"]), "what shows no secret goes on"


def test_the_password_of_a_proxy_is_shown_nowhere(run):
    """m1: the arguments that a module was started with showed it."""
    assert run.results["unreachable"]["failed"]
    for form in (PROXY_PASSWORD, "Proxy-Passwörd-1"):
        assert form not in run.told and form not in json.dumps(run.results, ensure_ascii=False)
