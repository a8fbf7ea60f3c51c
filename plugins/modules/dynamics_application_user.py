#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dynamics_application_user
short_description: Manage the application user of an Entra application in a Dynamics organization
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - For a server-to-server connection Marketo signs in as an application. Dynamics lets it in as an I(application user), which this module
    creates, enables or disables, gives security roles to, and removes.
  - There is at most one application user of an application in an organization.
  - Marketo's user name for such a connection is the application user's email address, returned as RV(username).
options:
  app_id:
    description:
      - Application (client) id of the application, which must have a service principal in the organization's tenant.
      - In check mode it may be empty, which means an application that an earlier task of the play would create.
    type: str
    required: true
  roles:
    description:
      - Security roles by name, such as V(Marketo Sync User). They are those of the user's own business unit; each business unit has its own.
      - Roles that the user has beside them stay, unless O(exact_roles). Without this option no role is touched.
    type: list
    elements: str
  exact_roles:
    description:
      - Take away all roles that are not in O(roles).
    type: bool
    default: false
  business_unit:
    description:
      - The business unit to create the user in, by name or id. Without it, it is the organization's root.
      - A user that exists in another one is not moved, since that takes its roles away; the task fails then.
    type: str
  enabled:
    description:
      - Whether the user is enabled. Without this option a new one is enabled, and one that exists stays as it is.
    type: bool
  state:
    description:
      - V(present) or V(absent). To remove a user it is disabled first, then deleted; where Dynamics keeps the deleted user as a row, that is
        purged. A deleted user that lingers otherwise counts as absent.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - martech.marketo_dynamics.dynamics
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.dynamics
notes:
  - Who signs in must be a user of the organization with rights to manage users, such as the role I(System Administrator). An application
    that signs in must itself be an application user there. The first one is made by a person in the Power Platform admin center
    (Environments, Settings, Users + permissions, Application users), or by a signed-in administrator with O(sign_in_username) or O(use_azure_cli).
  - A ready O(access_token) must be for the organization, so the O(martech.marketo_dynamics.entra_token#module:scope) to ask for it is
    C(https://contoso.crm4.dynamics.com/.default).
seealso:
  - module: martech.marketo_dynamics.dynamics_readiness_info
  - module: martech.marketo_dynamics.entra_service_principal
"""

EXAMPLES = r"""
- name: Let the application into Dynamics as Marketo's sync user
  martech.marketo_dynamics.dynamics_application_user:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    app_id: "{{ registration.application.app_id }}"
    roles: [Marketo Sync User]
  register: application_user

- name: The user name that Marketo gets
  ansible.builtin.debug:
    var: application_user.username

- name: Disable it, with exactly one role
  martech.marketo_dynamics.dynamics_application_user:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    app_id: "{{ registration.application.app_id }}"
    roles: [Marketo Sync User]
    exact_roles: true
    enabled: false

- name: Remove it
  martech.marketo_dynamics.dynamics_application_user:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    app_id: "{{ registration.application.app_id }}"
    state: absent
"""

RETURN = r"""
application_user:
  description: The application user. Null where there is none. In check mode, what would be there.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the user in the organization (C(systemuserid)).
      type: str
      returned: always
      sample: 88888888-9999-aaaa-bbbb-cccccccccccc
    app_id:
      description: Application (client) id.
      type: str
      returned: always
      sample: 22222222-3333-4444-5555-666666666666
    full_name:
      description: Full name, which Dynamics takes from the application.
      type: str
      returned: always
      sample: "# Marketo Integration"
    email_address:
      description: Primary email address (C(internalemailaddress)).
      type: str
      returned: always
      sample: 22222222-3333-4444-5555-666666666666@contoso.onmicrosoft.com
    enabled:
      description: Whether it is enabled.
      type: bool
      returned: always
      sample: true
    roles:
      description: Names of its security roles, sorted.
      type: list
      elements: str
      returned: always
      sample: [Marketo Sync User]
    business_unit:
      description: Name of its business unit.
      type: str
      returned: always
      sample: contoso
username:
  description: What Marketo takes as user name for a server-to-server connection, the email address. Null where it isn't known.
  returned: success
  type: str
  sample: 22222222-3333-4444-5555-666666666666@contoso.onmicrosoft.com
"""

from ..module_utils._arguments import entra_arguments, state_argument
from ..module_utils._dynamics.application_user import ApplicationUser
from ..module_utils._dynamics.web_api import web_api_client
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation

OPERATION = Operation(
    arguments={
        "organization_url": {"type": "str", "required": True, "aliases": ["url"]},
        "app_id": {"type": "str", "required": True},
        "roles": {"type": "list", "elements": "str"},
        "exact_roles": {"type": "bool", "default": False},
        "business_unit": {"type": "str"},
        "enabled": {"type": "bool"},
        **state_argument("present", "absent"),
        **entra_arguments(),
    },
    connect=web_api_client,
    resource=ApplicationUser,
    constraints={"required_if": [("exact_roles", True, ["roles"])]},
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
