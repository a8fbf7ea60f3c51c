"""ansible-playbook is killed while Marketo saves the credentials: no rescue, no cleaning up."""

from __future__ import annotations

import os
import signal
import subprocess

from tests.emulator.process import EmulatorProcess
from tests.integration.role import directory
from tests.integration.role.playbook import assert_ran, playbook_command, playbook_environment, run_playbook
from tests.integration.role.processes import session_hosts, wait_until

SAVE = r".*/crm/editCredentials$"


def test_kill_while_saving() -> None:
    with EmulatorProcess() as emulator:
        emulator.faults({"service": "marketo", "method": "POST", "path": SAVE, "delay": 5})
        before = set(session_hosts())
        with subprocess.Popen(
            playbook_command(), env=playbook_environment(emulator), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as play:
            assert wait_until(lambda: emulator.fault_hits()[0]["hits"] > 0, 120), "the play never came to the save"
            os.kill(play.pid, signal.SIGKILL)
        assert wait_until(lambda: not set(session_hosts()) - before, 60), session_hosts()

        emulator.faults()
        assert directory.instance(emulator)["sync_enabled"] is False
        assert_ran(run_playbook(emulator))
        directory.assert_configured(emulator)
