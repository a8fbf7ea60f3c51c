#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_sync
short_description: Enable and disable the sync between Marketo and Dynamics
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Clicks Disable Sync or Enable Sync on Marketo's page Admin > Microsoft Dynamics (P11 and P17 of Adobe's procedure), where the sync is not in
    the wanted state yet.
  - Records that change while the sync is disabled are not lost. They follow when it is enabled again.
  - The first-time wizard's Start Sync, which begins an initial sync, is never clicked.
options:
  state:
    description:
      - Whether the sync is to run.
    type: str
    choices: [enabled, disabled]
    required: true
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
"""

EXAMPLES = r"""
- name: P11 Disable the sync
  martech.marketo_dynamics.marketo_dynamics_sync:
    session: "{{ marketo.session }}"
    state: disabled

- name: P17 Enable the sync
  martech.marketo_dynamics.marketo_dynamics_sync:
    session: "{{ marketo.session }}"
    state: enabled
"""

RETURN = r"""
sync_enabled:
  description: Whether the sync is enabled now, or would be in check mode.
  returned: success
  type: bool
  sample: true
munchkin_id:
  description: Munchkin id that the page reports.
  returned: success
  type: str
  sample: 123-ABC-456
screenshots:
  description: Pictures of the page before and after the change, where M(martech.marketo_dynamics.marketo_session) was given
    O(martech.marketo_dynamics.marketo_session#module:screenshot_directory). Everything typed is covered in them. Empty where nothing was changed.
  returned: success
  type: list
  elements: dict
  contains:
    moment:
      description: V(before) or V(after) the change.
      type: str
      returned: always
      sample: before
    path:
      description: Path of the picture (PNG), which only this user can read. Its name begins with the time in UTC.
      type: str
      returned: always
      sample: /var/log/marketo/20261122T171500Z-disable-sync-before.png
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: ["disable the sync of 123-ABC-456"]
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.session_host.client import session_client
from ..module_utils._marketo.sync import Sync

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "state": {"type": "str", "choices": ["enabled", "disabled"], "required": True},
    },
    connect=session_client,
    resource=Sync,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
