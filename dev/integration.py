"""Run the integration targets (tests/integration/targets) against the emulator, in one play on this machine.

Arguments name the targets to run; without any all are run: ``.venv/bin/python -m dev.integration entra_application``. The targets have the
layout of ansible-test, which runs them too, given tests/integration/integration_config.yml (see the template beside it).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml

from tests.emulator.process import EmulatorProcess

CHECKOUT = Path(__file__).resolve().parent.parent
TARGETS = CHECKOUT / "tests" / "integration" / "targets"
TEMPLATE = CHECKOUT / "tests" / "integration" / "integration_config.yml.template"
OUTPUT = CHECKOUT / ".build" / "integration"


def main() -> int:
    """Run and return the exit status."""
    targets = choose(sys.argv[1:])
    OUTPUT.mkdir(parents=True, exist_ok=True)
    outcomes = OUTPUT / "outcomes.json"
    outcomes.unlink(missing_ok=True)
    started = time.monotonic()
    with EmulatorProcess() as emulator:
        write(OUTPUT / "integration_config.yml", configuration(emulator))
        write(OUTPUT / "play.yml", yaml.safe_dump(play(targets, outcomes), sort_keys=False, width=200))
        run_playbook()
    return summarize(targets, json.loads(outcomes.read_text()) if outcomes.exists() else {}, time.monotonic() - started)


def choose(names: list[str]) -> list[str]:
    """The targets of these names, or all; those that only prepare others begin with setup_."""
    known = sorted(path.name for path in TARGETS.iterdir() if path.is_dir() and not path.name.startswith("setup_"))
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"No such integration target: {', '.join(unknown)}. Known: {', '.join(known)}")
    return names or known


def configuration(emulator: EmulatorProcess) -> str:
    """The template with the emulator's values."""
    administrator, user = emulator.accounts["administrator"], emulator.accounts["sync_user"]
    values = {
        "EMULATOR_URL": emulator.base_url,
        "EMULATOR_PROXY": emulator.proxy_url,
        "EMULATOR_CA": emulator.ca_file,
        "ENTRA_TENANT_ID": administrator["tenant_id"],
        "ENTRA_CLIENT_ID": administrator["client_id"],
        "ENTRA_CLIENT_SECRET": administrator["client_secret"],
        "ENTRA_USERNAME": user["username"],
        "ENTRA_PASSWORD": user["password"],
        "ORGANIZATION_URL": emulator.ready["organization_url"],
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f'"@{name}"', json.dumps(value))
    return text


def play(targets: list[str], outcomes: Path) -> list[dict[str, Any]]:
    """One play that runs every target, also after one has failed, and writes down how each ended."""
    tasks: list[dict[str, Any]] = []
    for target in targets:
        tasks.append(
            {
                "name": f"Target {target}",
                "block": [
                    {"name": f"Run {target}", "ansible.builtin.include_role": {"name": target}},
                    remember(target, "passed"),
                ],
                "rescue": [
                    remember(
                        target,
                        "failed: {{ ansible_failed_task.name }}: {{ ansible_failed_result.msg | default('no message') }}",
                    )
                ],
            }
        )
    tasks.append(
        {
            "name": "Write the outcomes down",
            "ansible.builtin.copy": {"content": "{{ outcomes | to_json }}", "dest": str(outcomes), "mode": "0600"},
        }
    )
    variables = {"outcomes": {}, "ansible_python_interpreter": sys.executable}
    return [
        {
            "name": "Integration targets",
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "vars": variables,
            "tasks": tasks,
        }
    ]


def remember(target: str, outcome: str) -> dict[str, Any]:
    """A task that keeps how a target ended."""
    return {
        "name": f"Remember how {target} ended",
        "ansible.builtin.set_fact": {"outcomes": f"{{{{ outcomes | combine({{'{target}': outcome}}) }}}}"},
        "vars": {"outcome": outcome},
    }


def write(path: Path, text: str) -> None:
    """Write a file for nobody else's eyes: test values, but a habit."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def run_playbook() -> None:
    """Run the play; what is merely well isn't shown."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("AZURE_", "ANSIBLE_"))},
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_ROLES_PATH": str(TARGETS),
        "ANSIBLE_CONFIG": str(CHECKOUT / "dev" / "demo" / "ansible.cfg"),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_PIPELINING": "true",
        "ANSIBLE_DISPLAY_OK_HOSTS": "false",
        "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    }
    command = [
        CHECKOUT / ".venv" / "bin" / "ansible-playbook",
        "-i",
        "localhost,",
        "-e",
        f"@{OUTPUT / 'integration_config.yml'}",
        OUTPUT / "play.yml",
    ]
    subprocess.run([str(part) for part in command], cwd=CHECKOUT, env=environment, check=False)


def summarize(targets: list[str], outcomes: dict[str, str], seconds: float) -> int:
    """Print how each target ended; a target without an outcome has failed."""
    failed = [target for target in targets if outcomes.get(target) != "passed"]
    for target in targets:
        print(f"{target}: {outcomes.get(target, 'failed: the play ended before it')}")
    print(f"{len(targets) - len(failed)} passed, {len(failed)} failed in {seconds:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
