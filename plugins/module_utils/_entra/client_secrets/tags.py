# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the collection remembers on an application, in its tags: Marketo can't be asked, and a job has no disk that lasts.

Several connections can share an application, so each record names its connection: ``<prefix>live_key_id:<key id>@<connection>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MANAGED = "martech.marketo_dynamics"
"""Marks an application that this collection created or was told to adopt."""

LIVE, PENDING, RETIRED = "live", "pending", "retired"
"""Of a key: in use; handed to a person to be put to use; replaced, and so to be removed by the connection that used it."""
LONGEST_CONNECTION = 100
"""Characters of a connection's name. Microsoft Graph takes 256 for a tag."""

_SEPARATOR = "_key_id:"


@dataclass(frozen=True)
class KeyRecord:
    """One key and what it is to one connection; a connection without a name is the empty one."""

    state: str
    key_id: str
    connection: str = ""

    def tag(self) -> str:
        """Return the tag that says it."""
        owner = f"@{self.connection}" if self.connection else ""
        return f"{MANAGED}.{self.state}{_SEPARATOR}{self.key_id}{owner}"


def managed_tags(tags: Iterable[str]) -> list[str]:
    """The tags that are this collection's bookkeeping."""
    return [tag for tag in tags if tag == MANAGED or tag.startswith(f"{MANAGED}.")]


def other_tags(tags: Iterable[str]) -> list[str]:
    """All other tags."""
    mine = set(managed_tags(tags))
    return [tag for tag in tags if tag not in mine]


def key_records(tags: Iterable[str]) -> list[KeyRecord]:
    """Return what is recorded of keys, of all connections."""
    return [record for record in map(_record, tags) if record]


def recorded_key(records: Iterable[KeyRecord], state: str, connection: str) -> str | None:
    """Return the key that this connection has in that state; None without one."""
    return next((item.key_id for item in records if (item.state, item.connection) == (state, connection)), None)


def with_key(tags: Iterable[str], state: str, key_id: str, connection: str, existing: Iterable[str]) -> list[str]:
    """Return the tags with that key as the one that this connection has in use, or has handed over.

    What it had before is retired: Marketo may use it until the new one is in place. Records of the connection about keys that aren't
    among the ``existing`` ones any more are dropped, those of other connections stay as they are.
    """
    retired = without_keys(tags, connection, existing)
    own = KeyRecord(RETIRED, key_id, connection).tag()
    return sorted({*(tag for tag in retired if tag != own), KeyRecord(state, key_id, connection).tag()})


def without_keys(tags: Iterable[str], connection: str, existing: Iterable[str]) -> list[str]:
    """Return the tags with no key of this connection in use or handed over: those it had are retired."""
    there = frozenset(existing)
    kept = set()
    for tag in tags:
        record = _record(tag)
        if record is None or record.connection != connection:
            kept.add(tag)
        elif record.key_id in there:
            kept.add(KeyRecord(RETIRED, record.key_id, connection).tag())
    return sorted(kept)


def without_records_of(tags: Iterable[str], key_ids: Iterable[str]) -> list[str]:
    """Return the tags without any record of those keys, whoever's it is."""
    gone = frozenset(key_ids)
    return sorted(tag for tag in tags if (record := _record(tag)) is None or record.key_id not in gone)


def _record(tag: str) -> KeyRecord | None:
    """Return what a tag records of a key; None where it is about something else."""
    for state in (LIVE, PENDING, RETIRED):
        prefix = f"{MANAGED}.{state}{_SEPARATOR}"
        if tag.startswith(prefix):
            key_id, _at, connection = tag[len(prefix) :].partition("@")
            return KeyRecord(state, key_id.lower(), connection)
    return None
