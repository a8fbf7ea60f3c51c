# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an error code of a service means to the user: the one shape of all tables of error codes."""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """``fact``: what the service found; ``fix``: what to do about it."""

    fact: str
    fix: str
