# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What all modules have in common."""

from __future__ import annotations


class ModuleDocFragment:
    """Attributes."""

    DOCUMENTATION = r"""
options: {}
notes:
  - Every result, a failed one too, says from when to when the task worked, in C(start) and C(end), in ISO 8601 and UTC such as V(2026-01-31T10:11:12.345Z).
attributes:
  check_mode:
    description: Can run in C(check_mode) and report what it would change, without changing anything.
    support: full
  diff_mode:
    description: Returns what changed, or would change, in diff mode, without secrets.
    support: full
"""

    ENTRA = r"""
options: {}
attributes:
  action_group:
    description: Takes defaults from C(module_defaults) of these groups.
    support: full
    membership:
      - martech.marketo_dynamics.all
      - martech.marketo_dynamics.entra
"""

    MARKETO = r"""
options: {}
attributes:
  action_group:
    description: Takes defaults from C(module_defaults) of these groups.
    support: full
    membership:
      - martech.marketo_dynamics.all
      - martech.marketo_dynamics.marketo
"""

    DYNAMICS = r"""
options: {}
attributes:
  action_group:
    description: Takes defaults from C(module_defaults) of these groups.
    support: full
    membership:
      - martech.marketo_dynamics.all
      - martech.marketo_dynamics.dynamics
"""
