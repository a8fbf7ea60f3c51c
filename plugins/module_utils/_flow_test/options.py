# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is wrong with a flow test's options is said before anything is sent."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from .._engine.errors import InvalidInput

# Marketo counts all calls of an instance: 100 in 20 seconds.
SHORTEST_INTERVAL = 1.0
_EMAIL = re.compile(r"^[^@\s,]+@[^@\s,]+$")
_NAME = re.compile(r"^\w+$")


def checked(options: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` for what can't be used."""
    email, key = options["canary_email"], options["canary_id"]
    if email is not None and not _EMAIL.match(email):
        raise InvalidInput(f"canary_email is {email!r}. It must be one email address, such as canary@contoso.com.")
    if key is not None and not _is_guid(key):
        raise InvalidInput(
            f"canary_id is {key!r}. It must be the record's id, a GUID, such as the address of its form in Dynamics holds it."
        )
    for name in ("canary_column", "marketo_field"):
        if not _NAME.match(options[name]):
            raise InvalidInput(
                f"{name} is {options[name]!r}, which is no name of a {'column' if name == 'canary_column' else 'field'}."
            )
    if options["poll_interval"] < SHORTEST_INTERVAL:
        raise InvalidInput(
            f"poll_interval is {options['poll_interval']:g}. It must be at least {SHORTEST_INTERVAL:g} second: Marketo limits the calls of all "
            f"integrations of an instance together."
        )
    if options["arrival_timeout"] < options["poll_interval"]:
        raise InvalidInput(
            f"arrival_timeout is {options['arrival_timeout']:g} seconds, less than poll_interval ({options['poll_interval']:g}). Records take "
            f"seconds to minutes."
        )


def _is_guid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
