# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor's findings as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def doctor_lines(found: Mapping[str, Any]) -> list[str]:
    """Return one line for the page as a whole, and one for each element. ``found`` is a result of marketo_ui_info."""
    head = (
        f"Instance {found['munchkin_id']}, language {found['language'] or 'unknown'}, drawn by {found['rendering']}, "
        f"page map {found['page_map_version']}, picture {found['screenshot'] or 'not asked for'}"
    )
    return [head, *(_line(element) for element in found["elements"])]


def _line(element: Mapping[str, Any]) -> str:
    counted = f"{element['count']} times" if element["status"] == "several" else element["label"] or ""
    return f"{element['status']:<12} {element['name']:<24} {element['screen'] or '':<12} {element['why'] or counted}".rstrip()
