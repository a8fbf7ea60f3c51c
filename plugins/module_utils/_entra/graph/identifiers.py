# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ids by which Microsoft Entra names things, checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..._engine.errors import InvalidInput

GUID = re.compile(r"^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$", re.IGNORECASE)


def application_id(options: Mapping[str, Any], name: str, check_mode: bool) -> str | None:
    """The application id in option ``name``; None in check mode where it is empty.

    A play's earlier task that only would create the application has no id to hand on, so in check mode an empty id means "an
    application that does not exist yet". Anywhere else it is a mistake.
    """
    value = (options.get(name) or "").strip()
    if not value and check_mode:
        return None
    if not value:
        raise InvalidInput(
            f"{name} is empty. It must be an application (client) id; only in check mode may it be empty, which means an "
            f"application that an earlier task would create."
        )
    return guid(value, name, "the application (client) id")


def guid(value: str, name: str, meaning: str) -> str:
    """The id in lower case. Raises `InvalidInput` where it is none."""
    if not GUID.match(value):
        raise InvalidInput(f"{name} is {value!r}. It must be a GUID, {meaning}.")
    return value.lower()
