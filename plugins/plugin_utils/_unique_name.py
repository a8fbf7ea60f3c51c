# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The unique name that an application gets from its display name."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*")
_HASH_CHARACTERS = 10


def unique_name(display_name: str) -> str:
    """Return a name of small letters, digits and hyphens that no other display name has, but for one in other capitals.

    What can't be written so is told apart by a hash of the whole name. Microsoft Graph would take any characters, but the name stands in
    addresses, which not everything on the way treats alike.
    """
    written = re.sub("[^a-z0-9]+", "-", display_name.lower()).strip("-")
    if _PLAIN.fullmatch(display_name):
        return written
    digest = hashlib.sha256(display_name.lower().encode()).hexdigest()[:_HASH_CHARACTERS]
    return f"{written}-{digest}".lstrip("-")
