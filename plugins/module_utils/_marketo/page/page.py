# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page Admin > Microsoft Dynamics, as its tabs and dialogs are given it."""

from __future__ import annotations

from typing import Any

from ..screen.screen import Screen
from ..session_options import SessionOptions
from .navigation import Navigation


class Page(Screen):
    """A screen that knows its way to the admin page."""

    def __init__(self, tab: Any, options: SessionOptions) -> None:
        super().__init__(tab, options)
        self.navigation = Navigation(self, options)
