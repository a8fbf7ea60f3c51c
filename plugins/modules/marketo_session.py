#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: marketo_session
short_description: Sign in to Marketo's admin page once for the rest of the play
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Opens a headless browser, signs in to Marketo Engage (P10 of Adobe's procedure for the Marketo-Dynamics sync), and keeps it in a process of
    its own, which the other Marketo modules reach through the returned handle.
  - The browser listens on no network port. Its process is reached through a Unix socket that only the same user can open.
  - The session ends when it is closed with O(state=absent), when nobody has used it for O(idle_timeout) seconds, and, where the task runs
    on the controller without a connection, with the play itself. Nothing is left behind on disk but pictures of pages that were not as
    expected. What a session leaves that was killed together with its guardian, the next session of the same user removes.
  - The password is typed once in a sign-in, and only at V(auth.services.adobe.com), at hosts below V(adobelogin.com), and with
    O(old_login=true) into Marketo's own login form. One-time codes are typed into Adobe's pages alone.
  - Requests that can be skipped, such as those for a passkey or a telephone number, are skipped. Terms of use, consent, a change of the
    password, a captcha and the like stop the task, which says what a person has to do.
  - Where Marketo's own session ends in the middle of a play, a task that only reads signs in again, O(sign_in_again) times; one that changes
    something stops. The error names the account, and another login of it as the likely reason.
  - Opening a session changes nothing in Marketo, so it is done in check mode too, and never reported as a change.
options:
  url:
    description:
      - Address of the admin page, in any of its shapes, V(https://app-ab01.marketo.com/#DY0A1),
        V(https://engage-ab.marketo.com/?munchkinId=123-ABC-456#/classic/DY0A1), or
        V(https://experience.adobe.com/#/@tenant/so:123-ABC-456/marketo-engage/classic/DY0A1). The part behind the host may be left out
        in the first two.
      - Needed to open a session.
    type: str
  munchkin_id:
    description:
      - Munchkin id of the instance that it must be. With it no task of the session changes anything in another instance, such as a sandbox.
        It is strongly recommended.
    type: str
  username:
    description:
      - Marketo user, with the permission Access Admin > Access CRM. An API-only user can't sign in.
      - English as this user's language is the robust choice. Validations need it.
      - Needed to open a session, except with a recorded one.
    type: str
  password:
    description:
      - Password of the Marketo user. Needed to open a session, except with a recorded one, where it serves once that has expired.
    type: str
  totp_secret:
    description:
      - Key of the user's authenticator app, in Base32, where the sign-in asks for a one-time code.
      - Each code is used once by all forks on a machine, and with at least 5 seconds left, so a sign-in may wait up to 30 seconds for each sign-in
        of the same user before it. Which codes were used is recorded in C(marketo-dynamics-totp-<user id>) below the system's temporary directory,
        without the key.
      - A code that is sent by email or to a telephone is never asked for. The authenticator is chosen instead, where the page offers it.
    type: str
  organization:
    description:
      - Which profile or organization to choose where the sign-in asks for it, as the page calls it (one whole line of the choice).
      - Without it the only company's profile is chosen. Where there are several, the task stops and lists them.
      - Of a personal and a company account with the same email address, the company's is chosen unless this names the other.
    type: str
  old_login:
    description:
      - Allow signing in with Marketo's old login form, at V(login.marketo.com) or the host of O(url). Adobe phased it out in 2025.
    type: bool
    default: false
  storage_state:
    description:
      - A session that a person has recorded with O(state=recorded), as a dictionary or in JSON. With it no password is needed, which serves users
        of single sign-on and of second factors without a key.
      - It is worth a password. Keep it encrypted, in O(storage_state_file) or as a vaulted variable.
    type: json
  storage_state_file:
    description:
      - File on the controller with such a session, encrypted in the format of Ansible Vault with a vault password of the play.
      - With O(state=present) it is read, where O(storage_state) is not given. With O(state=recorded) it is written, and with O(state=absent) renewed,
        since services renew their cookies. Then it is not returned as RV(storage_state).
      - It has mode 0600, and nothing of it is written in clear. Where the path is a link, the file that it leads to is read and written.
      - A file that holds a newer session by then is not replaced, see O(state=absent). A warning says so.
    type: path
  vault_id:
    description:
      - The vault id whose password encrypts O(storage_state_file), where the play has several. Without it the first one is used.
    type: str
  record_timeout:
    description:
      - Seconds that a person has for signing in with O(state=recorded).
    type: float
    default: 600
  session:
    description:
      - Handle of the session to close.
    type: str
    required: false
  ca_bundle:
    description:
      - Path of a PEM file with certificate authorities that the browser is to trust besides its own list. Needs the program C(certutil).
      - With O(browser_endpoint) it is for the connection to that endpoint. The pages are verified by the remote browser with its own list.
      - TLS certificates are always verified.
    type: path
  proxy:
    description:
      - Address of an HTTP proxy, such as V(http://proxy.example.com:3128).
      - Without it the environment variables E(HTTPS_PROXY) and E(NO_PROXY) are honoured, except with O(browser_endpoint).
    type: str
  timeout:
    description:
      - Seconds to wait for each thing that the page is expected to show.
    type: float
    default: 30
  browser_path:
    description:
      - The browser to use, Chromium or Chrome. Without it one is looked for on the E(PATH), then among those that Playwright has installed.
      - Falls back to the environment variable E(MARKETO_BROWSER).
    type: str
  browser_endpoint:
    description:
      - Address of a browser that runs elsewhere, to be used instead of a local one, so that no Chromium is needed here. Python's playwright is.
      - The session has a context of its own in it, which is thrown away at the end. The browser itself goes on.
      - Everything that is typed goes through this connection. Use V(wss://) or V(https://), except on the same machine.
      - It goes to this host alone, and encrypted where the address says so, whatever the browser names as its address.
      - It may hold a token, so it is treated as a secret. Falls back to the environment variable E(MARKETO_BROWSER_ENDPOINT).
    type: str
  browser_protocol:
    description:
      - What O(browser_endpoint) speaks. V(devtools) is the Chrome DevTools protocol (V(ws://), V(wss://), V(http://), V(https://)).
      - V(playwright) is a Playwright server (V(ws://), V(wss://)), whose version must have the same first two numbers as the Python library here.
    type: str
    choices: [devtools, playwright]
    default: devtools
  browser_sandbox:
    description:
      - Whether a browser that is started here has its sandbox, which keeps a page that takes over a process of the browser from the user's files.
      - It needs user namespaces, which most containers don't have. There V(false) does without it, for a user who is not root; better than that is
        a browser that runs elsewhere, see O(browser_endpoint).
      - As root Chromium has no sandbox in any case. That is warned about, unless this says V(false).
      - Falls back to the environment variable E(MARKETO_BROWSER_SANDBOX).
    type: bool
    default: true
  headless:
    description:
      - Whether the browser runs without a window. V(false) needs a display, which may be a virtual one (C(xvfb-run)). It is for sign-ins that
        treat a headless browser otherwise.
      - With O(state=recorded) the browser is always visible.
    type: bool
    default: true
  channel:
    description:
      - Distribution of the browser to start, as Playwright names them, such as V(chrome), V(msedge), or V(chromium). Not with O(browser_path).
    type: str
  user_agent:
    description:
      - User agent that the browser names, in place of its own. Give the same one when a session is recorded and when it is used.
    type: str
  idle_timeout:
    description:
      - Seconds without any use after which the session ends by itself.
      - Without it these are 900, and 300 where the session can't see the end of the play, since the task reached its host by a connection or runs as
        another user (become).
    type: float
  reload_after:
    description:
      - Seconds for which a loaded page counts as current, so that tasks in a row don't load it each. With V(0) every task loads it.
      - After credentials were saved it is always loaded anew.
    type: float
    default: 60
  sign_in_again:
    description:
      - How often within ten minutes the session may sign in again where Marketo has ended it, each time with a warning. V(0) never does.
      - A session that is in use and ends again within minutes has most likely been ended by another login of the same account. The task then
        stops and says so, since two plays would throw each other out in turns. Nothing signs in again in the middle of a change.
    type: int
    default: 1
  screenshot_directory:
    description:
      - Directory for pictures of pages that are not as expected, of which the newest 20 are kept, and for those of changes, which all stay.
      - All fields are covered in them, and the user names, passwords and secrets that the session knows, wherever the page shows them.
      - Without it they go to a directory C(marketo-dynamics-<user id>) below the system's temporary directory, which only this user can read.
    type: path
  page_map:
    description:
      - Corrections to the map of the page, where an element is called or marked otherwise than known, by the element's name. They are tried first.
      - Each is a dictionary with any of C(labels) (a list, or a dictionary of language to list), C(role) and C(selector) (CSS).
      - The names are V(disable_sync), V(enable_sync), V(edit), V(username), V(password), V(client_id), V(client_secret), V(organization_url),
        V(save), V(cancel), V(validate_sync_setup), V(next), V(close), V(yes), V(confirm), V(ok), V(no), V(sync_status), V(sync_errors),
        V(reconfigure_auth_method), V(auth_method_ropc), V(auth_method_s2s), V(validate), V(switch), V(tenant_id).
      - V(rows), V(row_good), V(row_bad) and V(masks) are parts of the page that only have a C(selector). V(row_good) and V(row_bad) name the icons of
        a validation's rows, V(rows) the place where they come, V(masks) what lies over a page that is loading.
    type: dict
  state:
    description:
      - V(present) opens a session, V(absent) closes one.
      - V(recorded) opens a visible browser, waits until a person has signed in there and the admin page of the right instance is seen, and returns
        or writes the session. It needs a display. In check mode nothing is opened.
    type: str
    choices: [present, absent, recorded]
    default: present
requirements:
  - playwright, and Chromium or Chrome
  - certutil (with O(ca_bundle))
extends_documentation_fragment:
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.marketo
notes:
  - The browser's sandbox is on, except as root and with O(browser_sandbox=false).
  - Neither the browser nor the process that keeps it writes a dump when it crashes.
  - A page that hangs, and a browser that crashes, end the session with an error within O(timeout) and ten seconds.
seealso:
  - module: martech.marketo_dynamics.marketo_dynamics_info
"""

EXAMPLES = r"""
- name: P10 Open Admin > Microsoft Dynamics
  martech.marketo_dynamics.marketo_session:
    url: https://app-ab01.marketo.com/#DY0A1
    munchkin_id: 123-ABC-456
    username: automation@example.com
    password: "{{ vault_marketo_password }}"
  register: marketo

- name: Close it
  martech.marketo_dynamics.marketo_session:
    session: "{{ marketo.session }}"
    state: absent

- name: Have a person sign in, once, and keep the session encrypted
  martech.marketo_dynamics.marketo_session:
    url: https://app-ab01.marketo.com/#DY0A1
    munchkin_id: 123-ABC-456
    storage_state_file: marketo-session.vault
    state: recorded

- name: Open a session with what was recorded
  martech.marketo_dynamics.marketo_session:
    url: https://app-ab01.marketo.com/#DY0A1
    munchkin_id: 123-ABC-456
    storage_state_file: marketo-session.vault
  register: marketo

- name: Close it, and keep its renewed cookies
  martech.marketo_dynamics.marketo_session:
    session: "{{ marketo.session }}"
    storage_state_file: marketo-session.vault
    state: absent
"""

RETURN = r"""
session:
  description: Handle of the session. The whole result is censored in output. Null after closing.
  returned: success
  type: str
  sample: /tmp/marketo-dynamics-session-x3v9k2ab/session.sock
munchkin_id:
  description: Munchkin id that the page reports. Null after closing.
  returned: success
  type: str
  sample: 123-ABC-456
storage_state:
  description:
    - The recorded session after O(state=recorded), and the renewed one after O(state=absent) of a session that was opened with a recorded one.
      Null otherwise, and where O(storage_state_file) takes it. The whole result is censored in output.
  returned: success
  type: dict
  sample:
    cookies: []
    origins: []
    munchkin_id: 123-ABC-456
    recorded_at: "2026-11-22T18:00:00Z"
    renewed_at: null
language:
  description: Language of the page, as far as its labels tell. Null after closing.
  returned: success
  type: str
  sample: en
"""

from ansible.module_utils.common.parameters import env_fallback

from ..module_utils._arguments import state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._marketo.session import Session, session_starter

OPERATION = Operation(
    arguments={
        "url": {"type": "str"},
        "munchkin_id": {"type": "str"},
        "username": {"type": "str"},
        "password": {"type": "str", "no_log": True},
        "totp_secret": {"type": "str", "no_log": True},
        "organization": {"type": "str"},
        "old_login": {"type": "bool", "default": False},
        "storage_state": {"type": "json", "no_log": True},
        "storage_state_file": {"type": "path"},
        "vault_id": {"type": "str"},
        "record_timeout": {"type": "float", "default": 600},
        "session": {"type": "str"},
        "ca_bundle": {"type": "path"},
        "proxy": {"type": "str"},
        "timeout": {"type": "float", "default": 30},
        "browser_path": {"type": "str", "fallback": (env_fallback, ["MARKETO_BROWSER"])},
        "browser_endpoint": {"type": "str", "no_log": True, "fallback": (env_fallback, ["MARKETO_BROWSER_ENDPOINT"])},
        "browser_protocol": {"type": "str", "choices": ["devtools", "playwright"], "default": "devtools"},
        "browser_sandbox": {
            "type": "bool",
            "default": True,
            "fallback": (env_fallback, ["MARKETO_BROWSER_SANDBOX"]),
        },
        "headless": {"type": "bool", "default": True},
        "channel": {"type": "str"},
        "user_agent": {"type": "str"},
        "idle_timeout": {"type": "float"},
        "reload_after": {"type": "float", "default": 60},
        "sign_in_again": {"type": "int", "default": 1},
        "screenshot_directory": {"type": "path"},
        "page_map": {"type": "dict"},
        **state_argument("present", "absent", "recorded"),
    },
    constraints={
        "required_if": [
            ("state", "present", ("url",)),
            ("state", "recorded", ("url",)),
            ("state", "absent", ("session",)),
        ]
    },
    connect=session_starter,
    query=Session,
    secret_results=("session", "storage_state"),
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
