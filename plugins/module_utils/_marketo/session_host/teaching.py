# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The request to be taught: a person clicks elements in a tab of their own, so that nothing of it stays in the session's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..._engine.errors import InvalidInput
from ..page.page import Page
from ..session_options import SessionOptions
from ..teach.lesson import Lesson


class Teaching:
    """Opens the admin page in another tab of the visible browser, and holds a lesson there."""

    def __init__(self, tab: Any, options: SessionOptions) -> None:
        self._tab = tab
        self._options = options

    def run(self, names: Sequence[str], seconds: float) -> dict[str, Any]:
        """Return what was learned, see `Lesson.run`. Raise `InvalidInput` if nobody can see the browser."""
        if not self._options.is_visible:
            raise InvalidInput(
                "Nobody can see the window of this session's browser. Open the session with headless: false to teach it, as the playbook "
                "martech.marketo_dynamics.teach does."
            )
        tab = self._tab.context.new_page()
        try:
            page = Page(tab, self._options)
            lesson = Lesson(tab, self._options.page_map, page.errors)
            # Whatever signing in still asks for is clicked by the driver, and has to arrive.
            page.navigation.open()
            lesson.prepare()
            page.navigation.open()
            tab.bring_to_front()
            return lesson.run(names, seconds)
        finally:
            tab.close()
