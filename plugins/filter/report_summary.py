# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: report_summary
short_description: Shorten a report to what an artifact should hold
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Leaves out the pictures, what was found, and every step's before and after, so that some kilobytes remain.
options:
  _input:
    description: The report, from the filter P(martech.marketo_dynamics.sync_report#filter).
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Hand the outcome on
  ansible.builtin.set_stats:
    data:
      outcome: "{{ facts | martech.marketo_dynamics.sync_report | martech.marketo_dynamics.report_summary }}"
"""

RETURN = r"""
_value:
  description: The summary.
  type: dict
"""

from ..plugin_utils._report.compose import summary


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, object]:
        """Its name and its function."""
        return {"report_summary": summary}
