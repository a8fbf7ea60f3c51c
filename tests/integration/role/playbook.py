"""Runs ansible-playbook on the demo's inventory, and reads what it said."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dev.demo.__main__ import INVENTORY, play_environment
from tests.emulator.process import EmulatorProcess

CHECKOUT = Path(__file__).resolve().parents[3]
PLAYBOOK = "martech.marketo_dynamics.setup"
ROTATE = "martech.marketo_dynamics.rotate_secret"
AUDIT = "martech.marketo_dynamics.audit"
# A play takes a minute; this is for a machine that has other work besides.
PLAY_SECONDS = 1200
_TASK = re.compile(r"^TASK \[(?:[\w.]+ : )?(?P<name>.*?)\] \*+$")
_RECAP = re.compile(r"^(?P<host>\S+)\s+: (?P<counts>ok=.*)$")


@dataclass(frozen=True)
class Outcome:
    """One run of a playbook."""

    status: int
    output: str

    @property
    def changed_tasks(self) -> list[str]:
        """The names of the tasks that reported a change, in order."""
        return self.changed_tasks_of("contoso")

    @property
    def recap(self) -> dict[str, int]:
        """The counts of the recap."""
        return self.recap_of("contoso")

    def changed_tasks_of(self, host: str) -> list[str]:
        """The names of the tasks that reported a change on one host, in order."""
        names, task = [], ""
        for line in self.output.splitlines():
            heading = _TASK.match(line)
            if heading:
                task = heading["name"]
            elif line.startswith(f"changed: [{host}]"):
                names.append(task)
        return names

    def recap_of(self, host: str) -> dict[str, int]:
        """The counts of the recap for one host."""
        lines = [_RECAP.match(line) for line in self.output.splitlines()]
        counts = next(line["counts"] for line in reversed(lines) if line and line["host"] == host)
        return {name: int(count) for name, count in (item.split("=") for item in counts.split())}


def playbook_command(
    *arguments: str, playbook: str = PLAYBOOK, inventory: Path = INVENTORY, **variables: str
) -> list[str]:
    """The command that runs a playbook; ``variables`` are extra variables of the play."""
    extra = [item for name, value in variables.items() for item in ("-e", f"{name}={value}")]
    return [str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"), "-i", str(inventory), playbook, *extra, *arguments]


def playbook_environment(emulator: EmulatorProcess) -> dict[str, str]:
    """The environment of that command."""
    return {**play_environment(emulator), "ANSIBLE_NOCOLOR": "1", "DEMO_SCREENSHOT": ""}


def run_playbook(
    emulator: EmulatorProcess,
    *arguments: str,
    playbook: str = PLAYBOOK,
    inventory: Path = INVENTORY,
    **variables: str,
) -> Outcome:
    """Run a playbook against the emulator, the one for the set-up unless another is named."""
    done = subprocess.run(
        playbook_command(*arguments, playbook=playbook, inventory=inventory, **variables),
        env=playbook_environment(emulator),
        cwd=CHECKOUT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PLAY_SECONDS,
        check=False,
    )
    return Outcome(done.returncode, done.stdout)


def assert_ran(outcome: Outcome) -> None:
    """Fail with the play's own output where it did not end well."""
    assert outcome.status == 0, outcome.output


def secrets_of(emulator: EmulatorProcess) -> list[str]:
    """Every secret that the inventory and the environment hold."""
    environment = play_environment(emulator)
    return [environment[name] for name in ("AZURE_SECRET", "DYNAMICS_SYNC_PASSWORD", "MARKETO_PASSWORD")]


def forms(secret: str) -> set[str]:
    """A secret in every form in which it might stand in a file."""
    encoded = secret.encode()
    return {
        secret,
        secret[::-1],
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        base64.b64encode(encoded).decode(),
        encoded.hex(),
        *(base64.b64encode(b"x" * lead + encoded).decode()[4:-4] for lead in range(3)),
    }
