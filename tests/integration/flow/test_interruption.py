"""A play that ends in the middle of a test: asked to end it restores the canary, killed it leaves all that the next run needs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dev.demo.__main__ import play_environment
from tests.integration.flow.driver import FlowDriver

CHECKOUT = Path(__file__).resolve().parents[3]


def wait_until(true: Callable[[], object], what: str) -> None:
    """Wait until a function returns something true, a minute at most."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)


def descendants(pid: int) -> list[int]:
    """A process's children and theirs."""
    listed = subprocess.run(
        ["ps", "-eo", "pid,ppid"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()[1:]
    pairs = [tuple(map(int, line.split())) for line in listed]
    found = [pid]
    for parent in found:
        found.extend(child for child, its_parent in pairs if its_parent == parent)
    return found[1:]


@pytest.fixture(params=["fast door", "module process"])
def play(request: pytest.FixtureRequest, flow: FlowDriver, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A play that has touched the canary and waits: the sync is disabled. Through either door."""
    flow.caller.instance(sync_enabled=False)
    flow.put("Bird")
    environment = {
        "ANSIBLE_CONNECTION_PLUGINS": str(CHECKOUT / "tests" / "integration" / "connection_plugins"),
        "ANSIBLE_REMOTE_TMP": str(tmp_path / "remote"),
    }
    task = {
        "name": "Test",
        "martech.marketo_dynamics.marketo_dynamics_flow_test": {**flow.options, "arrival_timeout": 300},
    }
    connection = "local" if request.param == "fast door" else "over_there"
    path = tmp_path / "play.json"
    path.write_text(
        json.dumps(
            [
                {
                    "hosts": "localhost",
                    "connection": connection,
                    "gather_facts": False,
                    "tasks": [task],
                    "vars": {"ansible_python_interpreter": sys.executable},
                }
            ]
        )
    )
    with subprocess.Popen(
        [CHECKOUT / ".venv" / "bin" / "ansible-playbook", "-i", "localhost,", path],
        env={**play_environment(flow.emulator), **environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until(lambda: "[flow test" in flow.row()["jobtitle"], "the canary was never touched")
            yield process
        finally:
            for pid in [*descendants(process.pid), process.pid]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue


def test_killed_the_next_run_restores(flow: FlowDriver, play: subprocess.Popen[bytes]) -> None:
    for pid in [play.pid, *descendants(play.pid)]:
        os.kill(pid, signal.SIGKILL)
    play.wait(30)
    assert flow.row()["jobtitle"].startswith("Bird [flow test ")
    flow.caller.instance(sync_enabled=True)
    result = flow.run()
    assert result["changed"] is True and result["arrived"] is True
    assert flow.row()["jobtitle"] == "Bird"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_restores_at_once(flow: FlowDriver, play: subprocess.Popen[bytes], number: int) -> None:
    for pid in descendants(play.pid):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue
    wait_until(lambda: flow.row()["jobtitle"] == "Bird", f"not restored: {flow.row()['jobtitle']}")


def test_ctrl_c_at_the_play_restores_at_once(flow: FlowDriver, play: subprocess.Popen[bytes]) -> None:
    os.kill(play.pid, signal.SIGINT)
    wait_until(lambda: flow.row()["jobtitle"] == "Bird", f"not restored: {flow.row()['jobtitle']}")
