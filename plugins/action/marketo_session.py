# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Besides the fast door: the recorded session's file, which is the controller's, with the vault passwords that only the play has."""

from __future__ import annotations

import json
from typing import Any

from ..module_utils._engine.errors import InvalidInput
from ..plugin_utils._fast_door import ActionModule as FastDoor
from ..plugin_utils._fast_door import display
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
            with file.locked():
                why_not = _is_superseded(file, session) if state == "absent" else None
                if why_not:
                    display.warning(f"The renewed session was not written to storage_state_file: {why_not}")
                    return
                path = file.write(json.dumps(session))
            result.update(
                changed=True,
                changes=[f"write the {'recorded' if state == 'recorded' else 'renewed'} session to {path}"],
            )
        elif state == "recorded":
            result.update(changed=True, changes=["record a session"])


def _is_superseded(file: VaultFile, session: dict[str, Any]) -> str | None:
    """Return why the file must stay as it is: while this session was open, another play or person may have put a newer one there."""
    if not file.is_there():
        return None
    try:
        kept = json.loads(file.read())
    except InvalidInput as error:
        return f"what is there now can't be read, so it can't be told whether it is newer. {error.message}"
    except ValueError:
        return None
    if kept.get("munchkin_id") != session.get("munchkin_id"):
        return "it holds the session of another instance now."
    if _age(kept) > _age(session):
        return "it holds a newer one, of another play or person. That one stays."
    return None


def _age(session: dict[str, Any]) -> tuple[str, str]:
    """Return what orders sessions: a later recording is newer than whatever was renewed of an earlier one. The times are ISO 8601 in UTC."""
    return str(session.get("recorded_at") or ""), str(session.get("renewed_at") or "")
