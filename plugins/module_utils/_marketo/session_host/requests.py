# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which requests there are, and which of them change something."""

from __future__ import annotations

from typing import Any

from ..._engine.errors import InvalidInput, MarketoDynamicsError, WriteInCheckMode
from .admin_page import AdminPage

READS = frozenset({"state", "examine", "read_tabs", "screenshot", "ping", "close"})
# Validating changes nothing in Marketo, but it signs in for real with what it is given.
WRITES = frozenset({"set_sync", "save_credentials", "validate", "switch_auth_method"})


class Dispatcher:
    """Does one request at a time. Check mode is enforced here, whatever a task asks for."""

    def __init__(self, page: AdminPage) -> None:
        self._page = page
        self.ended = False

    def do(self, call: str, arguments: dict[str, Any], check_mode: bool) -> Any:
        """Do what is asked and return what came of it."""
        if call in WRITES and check_mode:
            raise WriteInCheckMode(
                f"The browser session was asked for {call!r} in check mode and refused. This is a defect of this collection."
            )
        if call not in READS | WRITES:
            raise InvalidInput(
                f"The browser session knows no request {call!r}. It was opened by another version of this collection: open a new one."
            )
        if call == "ping":
            return {}
        if call == "close":
            self.ended = True
            return {}
        try:
            return getattr(self._page, call)(**arguments)
        except MarketoDynamicsError as error:
            self._page.explain(error)
            raise
