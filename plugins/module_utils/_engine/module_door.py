# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The slow door: a module started as a process of its own, on the target of the task."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule

from .hidden import hidden_passwords
from .operation import Operation
from .runner import carries_secret, run


def run_module(operation: Operation) -> None:
    """Validate the options, run the operation, and end the process with its result."""
    module = AnsibleModule(argument_spec=operation.arguments, supports_check_mode=True, **operation.constraints)
    # What Ansible masks in the result and in the arguments that it shows beside it.
    module.no_log_values.update(hidden_passwords(module.params))
    result = run(operation, module.params, module.check_mode)
    if result.pop("failed", False):
        module.fail_json(**result)
    # The action plugin that started this process turns this word into Ansible's own censorship.
    result["secret"] = carries_secret(operation, result)
    module.exit_json(**result)
