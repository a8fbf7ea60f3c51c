# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: organization_service_url
short_description: Write a Dynamics organization's address as Marketo's form takes it
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Takes any of the shapes that the option O(martech.marketo_dynamics.marketo_dynamics_credentials#module:organization_url) takes.
options:
  _input:
    description: A bare host name, or the address of the Web API or of the organization service.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Show what to type
  ansible.builtin.debug:
    msg: "{{ 'contoso.crm4.dynamics.com' | martech.marketo_dynamics.organization_service_url }}"
"""

RETURN = r"""
_value:
  description: The address of the organization service. On premises it is the address as given.
  type: str
"""

from ansible.errors import AnsibleFilterError

from ..module_utils._engine.errors import InvalidInput
from ..module_utils._organization_url import parse_organization_url


def organization_service_url(text: object) -> str:
    """The address. Raises `AnsibleFilterError` with one sentence for what can't be one."""
    try:
        return parse_organization_url(str(text)).organization_service_url
    except InvalidInput as error:
        raise AnsibleFilterError(error.message) from None


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, object]:
        """Its name and its function."""
        return {"organization_service_url": organization_service_url}
