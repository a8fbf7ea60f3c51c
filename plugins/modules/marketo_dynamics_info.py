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
options:
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

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.module_door import run_module
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.client import session_client
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.info import PageInfo

OPERATION = Operation(
    arguments={"session": {"type": "str", "required": True}, "screenshot": {"type": "path"}},
    connect=session_client,
    resource=PageInfo,
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
