#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dynamics_readiness_info
short_description: Tell whether Marketo's validation of a Dynamics organization will be green
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Makes the seven checks of Marketo's I(Validate Sync Setup) from outside, through the Dataverse Web API, with the very credentials that
    Marketo will use, so that one knows before the running sync is disabled.
  - Each row is passed, failed, or unknown with the reason. What Dataverse doesn't let the sync user read is unknown; it never counts as
    good, nor as missing.
  - It also tells which organization is behind the URL, and what is known to break a sync beside the seven rows.
  - It signs in once. A password is posted once, straight to the token endpoint as Marketo does it, and never again, since wrong ones lock
    the user. Nothing secret is sent before the host has answered as a Dynamics organization.
  - The module fails for options that can't be used, and where no connection comes about. A URL without an organization, refused
    credentials and everything else is told in the rows.
options:
  auth_method:
    description:
      - How Marketo is connected. V(ropc) signs the sync user in with O(username) and O(password), through the application. V(s2s) signs the
        application itself in, as its application user (server-to-server).
    type: str
    choices: [ropc, s2s]
    default: ropc
  tenant_id:
    description:
      - The directory (tenant), by its id or by one of its verified domain names.
      - Needed with O(auth_method=s2s). Otherwise the domain of O(username) stands for it.
    type: str
  client_id:
    description:
      - Application (client) id that Marketo will use.
      - In check mode it may be empty, which means an application that an earlier task of the play would create.
    type: str
    required: true
  client_secret:
    description:
      - The application's client secret. Needed with O(auth_method=s2s); leave it out for a public client.
    type: str
  username:
    description:
      - The sync user's name (UPN), as Marketo gets it. Needed with O(auth_method=ropc).
      - With O(auth_method=s2s) it is compared with the application user's email address, which Marketo takes as the user name.
    type: str
  password:
    description:
      - The sync user's password. Needed with O(auth_method=ropc).
      - It is tried once for each run of the task. A loop or C(retries) repeats it. In check mode it isn't tried.
    type: str
  wait_for_new_secret:
    description:
      - Seconds for which to try again where O(client_secret) is refused as it is with a secret made seconds ago.
      - With O(auth_method=ropc) the application signs in alone for that, and the password is sent only after its secret was accepted.
    type: float
    default: 0
  role_name:
    description:
      - The security role that the sync user must have.
    type: str
    default: Marketo Sync User
  solution_name:
    description:
      - The Marketo solution, by its unique name or its display name. Without it, it is the one with C(Marketo) in its display name; among
        several, I(Marketo Lead Management).
    type: str
  config_table:
    description:
      - Logical name of the table I(Marketo Config). It is not published; without this option the table is found among the solution's tables
        by its display name.
    type: str
  config_user_column:
    description:
      - Logical name of that table's column I(Marketo User). Without it, it is found among the lookups to users by its display name.
    type: str
  config_record:
    description:
      - Name of the record of that table.
    type: str
    default: Default
  cloud:
    description:
      - The Microsoft cloud that signs in for the organization.
    type: str
    choices: [china, public, us_dod, us_government]
    default: public
  authority_host:
    description:
      - Address that signs in, where it is not the O(cloud)'s own.
    type: str
extends_documentation_fragment:
  - martech.marketo_dynamics.dynamics
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.dynamics
requirements:
  - requests
  - msal 1.30 or later (with O(auth_method=s2s) and O(wait_for_new_secret))
notes:
  - The credentials are Marketo's, not an administrator's, so none of them is taken from the environment.
  - In check mode with O(auth_method=ropc) only the first row is checked.
  - A role that the user has through a team only makes its row unknown, since nothing tells whether Marketo counts it.
  - Dynamics on premises signs in by AD FS. Of it only the first row is checked; the others are unknown, and nothing secret is sent there.
seealso:
  - module: martech.marketo_dynamics.entra_ropc_readiness_info
  - module: martech.marketo_dynamics.marketo_dynamics_validation
  - module: martech.marketo_dynamics.dynamics_application_user
"""

EXAMPLES = r"""
- name: Look before the sync is disabled
  martech.marketo_dynamics.dynamics_readiness_info:
    organization_url: contoso.crm4.dynamics.com
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    username: marketo.sync@contoso.com
    password: "{{ vault_marketo_sync_password }}"
  register: readiness

- name: Stop unless all seven rows passed
  ansible.builtin.assert:
    that: readiness.ready is true
    fail_msg: "{{ readiness.checks | rejectattr('passed', 'true') | map(attribute='fix') | join(' ') }}"

- name: The same for a server-to-server connection, where Marketo Config has another name
  martech.marketo_dynamics.dynamics_readiness_info:
    organization_url: contoso.crm4.dynamics.com
    auth_method: s2s
    tenant_id: contoso.onmicrosoft.com
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    username: "{{ application_user.username }}"
    config_table: new_marketoconfig
    config_user_column: new_marketouser
  register: readiness
"""

RETURN = r"""
ready:
  description: V(true) where all seven rows passed, V(false) where one failed, otherwise null, for unknown.
  returned: success
  type: bool
  sample: false
checks:
  description: The seven rows, in Marketo's order.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The row's number, 1 to 7.
      type: int
      returned: always
      sample: 3
    row:
      description: The row's heading on Marketo's page, in English.
      type: str
      returned: always
      sample: Sync user is assigned to the Marketo Sync User role
    passed:
      description: Whether it is as it should be. Null where it is unknown.
      type: bool
      returned: always
      sample: false
    fact:
      description: What was found. Null where it is unknown.
      type: str
      returned: always
      sample: the sync user's security roles are Salesperson; Marketo Sync User is not among them
    reason:
      description: Why it is unknown. Null otherwise.
      type: str
      returned: always
      sample: null
    fix:
      description: What to do. Null where it passed.
      type: str
      returned: always
      sample: Give the sync user itself the security role Marketo Sync User in Dynamics (Settings, Security, Users, Manage Roles).
findings:
  description: What stands beside the seven rows. Empty where nobody could be signed in.
  returned: success
  type: list
  elements: dict
  contains:
    code:
      description:
        - One of V(user_enabled), V(user_name), V(user_language), V(user_license), V(user_access_mode), V(solution_version),
          V(solution_processes), V(organization_state), V(organization_address).
      type: str
      returned: always
      sample: user_language
    passed:
      description: Whether it is as it should be. Null where it is unknown.
      type: bool
      returned: always
      sample: false
    fact:
      description: What was found, or why it is unknown.
      type: str
      returned: always
      sample: the sync user's language is not English (LCID 1036)
    fix:
      description: What to do. Null where it passed.
      type: str
      returned: always
      sample: Sign in to Dynamics as the sync user and choose English (Settings, Personalization Settings, Languages).
error_code:
  description: The sign-in service's own code where it refused the credentials, or V(other_tenant); otherwise null.
  returned: success
  type: str
  sample: AADSTS50126
organization:
  description: The organization behind the URL. What isn't known is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the organization.
      type: str
      returned: always
      sample: 66666666-7777-8888-9999-aaaaaaaaaaaa
    friendly_name:
      description: Its display name.
      type: str
      returned: always
      sample: Contoso
    unique_name:
      description: Its unique name.
      type: str
      returned: always
      sample: unq66666666777788889999
    version:
      description: Version of Dynamics.
      type: str
      returned: always
      sample: 9.2.24101.00150
    environment_id:
      description: Id of its Power Platform environment.
      type: str
      returned: always
      sample: 77777777-8888-9999-aaaa-bbbbbbbbbbbb
    tenant_id:
      description: Id of the directory that it belongs to, also where the sign-in is refused.
      type: str
      returned: always
      sample: 11111111-2222-3333-4444-555555555555
    region:
      description: The region's part of its host name.
      type: str
      returned: always
      sample: crm4
    geo:
      description: Where it lies, as Dynamics says.
      type: str
      returned: always
      sample: EMEA
    on_premises:
      description: Whether it takes no tokens of Microsoft Entra ID, so that nothing but its address could be checked.
      type: bool
      returned: always
      sample: false
    url:
      description: Its organization service address, which is what Marketo wants as URL.
      type: str
      returned: always
      sample: https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc
    web_api_url:
      description: Its Web API address.
      type: str
      returned: always
      sample: https://contoso.crm4.dynamics.com/api/data/v9.2/
user:
  description: Who signed in. Null where that isn't known.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the user in the organization.
      type: str
      returned: always
      sample: 88888888-9999-aaaa-bbbb-cccccccccccc
    full_name:
      description: Full name.
      type: str
      returned: always
      sample: Marketo Sync
    domain_name:
      description: User name (UPN).
      type: str
      returned: always
      sample: marketo.sync@contoso.com
    email_address:
      description: Email address.
      type: str
      returned: always
      sample: marketo.sync@contoso.com
    app_id:
      description: Application (client) id of an application user; otherwise null.
      type: str
      returned: always
      sample: null
    roles:
      description: Names of the security roles, sorted.
      type: list
      elements: str
      returned: always
      sample: [Marketo Sync User]
solution:
  description: The Marketo solution. Null where it isn't known.
  returned: success
  type: dict
  contains:
    friendly_name:
      description: Display name.
      type: str
      returned: always
      sample: Marketo Lead Management
    unique_name:
      description: Unique name.
      type: str
      returned: always
      sample: MarketoSolution
    version:
      description: Version.
      type: str
      returned: always
      sample: 4.0.0.18
"""

from ..module_utils._arguments import connection_arguments
from ..module_utils._clouds import CLOUDS, PUBLIC
from ..module_utils._dynamics.readiness.readiness import DynamicsReadiness, readiness_way
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation

OPERATION = Operation(
    arguments={
        "organization_url": {"type": "str", "required": True, "aliases": ["url"]},
        "auth_method": {"type": "str", "choices": ["ropc", "s2s"], "default": "ropc"},
        "tenant_id": {"type": "str"},
        "client_id": {"type": "str", "required": True},
        "client_secret": {"type": "str", "no_log": True},
        "username": {"type": "str"},
        "password": {"type": "str", "no_log": True},
        "wait_for_new_secret": {"type": "float", "default": 0, "no_log": False},
        "role_name": {"type": "str", "default": "Marketo Sync User"},
        "solution_name": {"type": "str"},
        "config_table": {"type": "str"},
        "config_user_column": {"type": "str"},
        "config_record": {"type": "str", "default": "Default"},
        "cloud": {"type": "str", "choices": sorted(CLOUDS), "default": PUBLIC},
        "authority_host": {"type": "str"},
        **connection_arguments(),
    },
    connect=readiness_way,
    query=DynamicsReadiness,
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
