# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes how long each task took, as JSON lines, into the file TASK_TIMES names."""

from __future__ import annotations

import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: task_times
type: aggregate
short_description: Wall time of each task
description: Writes name, action and wall time in seconds of each task.
"""


class CallbackModule(CallbackBase):
    """Times tasks from their start to their result."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_times"

    def v2_playbook_on_task_start(self, task, is_conditional):
        """A task begins."""
        self._started = time.monotonic()

    def v2_runner_on_ok(self, result):
        """A task has ended well."""
        seconds = time.monotonic() - self._started
        with open(os.environ["TASK_TIMES"], "a", encoding="utf-8") as times:
            times.write(
                json.dumps({"action": result._task.action, "name": result._task.name, "seconds": seconds}) + "\n"
            )
