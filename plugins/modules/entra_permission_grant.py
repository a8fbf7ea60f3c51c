#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_permission_grant
short_description: Grant an application delegated permissions in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Gives admin consent to delegated permissions of one resource (P4 of Adobe's procedure for the Marketo-Dynamics sync), for everybody or
    for one user, and takes it back.
  - A grant that exists is changed, never deleted and made anew. Permissions in it that O(scopes) doesn't name stay, unless O(exact).
options:
  client_app_id:
    description:
      - Application (client) id of the application that gets the permissions. It needs a service principal.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
  resource_app_id:
    description:
      - Application id of the resource. Without it Dynamics CRM (Dataverse). Where the tenant lacks its service principal, it is created.
    type: str
    default: 00000007-0000-0000-c000-000000000000
  scopes:
    description:
      - Names of the delegated permissions, such as V(user_impersonation). Needed with O(state=present).
      - With O(state=absent) just these are taken back, and the grant is deleted when none is left. Without any name all are taken back.
    type: list
    elements: str
  consent_type:
    description:
      - V(all_principals) consents for every user of the tenant, V(principal) for the one user in O(principal).
      - Both kinds stand side by side as grants of their own. Only the one of this kind is read and changed.
    type: str
    choices: [all_principals, principal]
    default: all_principals
  principal:
    description:
      - The user to consent for, by user name (UPN) or object id. Only with O(consent_type=principal), and needed there.
      - An unknown user is an error. An object id is taken unchecked with O(state=absent), and where users may not be read.
    type: str
  exact:
    description:
      - Take back every permission of this grant that O(scopes) doesn't name.
    type: bool
    default: false
  state:
    description:
      - V(present) grants, V(absent) takes back.
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
  - module: martech.marketo_dynamics.entra_service_principal
"""

EXAMPLES = r"""
- name: P4 Grant admin consent
  martech.marketo_dynamics.entra_permission_grant:
    client_app_id: "{{ registration.application.app_id }}"
    scopes: [user_impersonation]

- name: P4 Consent for the sync user alone
  martech.marketo_dynamics.entra_permission_grant:
    client_app_id: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    scopes: [user_impersonation]
    consent_type: principal
    principal: marketo.sync@contoso.com
"""

RETURN = r"""
permission_grant:
  description: The grant as it is now, or would be in check mode. Null where there is none.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the grant. Null in check mode for a grant that would be created.
      type: str
      returned: always
      sample: l5eW7x0ga0-WDOntXzHateQDNpSH5-lPk9HjD3Sarjk
    client_app_id:
      description: Application id of the application that has the permissions.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    resource_app_id:
      description: Application id of the resource.
      type: str
      returned: always
      sample: 00000007-0000-0000-c000-000000000000
    consent_type:
      description: For whom.
      type: str
      returned: always
      sample: all_principals
    principal_id:
      description: Object id of the one user, null where the grant is for everybody.
      type: str
      returned: always
      sample: null
    scopes:
      description: Names of the permissions, sorted.
      type: list
      elements: str
      returned: always
      sample: [user_impersonation]
consent_url:
  description:
    - Address where a person with the role Cloud Application Administrator or Application Administrator can consent instead. It consents
      to all permissions that the application's registration asks for. Null for an application that does not exist yet.
    - Also in C(error) of the result where the signed-in application may not grant permissions.
  returned: success
  type: str
  sample: https://login.microsoftonline.com/contoso.onmicrosoft.com/adminconsent?client_id=9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: [grant user_impersonation to 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4]
"""

from ..module_utils._arguments import graph_arguments, state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.graph.client import graph_client
from ..module_utils._entra.service_principals.permission_grant import PermissionGrant
from ..module_utils._entra.service_principals.permission_grant_plan import CONSENT_TYPES

DYNAMICS_CRM = "00000007-0000-0000-c000-000000000000"
OPERATION = Operation(
    arguments={
        "client_app_id": {"type": "str"},
        "resource_app_id": {"type": "str", "default": DYNAMICS_CRM},
        "scopes": {"type": "list", "elements": "str"},
        "consent_type": {"type": "str", "choices": list(CONSENT_TYPES), "default": "all_principals"},
        "principal": {"type": "str"},
        "exact": {"type": "bool", "default": False},
        **state_argument("present", "absent"),
        **graph_arguments(),
    },
    connect=graph_client,
    resource=PermissionGrant,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
