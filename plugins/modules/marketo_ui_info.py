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
  - With O(from_snapshot) no page is opened. The page map, with the corrections in O(page_map), is tried on a file that O(snapshot) or a mismatch has
    written, and each element comes with where it was found, its score, and the runner-up, or why it was refused.
  - With O(teach) a person clicks elements in the session's visible browser, each once when a bar asks for it. No such click reaches the page. What
    comes of it is a page map with relations, which is proven by choosing that same element again.
  - A missing element is no failure of the task; look at RV(ok). RV(override) is what to write into the inventory then.
options:
  session:
    description:
      - Handle of an open browser session, the value RV(martech.marketo_dynamics.marketo_session#module:session).
      - It is of use to the user who opened it, on the host where it was opened.
      - Needed, except with O(from_snapshot).
    type: str
    required: false
  from_snapshot:
    description:
      - Path of a snapshot, as O(snapshot) writes it, to try the page map on. It needs neither a session nor a browser.
    type: path
  page_map:
    description:
      - Corrections to the map of the page to try with O(from_snapshot), as in the role variable C(dynamics_sync_page_map).
      - Selectors are tried as far as tags, ids, classes, attributes, blanks and C(>) go. Another one makes its element V(untried).
    type: dict
  teach:
    description:
      - Elements that a person is asked to click. The session needs a browser that they can see,
        O(martech.marketo_dynamics.marketo_session#module:headless=false).
      - V(row_good) asks for a green icon of a validation's rows.
      - Each can be skipped in the bar. Where an element stands in a form or comes only while the sync is disabled, the person has one click let through to
        get there. It is their own click, with all that it does; what begins a sync is never let through.
      - In check mode nobody is asked, and nothing is learned.
    type: list
    elements: str
    choices: [dynamics_tab, disable_sync, enable_sync, edit, username, password, organization_url, client_id,
      client_secret, save, cancel, sync_status, sync_errors, validate_sync_setup, next, row_good, close]
  teach_timeout:
    description:
      - Seconds that a person has for all of O(teach), 1500 at most. What was learned until then is returned.
    type: float
    default: 900
  screens:
    description:
      - The parts of the page to walk. Not used with O(from_snapshot) and O(teach). The main tab is always among them.
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
  snapshot:
    description:
      - Path for a snapshot of the main tab as the driver reads it, ending with C(.json.gz). It is written before the walk, whether or not anything on
        the page is known, with mode 0600. Its directory must exist.
      - It is sanitised. Values become tokens of their shape (C(<email1>), C(<guid2>), C(<host1>)), equal values equal tokens. Of other text only the
        length stays, except for Adobe's documented words, plain words of user interfaces, and those in the session's
        O(martech.marketo_dynamics.marketo_session#module:page_map). It holds no scripts, no cookies, and no addresses.
      - The file is refused if a value or a secret of the run is left in it, in clear, in base64, or URL-encoded. The task fails then, and nothing is written.
      - Attach it to an issue, or try a page map on it with the playbook C(martech.marketo_dynamics.rehearse).
      - In check mode no file is written, and RV(snapshot) is null.
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

- name: Write down what the driver sees, without any value, to attach to an issue
  martech.marketo_dynamics.marketo_ui_info:
    session: "{{ marketo.session }}"
    screens: [main]
    snapshot: page.json.gz

- name: Try a correction on that file, without signing in
  martech.marketo_dynamics.marketo_ui_info:
    from_snapshot: page.json.gz
    page_map:
      edit:
        text: [Change]
        under: [Connection]
  register: rehearsal

- name: Show what came of it
  ansible.builtin.debug:
    var: rehearsal.lines

- name: Have a person show where Edit and Save are
  martech.marketo_dynamics.marketo_ui_info:
    session: "{{ marketo.session }}"
    teach: [edit, save]
  register: lesson

- name: Show what belongs into the inventory
  ansible.builtin.debug:
    msg: "{{ lesson.override }}"

- name: Stop where an element is missing or there more than once
  ansible.builtin.assert:
    that: doctor.ok
    fail_msg: "{{ doctor.override }}"
"""

RETURN = r"""
ok:
  description:
    - Whether every element that could be looked at was found exactly once.
    - With O(teach), whether every element was asked for, so that the lesson was neither stopped nor out of time.
    - With O(from_snapshot), whether nothing was V(unclear) or V(untried), and the sync's state and the saved values can be read as far as the page shows them.
  returned: success
  type: bool
  sample: false
elements:
  description: One entry for each element and each part of the page on which it is expected. Null with O(teach).
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description:
        - Name of the element in the page map. Without O(from_snapshot), the button that disables and enables the sync is V(toggle); its label tells
          which of V(disable_sync) and V(enable_sync) it is now.
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
      description:
        - V(found) once, V(several), V(missing), or V(not_visited).
        - With O(from_snapshot) V(found), V(unclear) if none of the candidates is clearly ahead, V(unusable) if what fits is disabled, covered or hidden,
          V(missing), or V(untried).
      type: str
      returned: always
      sample: found
    kind:
      description: What kind of entry it is, V(clickable), V(tab), V(field) or V(choice).
      type: str
      returned: with O(from_snapshot)
      sample: clickable
    where:
      description: Where it was looked for last, V(page), V(window) or V(form); null if nothing fits.
      type: str
      returned: with O(from_snapshot)
      sample: page
    best:
      description: The best candidate; null if nothing fits.
      type: dict
      returned: with O(from_snapshot)
      contains:
        place:
          description: Its text, what it is, and where it stands.
          type: str
          returned: always
          sample: "'Edit' (button at 310,220)"
        score:
          description: Its points. An element needs 45, and 12 more than the next; a field is told by its label.
          type: int
          returned: always
          sample: 80
        reasons:
          description: What was held for and against it, each with its points.
          type: list
          elements: list
          returned: always
          sample: [["its text", 35], ["a button", 15], ["under 'Credentials'", 30]]
        excluded:
          description: Why it can't be it, or empty.
          type: str
          returned: always
          sample: ""
    runner_up:
      description: The next best candidate, in the same form; null if there is none.
      type: dict
      returned: with O(from_snapshot)
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
taught:
  description: What came of each element in O(teach). Null without it.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Name of the element.
      type: str
      returned: always
      sample: edit
    status:
      description:
        - V(taught), V(known) if the page map finds it by itself, V(skipped), or V(not_asked) if the lesson ended before.
      type: str
      returned: always
      sample: taught
    says:
      description: By what the element is found, or why it isn't.
      type: str
      returned: always
      sample: "'Pflegen' (button at 310,220) [80: its text +35; a button +15; under 'Zugang' +30]"
    entry:
      description: Its entry in the page map, null if it needs none.
      type: dict
      returned: always
      sample: {text: [Pflegen], under: [Zugang]}
readings:
  description:
    - What else is read. C(sync), C(username), C(client_id), C(organization_url), C(instance), C(active_tab) and C(rows) have a C(state) and a C(why).
      C(loading), C(windows) and C(unreadable_frames) say what keeps from reading. Values are made-up ones of the same shape.
    - Null without O(from_snapshot).
  returned: success
  type: dict
  sample:
    sync: {state: enabled, why: ""}
lines:
  description: The result of O(from_snapshot) for a person, one line for each element and reading. Null without it.
  returned: success
  type: list
  elements: str
  sample: ["edit: found, in the page, 'Edit' (button at 310,220) [80]"]
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
snapshot:
  description: Path of the snapshot, null without O(snapshot) and in check mode.
  returned: success
  type: str
  sample: /var/log/marketo/page.json.gz
override:
  description:
    - What to write into the inventory where an element is missing or there more than once, as YAML; null where nothing is. Lines that need a person's
      choice are comments.
    - With O(teach), the entries that were taught.
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
from ..module_utils._marketo.teach.questions import ASKED
from ..module_utils._marketo.ui_info import UiInfo, page_or_file

OPERATION = Operation(
    arguments={
        "session": {"type": "str"},
        "from_snapshot": {"type": "path"},
        "page_map": {"type": "dict"},
        "teach": {"type": "list", "elements": "str", "choices": list(ASKED)},
        "teach_timeout": {"type": "float", "default": 900},
        "screens": {"type": "list", "elements": "str", "choices": list(SCREENS), "default": list(SCREENS)},
        "screenshot": {"type": "path"},
        "snapshot": {"type": "path"},
    },
    constraints={
        "required_one_of": [("session", "from_snapshot")],
        "mutually_exclusive": [
            ("session", "from_snapshot"),
            ("snapshot", "from_snapshot"),
            ("screenshot", "from_snapshot"),
            ("teach", "from_snapshot"),
            ("teach", "snapshot"),
            ("teach", "screenshot"),
        ],
    },
    connect=page_or_file,
    query=UiInfo,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
