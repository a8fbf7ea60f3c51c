"""One rotation by the real role on the page of one seed, and how it ended."""

from __future__ import annotations

import json
import re
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.emulator.process import EmulatorProcess
from tests.integration.role.playbook import PLAYBOOK, ROTATE, playbook_command, playbook_environment
from tests.pages.results import CHECKOUT, CONVERGED, HALF, LEFT_OFF, REFUSED_BEFORE, ROLLED_BACK, Trial
from tests.pages.truth import read_truth

INSTANCE = "123-ABC-456"
# Seconds that the role waits for each reaction of the page, and that the whole play may take. Several trials at a time make
# each of them slow, which is no fault of the page or of the role.
_TIMEOUT = 60
_LONGEST_RUN = 1200
_FATAL = re.compile(r"^fatal: \[contoso\]: FAILED! => (?P<result>\{.*\})$", re.MULTILINE)


def prepare(emulator: EmulatorProcess) -> None:
    """Set everything up once, on the simplest page, so that each trial only has to rotate the secret."""
    emulator.reset({"marketo": {"behaviour": {"documented_sections": False}}})
    status, output = _play(emulator, PLAYBOOK)
    if status:
        raise RuntimeError(f"the set-up before the trials failed:\n{output}")
    emulator.snapshot()


@dataclass(frozen=True)
class Evidence:
    """What a trial is judged by."""

    output: str
    truth: dict[str, Any]


def run_trial(emulator: EmulatorProcess, seed: int, page_map: dict[str, Any] | None = None) -> tuple[Trial, Evidence]:
    """Rotate the secret on the page of this seed, from what the emulator's snapshot holds.

    ``page_map`` corrects the role's map of the page, as an operator would whose page it doesn't know.
    """
    emulator.restore()
    before = read_truth(emulator)["instances"][INSTANCE]
    emulator.patch_state({"marketo": {"page_seed": seed, "truth": None}})
    began = time.monotonic()
    status, output = _play(emulator, ROTATE, page_map)
    seconds = time.monotonic() - began
    truth = read_truth(emulator)
    trial = _judge(seed, status, output, seconds, before, truth)
    trial.page_map = page_map
    return trial, Evidence(output, truth)


def _play(emulator: EmulatorProcess, playbook: str, page_map: dict[str, Any] | None = None) -> tuple[int, str]:
    """Run a playbook; one that doesn't end is stopped and counts as failed."""
    variables: dict[str, Any] = {"dynamics_sync_timeout": _TIMEOUT}
    if page_map is not None:
        variables["dynamics_sync_page_map"] = page_map
    try:
        done = subprocess.run(
            playbook_command("-e", json.dumps(variables), playbook=playbook),
            env=playbook_environment(emulator),
            cwd=CHECKOUT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_LONGEST_RUN,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        shown = error.stdout or b""
        output = shown.decode("utf-8", "replace") if isinstance(shown, bytes) else shown
        return -1, f"{output}\nThe playbook did not end within {_LONGEST_RUN} s.\n"
    return done.returncode, done.stdout


def _judge(seed: int, status: int, output: str, seconds: float, before: dict[str, Any], truth: dict[str, Any]) -> Trial:
    after = truth["instances"][INSTANCE]
    changed = any(save["organization_changed"] for save in truth["saves"])
    return Trial(
        seed=seed,
        ending=_ending(status, after, truth),
        seconds=round(seconds, 1),
        off_seconds=_off_seconds(truth["switches"]),
        reasons=[] if status == 0 else _reasons(output),
        wrong_clicks=truth["wrong_clicks"],
        wrong_fields=truth["wrong_fields"],
        wrong_organization=changed or after["organization_url"] != before["organization_url"],
        live_secret_deleted=before["secret_is_live"] and not after["secret_is_live"],
        clicks=[f"{click['element']} ({click['category']})" for click in truth["clicks"]],
    )


def _ending(status: int, after: dict[str, Any], truth: dict[str, Any]) -> str:
    if status == 0:
        done = truth["saves"] and after["secret_is_live"] and after["sync_enabled"] and after["last_validation_passed"]
        return CONVERGED if done else HALF
    if not any(not switch["enabled"] for switch in truth["switches"]):
        return REFUSED_BEFORE
    return ROLLED_BACK if after["sync_enabled"] else LEFT_OFF


def _off_seconds(switches: list[dict[str, Any]]) -> float:
    """How long the sync was off, from the first disable to the last enable; 0 if one of them is missing."""
    off = [datetime.fromisoformat(each["at"]) for each in switches if not each["enabled"]]
    on = [datetime.fromisoformat(each["at"]) for each in switches if each["enabled"]]
    return round((on[-1] - off[0]).total_seconds(), 1) if off and on else 0.0


def _reasons(output: str) -> list[str]:
    """Return the message of each failed task, in order; the playbook's last lines if there is none."""
    found = []
    for match in _FATAL.finditer(output):
        try:
            found.append(str(json.loads(match["result"]).get("msg", "")))
        except ValueError:
            found.append(match["result"][:300])
    return found or [" ".join(output.splitlines()[-3:])]
