# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Besides the fast door: the recorded session's file, which is the controller's, with the vault passwords that only the play has."""

from __future__ import annotations

import json
from typing import Any

from ..module_utils._engine.errors import InvalidInput
from ..plugin_utils._fast_door import ActionModule as FastDoor
from ..plugin_utils._vault_file import VaultFile


class ActionModule(FastDoor):
    """Runs a task of marketo_session, with storage_state taken from its file or put there."""

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the task and return its result."""
        arguments = self._task.args
        try:
            file = self._file(arguments)
            state = arguments.get("state", "present")
            if file and state != "present":
                file.check_writable()
            elif file and not arguments.get("storage_state"):
                arguments["storage_state"] = file.read()
        except InvalidInput as error:
            return {"failed": True, "msg": error.message, "error": error.details, "changed": False}
        if isinstance(arguments.get("storage_state"), dict):
            # Ansible takes each value inside a secret dictionary for a secret, "/" as well, and would censor it everywhere.
            arguments["storage_state"] = json.dumps(arguments["storage_state"])
        result = super().run(tmp, task_vars)
        if file and state != "present" and not result.get("failed"):
            self._keep(file, result, state)
        return result

    def _file(self, arguments: dict[str, Any]) -> VaultFile | None:
        path = arguments.get("storage_state_file")
        return VaultFile(path, self._loader, arguments.get("vault_id")) if path else None

    def _keep(self, file: VaultFile, result: dict[str, Any], state: str) -> None:
        """Move the session from the result to the file."""
        session = result.pop("storage_state", None)
        # Nothing of what is left is a secret.
        result.update(storage_state=None, _ansible_no_log=False)
        if session and not self._task.check_mode:
            path = file.write(json.dumps(session))
            result.update(
                changed=True,
                changes=[f"write the {'recorded' if state == 'recorded' else 'renewed'} session to {path}"],
            )
        elif state == "recorded":
            result.update(changed=True, changes=["record a session"])
