# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What tasks may ask a session for, and what of it changes something. Check mode is enforced here, whatever a task asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any, Callable, NamedTuple

from ..._engine.errors import InvalidInput, MarketoDynamicsError, WriteInCheckMode
from ..model import Credentials
from ..snapshot_file.run_values import BROUGHT
from .admin_page import AdminPage
from .sign_in_again import SignInAgain
from .snapshots import Snapshots
from .teaching import Teaching

Arguments = Mapping[str, Any]


class Request(NamedTuple):
    """What a request does with its arguments, and whether it changes something."""

    do: Callable[..., Any]
    writes: bool


class Requests:
    """Does one request to the page at a time, signed in."""

    def __init__(self, page: AdminPage, sign_in_again: SignInAgain, snapshots: Snapshots, teaching: Teaching) -> None:
        self._page = page
        self._sign_in_again = sign_in_again
        self.table: dict[str, Request] = {
            "state": Request(page.state, writes=False),
            "examine": Request(page.examine, writes=False),
            "read_tabs": Request(page.read_tabs, writes=False),
            "screenshot": Request(page.screenshot, writes=False),
            "snapshot": Request(snapshots.take, writes=False),
            # A person may change something meanwhile, by a click that they let through.
            "teach": Request(teaching.run, writes=True),
            "set_sync": Request(page.set_sync, writes=True),
            "save_credentials": Request(page.save_credentials, writes=True),
            # Validating changes nothing in Marketo, but it signs in for real with what it is given.
            "validate": Request(page.validate, writes=True),
            "switch_auth_method": Request(page.switch_auth_method, writes=True),
        }

    def handle(self, call: str, arguments: Arguments, check_mode: bool) -> Any:
        """Do what is asked and return what came of it, ready for JSON."""
        request = self.table.get(call)
        if request is None:
            raise InvalidInput(
                f"The browser session knows no request {call!r}. It was opened by another version of this collection: open a new one."
            )
        if request.writes and check_mode:
            raise WriteInCheckMode(
                f"The browser session was asked for {call!r} in check mode and refused. This is a defect of this collection."
            )
        answer = self._sign_in_again.run(lambda: self._do(request, arguments), call, only_reads=not request.writes)
        return asdict(answer) if is_dataclass(answer) and not isinstance(answer, type) else answer

    def _do(self, request: Request, arguments: Arguments) -> Any:
        given = dict(arguments)
        if "credentials" in given:
            BROUGHT.note(given["credentials"])
            given["credentials"] = Credentials(**given["credentials"])
            self._page.keep_out_of_pictures(given["credentials"])
        try:
            return request.do(**given)
        except MarketoDynamicsError as error:
            self._page.explain(error)
            raise
