"""How long the sync is off in a change of credentials: four tasks of a play, beside a bare script that makes the same clicks.

Both are measured by the emulator's journal, from the request that disables the sync to the one that enables it, in turn and on the
same machine, so that what else it does weighs on both.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from dev.demo.__main__ import INVENTORY, play_environment
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.test_whole_procedure import Directory

from .bare_script import change_credentials

CHECKOUT = Path(__file__).resolve().parents[2]
PLAYBOOK = Path(__file__).with_name("off_time.yml")
ROUNDS = int(os.environ.get("ROUNDS", "5"))
GOAL = 1.5


def main() -> None:
    """Measure in turn, and print both medians and their ratio."""
    seconds: dict[str, list[float]] = {"bare script": [], "play": [], "play with pictures": []}
    with EmulatorProcess() as emulator, tempfile.TemporaryDirectory() as directory:
        for _round in range(ROUNDS):
            seconds["bare script"].append(measure(emulator, lambda values: change_credentials(emulator, values)))
            seconds["play"].append(measure(emulator, lambda values: play(emulator, values)))
            seconds["play with pictures"].append(
                measure(emulator, lambda values: play(emulator, values, screenshot_directory=directory))
            )
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    print(f"time from disable to enable, median of {ROUNDS} rounds\n\n| | seconds | ratio |\n| --- | --- | --- |")
    for name, median in medians.items():
        print(f"| {name} | {median:.2f} | {median / medians['bare script']:.2f} |")
    print(f"\nGoal: a ratio of at most {GOAL}.")


def measure(emulator: EmulatorProcess, change: object) -> float:
    """Seconds for which the sync was off."""
    emulator.reset()
    client_id, secret = Directory(emulator).register()
    sync_user = emulator.accounts["sync_user"]
    change(
        {
            "username": "marketo.sync@contoso.com",
            "password": sync_user["password"],
            "client_id": client_id,
            "client_secret": secret,
            "organization_url": "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc",
        }
    )
    switched = [
        (entry["request_body"]["enabled"], datetime.fromisoformat(entry["time"]))
        for entry in emulator.requests(service="marketo", method="POST")
        if entry["path"] == "/crm/enableSync"
    ]
    assert [enabled for enabled, _time in switched] == [False, True], switched
    return (switched[1][1] - switched[0][1]).total_seconds()


def play(emulator: EmulatorProcess, values: dict[str, str], **variables: str) -> None:
    """Run the four tasks."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "variables.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps({"credentials": values, **variables}), encoding="utf-8")
        command = [
            str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
            "-i",
            str(INVENTORY),
            "-e",
            f"@{file}",
            "-e",
            "ansible_connection=local",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            str(PLAYBOOK),
        ]
        done = subprocess.run(
            command,
            env={**play_environment(emulator), "DEMO_SCREENSHOT": ""},
            cwd=CHECKOUT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stdout


if __name__ == "__main__":
    main()
