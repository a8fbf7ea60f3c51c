# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: person_at_terminal
short_description: Tell whether somebody sits at the terminal and can answer
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - V(true) where the play was started at a terminal for input and output. AWX runs Ansible in a terminal that nobody sits at, so there it is V(false).
  - A task of one of this collection's modules must have come before it in the play; otherwise it is V(false).
options: {}
"""

EXAMPLES = r"""
- name: Wait for a person, where there is one
  ansible.builtin.pause:
    prompt: Press Enter to go on
  when: lookup('martech.marketo_dynamics.person_at_terminal')
"""

RETURN = r"""
_raw:
  description: The answer.
  type: list
  elements: bool
"""

from ansible.plugins.lookup import LookupBase

from ..module_utils._engine import console


class LookupModule(LookupBase):
    """The lookup."""

    def run(self, terms: object, variables: object = None, **kwargs: object) -> list[bool]:
        """One answer, whatever the terms."""
        return [console.can_answer()]
