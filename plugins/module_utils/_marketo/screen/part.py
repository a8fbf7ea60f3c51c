# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A part of the page, such as a form or a question. It is found anew in each snapshot, since pages draw themselves again at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from ..snapshot.model import Node
from .sight import Sight


@dataclass(frozen=True)
class Part:
    """``find`` returns the part, or None if it isn't there; ``what`` names it for a person."""

    what: str
    find: Callable[[Sight], Node | None]
