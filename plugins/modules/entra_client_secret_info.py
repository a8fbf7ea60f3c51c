#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_client_secret_info
short_description: List an application's client secrets in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Returns what Microsoft Graph tells of an application's client secrets, when they end and which one is recorded as the one in use,
    without changing anything. No value of a secret is ever among it.
options:
  app_id:
    description:
      - Application (client) id. It is an error where there is no such application.
      - In check mode it may be empty, which means an application that an earlier task of the play would create. Outside check mode an
        empty value is an error.
    type: str
  description:
    description:
      - Return just the secrets of this description.
    type: str
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.graph
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
seealso:
  - module: martech.marketo_dynamics.entra_client_secret
"""

EXAMPLES = r"""
- name: List the secrets of Marketo's application
  martech.marketo_dynamics.entra_client_secret_info:
    app_id: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
  register: secrets

- name: Warn when the one in use ends soon
  ansible.builtin.assert:
    that: secrets.client_secrets | selectattr("live") | selectattr("expires_in_days", "gt", 30) | length == 1
"""

RETURN = r"""
client_secrets:
  description: The secrets, the one that ends first at the top.
  returned: success
  type: list
  elements: dict
  contains:
    key_id:
      description: Id of the secret.
      type: str
      returned: always
      sample: 5d2c6a1e-0d0e-4c53-9a51-0f6c1f9a7c22
    description:
      description: Description of the secret, null where it has none.
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
    expires_in_days:
      description: Whole days until it ends; negative when it has ended.
      type: int
      returned: always
      sample: 120
    expired:
      description: Whether it has ended.
      type: bool
      returned: always
      sample: false
    live:
      description: Whether it is recorded as the one in use, for any connection.
      type: bool
      returned: always
      sample: true
    pending:
      description: Whether it is recorded as handed over to a person, who is to put it to use.
      type: bool
      returned: always
      sample: false
    connections:
      description: The connections for which it is recorded as in use or handed over; an empty name where it was recorded without one.
      type: list
      elements: str
      returned: always
      sample: [123-ABC-456]
"""

from ..module_utils._arguments import graph_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.client_secrets.info import ClientSecrets
from ..module_utils._entra.graph.client import graph_client

OPERATION = Operation(
    arguments={"app_id": {"type": "str"}, "description": {"type": "str"}, **graph_arguments()},
    connect=graph_client,
    query=ClientSecrets,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
