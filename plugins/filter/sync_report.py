# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: sync_report
short_description: Turn what the role dynamics_sync gathered into the report of its play
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Made for the role, which renders the outcome as an HTML file and as an artifact.
  - Every secret among the C(secrets) of the input is masked wherever it might turn up, also where it is encoded for a URL or in Base64.
options:
  _input:
    description: What the role gathered. See C(tasks/report.yml) of the role.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Show how the steps ended
  ansible.builtin.debug:
    msg: "{{ (facts | martech.marketo_dynamics.sync_report).steps | map(attribute='state') }}"
"""

RETURN = r"""
_value:
  description: The report, as data.
  type: dict
"""

from ..plugin_utils._report.compose import compose


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, object]:
        """Its name and its function."""
        return {"sync_report": compose}
