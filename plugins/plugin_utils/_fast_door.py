# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The fast door: all modules of this collection come through here, each by its own small file in plugins/action.

A module process costs about 0.3 seconds before it does anything. On a local connection the same engine runs right here
instead; on any other the module runs on the target as usual. Results are the same through both doors. Every result that
carries a secret is censored here, so that a task whose author forgot ``no_log`` prints nothing, while its registered
variable works.

One file for all, by ``plugin_routing.action.<module>.redirect``, was tried: ansible-core resolves a redirected action to the
name of its target, so ``module_defaults`` of one module or group then reach all of them (tests/integration/test_module_defaults.py).
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values
from ansible.plugins.action import ActionBase
from ansible.release import __version__ as CORE
from ansible.utils.display import Display

from ..module_utils._engine import console
from ..module_utils._engine.hidden import hidden_passwords
from ..module_utils._engine.libraries import preload
from ..module_utils._engine.operation import Operation
from ..module_utils._engine.runner import carries_secret, run

display = Display()
MODULES = "ansible_collections.martech.marketo_dynamics.plugins.modules"

# ansible-core up to 2.18 loses the censorship of a loop's items in the result of the whole loop, which callbacks get as well.
LOOPS_ARE_CENSORED = (2, 19)

# This file is imported in the parent of all task workers: what it imports, no task needs to import again.
preload("requests", "msal")


def _say(sentence: str) -> None:
    """On the screen alone, not in the log file."""
    display.display(sentence, color="bright yellow", screen_only=True)


def _speak() -> None:
    """Lend the display to the engine, once.

    Asked in the parent of all task workers, which alone has the terminal. AWX runs Ansible in a terminal that nobody sits at.
    """
    somebody = sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()
    console.speak_through(
        display.warning,
        _say if somebody and not os.environ.get("AWX_ISOLATED_DATA_DIR") else None,
        sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty(),
    )


_speak()


def _uncensored_loop(operation: Operation, task: Any) -> str | None:
    """Return why a task must not run whose loop would show secrets: before anything is sent. None where it may."""
    if not operation.secret_results or not (task.loop or task.loop_with) or task.no_log:
        return None
    state = task.args.get("state") or operation.arguments.get("state", {}).get("default")
    if operation.secret_states is not None and state not in operation.secret_states:
        return None
    if tuple(int(part) for part in CORE.split(".")[:2]) >= LOOPS_ARE_CENSORED:
        return None
    return (
        f"can't run in a loop without no_log on ansible-core {CORE}: its results hold a secret, and before 2.19 the result of the whole loop, "
        f"which callbacks and log files get, shows it. Set no_log to true on the task, or use ansible-core 2.19. Nothing was sent."
    )


def _decrypted(value: Any) -> Any:
    """Return arguments without what ansible-core up to 2.18 puts in place of a value that is encrypted in the playbook itself."""
    if isinstance(value, Mapping):
        return {name: _decrypted(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_decrypted(item) for item in value]
    return str(value) if type(value).__name__ == "AnsibleVaultEncryptedUnicode" else value


class ActionModule(ActionBase):
    """Runs one task of one of this collection's modules."""

    supports_raw_params = False
    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the task and return its result."""
        result = super().run(tmp, task_vars)
        operation: Operation = importlib.import_module(f"{MODULES}.{self._task.action.rpartition('.')[2]}").OPERATION
        if self._task.async_val and operation.secret_results:
            return {
                "failed": True,
                "msg": f"{self._module_name()} can't run with async: its result holds a secret, and Ansible keeps the results "
                f"of asynchronous tasks in a file, from which async_status shows them. Leave async out.",
            }
        uncensored = _uncensored_loop(operation, self._task)
        if uncensored:
            return {"failed": True, "msg": f"{self._module_name()} {uncensored}"}
        if self._runs_here():
            result.update(self._run_here(operation))
        else:
            # Connection plugins print what a module answered from -vvv on; with this they censor it. They look at a play context
            # of their own, which is not this plugin's.
            self._connection._play_context.no_log = True  # pylint: disable=protected-access
            result.update(
                self._execute_module(
                    module_name=self._module_name(), task_vars=task_vars, wrap_async=self._task.async_val
                )
            )
        if result.pop("secret", False):
            result["_ansible_no_log"] = True
            self._show_warnings(result)
        return result

    @staticmethod
    def _show_warnings(result: Mapping[str, Any]) -> None:
        """Display what ansible-core up to 2.18 censors together with the result. Later versions show it; there it is no text."""
        for warning in result.get("warnings", ()):
            if isinstance(warning, str):
                display.warning(warning)

    def _module_name(self) -> str:
        return f"martech.marketo_dynamics.{self._task.action.rpartition('.')[2]}"

    def _runs_here(self) -> bool:
        """Whether target and controller are one place and one user, and nobody waits for an async job's file."""
        return self._connection.transport == "local" and not self._task.async_val and not self._play_context.become

    def _run_here(self, operation: Operation) -> dict[str, Any]:
        self._take_environment()
        arguments = _decrypted(self._task.args)
        checked = ArgumentSpecValidator(operation.arguments, **operation.constraints).validate(arguments)
        if checked.error_messages:
            return {"failed": True, "msg": checked.errors.msg}
        result = run(operation, checked.validated_parameters, self._task.check_mode)
        secret = carries_secret(operation, result)
        masked = {*checked._no_log_values, *hidden_passwords(checked.validated_parameters)}  # pylint: disable=protected-access
        shown: dict[str, Any] = remove_values(result, masked)
        shown["secret"] = secret
        return shown

    def _take_environment(self) -> None:
        """Apply the task's ``environment``, as a module process would see it. This process serves just this task."""
        variables: dict[str, Any] = {}
        ActionBase._compute_environment_string(self, variables)
        os.environ.update({name: str(value) for name, value in variables.items()})
