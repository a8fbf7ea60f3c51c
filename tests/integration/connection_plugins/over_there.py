"""A connection to this very machine that doesn't say so: modules run through it as processes, as on any other target."""

from __future__ import annotations

from ansible.plugins.connection.local import Connection as LocalConnection
from ansible.utils.display import Display

DOCUMENTATION = """
name: over_there
short_description: This machine, but not by the name local
description: For tests of the way that modules take on other targets.
author: martech.marketo_dynamics contributors
options:
  become_success_timeout:
    type: int
    default: 10
    description: As of the connection local.
  become_strip_preamble:
    type: bool
    default: true
    description: As of the connection local.
extends_documentation_fragment:
  - connection_pipelining
"""

display = Display()


class Connection(LocalConnection):
    """The local connection under another name; like the one over SSH it shows what a command answered, unless told not to."""

    transport = "over_there"

    def exec_command(self, *arguments, **options):
        """Run the command, and show its answer at high verbosity."""
        answer = super().exec_command(*arguments, **options)
        display.vvv("answer censored due to no log" if self._play_context.no_log else repr(answer))
        return answer
