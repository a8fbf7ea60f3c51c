#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_auth_method
short_description: Switch how Marketo signs in to Dynamics
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Goes through Reconfigure New Auth Method on Marketo's page Admin > Microsoft Dynamics. It chooses the method, enters all credentials, clicks
    Validate, reads the seven rows, then clicks Switch, Confirm, Confirm, OK. Each dialog is read before it is answered. Then the page is loaded anew and
    compared.
  - A red row stops it before Switch.
  - The sync has to be disabled, see M(martech.marketo_dynamics.marketo_dynamics_sync), and Adobe asks to wait 15 minutes after the switch before it is
    enabled again. The task doesn't wait, it returns the time in RV(ready_at).
  - Nothing is changed where the method is in use already, and the page shows the user name, client id, and organization that are asked for. A new secret
    or password for the method in use is saved with M(martech.marketo_dynamics.marketo_dynamics_credentials).
options:
  method:
    description:
      - V(ropc) signs in as the sync user, V(s2s) as the application itself (server-to-server).
    type: str
    choices: [ropc, s2s]
    required: true
  current_method:
    description:
      - The method that is in use, where you know it and the page doesn't tell. Whether it does is not published. What the page tells outweighs this.
      - Where neither tells, the method is switched in every run.
    type: str
    choices: [ropc, s2s]
  client_id:
    description:
      - Application (client) id.
    type: str
    required: true
  client_secret:
    description:
      - Client secret.
    type: str
    required: true
  username:
    description:
      - User name of the sync user, or for V(s2s) the email address of the application user.
    type: str
    required: true
  password:
    description:
      - Password of the sync user. Required with O(method=ropc).
    type: str
  tenant_id:
    description:
      - Directory (tenant) id, for O(method=s2s). Whether the form has a field for it is not published, so that it is filled in where it is there.
    type: str
  organization_url:
    description:
      - The Dynamics organization, as a bare host name, or as the address of its Web API or of its organization service. Marketo gets the
        address of the organization service.
      - Without it the saved one stays. An address that names the saved organization leaves the saved address as it is, letter for letter.
    type: str
  allow_url_change:
    description:
      - Allow O(organization_url) to name another organization than the one that is saved. Adobe says that a wrong one takes a new Marketo
        subscription to correct.
    type: bool
    default: false
  wait_seconds:
    description:
      - Seconds between the switch and RV(ready_at).
    type: int
    default: 900
  validation_timeout:
    description:
      - Seconds to wait for the rows.
    type: float
    default: 300
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
notes:
  - A run that was stopped after Switch can't be told from one that switched long ago. Where it ended so, wait 15 minutes before the sync is enabled.
seealso:
  - module: martech.marketo_dynamics.marketo_dynamics_sync
  - module: martech.marketo_dynamics.marketo_dynamics_credentials
"""

EXAMPLES = r"""
- name: Disable the sync
  martech.marketo_dynamics.marketo_dynamics_sync:
    session: "{{ marketo.session }}"
    state: disabled

- name: Sign in server-to-server from now on
  martech.marketo_dynamics.marketo_dynamics_auth_method:
    session: "{{ marketo.session }}"
    method: s2s
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    username: marketo.application@example.com
    tenant_id: contoso.onmicrosoft.com
  register: auth_method

- name: Wait as long as Adobe asks for
  ansible.builtin.pause:
    seconds: "{{ [0, ((auth_method.ready_at | to_datetime('%Y-%m-%dT%H:%M:%SZ')) - (now(utc=true))).total_seconds() | int] | max }}"
  when: auth_method.ready_at is not none
"""

RETURN = r"""
method:
  description: The method in use now, or that would be in check mode.
  returned: success
  type: str
  sample: s2s
ready_at:
  description: When the sync may be enabled again, ISO 8601 in UTC. Null where nothing was switched.
  returned: success
  type: str
  sample: "2026-11-22T17:30:00Z"
checks:
  description: The rows of the validation, as M(martech.marketo_dynamics.marketo_dynamics_validation) returns them. Empty where nothing was switched. A task
    that failed for a red row has them as C(error.checks).
  returned: success
  type: list
  elements: dict
  sample: [{id: 1, row: URL is valid, passed: true, fact: "", fix: ""}]
dialogs:
  description: What the dialogs behind Switch said, in their order. Empty where nothing was switched.
  returned: success
  type: list
  elements: str
  sample: ["The authentication method was switched. OK"]
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
      sample: /var/log/marketo/20261122T171500Z-auth-method-before.png
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: ["switch the authentication method to s2s, with username, client_secret"]
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.auth_method import AuthMethod
from ..module_utils._marketo.session_host.client import session_client

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "method": {"type": "str", "choices": ["ropc", "s2s"], "required": True},
        "current_method": {"type": "str", "choices": ["ropc", "s2s"]},
        "client_id": {"type": "str", "required": True},
        "client_secret": {"type": "str", "required": True, "no_log": True},
        "username": {"type": "str", "required": True},
        "password": {"type": "str", "no_log": True},
        "tenant_id": {"type": "str"},
        "organization_url": {"type": "str"},
        "allow_url_change": {"type": "bool", "default": False},
        "wait_seconds": {"type": "int", "default": 900},
        "validation_timeout": {"type": "float", "default": 300},
    },
    connect=session_client,
    resource=AuthMethod,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
