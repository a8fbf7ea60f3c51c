#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_client_secret
short_description: Manage, rotate and retire a client secret of an application in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Keeps a usable client secret of one description on an application (P5 to P7 of Adobe's procedure for the Marketo-Dynamics sync).
  - A secret's value can be read once, in the run that creates it, and never again. The result of that run is censored in all output; the
    registered variable holds the value.
  - A new secret never replaces an old one; both work until the old one is removed with O(state=absent), or ends. Secrets of other
    descriptions are never touched.
  - Several connections, such as production and sandbox, can share an application. What is in use is recorded for each O(connection), and a
    secret that any of them has in use is removed only with O(force).
  - Where the answer to the creation gets lost on the way, the secret that it made is found, removed by its key id, and another is made.
options:
  app_id:
    description:
      - Application (client) id.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
  description:
    description:
      - Description of the secret, by which it is found again. Needed with O(state=present).
    type: str
  valid_for:
    description:
      - How long a new secret is valid, such as V(180d) or V(P180D). It must be longer than O(rotate_before).
      - A tenant's policies can set a limit. Where they can be read (permission Policy.Read.All), a longer time is an error before anything is
        written; otherwise the service refuses it.
    type: str
    default: 180d
  rotate_before:
    description:
      - How long before its end a secret counts as used up, so that a new one is made.
    type: str
    default: 30d
  require_live:
    description:
      - With O(state=present), count only the secret that is recorded as the one in use (O(state=live)). Any other one is taken for a secret
        whose value was lost, by a run that stopped between creating and storing it, so a new one is made.
    type: bool
    default: false
  accept_pending:
    description:
      - With O(state=present), count also the secret that is recorded as handed over (O(state=pending)), where none is recorded as in use.
    type: bool
    default: false
  renew:
    description:
      - With O(state=present), make a new secret also where there is a usable one. Such a task is never idempotent.
    type: bool
    default: false
  key_id:
    description:
      - Id of one secret, for O(state=live), O(state=pending) and O(state=absent).
      - With O(state=live) and O(state=pending) it may be empty in check mode, for a secret that an earlier task would create.
    type: str
  key_ids:
    description:
      - With O(state=absent), the ids of the secrets to remove, such as RV(other_key_ids) of the task that made the new one. An empty list removes
        none.
    type: list
    elements: str
  connection:
    description:
      - Name of the connection that uses the secret, such as its Munchkin id, for the records of O(state=live), O(state=pending) and
        O(state=not_live). Needed where several connections share an application.
      - Left out, it is the connection without a name.
    type: str
  force:
    description:
      - With O(state=absent), remove also a secret that is recorded as in use or handed over, for whichever connection, or that another
        connection has still to retire. Its sync stops then.
    type: bool
    default: false
  keep:
    description:
      - With O(state=absent) and O(description), the key ids of the secrets to keep. Entries must not be empty outside check mode.
    type: list
    elements: str
  state:
    description:
      - V(present) makes a secret where there is no usable one of this O(description).
      - V(live) records, in a tag of the application, that the secret O(key_id) is the one in use for this O(connection).
      - V(pending) records, in a tag too, that the secret O(key_id) was handed to a person who is to put it to use. No secret is recorded as
        the one in use from then on, until O(state=live) is, for nobody here knows when the person does it.
      - V(not_live) records, before the secret in use is replaced, that none is known to be in use; what was in use is recorded as retired.
      - V(absent) removes the secrets O(key_id) and O(key_ids), or else all of this O(description) except those in O(keep), each by its key id.
        Where one of them is recorded as in use it is an error, and none is removed.
    type: str
    choices: [present, live, pending, not_live, absent]
    default: present
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.graph
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
seealso:
  - module: martech.marketo_dynamics.entra_client_secret_info
  - module: martech.marketo_dynamics.entra_token
"""

EXAMPLES = r"""
- name: P5-P7 Have a client secret with at least 30 days left
  martech.marketo_dynamics.entra_client_secret:
    app_id: "{{ registration.application.app_id }}"
    description: Marketo
    valid_for: 180d
    rotate_before: 30d
    require_live: true
    connection: 123-ABC-456
  register: secret

- name: Record that Marketo uses it now
  martech.marketo_dynamics.entra_client_secret:
    app_id: "{{ registration.application.app_id }}"
    key_id: "{{ secret.client_secret.key_id }}"
    connection: 123-ABC-456
    state: live

- name: Retire those that were there before it
  martech.marketo_dynamics.entra_client_secret:
    app_id: "{{ registration.application.app_id }}"
    key_ids: "{{ secret.other_key_ids }}"
    connection: 123-ABC-456
    state: absent
"""

RETURN = r"""
client_secret:
  description: The secret. Null with O(state=absent), and in check mode for a secret that would have to exist first.
  returned: success
  type: dict
  contains:
    key_id:
      description: Id of the secret. Null in check mode for a secret that would be created.
      type: str
      returned: always
      sample: 5d2c6a1e-0d0e-4c53-9a51-0f6c1f9a7c22
    description:
      description: Description of the secret.
      type: str
      returned: always
      sample: Marketo
    hint:
      description: First characters of the value.
      type: str
      returned: always
      sample: a1B
    start_date_time:
      description: When it begins to be valid.
      type: str
      returned: always
      sample: "2026-01-31T10:11:12Z"
    end_date_time:
      description: When it ends.
      type: str
      returned: always
      sample: "2026-07-30T10:11:12Z"
    live:
      description: Whether it is recorded as the one in use for this connection.
      type: bool
      returned: always
      sample: false
    pending:
      description: Whether it is recorded as handed over for this connection.
      type: bool
      returned: always
      sample: false
    secret_text:
      description: The value. The whole result is censored in output where it is present.
      type: str
      returned: when the secret was created in this run
      sample: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
other_key_ids:
  description:
    - Key ids of the further secrets of the same description, which can be retired once this one is in use. Those that were there before this
      task made one, and that no other connection has in use.
  returned: success
  type: list
  elements: str
  sample: []
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: ["create a client secret 'Marketo' for application 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4, valid until 2026-07-30T10:11:12Z"]
"""

from ..module_utils._arguments import graph_arguments, state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.client_secrets.client_secret import ClientSecret
from ..module_utils._entra.graph.client import graph_client

OPERATION = Operation(
    arguments={
        "app_id": {"type": "str"},
        "description": {"type": "str"},
        "valid_for": {"type": "str", "default": "180d"},
        "rotate_before": {"type": "str", "default": "30d"},
        "require_live": {"type": "bool", "default": False},
        "accept_pending": {"type": "bool", "default": False},
        "renew": {"type": "bool", "default": False},
        "key_id": {"type": "str", "no_log": False},
        "key_ids": {"type": "list", "elements": "str", "no_log": False},
        "connection": {"type": "str"},
        "force": {"type": "bool", "default": False},
        "keep": {"type": "list", "elements": "str", "no_log": False},
        **state_argument("present", "live", "pending", "not_live", "absent"),
        **graph_arguments(),
    },
    connect=graph_client,
    resource=ClientSecret,
    secret_results=("client_secret.secret_text",),
    secret_states=("present",),
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
