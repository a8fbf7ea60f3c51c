# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the collection remembers on an application, in its tags: Marketo can't be asked, and a job has no disk that lasts."""

from __future__ import annotations

from collections.abc import Iterable

MANAGED = "martech.marketo_dynamics"
"""Marks an application that this collection created or was told to adopt."""

_LIVE = f"{MANAGED}.live_key_id:"
_PENDING = f"{MANAGED}.pending_key_id:"


def managed_tags(tags: Iterable[str]) -> list[str]:
    """The tags that are this collection's bookkeeping."""
    return [tag for tag in tags if tag == MANAGED or tag.startswith(f"{MANAGED}.")]


def other_tags(tags: Iterable[str]) -> list[str]:
    """All other tags."""
    mine = set(managed_tags(tags))
    return [tag for tag in tags if tag not in mine]


def live_key_id(tags: Iterable[str]) -> str | None:
    """The key id of the client secret that is in use, as recorded; None where none is."""
    return _recorded(tags, _LIVE)


def pending_key_id(tags: Iterable[str]) -> str | None:
    """The key id of the client secret that was handed to a person to be put to use, as recorded; None where none is."""
    return _recorded(tags, _PENDING)


def with_live_key_id(tags: Iterable[str], key_id: str) -> list[str]:
    """The tags with that key recorded as the one in use, and none as handed over."""
    return sorted({*without_key_ids(tags), _LIVE + key_id})


def with_pending_key_id(tags: Iterable[str], key_id: str) -> list[str]:
    """The tags with that key recorded as handed over. From then on nobody here knows which one is in use, so none is recorded as that."""
    return sorted({*without_key_ids(tags), _PENDING + key_id})


def without_key_ids(tags: Iterable[str]) -> list[str]:
    """The tags with no key recorded, neither as in use nor as handed over."""
    return sorted(tag for tag in tags if not tag.startswith((_LIVE, _PENDING)))


def _recorded(tags: Iterable[str], prefix: str) -> str | None:
    return next((tag[len(prefix) :] for tag in tags if tag.startswith(prefix)), None)
