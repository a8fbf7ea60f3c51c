#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_home_realm_discovery_policy
short_description: Manage a Home Realm Discovery policy and its assignment in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Keeps a Home Realm Discovery policy and assigns it to one application's service principal (P8 of Adobe's procedure for the
    Marketo-Dynamics sync), so that a federated user can sign in with name and password. That needs password hash sync too.
  - A service principal has one such policy at most. The organization's default policy is never changed or deleted.
options:
  display_name:
    description:
      - Name of the policy. A policy of this name that isn't assigned here yet is used, where it is the only one.
    type: str
    required: true
  definition:
    description:
      - The policy's definition. Its one outer member must be C(HomeRealmDiscoveryPolicy); the service stores a policy without it, and
        ignores it. Definitions are compared as objects, not as text.
      - The definition of a policy that is assigned to other service principals too is not changed.
    type: dict
    default:
      HomeRealmDiscoveryPolicy:
        AllowCloudPasswordValidation: true
  app_id:
    description:
      - Application (client) id of the application whose service principal gets the policy.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
  reassign:
    description:
      - Where the service principal has another policy assigned, take that off. Otherwise it is an error.
    type: bool
    default: false
  only_if_federated:
    description:
      - A user name (UPN) or a domain. Nothing is changed, and RV(policy) is null, where that domain of the tenant is not federated.
      - Needs the permission Domain.Read.All.
    type: str
  state:
    description:
      - V(present) creates, changes and assigns. V(absent) unassigns, and deletes the policy when nobody else has it.
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
  - name: Home Realm Discovery policy
    description: What a definition can hold.
    link: https://learn.microsoft.com/entra/identity/enterprise-apps/home-realm-discovery-policy
"""

EXAMPLES = r"""
- name: P8 Let the federated sync user sign in with name and password
  martech.marketo_dynamics.entra_home_realm_discovery_policy:
    display_name: Marketo Integration
    app_id: "{{ registration.application.app_id }}"
    only_if_federated: marketo.sync@contoso.com
"""

RETURN = r"""
policy:
  description: The policy as it is now, or would be in check mode. Null where there is none, and where O(only_if_federated) rules it out.
  returned: success
  type: dict
  contains:
    id:
      description: Object id. Null in check mode for a policy that would be created.
      type: str
      returned: always
      sample: 0c3c2a7e-8f0b-4f7c-9a51-7f60b5a1d1e0
    display_name:
      description: Name.
      type: str
      returned: always
      sample: Marketo Integration
    definition:
      description: Definition. The raw text where it is no JSON.
      type: dict
      returned: always
      sample:
        HomeRealmDiscoveryPolicy:
          AllowCloudPasswordValidation: true
    assigned:
      description: Whether the application's service principal has it.
      type: bool
      returned: always
      sample: true
    app_id:
      description: Application (client) id.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
federated:
  description: Whether the domain of O(only_if_federated) is federated. Null without that option.
  returned: success
  type: bool
  sample: true
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: ["create Home Realm Discovery policy 'Marketo Integration'"]
"""

from ..module_utils._arguments import graph_arguments, state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.graph.client import graph_client
from ..module_utils._entra.service_principals.home_realm_discovery import HomeRealmDiscoveryPolicy

CLOUD_PASSWORDS = {"HomeRealmDiscoveryPolicy": {"AllowCloudPasswordValidation": True}}
OPERATION = Operation(
    arguments={
        "display_name": {"type": "str", "required": True},
        "definition": {"type": "dict", "default": CLOUD_PASSWORDS},
        "app_id": {"type": "str"},
        "reassign": {"type": "bool", "default": False},
        "only_if_federated": {"type": "str"},
        **state_argument("present", "absent"),
        **graph_arguments(),
    },
    connect=graph_client,
    resource=HomeRealmDiscoveryPolicy,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
