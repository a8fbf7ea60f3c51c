#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_dynamics_validation
short_description: Run Marketo's own validation of the sync's setup
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Runs Validate Sync Setup on Marketo's page Admin > Microsoft Dynamics and reads its seven rows (P14 to P16 of Adobe's procedure).
  - There are three outcomes. It has passed if the page shows exactly seven rows, each of them once and with an icon that plainly is the good one. It
    has failed if an icon plainly is the bad one. Otherwise it could not be read, RV(readable=false). Then it may have passed or not, so keep the
    secret and have a person look at the page.
  - Rows that are still being checked, have no icon yet, or have not come yet are waited for as long as O(validation_timeout) allows.
  - Icons are told by their names, characters and shapes, and by their colour on the screen. What contradicts itself can't be read. Icons that this
    module does not know can be named in O(martech.marketo_dynamics.marketo_session#module:page_map), as C(row_good) and C(row_bad).
  - It changes nothing in Marketo. But Marketo signs in to Dynamics for real with what it is given, so check mode leaves it out and says so.
  - The headings of the rows are known in English only. In another language the rows are told by their structure, so English as the Marketo user's
    language is the robust choice.
options:
  client_id:
    description:
      - Application (client) id that Marketo signs in with.
    type: str
    required: true
  client_secret:
    description:
      - Client secret that Marketo signs in with.
      - Without it the form's field stays as the page fills it, for the secret that is saved can't be read anywhere. What Marketo does with a
        blank field is not published.
    type: str
  username:
    description:
      - User name of the sync user.
    type: str
    required: true
  password:
    description:
      - Password of the sync user. Marketo needs it unless it signs in server-to-server, which knows none.
    type: str
  tenant_id:
    description:
      - Directory (tenant) id, where Marketo signs in server-to-server and its form asks for one.
    type: str
  organization_url:
    description:
      - The Dynamics organization, as a bare host name, or as the address of its Web API or of its organization service. Marketo gets the
        address of the organization service.
      - For Dynamics on premises Marketo gets it as it is given here.
    type: str
    required: true
  fail_on_red:
    description:
      - Fail if the validation has not passed or could not be read, with each row and its fix in the message. The rows are in
        RV(ignore:error.checks) then, and RV(ignore:error.readable) tells the two apart.
      - With V(false) the result tells.
    type: bool
    default: true
  screenshot:
    description:
      - Path for a picture of the rows (PNG).
    type: path
  validation_timeout:
    description:
      - Seconds to wait for the rows.
    type: float
    default: 300
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
"""

EXAMPLES = r"""
- name: P14-P16 Validate
  martech.marketo_dynamics.marketo_dynamics_validation:
    session: "{{ marketo.session }}"
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    username: marketo.sync@example.com
    password: "{{ vault_sync_user_password }}"
    organization_url: contoso.crm4.dynamics.com
    fail_on_red: false
  register: validation
"""

RETURN = r"""
passed:
  description: Whether all rows have passed. Null if that could not be read, and in check mode.
  returned: success
  type: bool
  sample: true
readable:
  description: Whether the page could be read, so that RV(passed) is true or false. Null in check mode. A failed task has it as C(error.readable).
  returned: success
  type: bool
  sample: true
checks:
  description: The rows in the order of the page, and those that are missing after them. Empty in check mode. A failed task has them as C(error.checks).
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Number of the row in Adobe's article, told by its heading; or by its place, where all seven are there and no heading is known.
        Null for a row that neither tells.
      type: int
      returned: always
      sample: 5
    row:
      description: Text of the row, as shown.
      type: str
      returned: always
      sample: All steps in the solution are enabled
    passed:
      description: Whether it has passed. Null if that could not be read.
      type: bool
      returned: always
      sample: false
    fix:
      description: What to do about it, empty for a row that has passed.
      type: str
      returned: always
      sample: Activate every SDK message processing step of the Marketo solution in Dynamics.
    fact:
      description: What the page says besides, or what is wrong with the row.
      type: str
      returned: always
      sample: ""
reason:
  description: Why the validation has not passed, null where it has, and in check mode.
  returned: success
  type: str
  sample: the page shows 6 rows, where 7 are expected
screenshots:
  description: A picture of the rows, where M(martech.marketo_dynamics.marketo_session) was given
    O(martech.marketo_dynamics.marketo_session#module:screenshot_directory). Everything typed is covered in them. Empty in check mode.
  returned: success
  type: list
  elements: dict
  contains:
    moment:
      description: Always V(after).
      type: str
      returned: always
      sample: after
    path:
      description: Path of the picture (PNG), which only this user can read. Its name begins with the time in UTC.
      type: str
      returned: always
      sample: /var/log/marketo/20261122T171500Z-validation-after.png
screenshot:
  description: Path of the picture, null without O(screenshot). If the rows could not be read, there is a picture in any case.
  returned: success
  type: str
  sample: /var/log/marketo/validation.png
skipped_reason:
  description: Why there was no validation, null where there was one.
  returned: success
  type: str
  sample: null
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.session_host.client import session_client
from ..module_utils._marketo.validation import Validation

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "client_id": {"type": "str", "required": True},
        "client_secret": {"type": "str", "no_log": True},
        "username": {"type": "str", "required": True},
        "password": {"type": "str", "no_log": True},
        "tenant_id": {"type": "str"},
        "organization_url": {"type": "str", "required": True},
        "fail_on_red": {"type": "bool", "default": True},
        "screenshot": {"type": "path"},
        "validation_timeout": {"type": "float", "default": 300},
    },
    connect=session_client,
    query=Validation,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
