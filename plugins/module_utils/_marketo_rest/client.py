# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Marketo's REST API over HTTP, for reading: authorization, errors, limits, retries. Knows no resource.

Limits (experienceleague.adobe.com/docs/marketo-developer/marketo/rest/rest-api): 100 calls in 20 seconds, 10 at once, 50,000 a day,
shared by all integrations of an instance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from .._http.retry import RetryPolicy
from .._http.transport import Response, Transport
from .refusals import TOKEN_CODES, error_of, in_terms_of_http, refusal
from .service import CustomService, custom_service
from .token import TokenSource


@contextmanager
def rest_client(params: Mapping[str, Any]) -> Iterator[RestClient]:
    """A client for a module's options; closed at the end of the block. It only reads, so check mode makes no difference."""
    service = custom_service(params)
    transport = Transport(params["proxy"], params["ca_bundle"], params["timeout"])
    try:
        yield RestClient(transport, service)
    finally:
        transport.close()


class RestClient:
    """Reads below ``<instance>/rest/v1/``."""

    def __init__(self, transport: Transport, service: CustomService, retry: RetryPolicy | None = None) -> None:
        self.host = service.host
        self._root = f"{service.address}/rest/v1"
        self._transport = transport
        self._retry = retry or RetryPolicy()
        self._tokens = TokenSource(transport, service, self._retry)

    def get(self, path: str, query: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        """What a call returns as its result. Raises `RequestRefused` with Marketo's code, `SignInRefused`, `Unreachable`."""
        response = self._call(path, query)
        if (error_of(response) or ("", ""))[0] in TOKEN_CODES:
            # It may have expired on the way, or have been made invalid by an administrator.
            self._tokens.forget()
            response = self._call(path, query)
        body = response.json if isinstance(response.json, Mapping) else {}
        if response.status != 200 or body.get("success") is not True or not isinstance(body.get("result"), list):
            raise refusal(f"GET {path}", self.host, response)
        return body["result"]

    def _call(self, path: str, query: Mapping[str, str] | None) -> Response:
        url = f"{self._root}/{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"Authorization": f"Bearer {self._tokens.token()}", "Accept": "application/json"}
        return self._retry.send("GET", lambda: in_terms_of_http(self._transport.send("GET", url, headers=headers)))
