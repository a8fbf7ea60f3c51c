#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_ropc_readiness_info
short_description: Tell whether a user can sign in to an application with name and password
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Marketo signs in to Dynamics with the sync user's name and password (OAuth resource owner password credentials, ROPC). That fails for
    many reasons, most of which the service answers with the same code. This module looks at each of them beforehand, and says for each
    what it found and what to do.
  - What the signed-in application may not read is reported as unknown, with the permission that is missing; it never counts as good. The
    module fails only where nothing at all could be read.
  - With O(password) and O(organization_url) it also signs the user in once, as Marketo does it, by posting to the token endpoint itself.
    The token is thrown away. The sign-in is never repeated, since wrong passwords lock the user.
options:
  app_id:
    description:
      - Application (client) id of the application that the user signs in to.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
    required: true
  username:
    description:
      - The user's sign-in name (UPN).
    type: str
    required: true
  password:
    description:
      - The user's password, for one sign-in. Without it no sign-in is tried, and in check mode neither.
      - It is tried once for each run of the task. A loop or C(retries) repeats it.
    type: str
  app_client_secret:
    description:
      - Client secret of the application O(app_id), for that sign-in. Leave it out for a public client.
      - It is not O(client_secret), which belongs to the application that asks Microsoft Graph.
    type: str
  organization_url:
    description:
      - The Dynamics organization to sign in to, in any of its forms. Needed with O(password).
    type: str
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
notes:
  - To read everything an application needs the permissions Application.Read.All, Domain.Read.All, User.Read.All, Policy.Read.All,
    Directory.Read.All (or DelegatedPermissionGrant.ReadWrite.All), Organization.Read.All and AuditLog.Read.All.
  - Whether password hash sync is on can only be read by a signed-in person, with OnPremDirectorySynchronization.Read.All. For an application it
    remains unknown as long as directory synchronization is on.
  - What a Conditional Access policy does shows only at a sign-in. Where the log of sign-ins can be read, the newest one of the last 7 days counts.
seealso:
  - module: martech.marketo_dynamics.entra_sign_in_info
  - module: martech.marketo_dynamics.entra_home_realm_discovery_policy
  - name: Microsoft identity platform and OAuth 2.0 resource owner password credentials
    description: What this kind of sign-in can't do.
    link: https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc
"""

EXAMPLES = r"""
- name: Look before anything is saved in Marketo
  martech.marketo_dynamics.entra_ropc_readiness_info:
    app_id: "{{ registration.application.app_id }}"
    username: marketo.sync@contoso.com
  register: readiness

- name: Stop on what is surely wrong
  ansible.builtin.assert:
    that: readiness.ready is not false
    fail_msg: "{{ readiness.findings | selectattr('passed', 'false') | map(attribute='fix') | join(' ') }}"

- name: Sign in once, as Marketo will
  martech.marketo_dynamics.entra_ropc_readiness_info:
    app_id: "{{ registration.application.app_id }}"
    app_client_secret: "{{ secret.client_secret.secret_text }}"
    username: marketo.sync@contoso.com
    password: "{{ vault_marketo_sync_password }}"
    organization_url: https://contoso.crm4.dynamics.com
"""

RETURN = r"""
ready:
  description:
    - V(true) where the sign-in was tried and succeeded, or where every finding passed. V(false) where it was tried and refused, or where
      without a try a finding did not pass. Otherwise null, for unknown.
  returned: success
  type: bool
  sample: true
password_changed:
  description:
    - When the user's password was changed last (UTC). Credentials that were typed before that hold the old one. Null where it is unknown.
  returned: success
  type: str
  sample: "2026-01-31T10:11:12Z"
findings:
  description: What was looked at, in the order in which the service would refuse.
  returned: success
  type: list
  elements: dict
  contains:
    code:
      description:
        - One of V(service_principal_exists), V(service_principal_enabled), V(domain), V(user_exists), V(user_enabled), V(user_member),
          V(user_synced), V(home_realm_discovery_policy), V(password_hash_sync), V(user_assigned), V(consent), V(conditional_access),
          V(live_sign_in).
      type: str
      returned: always
      sample: home_realm_discovery_policy
    passed:
      description: Whether it is as it should be. Null where it is unknown.
      type: bool
      returned: always
      sample: false
    fact:
      description: What was found, or why it is unknown.
      type: str
      returned: always
      sample: no Home Realm Discovery policy is assigned to the application
    fix:
      description: What to do. Null where it passed.
      type: str
      returned: always
      sample: Assign one with AllowCloudPasswordValidation inside HomeRealmDiscoveryPolicy (entra_home_realm_discovery_policy).
    error_code:
      description: The service's own code, where a sign-in was refused; otherwise null.
      type: str
      returned: always
      sample: AADSTS50126
"""

from ..module_utils._arguments import entra_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.ropc_readiness.readiness import RopcReadiness, readiness_clients

OPERATION = Operation(
    arguments={
        "app_id": {"type": "str", "required": True},
        "username": {"type": "str", "required": True},
        "password": {"type": "str", "no_log": True},
        "app_client_secret": {"type": "str", "no_log": True},
        "organization_url": {"type": "str"},
        **entra_arguments(),
    },
    connect=readiness_clients,
    query=RopcReadiness,
    constraints={"required_by": {"password": ["organization_url"], "app_client_secret": ["password"]}},
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
