# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: picture_paths
short_description: List the screenshots that results name
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - A result names them in C(screenshots) and C(screenshot), a failed one in its C(error).
options:
  _input:
    description: Results of tasks, as registered.
    type: list
    elements: dict
    required: true
"""

EXAMPLES = r"""
- name: List the screenshots of two tasks
  ansible.builtin.debug:
    msg: "{{ [disabled, validation] | martech.marketo_dynamics.picture_paths }}"
"""

RETURN = r"""
_value:
  description: Their paths, each once.
  type: list
  elements: str
"""

from ..plugin_utils._report.steps import picture_paths


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, object]:
        """Its name and its function."""
        return {"picture_paths": picture_paths}
