# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A person's user name and password, posted straight to the token endpoint (OAuth 2.0 resource owner password credentials).

Not through msal: msal's call first asks for the user's realm and takes a federated user's password to the federation server, by
several requests. Here the password travels once, to one address, and is never sent again by itself: wrong ones lock the user.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..._clouds import Cloud
from ..._engine.errors import SignInRefused, Unreachable
from ..._http.answers import what_came
from ..._http.transport import Transport
from .token import Token, granted, refused


@dataclass(frozen=True)
class PasswordCredentials:
    """``client_secret`` is sent for an application that is a confidential client."""

    tenant_id: str
    client_id: str
    username: str
    password: str = field(repr=False)
    client_secret: str | None = field(default=None, repr=False)
    once = True

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return (self.password, self.client_secret)

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Sign in, once."""
        form = {
            "grant_type": "password",
            "client_id": self.client_id,
            "username": self.username,
            "password": self.password,
            "scope": scope,
        }
        if self.client_secret:
            form["client_secret"] = self.client_secret
        address = f"{cloud.authority_host}/{self.tenant_id}/oauth2/v2.0/token"
        try:
            response = transport.send("POST", address, headers={"Accept": "application/json"}, form=form)
        except Unreachable as failure:
            raise Unreachable(
                f"{failure.message} The password was not sent again: it may have been counted.", sent=failure.sent
            ) from failure
        answer = response.json if isinstance(response.json, dict) else {}
        if response.status == 200 and answer.get("access_token"):
            return granted(answer)
        if not answer.get("error"):
            came = what_came(response) if not answer else "JSON that gives no reason"
            raise SignInRefused(
                f"{cloud.authority_host} answered the sign-in of {self.username} with status {response.status} and {came}. A proxy may have "
                f"answered in its place. The password was not sent again.",
                status=response.status,
            )
        raise refused(answer, cloud, self.tenant_id, self.client_id)
