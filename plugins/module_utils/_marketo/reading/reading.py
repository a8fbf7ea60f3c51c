# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Three-valued answers. What is unreadable never compares, never permits and never condemns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

SAME, DIFFERENT, UNKNOWN = "same", "different", "unknown"


@dataclass(frozen=True)
class Known:
    """A value, and where it was seen."""

    value: str
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Absent:
    """There is no such thing on this page, and nothing hints that there should be."""


@dataclass(frozen=True)
class Unreadable:
    """It is there, or should be, and can't be read.

    ``begins`` is what is left of a value that the page cuts off. ``labelled`` is False if not even a label of it was found.
    """

    why: str
    begins: str = ""
    labelled: bool = True


Reading = Union[Known, Absent, Unreadable]


def compare(reading: Reading, wanted: str) -> str:
    """Return `SAME`, `DIFFERENT` or `UNKNOWN`. A value that is cut off can only be different or unknown."""
    if isinstance(reading, Known):
        return SAME if reading.value.casefold() == wanted.casefold() else DIFFERENT
    if isinstance(reading, Unreadable) and reading.begins:
        return UNKNOWN if wanted.casefold().startswith(reading.begins.casefold()) else DIFFERENT
    return UNKNOWN
