"""The doctor: green on every page that is as expected; with one element missing or doubled it names just that one, and no operation changes anything."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.process import EmulatorProcess

from .renderings import LANGUAGES, RENDERINGS, cases, draw
from .tasks import ADMINISTRATOR, CREDENTIALS, MUNCHKIN_ID, URL, assert_no_secret, task, writes
from .test_session import leftovers

CHECKOUT = Path(__file__).resolve().parents[3]

S2S = {name: CREDENTIALS[name] for name in ("client_id", "client_secret", "username")}
# Element -> the operation that needs it; None where none does.
OPERATIONS: dict[str, Any] = {
    "toggle": ("marketo_dynamics_sync", {"state": "enabled"}),
    **dict.fromkeys(
        ("edit", "username", "password", "client_id", "client_secret", "organization_url", "save"),
        ("marketo_dynamics_credentials", CREDENTIALS),
    ),
    "cancel": None,
    **dict.fromkeys(("validate_sync_setup", "next"), ("marketo_dynamics_validation", CREDENTIALS)),
    "sync_status": ("marketo_dynamics_info", {"gather_subset": ["status"]}),
    "sync_errors": ("marketo_dynamics_info", {"gather_subset": ["errors"]}),
    **dict.fromkeys(
        ("reconfigure_auth_method", "auth_method_s2s", "validate"),
        (
            "marketo_dynamics_auth_method",
            {**S2S, "method": "s2s", "current_method": "ropc", "tenant_id": "contoso.onmicrosoft.com"},
        ),
    ),
    "auth_method_ropc": None,
}
SWITCHES = {"missing_element": "missing", "duplicate_element": "several"}
# One of each part of the page, in both ways, and in all renderings.
THINNED = {
    ("toggle", "missing_element", "plain"),
    ("edit", "duplicate_element", "ext3"),
    ("client_secret", "missing_element", "ext4"),
    ("next", "duplicate_element", "plain"),
    ("auth_method_s2s", "missing_element", "ext3"),
}
ODD = list(itertools.product(OPERATIONS, SWITCHES, RENDERINGS))


@pytest.fixture(scope="module", autouse=True)
def seed(running: EmulatorProcess) -> None:
    """Begin with the seed, and leave the rest to `draw`: a reset would cost every case a sign-in."""
    running.reset()


def wrong(report: dict[str, Any]) -> set[tuple[str, str]]:
    """The names of what wasn't found once, and what was wrong."""
    return {
        (element["name"], element["status"])
        for element in report["elements"]
        if element["status"] in ("missing", "several")
    }


@pytest.mark.parametrize(("language", "rendering"), cases())
def test_green(running: EmulatorProcess, opened: str, tmp_path: Path, language: str, rendering: str) -> None:
    """Everything that can be seen without a change is found once; the picture is there, for its owner only; nothing is sent."""
    before = draw(running, language, rendering, enabled=False)
    path = tmp_path / "doctor.png"
    report = task("marketo_ui_info", session=opened, screenshot=str(path) if language in ("en", "de") else None)
    assert report.get("ok"), report
    assert (report["language"], report["munchkin_id"], report["override"], report["changed"]) == (
        language,
        MUNCHKIN_ID,
        None,
        False,
    )
    assert report["rendering"] == {"ext3": "mixed"}.get(rendering, rendering)
    statuses = {(element["name"], element["screen"]): element["status"] for element in report["elements"]}
    assert {place[0] for place, status in statuses.items() if status == "not_visited"} == {
        "disable_sync",
        "close",
        "tenant_id",
        "switch",
        "yes",
        "confirm",
        "ok",
        "no",
    }
    assert [statuses["password", screen] for screen in ("edit_dialog", "validation", "auth_method")] == ["found"] * 3
    # The hint that some labels are the same in English as well stays: the page's language goes first.
    assert {
        element["language"] for element in report["elements"] if element["name"] in ("toggle", "edit", "save", "next")
    } == {language}
    assert all(
        element["frame"] == "https://app-ab01.marketo.com/#DY0A1"
        for element in report["elements"]
        if element["status"] == "found"
    )
    if report["screenshot"]:
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_mode & 0o777 == 0o600
    assert writes(running)[before:] == []
    assert_no_secret(report)


def test_while_the_sync_runs(running: EmulatorProcess, opened: str) -> None:
    """What only a disabled sync shows is not missing; a part that is not asked for is left alone; a validation in a dialog is left behind."""
    before = draw(running, "en", "ext3", enabled=True, validation_window=True)
    report = task(
        "marketo_ui_info", session=opened, screens=["sync_status", "sync_errors", "auth_method", "validation"]
    )
    assert report.get("ok"), report
    why = {
        (element["screen"], element["why"])
        for element in report["elements"]
        if element["status"] == "not_visited" and element["screen"]
    }
    assert {screen for screen, _why in why} == {"main", "auth_method", "edit_dialog"}
    assert any("edit_dialog is not among screens" in text for _screen, text in why)
    shown = task("marketo_dynamics_info", session=opened)
    assert shown.get("sync_enabled") is True, shown
    assert writes(running)[before:] == []


@pytest.mark.parametrize(
    ("element", "switch", "rendering"),
    [pytest.param(*case, id="-".join(case), marks=[] if case in THINNED else [pytest.mark.whole]) for case in ODD],
)
def test_missing_or_twice(running: EmulatorProcess, impatient: str, element: str, switch: str, rendering: str) -> None:
    """The doctor names just that element, the operation stops, and nothing is sent."""
    language = LANGUAGES[ODD.index((element, switch, rendering)) % len(LANGUAGES)]
    before = draw(running, language, rendering, enabled=False, **{switch: element})
    report = task("marketo_ui_info", session=impatient)
    assert report.get("ok") is False, report
    assert wrong(report) == {(element, SWITCHES[switch])}
    assert element.replace("toggle", "enable_sync") in report["override"]
    assert list(yaml.safe_load(report["override"])) == ["dynamics_sync_page_map"]
    if OPERATIONS[element]:
        module, options = OPERATIONS[element]
        result = task(module, session=impatient, **options)
        assert result.get("failed"), result
        assert "dynamics_sync_page_map" in result["msg"]
        assert_no_secret(result)
    assert writes(running)[before:] == []


def test_the_playbook(running: EmulatorProcess, tmp_path: Path) -> None:
    """It signs in although the sync's button is called otherwise, reports, fails with what to paste, and leaves no session."""
    before, left = draw(running, "en", "plain", enabled=True, missing_element="toggle"), leftovers()
    variables = {
        "dynamics_sync_hosts": "all",
        "dynamics_sync_marketo_url": URL,
        "dynamics_sync_munchkin_id": MUNCHKIN_ID,
        "dynamics_sync_marketo_username": ADMINISTRATOR[0],
        "dynamics_sync_marketo_password": ADMINISTRATOR[1],
        "dynamics_sync_ca_bundle": running.ca_file,
        "dynamics_sync_proxy": running.proxy_url,
        "dynamics_sync_timeout": 5,
        "dynamics_sync_page_map": {"edit": {"labels": ["Edit"]}},
    }
    (tmp_path / "variables.json").write_text(json.dumps(variables))
    command = [
        str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
        "-i",
        "here,",
        "-e",
        f"@{tmp_path}/variables.json",
        "martech.marketo_dynamics.doctor",
    ]
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_NOCOLOR": "1",
    }
    environment.pop("PYTHONPATH", None)
    played = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert played.returncode == 2, played.stdout + played.stderr
    words = [
        "does not fit the page map: toggle.",
        "dynamics_sync_page_map:",
        "# enable_sync:",
        "missing      toggle",
        "found        save",
        "language en",
    ]
    assert [word for word in words if word not in played.stdout] == [], played.stdout
    assert_no_secret(played.stdout + played.stderr)
    assert leftovers() == left
    assert writes(running)[before:] == []
