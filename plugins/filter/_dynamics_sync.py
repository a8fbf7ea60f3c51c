# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: _dynamics_sync
short_description: Private to the role dynamics_sync
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Private to the role P(martech.marketo_dynamics.dynamics_sync#role). It may change or disappear in any release, so don't use it elsewhere.
  - Puts what the role gathered into the shape that the role shows.
positional: what
options:
  _input:
    description: What the role gathered, or a name.
    type: raw
    required: true
  what:
    description: What to make of it.
    type: str
    choices:
      - differences
      - doctor
      - report
      - secret_options
      - unique_name
    required: true
"""

EXAMPLES = r"""
# Use the role's results instead: dynamics_sync_audit, dynamics_sync_report and the others in its README.
- name: Show what differs
  ansible.builtin.debug:
    var: dynamics_sync_audit.differences
"""

RETURN = r"""
_value:
  description: It depends on what was asked for.
  type: raw
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..plugin_utils._report.compose import present_report
from ..plugin_utils._report.doctor_lines import doctor_lines
from ..plugin_utils._report.journal import by_step, differences
from ..plugin_utils._report.secret_values import secret_options
from ..plugin_utils._unique_name import unique_name

SHAPES: dict[str, Callable[[Any], Any]] = {
    "differences": lambda journal: differences(journal["table"], by_step(journal["names"], journal["results"])),
    "doctor": doctor_lines,
    "report": present_report,
    "secret_options": secret_options,
    "unique_name": unique_name,
}


def present(gathered: Any, what: str) -> Any:
    """Return what was gathered in the shape asked for."""
    if what not in SHAPES:
        raise AnsibleFilterError(f"_dynamics_sync can't make {what!r}. It makes {', '.join(SHAPES)}.")
    return SHAPES[what](gathered)


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return its name and its function."""
        return {"_dynamics_sync": present}
