"""Signing in by playbook: with a person at a terminal and without, through both doors, and nothing secret is printed."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.unit.plugins.module_utils._entra.credentials.certificates import key_pem, new_certificate, new_key, pem

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
DOORS = ("local", "over_there")
PASSWORD = "a password of a test"
PLAY = """
- hosts: there
  gather_facts: false
  tasks:
    - martech.marketo_dynamics.entra_token: {OPTIONS}
      register: token
      ignore_errors: true
    - ansible.builtin.copy:
        content: "{{ token | to_json }}"
        dest: "{{ results }}"
        mode: "0600"
      delegate_to: localhost
      no_log: true
"""


class Play:
    """Runs one sign-in by ``ansible-playbook``."""

    def __init__(self, emulator: Any, directory: Path) -> None:
        self.emulator = emulator
        self.directory = directory

    def prepare(
        self, door: str, options: dict[str, Any], variables: dict[str, str]
    ) -> tuple[list[str], dict[str, str]]:
        (self.directory / "play.yml").write_text(PLAY.replace("{OPTIONS}", json.dumps(options)))
        environment = {
            **{
                name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "AZURE_", "AWX_"))
            },
            **self.emulator.environment(),
            "ANSIBLE_COLLECTIONS_PATH": os.environ.get("ANSIBLE_COLLECTIONS_PATH")
            or str(CHECKOUT / ".venv/collections"),
            "ANSIBLE_CONNECTION_PLUGINS": str(HERE.parent / "connection_plugins"),
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_LOG_PATH": str(self.directory / "log"),
            "ANSIBLE_NOCOLOR": "1",
            "HOME": str(self.directory),
            **variables,
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
            f"results={self.directory / 'results.json'}",
            "-vvvv",
            str(self.directory / "play.yml"),
        ]
        return command, environment

    def piped(self, door: str, options: dict[str, Any], **variables: str) -> tuple[dict[str, Any], str]:
        """Result, and everything printed."""
        command, environment = self.prepare(door, options, variables)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout[-3000:]
        return self.result(), done.stdout + done.stderr + (self.directory / "log").read_text()

    def at_terminal(
        self, options: dict[str, Any], user: dict[str, str], **variables: str
    ) -> tuple[dict[str, Any], str]:
        """The same with somebody who reads along and enters the code in a browser."""
        command, environment = self.prepare("local", options, variables)
        master, slave = pty.openpty()
        with subprocess.Popen(command, env=environment, stdin=slave, stdout=slave, stderr=slave):
            os.close(slave)
            printed, answered = "", False
            while True:
                try:
                    read = os.read(master, 65536)
                except OSError:
                    break
                printed += read.decode(errors="replace")
                shown = re.search(r"enter\s+the\s+code\s+([A-Z]{9})", printed)
                if shown and not answered:
                    answered = True
                    requests.post(
                        f"{self.emulator.base_url}/common/oauth2/deviceauth",
                        verify=self.emulator.ca_file,
                        timeout=10,
                        data={"user_code": shown.group(1), "username": user["username"], "password": user["password"]},
                    ).raise_for_status()
        os.close(master)
        return self.result(), printed

    def result(self) -> dict[str, Any]:
        return json.loads((self.directory / "results.json").read_text())


@pytest.fixture
def play(emulator, tmp_path):
    tenant = emulator.accounts["administrator"]["tenant_id"]
    emulator.patch_state({"tenants": {tenant: {"deviceCodeInterval": 1}}})
    return Play(emulator, tmp_path)


def test_somebody_at_a_terminal_signs_in(play, emulator):
    user = emulator.accounts["cloud_sync_user"]
    result, printed = play.at_terminal({"device_code": True}, user)
    assert result["access_token"] and result["access_token"][:24] not in printed and user["password"] not in printed
    code = re.search(r"enter\s+the\s+code\s+([A-Z]{9})", printed).group(1)
    assert code not in (play.directory / "log").read_text()


def test_in_awx_s_terminal_sits_nobody(play, emulator):
    result, _printed = play.at_terminal(
        {"device_code": True}, emulator.accounts["cloud_sync_user"], AWX_ISOLATED_DATA_DIR="/runner/artifacts/1"
    )
    assert "needs a person at a terminal" in result["msg"]


@pytest.mark.parametrize("door", DOORS)
def test_in_a_pipe_there_is_nobody(play, door):
    result, _printed = play.piped(door, {"device_code": True})
    assert result["failed"] and "needs a person at a terminal" in result["msg"]


@pytest.mark.parametrize("door", DOORS)
def test_awx_s_credential_as_it_is(play, emulator, door):
    account = emulator.accounts["administrator"]
    result, printed = play.piped(
        door,
        {},
        AZURE_CLIENT_ID=account["client_id"],
        AZURE_SECRET=account["client_secret"],
        AZURE_TENANT=account["tenant_id"],
        AZURE_SUBSCRIPTION_ID="",
        AZURE_CLOUD_ENVIRONMENT="AzureCloud",
    )
    assert (
        result["access_token"]
        and result["access_token"][:24] not in printed
        and account["client_secret"] not in printed
    )


@pytest.mark.parametrize("door", DOORS)
def test_a_certificate_with_a_warning(play, emulator, door):
    account, key = emulator.accounts["administrator"], new_key()
    certificate = new_certificate(key)
    emulator.patch_state(
        [
            {
                "op": "add",
                "path": f"/tenants/{account['tenant_id']}/automationClients/0/certificates",
                "value": [pem(certificate)],
            }
        ]
    )
    path = play.directory / "certificate.pem"
    path.write_text(key_pem(key, PASSWORD) + pem(certificate))
    path.chmod(0o644)
    options = {
        "tenant_id": account["tenant_id"],
        "client_id": account["client_id"],
        "certificate_path": str(path),
        "certificate_password": PASSWORD,
    }
    result, printed = play.piped(door, options)
    assert result["access_token"] and result["access_token"][:24] not in printed
    assert "Everybody on this machine can read the private key" in " ".join(printed.split())
    assert printed.count(PASSWORD) == 0 and "BEGIN" not in printed
