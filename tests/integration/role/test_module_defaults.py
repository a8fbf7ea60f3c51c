"""What a play says in ``module_defaults`` reaches the role's tasks, wherever the role's own variables say nothing."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, playbook_command, playbook_environment

COLLECTION = "martech.marketo_dynamics"
ADMINISTRATOR = ("AZURE_CLIENT_ID", "AZURE_SECRET")


def run_with_defaults(
    emulator: EmulatorProcess,
    tmp_path: Path,
    entry_point: str,
    defaults: dict[str, Any],
    *,
    unset: tuple[str, ...] = (),
) -> Outcome:
    """Run one entry point of the role in a play that has these defaults."""
    role = {"name": f"{COLLECTION}.dynamics_sync", "tasks_from": entry_point}
    play = tmp_path / "play.yml"
    play.write_text(
        yaml.safe_dump(
            [
                {
                    "hosts": "dynamics_sync",
                    "connection": "local",
                    "gather_facts": False,
                    "module_defaults": defaults,
                    "tasks": [{"ansible.builtin.import_role": role}],
                }
            ]
        )
    )
    environment = {name: value for name, value in playbook_environment(emulator).items() if name not in unset}
    command = playbook_command(playbook=str(play), dynamics_sync_auth_method="s2s")
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300
    )
    return Outcome(done.returncode, done.stdout)


def test_the_sign_in_that_groups_give_and_the_option_that_one_module_gives_reach_the_tasks(
    emulator: EmulatorProcess, tmp_path: Path
) -> None:
    """Review, house 4: the role's defaults for a group took the place of the play's."""
    account = {name: emulator.accounts["administrator"][name] for name in ("client_id", "client_secret")}
    defaults = {
        f"group/{COLLECTION}.entra": account,
        f"group/{COLLECTION}.dynamics": account,
        f"{COLLECTION}.entra_application": {"is_fallback_public_client": True},
    }
    assert not [name for name in ADMINISTRATOR if name in os.environ], "nothing else signs in"
    assert_ran(run_with_defaults(emulator, tmp_path, "entra", defaults, unset=ADMINISTRATOR))
    (application,) = directory.tenant(emulator)["applications"]
    assert application["isFallbackPublicClient"] is True
    users = emulator.state()["organizations"]["contoso.crm4.dynamics.com"]["systemusers"]
    assert [user for user in users if user.get("applicationid") == application["appId"]], "Dynamics was signed in to"


@pytest.mark.parametrize(
    ("entry_point", "whose"),
    [
        ("entra", f"group/{COLLECTION}.entra"),
        ("entra", f"{COLLECTION}.entra_token"),
        ("doctor", f"{COLLECTION}.marketo_session"),
    ],
)
def test_a_timeout_that_the_play_gives_is_not_overruled_by_the_roles_own(
    emulator: EmulatorProcess, tmp_path: Path, entry_point: str, whose: str
) -> None:
    outcome = run_with_defaults(emulator, tmp_path, entry_point, {whose: {"timeout": "not-a-number"}})
    assert outcome.status != 0
    assert "argument 'timeout' is of type" in " ".join(outcome.output.split()), outcome.output


def test_defaults_for_all_of_the_page_reach_the_page(emulator: EmulatorProcess, tmp_path: Path) -> None:
    outcome = run_with_defaults(emulator, tmp_path, "doctor", {f"group/{COLLECTION}.marketo": {"unheard_of": True}})
    assert outcome.status != 0
    # Ansible quotes the play beside an error, its defaults too: the task's own answer is what counts.
    assert re.search(r"^fatal: .*unheard_of", outcome.output, flags=re.MULTILINE), outcome.output
