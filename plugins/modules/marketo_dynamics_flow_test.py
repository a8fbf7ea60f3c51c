#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_flow_test
short_description: Prove that a record's change travels from Dynamics to Marketo
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Changes one text column of a canary, a lead or contact in Dynamics that exists for this purpose, through the Dataverse Web API; asks
    Marketo's public REST API until the change shows there; and takes the change back in Dynamics.
  - The change is a marker appended to the column's text, such as C([flow test 3f9a0c72b1de]). The former text is the text without its
    marker, so nothing else has to be remembered. It is taken back also where the test fails, runs into O(arrival_timeout), or is
    interrupted. A run that was killed with SIGKILL leaves the marker, and the next run takes it away before it does anything else.
  - A test after which all is as it was reports C(changed=false). Taking away what an interrupted test left is a change, and is reported as one.
  - Where the change doesn't arrive the task fails, and says how long it waited.
  - In check mode both ends are read, and every refusal is the same as without it, but nothing is changed and nothing is waited for.
options:
  canary_email:
    description:
      - Email address of the canary. Exactly one record of O(canary_table) in Dynamics, and exactly one person in Marketo, must have it.
    type: str
  canary_id:
    description:
      - Id of the canary's record in Dynamics, instead of O(canary_email). Its email address leads to the person in Marketo.
    type: str
  canary_table:
    description:
      - The table of the canary.
    type: str
    choices: [contact, lead]
    default: lead
  canary_column:
    description:
      - Logical name of the column to touch. It must hold one line of text, be writable, and have room for 25 characters more.
      - It must be one that the sync carries. V(jobtitle) is among those that Adobe lists as mapped from the start, for leads and for contacts
        (page I(Default Dynamics Field Mapping)).
    type: str
    default: jobtitle
  marketo_field:
    description:
      - REST name of the field in Marketo that the sync fills from O(canary_column).
    type: str
    default: title
  munchkin_id:
    description:
      - Munchkin id of the Marketo instance, whose REST API is at C(https://<munchkin id>.mktorest.com).
    type: str
  rest_endpoint:
    description:
      - Address of the REST API, where it doesn't follow from O(munchkin_id), as Marketo shows it under Admin, Integration, Web Services.
    type: str
  rest_client_id:
    description:
      - Client id of a custom service of the Marketo instance (Admin, Integration, LaunchPoint). The role of its API-only user needs the
        permission Read-Only Lead (Read-Only Person) of Access API, and nothing else.
      - It is not O(client_id), which belongs to the application that signs in to Dynamics.
    type: str
    required: true
  rest_client_secret:
    description:
      - Client secret of that custom service.
    type: str
    required: true
  arrival_timeout:
    description:
      - Seconds to wait for the change to arrive in Marketo.
    type: float
    default: 600
  poll_interval:
    description:
      - Seconds between two questions to Marketo, at least 1. Each is one of the calls that the instance's limits count (100 in 20 seconds, 50,000
        a day).
    type: float
    default: 5
extends_documentation_fragment:
  - martech.marketo_dynamics.dynamics
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.dynamics
notes:
  - Who signs in needs a security role in the organization that reads and writes the canary and reads metadata. It should not be the sync user
    itself. What the sync user changes may be taken for the sync's own work and left out; nothing published says whether it is.
  - One canary for each connection. A second test on the same canary at the same time takes the first one's marker for a leftover.
  - In Marketo the canary's field follows after another such while, once the sync has carried the restored text too. Keep the canary out of
    smart campaigns that listen to this field.
seealso:
  - module: martech.marketo_dynamics.marketo_dynamics_sync
  - module: martech.marketo_dynamics.marketo_dynamics_validation
"""

EXAMPLES = r"""
- name: Prove that records flow
  martech.marketo_dynamics.marketo_dynamics_flow_test:
    organization_url: https://contoso.crm4.dynamics.com
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    canary_email: canary@contoso.com
    munchkin_id: 123-ABC-456
    rest_client_id: "{{ vault_marketo_rest_client_id }}"
    rest_client_secret: "{{ vault_marketo_rest_client_secret }}"
  register: flow

- name: Say how long it took
  ansible.builtin.debug:
    msg: The change was in Marketo after {{ flow.seconds }} seconds.

- name: Touch a contact, in a column of its own, and be patient
  martech.marketo_dynamics.marketo_dynamics_flow_test:
    organization_url: contoso.crm4.dynamics.com
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
    canary_table: contact
    canary_id: 22222222-3333-4444-5555-666666666666
    canary_column: new_syncprobe
    marketo_field: syncProbe
    munchkin_id: 123-ABC-456
    rest_client_id: "{{ vault_marketo_rest_client_id }}"
    rest_client_secret: "{{ vault_marketo_rest_client_secret }}"
    arrival_timeout: 1800
    poll_interval: 15
"""

RETURN = r"""
arrived:
  description: V(true) where the change arrived; null in check mode. Where it doesn't arrive, the task fails.
  returned: success
  type: bool
  sample: true
seconds:
  description:
    - Seconds from the change in Dynamics until it was seen in Marketo, which is looked at every O(poll_interval) seconds; null in check mode.
  returned: success
  type: float
  sample: 42.5
in_step:
  description: Whether column and field held the same text before the test.
  returned: success
  type: bool
  sample: true
crm_managed:
  description:
    - Whether Marketo says that a CRM fills the field, which tells that an integration exists, not that it runs. Null where Marketo doesn't say.
  returned: success
  type: bool
  sample: true
canary:
  description: What was touched.
  returned: success
  type: dict
  contains:
    table:
      description: The table in Dynamics.
      type: str
      returned: always
      sample: lead
    id:
      description: The record's id in Dynamics.
      type: str
      returned: always
      sample: 22222222-3333-4444-5555-666666666666
    email:
      description: The email address that both ends share.
      type: str
      returned: always
      sample: canary@contoso.com
    column:
      description: The column in Dynamics.
      type: str
      returned: always
      sample: jobtitle
    marketo_field:
      description: The field in Marketo.
      type: str
      returned: always
      sample: title
marketo_id:
  description: The person's id in Marketo.
  returned: success
  type: int
  sample: 1000001
skipped_reason:
  description: Why nothing was tested, in check mode; otherwise null.
  returned: success
  type: str
  sample: A test changes the canary for a while, so check mode leaves it out. Both ends were read.
error:
  description: What a failed test is told by, besides C(msg).
  returned: failure
  type: dict
  contains:
    arrived:
      description: V(false) where the change did not arrive in time.
      type: bool
      returned: when it did not arrive
      sample: false
    waited:
      description: Seconds that were waited.
      type: float
      returned: when it did not arrive
      sample: 600
    restored:
      description: V(false) where the canary could not be restored; the next run does it.
      type: bool
      returned: when it could not be restored
      sample: false
"""

from ..module_utils._arguments import entra_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._flow_test.canary import ENTITY_SETS
from ..module_utils._flow_test.flow_test import FlowTest, flow_clients

OPERATION = Operation(
    arguments={
        "organization_url": {"type": "str", "required": True, "aliases": ["url"]},
        "canary_email": {"type": "str"},
        "canary_id": {"type": "str"},
        "canary_table": {"type": "str", "choices": sorted(ENTITY_SETS), "default": "lead"},
        "canary_column": {"type": "str", "default": "jobtitle"},
        "marketo_field": {"type": "str", "default": "title"},
        "munchkin_id": {"type": "str"},
        "rest_endpoint": {"type": "str"},
        "rest_client_id": {"type": "str", "required": True},
        "rest_client_secret": {"type": "str", "required": True, "no_log": True},
        "arrival_timeout": {"type": "float", "default": 600},
        "poll_interval": {"type": "float", "default": 5},
        **entra_arguments(),
    },
    connect=flow_clients,
    query=FlowTest,
    constraints={
        "mutually_exclusive": [["canary_email", "canary_id"]],
        "required_one_of": [["canary_email", "canary_id"], ["munchkin_id", "rest_endpoint"]],
    },
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
