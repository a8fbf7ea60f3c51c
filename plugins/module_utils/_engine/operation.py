# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a module declares of itself: its options, and who does its work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable, ContextManager, Protocol

from .plan import Change, Plan


class Resource(Protocol):
    """One kind of object of one service: reads it, plans on it, writes it. Knows nothing of Ansible."""

    def read(self) -> dict[str, Any] | None:
        """Read what is there now; None where the service says that it is absent."""

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Compare with what is wanted. Pure: the same input gives the same plan, and no service is asked."""

    def apply(self, change: Change) -> None:
        """Do one change of the plan."""

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""


@dataclass(frozen=True)
class Operation:
    """A module, declared.

    ``connect`` opens the client from the validated options; ``check_mode`` makes that client refuse every write.
    ``resource`` makes the `Resource` from the client and the options. ``secret_results`` says that a result carries a
    secret and must be censored wherever Ansible shows or logs it.
    """

    arguments: dict[str, dict[str, Any]]
    connect: Callable[[dict[str, Any], bool], ContextManager[Any]]
    resource: Callable[[Any, dict[str, Any]], Resource]
    secret_results: tuple[str, ...] = ()
    constraints: Mapping[str, Any] = field(default_factory=dict)
    """Keyword arguments of AnsibleModule that tie options together: ``mutually_exclusive``, ``required_if`` …"""
