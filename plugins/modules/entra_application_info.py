#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_application_info
short_description: Find application registrations in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Returns the application registrations of an id or a name through Microsoft Graph, without changing anything.
  - That none is found is no error. Display names are not unique, so there can be several of one.
options:
  app_id:
    description:
      - Application (client) id.
    type: str
  unique_name:
    description:
      - Unique name.
    type: str
  display_name:
    description:
      - Name that people see. Microsoft Graph doesn't tell upper from lower case in it.
    type: str
  owners:
    description:
      - Read the owners too, with one more request.
    type: bool
    default: false
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
- name: Find all applications of a name
  martech.marketo_dynamics.entra_application_info:
    display_name: Marketo Integration
  register: found

- name: There must be one alone
  ansible.builtin.assert:
    that: found.applications | length == 1
"""

RETURN = r"""
applications:
  description: The applications found.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Object id.
      type: str
      returned: always
      sample: 4f1b4d2c-8b5e-4a34-9d7c-2f7a1f0f8a11
    app_id:
      description: Application (client) id.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    display_name:
      description: Name that people see.
      type: str
      returned: always
      sample: Marketo Integration
    unique_name:
      description: Unique name, null where none is set.
      type: str
      returned: always
      sample: marketo-integration
    sign_in_audience:
      description: Whose accounts can use the application.
      type: str
      returned: always
      sample: AzureADMyOrg
    required_resource_access:
      description: The permissions that the application asks for.
      type: list
      elements: dict
      returned: always
      sample: [{resource_app_id: 00000007-0000-0000-c000-000000000000, resource_access: [{id: 78ce3f0f-a1ce-49c2-8cde-64b5c0896db4, type: Scope}]}]
    web_redirect_uris:
      description: Redirect URIs of a web application.
      type: list
      elements: str
      returned: always
      sample: []
    public_client_redirect_uris:
      description: Redirect URIs of a public client.
      type: list
      elements: str
      returned: always
      sample: []
    is_fallback_public_client:
      description: Whether the application counts as a public client where its kind can't be told.
      type: bool
      returned: always
      sample: false
    notes:
      description: Notes.
      type: str
      returned: always
      sample: null
    tags:
      description: Tags.
      type: list
      elements: str
      returned: always
      sample: [martech.marketo_dynamics]
    owners:
      description: Object ids of all owners. Null without O(owners).
      type: list
      elements: str
      returned: always
      sample: [c2d0a1ee-5a54-4c1d-9ac1-0d8f5f1f6f11]
    recorded_keys:
      description: What M(martech.marketo_dynamics.entra_client_secret) has recorded of client secrets, for each connection.
      type: list
      elements: dict
      returned: always
      contains:
        connection:
          description: Name of the connection, empty where it was recorded without one.
          type: str
          returned: always
          sample: 123-ABC-456
        key_id:
          description: Id of the client secret.
          type: str
          returned: always
          sample: 5d2c6a1e-0d0e-4c53-9a51-0f6c1f9a7c22
        state:
          description: What it is to that connection. V(live) in use, V(pending) handed over, V(retired) replaced.
          type: str
          returned: always
          sample: live
"""

from ..module_utils._arguments import graph_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.applications.info import Applications
from ..module_utils._entra.graph.client import graph_client

OPERATION = Operation(
    arguments={
        "app_id": {"type": "str"},
        "unique_name": {"type": "str"},
        "display_name": {"type": "str"},
        "owners": {"type": "bool", "default": False},
        **graph_arguments(),
    },
    constraints={
        "required_one_of": [("app_id", "unique_name", "display_name")],
        "mutually_exclusive": [("app_id", "unique_name", "display_name")],
    },
    connect=graph_client,
    query=Applications,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
