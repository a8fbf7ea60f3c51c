# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A sign-in, handed to the rest of the play."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from .._clouds import Cloud, cloud_of
from .._engine.durations import format_time
from .._engine.errors import SignInRefused, TimedOut
from .._engine.waiting import wait_for
from .._http.transport import Transport
from .credentials.selection import choose
from .credentials.sign_in import sign_in
from .credentials.token import Token

# Refusals that pass by themselves when the secret, the application or its service principal is seconds old.
# AADSTS7000222 says "expired" and means "not valid yet" as well.
PASSING = frozenset({"AADSTS7000215", "AADSTS7000222", "AADSTS700016", "AADSTS7000229"})
INTERVAL = 2.0


def sign_in_transport(params: Mapping[str, Any], check_mode: bool) -> Transport:
    """Return how requests travel. Signing in changes nothing, so check mode signs in as well."""
    return Transport.of(params)


class TokenQuery:
    """Gets one access token, as the credential options say."""

    def __init__(self, transport: Transport, options: Mapping[str, Any]) -> None:
        self._transport = transport
        self._options = options
        self._cloud: Cloud = cloud_of(options["cloud"], options["authority_host"], options["graph_endpoint"])

    def run(self) -> dict[str, Any]:
        """Sign in; return the module's return values."""
        credentials = choose(self._options)
        scope = self._options["scope"] or f"{self._cloud.graph_endpoint}/.default"

        def attempt() -> Token:
            return sign_in(credentials, self._cloud, scope, self._transport)

        token = attempt() if credentials.once else self._patiently(attempt)
        return {
            "access_token": token.access_token,
            "expires_on": format_time(datetime.fromtimestamp(token.expires_on, timezone.utc)),
        }

    def _patiently(self, attempt: Callable[[], Token]) -> Token:
        """Sign in, again for a while where a secret or an application made seconds ago isn't known everywhere yet."""
        seconds = self._options["wait_for_new_secret"]
        refusals: list[SignInRefused] = []

        def once() -> Token | None:
            try:
                return attempt()
            except SignInRefused as refusal:
                if refusal.details.get("code") not in PASSING or not seconds:
                    raise
                refusals.append(refusal)
                return None

        try:
            return wait_for(once, "Microsoft Entra ID to accept the new client secret", seconds, INTERVAL)
        except TimedOut as error:
            last = refusals[-1]
            raise SignInRefused(
                f"Waited {seconds:g} seconds (wait_for_new_secret) for a new client secret to be accepted, in vain. {last.message}",
                **last.details,
            ) from error
