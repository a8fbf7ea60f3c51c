"""A callback plugin that writes down everything it is given, as the careless ones of a site do."""

from __future__ import annotations

import os
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: tell_all
type: aggregate
short_description: For tests only
description: Writes what it is given into the file that TELL_ALL names.
"""


class CallbackModule(CallbackBase):
    """Writes the whole result of each task, and of each item of a loop."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "tell_all"
    CALLBACK_NEEDS_ENABLED = True

    def _tell(self, result: Any, **_more: Any) -> None:
        told = getattr(result, "result", None) or result._result
        with open(os.environ["TELL_ALL"], "a", encoding="utf-8") as file:
            file.write(f"{told!r}\n")

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_on_skipped = _tell
    v2_runner_item_on_ok = v2_runner_item_on_failed = v2_runner_retry = _tell
