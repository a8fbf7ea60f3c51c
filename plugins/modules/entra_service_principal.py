#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_service_principal
short_description: Manage the service principal of an application in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Creates, changes and deletes an application's service principal (in the portal "enterprise application"), which represents the
    application in one tenant. Permissions are granted to it, and sign-in policies are assigned to it.
  - An option that is left out is not managed. An empty list is a value, lists are compared as sets.
options:
  app_id:
    description:
      - Application (client) id.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
  account_enabled:
    description:
      - Whether the application can sign in. Microsoft Graph takes V(true) for a new service principal.
    type: bool
  app_role_assignment_required:
    description:
      - Whether only users who are assigned to the application can sign in to it.
    type: bool
  tags:
    description:
      - Tags of the service principal, all of them. The application's own tags show here too and are no drift, nor are those that begin
        with C(martech.marketo_dynamics), this collection's own bookkeeping.
    type: list
    elements: str
  state:
    description:
      - V(present) creates or changes, V(absent) deletes.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.graph
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
seealso:
  - module: martech.marketo_dynamics.entra_application
"""

EXAMPLES = r"""
- name: P1 Create the service principal
  martech.marketo_dynamics.entra_service_principal:
    app_id: "{{ registration.application.app_id }}"
    app_role_assignment_required: false

- name: Keep the application from signing in
  martech.marketo_dynamics.entra_service_principal:
    app_id: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    account_enabled: false
"""

RETURN = r"""
service_principal:
  description: The service principal as it is now, or would be in check mode. Null where it is absent.
  returned: success
  type: dict
  contains:
    id:
      description: Object id. Null in check mode for a service principal that would be created.
      type: str
      returned: always
      sample: 1c7f2f0e-52f3-4d0b-9c1c-3f0a0f6b7d10
    app_id:
      description: Application (client) id.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    display_name:
      description: Name, which is the application's.
      type: str
      returned: always
      sample: Marketo Integration
    account_enabled:
      description: Whether the application can sign in.
      type: bool
      returned: always
      sample: true
    app_role_assignment_required:
      description: Whether only assigned users can sign in.
      type: bool
      returned: always
      sample: false
    tags:
      description: Tags, the application's own among them.
      type: list
      elements: str
      returned: always
      sample: [martech.marketo_dynamics]
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: [create service principal 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4]
"""

from ..module_utils._arguments import graph_arguments, state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.graph.client import graph_client
from ..module_utils._entra.service_principals.service_principal import ServicePrincipal

OPERATION = Operation(
    arguments={
        "app_id": {"type": "str"},
        "account_enabled": {"type": "bool"},
        "app_role_assignment_required": {"type": "bool"},
        "tags": {"type": "list", "elements": "str"},
        **state_argument("present", "absent"),
        **graph_arguments(),
    },
    connect=graph_client,
    resource=ServicePrincipal,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
