"""``make benchmark``: the wall time of each module's task through both doors, beside Ansible's own ping, in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.emulator.process import EmulatorProcess
from tests.integration.role.playbook import CHECKOUT, INVENTORY, assert_ran, playbook_environment, run_playbook

HERE = Path(__file__).resolve().parent
DOORS = {"fast door": "local", "module process": "over_there"}
ROUNDS = int(os.environ.get("ROUNDS", "5"))


def main() -> None:
    """Measure, and print a table."""
    with EmulatorProcess() as emulator:
        assert_ran(run_playbook(emulator))
        seconds = {door: measure(emulator, connection) for door, connection in DOORS.items()}
    names = list(next(iter(seconds.values())))
    print(f"median of {ROUNDS} rounds, in seconds\n\n| task | {' | '.join(DOORS)} | ratio |\n| --- | --- | --- | --- |")
    for name in names:
        fast, process = (statistics.median(times[name]) for times in seconds.values())
        print(f"| {name} | {fast:.3f} | {process:.3f} | {process / fast:.1f} |")


def measure(emulator: EmulatorProcess, connection: str) -> dict[str, list[float]]:
    """The times of each task, by its name."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "times"
        environment = {
            **playbook_environment(emulator),
            "TASK_TIMES": str(file),
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"),
            "ANSIBLE_CALLBACKS_ENABLED": "task_times",
            "ANSIBLE_CONNECTION_PLUGINS": str(HERE.parent / "integration" / "connection_plugins"),
        }
        command = [
            str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
            "-i",
            str(INVENTORY),
            "-e",
            f"ansible_connection={connection}",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            str(HERE / "tasks.yml"),
        ]
        for _round in range(ROUNDS):
            done = subprocess.run(
                command,
                env=environment,
                cwd=CHECKOUT,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            assert done.returncode == 0, done.stdout
        times: dict[str, list[float]] = {}
        for line in file.read_text().splitlines():
            entry = json.loads(line)
            times.setdefault(entry["name"], []).append(entry["seconds"])
        return times


if __name__ == "__main__":
    main()
