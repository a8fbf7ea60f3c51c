# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a module declares of itself: its options, and who does its work."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Callable, Protocol, runtime_checkable

from .plan import Change, Plan

Found = dict[str, Any]
"""What a service shows of an object, in this collection's names."""


class Resource(Protocol):
    """One kind of object of one service: reads it, plans on it, writes it. Knows nothing of Ansible."""

    def read(self) -> Found | None:
        """Return what is there now, None where the service says that it is absent. Never writes, and never starts anything."""

    def plan(self, found: Found | None) -> Plan:
        """Compare with what is wanted. Pure: the same input gives the same plan, and no service is asked."""

    def apply(self, change: Change) -> Found | None:
        """Make one change of the plan. Return what the write itself showed of the object; None to have it read again."""

    def result(self, found: Found | None) -> dict[str, Any]:
        """Return the module's return values, from what was read, what the last write showed, or what check mode expects."""


@runtime_checkable
class SettlingResource(Resource, Protocol):
    """A resource of a service whose reads lag behind its writes."""

    def settle(self, shown: Found | None) -> Found | None:
        """Read until the applied changes show; ``shown`` is what the last `apply` returned. Raises `TimedOut`."""


@runtime_checkable
class SparingResource(Resource, Protocol):
    """A resource that can find, when it applies a change, that all is so already: it didn't show yet, or somebody else made it meanwhile."""

    spared: list[Change]
    """Changes of the plan for which nothing was written."""


class Query(Protocol):
    """A question to a service. Changes nothing, or acts as a test does: it puts back what it touched."""

    def run(self) -> dict[str, Any]:
        """Ask, and return the module's return values."""


@runtime_checkable
class RestoringQuery(Query, Protocol):
    """A query that can leave something behind when its process is killed; the next run takes that away first."""

    def leftovers(self) -> Plan:
        """Return the plan that takes away what an earlier run left behind. Never writes."""

    def restore(self, change: Change) -> None:
        """Make one change of that plan."""


@dataclass(frozen=True)
class Operation:
    """A module, declared: it has either a ``resource`` or a ``query``, made from the client and the options.

    ``connect`` opens the client from the validated options; ``check_mode`` makes that client refuse every write.
    ``secret_results`` says that a result carries a secret and must be censored wherever Ansible shows or logs it.
    """

    arguments: dict[str, dict[str, Any]]
    connect: Callable[[dict[str, Any], bool], AbstractContextManager[Any]]
    resource: Callable[[Any, dict[str, Any]], Resource] | None = None
    query: Callable[[Any, dict[str, Any]], Query] | None = None
    secret_results: tuple[str, ...] = ()
    secret_states: tuple[str, ...] | None = None
    """The values of the option ``state`` with which a result can carry a secret; None for any."""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    """Keyword arguments of AnsibleModule that tie options together: ``mutually_exclusive``, ``required_if`` …"""

    def __post_init__(self) -> None:
        if (self.resource is None) == (self.query is None):
            raise TypeError("An operation has either a resource or a query.")
