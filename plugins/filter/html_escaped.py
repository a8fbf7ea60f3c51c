# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: html_escaped
short_description: Escape every text of a structure for HTML
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Works through lists and dictionaries, so that a template can't forget one.
options:
  _input:
    description: Any data.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Escape what a page shows
  ansible.builtin.debug:
    msg: "{{ {'name': '<b>'} | martech.marketo_dynamics.html_escaped }}"
"""

RETURN = r"""
_value:
  description: The same data, with its texts escaped.
  type: raw
"""

from ..plugin_utils._report.safe_text import escaped


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, object]:
        """Its name and its function."""
        return {"html_escaped": escaped}
