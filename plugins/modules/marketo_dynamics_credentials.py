#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_credentials
short_description: Save the credentials of the sync in Marketo
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Opens Edit on Marketo's page Admin > Microsoft Dynamics, types what differs, and saves (P12 and P13 of Adobe's procedure). Then the page is
    loaded anew and compared.
  - It needs a connection that was set up once. The first-time set-up, which selects the fields to sync, is for a person to do.
  - The sync has to be disabled, see M(martech.marketo_dynamics.marketo_dynamics_sync).
  - Marketo never shows a saved secret or password, so nobody can tell whether they differ. O(update_secret) says when they are written.
  - An organization other than the saved one is refused before anything is changed, since a wrong one can't be undone.
options:
  client_id:
    description:
      - Application (client) id that Marketo signs in with.
    type: str
    required: true
  client_secret:
    description:
      - Client secret that Marketo signs in with.
    type: str
  username:
    description:
      - User name of the sync user. Without it the saved one stays.
    type: str
  password:
    description:
      - Password of the sync user.
    type: str
  tenant_id:
    description:
      - Directory (tenant) id, where Marketo signs in server-to-server and its form asks for one. It is typed together with another change, and
        is not compared with what is saved.
    type: str
  organization_url:
    description:
      - The Dynamics organization, as a bare host name, or as the address of its Web API or of its organization service. Marketo gets the
        address of the organization service.
      - For Dynamics on premises Marketo gets it as it is given here.
      - Without it the saved one stays. An address that names the saved organization leaves the saved address as it is, letter for letter.
    type: str
  allow_url_change:
    description:
      - Allow O(organization_url) to name another organization than the one that is saved. Adobe says that a wrong one takes a new Marketo
        subscription to correct.
      - It is not needed where Marketo has no organization saved yet.
    type: bool
    default: false
  update_secret:
    description:
      - V(always) writes O(client_secret) and O(password), as far as they are given, in every run, and reports a change.
      - V(on_change) writes them only together with another change, when O(client_id), O(username) or O(organization_url) differ from what is
        saved. Choose it in a run that knows that secret and password are still the same.
    type: str
    choices: [always, on_change]
    default: always
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
"""

EXAMPLES = r"""
- name: P12-P13 Save the client id and the new secret
  martech.marketo_dynamics.marketo_dynamics_credentials:
    session: "{{ marketo.session }}"
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    username: marketo.sync@example.com
    password: "{{ vault_sync_user_password }}"
    organization_url: contoso.crm4.dynamics.com
    update_secret: "{{ 'always' if secret is changed else 'on_change' }}"
"""

RETURN = r"""
credentials:
  description: The credentials that are saved now, or would be in check mode, without secrets.
  returned: success
  type: dict
  contains:
    username:
      description: User name of the sync user.
      type: str
      returned: always
      sample: marketo.sync@example.com
    client_id:
      description: Application (client) id.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    organization_url:
      description: The Dynamics organization.
      type: str
      returned: always
      sample: https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc
screenshots:
  description: Pictures of the page before and after the change, where M(martech.marketo_dynamics.marketo_session) was given
    O(martech.marketo_dynamics.marketo_session#module:screenshot_directory). Everything typed is covered in them. Empty where nothing was changed.
  returned: success
  type: list
  elements: dict
  contains:
    moment:
      description: V(before) or V(after) the change.
      type: str
      returned: always
      sample: before
    path:
      description: Path of the picture (PNG), which only this user can read. Its name begins with the time in UTC.
      type: str
      returned: always
      sample: /var/log/marketo/20261122T171500Z-credentials-before.png
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: ["save client_id, password, client_secret in Marketo"]
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.credentials import SavedCredentials
from ..module_utils._marketo.session_host.client import session_client

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "client_id": {"type": "str", "required": True},
        "client_secret": {"type": "str", "no_log": True},
        "username": {"type": "str"},
        "password": {"type": "str", "no_log": True},
        "tenant_id": {"type": "str"},
        "organization_url": {"type": "str"},
        "allow_url_change": {"type": "bool", "default": False},
        "update_secret": {"type": "str", "choices": ["always", "on_change"], "default": "always", "no_log": False},
    },
    connect=session_client,
    resource=SavedCredentials,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
