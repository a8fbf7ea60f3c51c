# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How OData writes values into addresses."""

from __future__ import annotations

from urllib.parse import quote


def quoted(value: str) -> str:
    """A string literal of OData, ready for a URL: ``'O''Reilly'`` with its blanks and quotes encoded."""
    return quote("'" + value.replace("'", "''") + "'", safe="'")
