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

from .._engine.errors import RequestRefused
from .._http.retry import RetryPolicy
from .._http.service_client import ServiceClient
from .._http.transport import Response, Transport
from .error_codes import TOKEN_CODES, in_terms_of_http, refusal
from .service import CustomService, custom_service
from .token import TokenSource


@contextmanager
def rest_client(params: Mapping[str, Any]) -> Iterator[RestClient]:
    """A client for a module's options; closed at the end of the block. It only reads, so check mode makes no difference."""
    service = custom_service(params)
    with Transport.of(params) as transport:
        yield RestClient(transport, service)


class RestClient(ServiceClient):
    """Reads below ``<instance>/rest/v1/``, and refuses to write."""

    service = "Marketo"

    def __init__(self, transport: Transport, service: CustomService, retry: RetryPolicy | None = None) -> None:
        super().__init__(transport, f"{service.address}/rest/v1/", retry or RetryPolicy(), check_mode=True)
        self.host = service.host
        self._tokens = TokenSource(transport, service, self._retry)

    def get(self, path: str, query: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
        """What a call returns as its result. Raises `RequestRefused` with Marketo's code, `SignInRefused`, `Unreachable`."""
        call = path + (f"?{urlencode(query)}" if query else "")
        try:
            response = self._request("GET", call)
        except RequestRefused as refused:
            if refused.code not in TOKEN_CODES:
                raise
            # It may have expired on the way, or have been made invalid by an administrator.
            self._tokens.forget()
            response = self._request("GET", call)
        return list(response.json["result"])

    def _attempt(self, method: str, url: str, headers: Mapping[str, str], body: Any) -> Response:
        return in_terms_of_http(super()._attempt(method, url, headers, body))

    def _is_refused(self, response: Response) -> bool:
        body = response.json if isinstance(response.json, Mapping) else {}
        return response.status != 200 or body.get("success") is not True or not isinstance(body.get("result"), list)

    def _headers(self, method: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens.token()}", "Accept": "application/json"}

    def _refusal(self, method: str, path: str, response: Response, sent: Mapping[str, str]) -> RequestRefused:
        return refusal(f"{method} {path.partition('?')[0]}", self.host, response)
