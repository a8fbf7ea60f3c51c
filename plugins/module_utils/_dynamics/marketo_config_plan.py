# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the record of Marketo Config names another user than it must. Pure: no service is asked here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._engine.plan import Change, Plan, unchanged
from .marketo_config_discovery import COLUMN_NAME, TABLE_NAME


class WantedUser(NamedTuple):
    """Who is to be the Marketo User; ``id`` is None for an application user that an earlier task of the play would create."""

    id: str | None
    full_name: str | None = None
    domain_name: str | None = None
    app_id: str | None = None


def plan_marketo_config(wanted: WantedUser, found: Mapping[str, Any], navigation_property: str | None) -> Plan:
    """One change, or none. ``navigation_property`` is what the lookup is written by, None where nothing is to be written."""
    before = dict(found)
    if wanted.id is not None and same_user(wanted.id, before["systemuserid"]):
        return unchanged(before)
    after: dict[str, Any] = {
        **before,
        "systemuserid": wanted.id,
        "full_name": wanted.full_name,
        "domain_name": wanted.domain_name,
    }
    summary = f"set the {COLUMN_NAME} of the record {before['record']} under {TABLE_NAME} to {called(wanted)}"
    return Plan(
        before,
        after,
        (Change("set_user", summary, {"navigation_property": navigation_property, "user_id": wanted.id}),),
    )


def same_user(one: str | None, other: str | None) -> bool:
    """Whether two ids are one user's; their case doesn't matter."""
    return one is not None and other is not None and one.lower() == other.lower()


def called(user: WantedUser) -> str:
    """The user in a sentence."""
    if user.id is None:
        return f"the application user of {user.app_id or 'an application that does not exist yet'}, which an earlier task would create"
    names = [name for name in (user.full_name, user.domain_name) if name]
    return " ".join(names[:1] + [f"({name})" for name in names[1:]]) or user.id
