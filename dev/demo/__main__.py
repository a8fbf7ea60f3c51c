"""``make demo``: the procedure against the embedded emulator, twice, and what came of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.emulator.process import EmulatorProcess

CHECKOUT = Path(__file__).resolve().parents[2]
OUTPUT = CHECKOUT / ".build" / "demo"
INVENTORY = Path(__file__).with_name("inventory.yml")
PLAYBOOK = Path(__file__).with_name("procedure.yml")
SCREENSHOT = OUTPUT / "validation.png"


def main() -> int:
    """Run the demo and return its exit status."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with EmulatorProcess() as emulator:
        environment = play_environment(emulator)
        runs = [run_playbook(environment, number) for number in (1, 2)]
    if any(status for status, _output in runs):
        return 1
    summarize([output for _status, output in runs], time.monotonic() - started)
    return 0 if "changed=0 " in recap(runs[1][1]) else 1


def play_environment(emulator: EmulatorProcess) -> dict[str, str]:
    """The environment of ansible-playbook: a job template's credentials would set the same."""
    accounts = emulator.accounts
    return {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_CONFIG": str(INVENTORY.with_name("ansible.cfg")),
        "EMULATOR_PROXY": emulator.proxy_url,
        "EMULATOR_CA": emulator.ca_file,
        "AZURE_CLIENT_ID": accounts["administrator"]["client_id"],
        "AZURE_SECRET": accounts["administrator"]["client_secret"],
        "DYNAMICS_SYNC_PASSWORD": accounts["sync_user"]["password"],
        "MARKETO_PASSWORD": accounts["marketo_administrator"]["password"],
        "DEMO_SCREENSHOT": str(SCREENSHOT),
    }


def run_playbook(environment: dict[str, str], number: int) -> tuple[int, str]:
    """Run the play once, shown as it goes, and return its exit status and output."""
    print(f"\n=== Run {number} of 2 ===", flush=True)
    command = [
        str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
        "-i",
        str(INVENTORY),
        str(PLAYBOOK),
    ]
    lines = []
    with subprocess.Popen(
        command, env=environment, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as play:
        assert play.stdout is not None
        for line in play.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return play.returncode, "".join(lines)


def recap(output: str) -> str:
    """The recap's line for the one host."""
    return next((line for line in output.splitlines() if re.match(r"contoso\s+:", line)), "no recap")


def summarize(outputs: list[str], seconds: float) -> None:
    """Print what a person wants to know at the end."""
    print("=== Validate Sync Setup, as the page showed it ===")
    for row in re.findall(r'"msg": "([✔✘] \d .*)"', outputs[0]):
        print(row)
    print("\n=== Recaps ===")
    for number, output in enumerate(outputs, start=1):
        print(f"run {number}: {recap(output)}")
    print(f"\nScreenshot of the page after validation: {SCREENSHOT}")
    print(f"Wall time after set-up: {seconds:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
