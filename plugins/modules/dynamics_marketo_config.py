#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dynamics_marketo_config
short_description: Set the Marketo User in the Marketo Config of a Dynamics organization
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Marketo's solution for Dynamics holds in its table I(Marketo Config), record I(Default), column I(Marketo User) who the sync's own user is.
    This module sets it.
  - It must be who Marketo signs in as, a person with O(username), or the application user of O(app_id) for a server-to-server connection.
    Marketo's I(Validate Sync Setup) checks that in two of its seven rows.
  - Neither the table's nor the column's logical name is published. They are found by their display names, and can be named instead.
options:
  username:
    description:
      - User name (UPN, C(domainname) in Dynamics) of the user. Exactly one of O(username) and O(app_id) is needed.
    type: str
  app_id:
    description:
      - Application (client) id of the application whose application user it is.
      - In check mode it may be empty, or that of an application without an application user, which means one that an earlier task of the
        play would create.
    type: str
  solution_name:
    description:
      - The Marketo solution, by its unique name or its display name. Without it, it is the one with C(Marketo) in its display name; among
        several, I(Marketo Lead Management). Not looked at with O(config_table).
    type: str
  config_table:
    description:
      - Logical name of the table I(Marketo Config). Without it, the table is found among the solution's tables by its display name.
    type: str
  config_user_column:
    description:
      - Logical name of that table's column I(Marketo User). Without it, it is found among the lookups to users by its display name.
    type: str
  config_record:
    description:
      - Name of the record. It must exist, once.
    type: str
    default: Default
extends_documentation_fragment:
  - martech.marketo_dynamics.dynamics
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.dynamics
notes:
  - Who signs in must be a user of the organization with rights to read users, solutions and the definitions of tables, to write I(Marketo
    Config), and to append users to it, such as the role I(System Administrator).
  - A ready O(access_token) must be for the organization, so the O(martech.marketo_dynamics.entra_token#module:scope) to ask for it is
    C(https://contoso.crm4.dynamics.com/.default).
seealso:
  - module: martech.marketo_dynamics.dynamics_readiness_info
  - module: martech.marketo_dynamics.dynamics_application_user
"""

EXAMPLES = r"""
- name: Server-to-server, the application user becomes the Marketo User
  martech.marketo_dynamics.dynamics_marketo_config:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    app_id: "{{ registration.application.app_id }}"

- name: And the way back
  martech.marketo_dynamics.dynamics_marketo_config:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    username: marketo.sync@contoso.com

- name: Where the table is not found by its display name
  martech.marketo_dynamics.dynamics_marketo_config:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    organization_url: contoso.crm4.dynamics.com
    username: marketo.sync@contoso.com
    config_table: new_marketoconfig
    config_user_column: new_marketouser
"""

RETURN = r"""
marketo_config:
  description: The record and its user. In check mode, what would be there.
  returned: success
  type: dict
  contains:
    table:
      description: Logical name of the table.
      type: str
      returned: always
      sample: new_marketoconfig
    column:
      description: Logical name of the column.
      type: str
      returned: always
      sample: new_marketouser
    record:
      description: Name of the record.
      type: str
      returned: always
      sample: Default
    systemuserid:
      description: Id of the user. Null in check mode for an application user that does not exist yet.
      type: str
      returned: always
      sample: 88888888-9999-aaaa-bbbb-cccccccccccc
    full_name:
      description: The user's full name. Null where it isn't known.
      type: str
      returned: always
      sample: "# Marketo Integration"
    domain_name:
      description: The user's name for signing in (UPN). Null where it isn't known.
      type: str
      returned: always
      sample: marketo.sync@contoso.com
"""

from ..module_utils._arguments import entra_arguments
from ..module_utils._dynamics.marketo_user import MarketoUser
from ..module_utils._dynamics.web_api import web_api_client
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation

OPERATION = Operation(
    arguments={
        "organization_url": {"type": "str", "required": True, "aliases": ["url"]},
        "username": {"type": "str"},
        "app_id": {"type": "str"},
        "solution_name": {"type": "str"},
        "config_table": {"type": "str"},
        "config_user_column": {"type": "str"},
        "config_record": {"type": "str", "default": "Default"},
        **entra_arguments(),
    },
    connect=web_api_client,
    resource=MarketoUser,
    constraints={"required_one_of": [("username", "app_id")], "mutually_exclusive": [("username", "app_id")]},
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
