# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How long a task waits for Microsoft Graph."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that asks Microsoft Graph."""

    DOCUMENTATION = r"""
options:
  patience:
    description:
      - Seconds that the task may wait for Microsoft Graph, 300 unless given. It waits where Graph asks for it, where a write met another one in the
        tenant, and until what was written shows on all of its servers.
      - It waits no longer than it has to. What it waits for is shown at a terminal.
    type: float
"""
