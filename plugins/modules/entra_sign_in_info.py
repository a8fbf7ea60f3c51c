#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_sign_in_info
short_description: Read an application's recent sign-ins, with what their codes mean
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Returns the newest sign-ins of users to one application from Microsoft Entra's log, each with the reason of its failure, what that means
    here, and what to do (P9 of Adobe's procedure for the Marketo-Dynamics sync).
  - The log needs a premium licence of the tenant (Microsoft Entra ID P1) and the permission AuditLog.Read.All, and Microsoft publishes it for the
    global cloud only. Without them the task succeeds, with RV(available) being V(false) and the reason.
options:
  app_id:
    description:
      - Application (client) id of the application.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
    required: true
  username:
    description:
      - Only sign-ins of this user (UPN). Without it those of all users.
    type: str
  since:
    description:
      - How far back to look, as a duration like V(2h), V(7d) or V(P7D), or as a time in ISO 8601 like V(2026-01-31T10:00:00Z).
      - How long the log is kept depends on the tenant's licence.
    type: str
    default: 1d
  limit:
    description:
      - Return so many sign-ins at most, the newest; between 1 and 1000.
    type: int
    default: 10
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.graph
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
notes:
  - A sign-in shows in the log only after some minutes; Microsoft names no figure.
  - Names of Conditional Access policies show only for callers that may read those policies as well.
seealso:
  - module: martech.marketo_dynamics.entra_ropc_readiness_info
  - name: List signIns
    description: The log in Microsoft Graph.
    link: https://learn.microsoft.com/graph/api/signin-list
"""

EXAMPLES = r"""
- name: Why does Marketo's sign-in fail?
  martech.marketo_dynamics.entra_sign_in_info:
    app_id: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    username: marketo.sync@contoso.com
    since: 2h
  register: log

- name: Show what to do
  ansible.builtin.debug:
    msg: "{{ log.sign_ins | map(attribute='fix') | select | unique if log.available else log.reason }}"
"""

RETURN = r"""
available:
  description: Whether the log could be read. Null in check mode for an application that does not exist yet.
  returned: success
  type: bool
  sample: true
reason:
  description: Why the log could not be read, null where it could.
  returned: success
  type: str
  sample: The tenant has no premium licence (Entra ID P1), and the log of sign-ins needs one.
sign_ins:
  description: The sign-ins, the newest first.
  returned: success
  type: list
  elements: dict
  contains:
    created:
      description: When it was, ISO 8601 in UTC.
      type: str
      returned: always
      sample: "2026-01-31T10:11:12Z"
    user:
      description: The user's sign-in name, in lower case.
      type: str
      returned: always
      sample: marketo.sync@contoso.com
    error_code:
      description: The service's code. Null for a sign-in that succeeded.
      type: str
      returned: always
      sample: AADSTS50126
    failure_reason:
      description: The reason in the service's words. Null for a sign-in that succeeded.
      type: str
      returned: always
      sample: Error validating credentials due to invalid username or password.
    meaning:
      description: What the code means here. Null for a code that this collection doesn't know.
      type: str
      returned: always
      sample: the user must use multifactor authentication
    fix:
      description: What to do. Null for a code that this collection doesn't know.
      type: str
      returned: always
      sample: Exclude the sync user from that policy.
    conditional_access:
      description: What Conditional Access did.
      type: dict
      returned: always
      contains:
        status:
          description: V(success), V(failure) or V(notApplied), in the service's words.
          type: str
          returned: always
          sample: failure
        policies:
          description: The policies that applied, as far as the caller may read them.
          type: list
          elements: dict
          returned: always
          contains:
            display_name:
              description: Name.
              type: str
              returned: always
              sample: Require a second factor
            result:
              description: What came of it, in the service's words.
              type: str
              returned: always
              sample: failure
            grant_controls:
              description: What the policy asks for.
              type: list
              elements: str
              returned: always
              sample: [Mfa]
    correlation_id:
      description: The id under which the service's support finds it.
      type: str
      returned: always
      sample: 7b3c2a7e-8f0b-4f7c-9a51-7f60b5a1d1e0
"""

from ..module_utils._arguments import graph_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.graph.client import graph_client
from ..module_utils._entra.sign_in_log import SignInLog

OPERATION = Operation(
    arguments={
        "app_id": {"type": "str", "required": True},
        "username": {"type": "str"},
        "since": {"type": "str", "default": "1d"},
        "limit": {"type": "int", "default": 10},
        **graph_arguments(),
    },
    connect=graph_client,
    query=SignInLog,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
