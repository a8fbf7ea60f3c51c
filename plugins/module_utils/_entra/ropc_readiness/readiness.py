# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Will a user be able to sign in to an application with name and password (ROPC), as Marketo does?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..._engine.durations import format_time, parse_time
from ..._engine.errors import InvalidInput, RequestRefused
from ..._http.transport import Transport
from ..._organization_url import parse_organization_url
from ..graph.client import GraphClient, graph_client
from ..graph.identifiers import application_id
from .facts import FactReader
from .findings import judge, readiness
from .live import LiveTry, attempt


class Clients(NamedTuple):
    """Microsoft Graph, and the way to the token endpoint."""

    graph: GraphClient
    transport: Transport


@contextmanager
def readiness_clients(params: dict[str, Any], check_mode: bool) -> Iterator[Clients]:
    """Both clients; closed at the end of the block."""
    with Transport.of(params) as transport, graph_client(params, check_mode) as graph:
        yield Clients(graph, transport)


class RopcReadiness:
    """Reads what is known of user, application and tenant, tries the sign-in once where a password is given, and judges."""

    def __init__(self, clients: Clients, options: Mapping[str, Any]) -> None:
        self._clients = clients
        self._options = {**options, "username": options["username"].strip()}
        self._app_id = application_id(options, "app_id", clients.graph.check_mode)
        name, at, domain = self._options["username"].rpartition("@")
        if not (name and at and domain):
            raise InvalidInput(
                f"username is {options['username']!r}. It must be the user's sign-in name (UPN), such as marketo.sync@contoso.com."
            )
        if options["organization_url"]:
            parse_organization_url(options["organization_url"])

    def run(self) -> dict[str, Any]:
        """Ask Microsoft Graph, then try. Raises `RequestRefused` where nothing at all could be read."""
        reader = FactReader(self._clients.graph, self._app_id, self._options["username"], self._options["cloud"])
        facts = reader.read()
        live = self._try()
        if not reader.answered and live.passed is None:
            raise _nothing_readable(reader.refusals)
        findings = judge(facts, self._options["username"], live)
        return {
            "ready": readiness(findings),
            "findings": findings,
            "password_changed": _password_changed(facts.user),
        }

    def _try(self) -> LiveTry:
        if not self._options["password"]:
            return LiveTry(
                None,
                "the sign-in was not tried: no password was given",
                "Give password and organization_url to try it once.",
            )
        if self._clients.graph.check_mode or not self._app_id:
            return LiveTry(
                None,
                "the sign-in was not tried: check mode leaves it out, since a wrong password counts towards a lock-out",
                "Run without check mode to try it once.",
            )
        return attempt(self._clients.transport, self._options, self._app_id)


def _password_changed(user: Any) -> str | None:
    """Return when the user's password was changed last, in whole seconds; None where Graph did not tell."""
    told = user.get("lastPasswordChangeDateTime") if isinstance(user, Mapping) else None
    return format_time(parse_time(told)) if told else None


def _nothing_readable(refusals: list[RequestRefused]) -> RequestRefused:
    first = refusals[0]
    return RequestRefused(
        f"Microsoft Graph refused every question, so nothing is known of this sign-in. The first answer: {first.message}",
        status=first.status,
        code=first.code,
        **{name: value for name, value in first.details.items() if name not in ("status", "code")},
    )
