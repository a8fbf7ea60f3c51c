"""One rotation by the real role on the page of one seed, and how it ended."""

from __future__ import annotations

import json
import re
import subprocess
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.emulator.process import EmulatorProcess
from tests.integration.role.playbook import CHECKOUT, ROTATE, playbook_command, playbook_environment, run_playbook
from tests.pages.truth import read_truth

INSTANCE = "123-ABC-456"
DETAILS = CHECKOUT / ".build" / "pages"
# How a run may end.
CONVERGED = "converged"
REFUSED_BEFORE = "refused before disabling"
ROLLED_BACK = "refused after, sync enabled again"
LEFT_OFF = "refused after, sync left off"
HALF = "reported success, not converged"
ENDINGS = (CONVERGED, REFUSED_BEFORE, ROLLED_BACK, LEFT_OFF, HALF)
_LONGEST_RUN = 420
_FATAL = re.compile(r"^fatal: \[contoso\]: FAILED! => (?P<result>\{.*\})$", re.MULTILINE)


@dataclass
class Trial:
    """What came of one seed."""

    seed: int
    ending: str
    seconds: float
    off_seconds: float
    reasons: list[str]
    wrong_clicks: list[dict[str, Any]]
    wrong_fields: list[dict[str, Any]]
    wrong_organization: bool
    live_secret_deleted: bool
    clicks: list[str] = field(default_factory=list)

    @property
    def harmless(self) -> bool:
        """Whether nothing went wrong that a person would have to repair."""
        return not (self.wrong_clicks or self.wrong_fields or self.wrong_organization or self.live_secret_deleted)


def prepare(emulator: EmulatorProcess) -> None:
    """Set everything up once, on a page that the role knows, so that each trial only has to rotate the secret."""
    emulator.reset()
    outcome = run_playbook(emulator)
    if outcome.status:
        raise RuntimeError(f"the set-up before the trials failed:\n{outcome.output}")
    emulator.patch_state({"marketo": {"truth": None}})
    emulator.snapshot()


def run_trial(emulator: EmulatorProcess, seed: int) -> Trial:
    """Rotate the secret on the page of this seed; the details go into a file."""
    emulator.restore()
    before = read_truth(emulator)["instances"][INSTANCE]
    emulator.patch_state({"marketo": {"page_seed": seed}})
    began = time.monotonic()
    status, output = _rotate(emulator)
    seconds = time.monotonic() - began
    truth = read_truth(emulator)
    trial = _judge(seed, status, output, seconds, before, truth)
    _write_details(trial, output, truth)
    return trial


def _rotate(emulator: EmulatorProcess) -> tuple[int, str]:
    """Run the playbook; one that doesn't end is stopped and counts as failed."""
    try:
        done = subprocess.run(
            playbook_command(playbook=ROTATE),
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


def _write_details(trial: Trial, output: str, truth: dict[str, Any]) -> None:
    DETAILS.mkdir(parents=True, exist_ok=True)
    path = Path(DETAILS / f"{trial.seed}.json")
    path.write_text(json.dumps({**asdict(trial), "truth": truth}, indent=1, ensure_ascii=False), encoding="utf-8")
    path.with_suffix(".log").write_text(output, encoding="utf-8")
