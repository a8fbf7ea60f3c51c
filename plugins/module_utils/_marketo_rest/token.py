# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The access token of a custom service: asked for once, kept until it expires.

Source: experienceleague.adobe.com/docs/marketo-developer/marketo/rest/authentication. Marketo answers with the same token until that
expires, so there is nothing to renew before.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Callable
from urllib.parse import quote, quote_plus, urlencode

from .._engine.errors import MarketoDynamicsError, SignInRefused, Unreachable
from .._entra.credentials.token import mask
from .._http.retry import RetryPolicy
from .._http.transport import Response, Transport
from .service import CustomService

_PATH = "/identity/oauth/token"
_WHERE = "Marketo shows both under Admin, Integration, LaunchPoint, View Details of the custom service."


class TokenSource:
    """Gets tokens for one custom service."""

    def __init__(
        self,
        transport: Transport,
        service: CustomService,
        retry: RetryPolicy,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._service = service
        self._retry = retry
        self._clock = clock
        self._token: str | None = None
        self._expires = 0.0

    def token(self) -> str:
        """A token that has not expired. Raises `SignInRefused`, `Unreachable`."""
        if self._token is None or self._clock() >= self._expires:
            asked = self._clock()
            answer = self._ask()
            self._token, self._expires = str(answer["access_token"]), asked + float(answer.get("expires_in") or 0)
        return self._token

    def forget(self) -> None:
        """Ask anew the next time: Marketo did not accept it."""
        self._token = None

    def _ask(self) -> Mapping[str, Any]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._service.client_id,
            "client_secret": self._service.client_secret,
        }
        address = f"{self._service.address}{_PATH}"
        response = self._send(
            lambda: self._transport.send("POST", address, headers={"Accept": "application/json"}, form=form)
        )
        if _did_not_read(response, self._service.client_id):
            # Adobe documents the query alone. A form keeps the secret out of every log on the way, so it is tried first.
            response = self._send(
                lambda: self._transport.send(
                    "GET", f"{address}?{urlencode(form)}", headers={"Accept": "application/json"}
                )
            )
        body = response.json if isinstance(response.json, Mapping) else {}
        if response.status == 200 and body.get("access_token"):
            return body
        raise self._refused(response, body)

    def _send(self, attempt: Callable[[], Response]) -> Response:
        """A token request changes nothing, so it may be repeated like a GET."""
        try:
            return self._retry.send("GET", attempt)
        except Unreachable as error:
            raise Unreachable(self._hidden(error.message), error.sent) from None

    def _refused(self, response: Response, body: Mapping[str, Any]) -> MarketoDynamicsError:
        error, reason = str(body.get("error") or ""), self._hidden(str(body.get("error_description") or ""))
        if response.status != 401 and not error:
            return SignInRefused(
                f"{self._service.host} answered a token request with status {response.status}, and not in the way of Marketo. Check "
                f"munchkin_id and rest_endpoint, and that no proxy answers in its place.",
                status=response.status,
            )
        which = (
            "rest_client_secret is wrong"
            if error == "invalid_client"
            else "rest_client_id is not one of this instance's custom services"
        )
        return SignInRefused(
            f"Marketo ({self._service.host}) refused the sign-in to its REST API: {which} ({error}: {reason}). {_WHERE}",
            code=error,
            status=response.status,
        )

    def _hidden(self, text: str) -> str:
        secret = self._service.client_secret
        return mask(text, (secret, quote(secret, safe=""), quote_plus(secret)))


def _did_not_read(response: Response, client_id: str) -> bool:
    """Whether a token request was refused without a word that shows that its form was read."""
    if response.status not in (400, 401, 405, 415):
        return False
    body = response.json if isinstance(response.json, Mapping) else {}
    return body.get("error") != "invalid_client" and client_id not in str(body.get("error_description") or "")
