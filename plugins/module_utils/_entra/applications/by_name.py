# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which application a display name means. Names are not unique, so a name alone is never enough to take over what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import Ambiguous
from ..client_secrets.tags import MANAGED
from .members import represent


def only_one(named: list[dict[str, Any]], options: Mapping[str, Any]) -> dict[str, Any] | None:
    """The one application of the display name that may be taken for the one that is meant."""
    display_name, unique_name = options["display_name"], options["unique_name"]
    if len(named) > 1:
        raise Ambiguous(
            f"{len(named)} applications are called {display_name!r}: {listed(named)}. Name the right one by app_id or by unique_name "
            f"(adopt takes over an application only where its name is the only one), or delete the others.",
            app_ids=[item["appId"] for item in named],
        )
    if not named:
        return None
    found = represent(named[0])
    ours = MANAGED in found["tags"] and not unique_name
    if not ours and not options["adopt"]:
        reason = f"its unique name is not {unique_name!r}" if unique_name else "this collection didn't create it"
        raise Ambiguous(
            f"An application called {display_name!r} exists already, and {reason}: {listed(named)}. Display names are not unique, so it is "
            f"not taken over unasked. Give its app_id, or set adopt to true, or choose another display_name.",
            app_ids=[found["app_id"]],
        )
    return found


def called(application: Mapping[str, Any]) -> str:
    return (
        f"{application['display_name']!r} ({application['app_id']})"
        if application["app_id"]
        else repr(application["display_name"])
    )


def listed(applications: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"app_id {item['appId']} (unique_name {item.get('uniqueName') or 'not set'})" for item in applications
    )
