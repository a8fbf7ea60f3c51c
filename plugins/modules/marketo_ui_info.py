#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_ui_info
short_description: Tell whether Marketo's page Admin > Microsoft Dynamics looks as this collection expects
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Walks the page without changing anything, and tells of each element of the page map whether it was found once, several times, or not at all.
    This is what to run first against a Marketo instance, and again after Marketo changed its look.
  - It clicks tabs, Edit, and Cancel. It never clicks Disable Sync, Enable Sync, Save, Next, Validate or Switch, and types nothing.
  - A missing element is no failure of the task; look at RV(ok). RV(override) is what to write into the inventory then.
options:
  screens:
    description:
      - The parts of the page to walk. The main tab is always among them.
      - For V(edit_dialog) the dialog behind Edit is opened, and closed again with Cancel; for the others their tab is clicked.
    type: list
    elements: str
    choices: [main, sync_status, sync_errors, auth_method, validation, edit_dialog]
    default: [main, sync_status, sync_errors, auth_method, validation, edit_dialog]
  screenshot:
    description:
      - Path for a picture (PNG) of all visited parts of the page, one below the other, with the elements outlined and named. All fields are
        covered in it.
    type: path
extends_documentation_fragment:
  - martech.marketo_dynamics.marketo
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
seealso:
  - module: martech.marketo_dynamics.marketo_session
    description: Its option O(martech.marketo_dynamics.marketo_session#module:page_map) corrects the page map.
"""

EXAMPLES = r"""
- name: Hold the page against the page map
  martech.marketo_dynamics.marketo_ui_info:
    session: "{{ marketo.session }}"
    screenshot: /var/log/marketo/doctor.png
  register: doctor

- name: Stop where an element is missing or there more than once
  ansible.builtin.assert:
    that: doctor.ok
    fail_msg: "{{ doctor.override }}"
"""

RETURN = r"""
ok:
  description: Whether every element that could be looked at was found exactly once.
  returned: success
  type: bool
  sample: false
elements:
  description: One entry for each element and each part of the page on which it is expected.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description:
        - Name of the element in the page map. The button that disables and enables the sync is V(toggle); its label tells which of V(disable_sync)
          and V(enable_sync) it is now.
      type: str
      returned: always
      sample: save
    screen:
      description:
        - The part of the page, one of V(main), V(sync_status), V(sync_errors), V(auth_method), V(validation), V(edit_dialog). Null for elements that
          only come after a change.
      type: str
      returned: always
      sample: edit_dialog
    role:
      description: What kind of element it is; V(value) for a value that the page merely shows.
      type: str
      returned: always
      sample: button
    status:
      description: V(found) once, V(several), V(missing), or V(not_visited).
      type: str
      returned: always
      sample: found
    count:
      description: How many there were, visible and enabled.
      type: int
      returned: always
      sample: 1
    label:
      description: The label that matched.
      type: str
      returned: always
      sample: Save
    language:
      description: The language of that label, null where it was given for any language.
      type: str
      returned: always
      sample: en
    frame:
      description: Address of the frame that holds it, without its query.
      type: str
      returned: always
      sample: https://app-ab01.marketo.com/#DY0A1
    why:
      description: Why it was not visited.
      type: str
      returned: always
      sample: null
  sample:
    - {name: save, screen: edit_dialog, role: button, status: missing, count: 0, label: null, language: null, frame: null, why: null}
language:
  description: Language of the page, as far as its labels tell; null where they don't.
  returned: success
  type: str
  sample: en
munchkin_id:
  description: Munchkin id that the page reports.
  returned: success
  type: str
  sample: 123-ABC-456
rendering:
  description: What drew the page, V(ext3), V(ext4), V(mixed) for both, or V(plain) for neither.
  returned: success
  type: str
  sample: mixed
page_map_version:
  description: Version of the page map that the page was held against.
  returned: success
  type: str
  sample: "2"
screenshot:
  description: Path of the picture, null without O(screenshot).
  returned: success
  type: str
  sample: /var/log/marketo/doctor.png
override:
  description:
    - What to write into the inventory where an element is missing or there more than once, as YAML; null where nothing is. Lines that need a person's
      choice are comments.
  returned: success
  type: str
  sample: |
    dynamics_sync_page_map:
      save:
        labels:
          - "Apply"
"""

from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.doctor.screens import SCREENS
from ..module_utils._marketo.session_host.client import session_client
from ..module_utils._marketo.ui_info import UiInfo

OPERATION = Operation(
    arguments={
        "session": {"type": "str", "required": True},
        "screens": {"type": "list", "elements": "str", "choices": list(SCREENS), "default": list(SCREENS)},
        "screenshot": {"type": "path"},
    },
    connect=session_client,
    query=UiInfo,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
