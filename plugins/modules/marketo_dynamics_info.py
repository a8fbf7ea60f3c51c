#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_info
short_description: Read Marketo's page Admin > Microsoft Dynamics
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Returns what the page shows of the connection to Dynamics, without changing anything.
  - The other tabs are read on request, since each takes a second or more.
options:
  gather_subset:
    description:
      - What to read besides the first tab, V(status) for RV(backlog) and RV(throughput), V(errors) for RV(errors), V(all) for both.
      - A tab that is missing fails the task only where it is asked for.
      - The labels of both tabs are known in English only. Where the page speaks another language, name them in
        O(martech.marketo_dynamics.marketo_session#module:page_map).
    type: list
    elements: str
    choices: [all, status, errors]
    default: []
  screenshot:
    description:
      - Path for a picture of the page (PNG). All fields are covered in it.
    type: path
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
"""

EXAMPLES = r"""
- name: Read the connection
  martech.marketo_dynamics.marketo_dynamics_info:
    session: "{{ marketo.session }}"
  register: connection

- name: Read what failed as well
  martech.marketo_dynamics.marketo_dynamics_info:
    session: "{{ marketo.session }}"
    gather_subset: [errors]
  register: connection
"""

RETURN = r"""
sync_enabled:
  description: Whether the sync is enabled.
  returned: success
  type: bool
  sample: true
credentials:
  description: The saved credentials, as far as the page shows them.
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
auth_method:
  description: How Marketo signs in to Dynamics, V(ropc) or V(s2s), where the page tells. Null where it doesn't; whether it does is not published.
  returned: success
  type: str
  sample: ropc
backlog:
  description: What waits to be synced, an object each row. Null where it was not asked for.
  returned: success
  type: dict
  contains:
    title:
      description: Title of the table, as shown.
      type: str
      returned: always
      sample: Sync Backlog
    columns:
      description: Titles of the columns, as shown. Null where the page shows a note in place of the table.
      type: list
      elements: str
      returned: always
      sample: [Object, Inserts, Updates]
    rows:
      description: The cells of each row, as shown, as far as the page shows them at once. Null where the page shows a note in place of the table.
      type: list
      elements: list
      returned: always
      sample: [[Lead, "14", "1,212"]]
    note:
      description: What the page shows in place of the table, where it does. What it means is for a person to read.
      type: str
      returned: always
      sample: ""
    records:
      description:
        - The rows under standard names, C(object), C(inserts), C(updates), the latter two as numbers.
        - A value is null where the page shows N/A, and where no column has a title that is known for it. The titles are known in English only.
        - Null where the page shows a note in place of the table.
      type: list
      elements: dict
      returned: always
      sample: [{object: Lead, inserts: 14, updates: 1212}]
throughput:
  description: What was synced in the last full hour, an object each row. Null where it was not asked for.
  returned: success
  type: dict
  contains:
    title:
      description: Title of the table, as shown.
      type: str
      returned: always
      sample: Sync Throughput
    columns:
      description: Titles of the columns, as shown. Null where the page shows a note in place of the table.
      type: list
      elements: str
      returned: always
      sample: [Object, Inserts, Updates, Records]
    rows:
      description: The cells of each row, as shown, as far as the page shows them at once. Null where the page shows a note in place of the table.
      type: list
      elements: list
      returned: always
      sample: [[Lead, N/A, N/A, "1,840"]]
    note:
      description: What the page shows in place of the table, where it does. What it means is for a person to read.
      type: str
      returned: always
      sample: ""
    records:
      description:
        - The rows under standard names, C(object), C(inserts), C(updates), C(records), the latter three as numbers.
        - A value is null where the page shows N/A, and where no column has a title that is known for it. The titles are known in English only.
        - Null where the page shows a note in place of the table.
      type: list
      elements: dict
      returned: always
      sample: [{object: Lead, inserts: null, updates: null, records: 1840}]
errors:
  description: Records that failed. Null where it was not asked for.
  returned: success
  type: dict
  contains:
    title:
      description: Title of the table, as shown.
      type: str
      returned: always
      sample: Sync Errors
    columns:
      description: Titles of the columns, as shown. Null where the page shows a note in place of the table.
      type: list
      elements: str
      returned: always
      sample: [Object, Error Code, Message]
    rows:
      description: The cells of each row, as shown, as far as the page shows them at once. Null where the page shows a note in place of the table.
      type: list
      elements: list
      returned: always
      sample: [[Lead, "0x80040237", A record with that key exists.]]
    note:
      description: What the page shows in place of the table, where it does. What it means is for a person to read.
      type: str
      returned: always
      sample: ""
    records:
      description:
        - The rows under standard names, C(date), C(object), C(record), C(operation), C(direction), C(code), C(message).
        - A value is null where the page shows N/A, and where no column has a title that is known for it. The titles are known in English only.
        - Null where the page shows a note in place of the table.
      type: list
      elements: dict
      returned: always
      sample:
        - {date: null, object: Lead, record: null, operation: null, direction: null, code: "0x80040237", message: A record with that key exists.}
munchkin_id:
  description: Munchkin id that the page reports.
  returned: success
  type: str
  sample: 123-ABC-456
language:
  description: Language of the page, as far as its labels tell; null where they don't.
  returned: success
  type: str
  sample: en
screenshot:
  description: Path of the picture, null without O(screenshot).
  returned: success
  type: str
  sample: /var/log/marketo/page.png
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.page_info import PageInfo
from ..module_utils._marketo.session_host.client import session_client

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "gather_subset": {"type": "list", "elements": "str", "choices": ["all", "status", "errors"], "default": []},
        "screenshot": {"type": "path"},
    },
    connect=session_client,
    query=PageInfo,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
