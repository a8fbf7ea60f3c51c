# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who owns an application. Owners are added and removed by their links (``/$ref``) alone, never by their own addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ..._engine.errors import Conflict, InvalidInput, RequestRefused
from ..graph.batch import Item
from ..graph.client import GraphClient
from ..graph.identifiers import GUID
from ..graph.replication import misses_an_object, once_replicated


class Owners:
    """The owners that the options name, by object id once those are read."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        named = options["owners"] if options["state"] == "present" else None
        self.managed = named is not None
        self._exact = options["owners_exact"]
        self._ids: dict[str, str | None] = {name: name.lower() if GUID.match(name) else None for name in named or []}

    def paths(self) -> dict[str, str]:
        """What is still to be read: the users given by name."""
        return {
            f"owner {name}": f"/users/{quote(name, safe='')}?$select=id"
            for name, identifier in self._ids.items()
            if identifier is None
        }

    def take(self, answers: Mapping[str, Item]) -> None:
        """Keep what was read. Raises `InvalidInput` for a user that doesn't exist."""
        for key in self.paths():
            name = key[len("owner ") :]
            found = answers[key].take()
            if found is None:
                raise InvalidInput(
                    f"owners holds {name!r}, and this tenant has no such user. Correct the user name (UPN), or give an object id."
                )
            self._ids[name] = found["id"].lower()

    def wanted(self, there: Iterable[str]) -> list[str] | None:
        """Who is to own the application that these own now; None where that is not managed."""
        if not self.managed:
            return None
        named = {identifier for identifier in self._ids.values() if identifier}
        return sorted(named if self._exact else named | set(there))


def owners_path(application: str) -> str:
    """Where an application's owners are listed."""
    return f"{application}/owners?$select=id"


def owner_ids(listed: Iterable[Mapping[str, Any]]) -> list[str]:
    """The object ids in a list of owners."""
    return sorted(owner["id"].lower() for owner in listed)


def describe(there: Iterable[str], wanted: Iterable[str]) -> str:
    """The line that the user reads."""
    words = (("add", set(wanted) - set(there)), ("remove", set(there) - set(wanted)))
    return " and ".join(f"{word} {', '.join(sorted(ids))}" for word, ids in words if ids)


def write_owners(graph: GraphClient, application_id: str, owners: Owners) -> None:
    """Bring the owners to what is wanted, from what they are this moment: whoever creates an application may own it unasked."""
    there = owner_ids(
        once_replicated(
            lambda: graph.get_all(owners_path(f"/applications/{application_id}")),
            misses_an_object,
            "the application to show its owners",
        )
    )
    wanted = owners.wanted(there) or []
    for identifier in sorted(set(wanted) - set(there)):
        _add(graph, application_id, identifier)
    for identifier in sorted(set(there) - set(wanted)):
        _remove(graph, application_id, identifier)


def _add(graph: GraphClient, application_id: str, identifier: str) -> None:
    reference = {"@odata.id": f"{graph.endpoint}/v1.0/directoryObjects/{identifier}"}
    try:
        # After a lost answer it is sent again: Graph says of an owner who is there already that he is.
        once_replicated(
            lambda: graph.post(f"/applications/{application_id}/owners/$ref", reference, happened=lambda: None),
            misses_an_object,
            f"the application and its owner {identifier} to be known everywhere",
        )
    except Conflict:
        return


def _remove(graph: GraphClient, application_id: str, identifier: str) -> None:
    try:
        graph.delete(f"/applications/{application_id}/owners/{identifier}/$ref")
    except RequestRefused as refusal:
        if "removed object references do not exist" not in refusal.message:
            raise
