# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: same_organization
short_description: Test whether two addresses name the same Dynamics organization
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Compares an address that a service shows, such as the one saved in Marketo, with the organization that you want.
  - Any shape of address is accepted, V(contoso.crm4.dynamics.com), the address of the Web API, or the address of the organization service.
  - Text that is not an address, or an empty value, is never the same organization.
positional: organization_url
options:
  _input:
    description: The address that a service shows. It may be empty or unreadable.
    type: str
    required: true
  organization_url:
    description: The organization that you want. The test fails if this is not an address.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Stop if Marketo is connected to another organization
  ansible.builtin.assert:
    that: connection.credentials.organization_url is martech.marketo_dynamics.same_organization('contoso.crm4.dynamics.com')
"""

RETURN = r"""
_value:
  description: Whether both addresses name the same organization.
  type: bool
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._engine.errors import InvalidInput
from ..module_utils._organization_url import parse_organization_url, read_organization_url


def same_organization(shown: Any, organization_url: Any) -> bool:
    """Return whether both name the same organization. Raise `AnsibleFilterError` if the wanted one is not an address."""
    try:
        wanted = parse_organization_url(str(organization_url or ""))
    except InvalidInput as error:
        raise AnsibleFilterError(error.message) from None
    return read_organization_url(str(shown or "")) == wanted


class TestModule:
    """The test."""

    def tests(self) -> dict[str, Callable[..., bool]]:
        """Return its name and its function."""
        return {"same_organization": same_organization}
