# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the clients of all services share: authorization, errors, retries, and no write in check mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, TypeVar

from .._engine.errors import RequestRefused, WriteInCheckMode
from .answers import redirected
from .retry import AnswerLost, RetryPolicy
from .transport import Response, Transport

Made = TypeVar("Made")


class ServiceClient:
    """Base of the clients. They say where the service is, what its requests carry, and what its errors mean."""

    service = "the service"
    """What sentences call it."""

    def __init__(self, transport: Transport, root: str, retry: RetryPolicy, check_mode: bool = False) -> None:
        self._transport = transport
        self._root = root
        self._retry = retry
        self._check_mode = check_mode

    @property
    def check_mode(self) -> bool:
        """Whether nothing may be written. Resources ask only to tell an object that would exist by now from one that is missing."""
        return self._check_mode

    def create_once(self, post: Callable[[], Made], happened: Callable[[], Made | None]) -> Made:
        """Create with ``post``. After a lost answer ``happened`` looks whether the first POST did its work: it returns what that made,
        or None, and only then is the POST sent once more."""
        try:
            return post()
        except AnswerLost:
            made = happened()
            return made if made is not None else post()

    def _request(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Response:
        """Send a request to ``path`` below the service's root. Raises `RequestRefused`, `Unreachable`."""
        if self._check_mode and method != "GET":
            raise WriteInCheckMode(
                f"{method} {path} was about to be sent to {self.service} in check mode. Nothing was changed."
            )
        return self._exchange(method, f"{self._root}{path}", path, body, headers)

    def _exchange(
        self, method: str, url: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Send a request to any address of the service; ``path`` is what an error calls it."""
        sent, response = self._sent(method, url, body, headers)
        if response.status == 401 and self._renewed():
            # What is refused for its token was not processed.
            sent, response = self._sent(method, url, body, headers)
        if 300 <= response.status < 400:
            raise redirected(self.service, method, path, response)
        if self._is_refused(response):
            raise self._refusal(method, path, response, sent)
        return response

    def _sent(
        self, method: str, url: str, body: Any, headers: Mapping[str, str] | None
    ) -> tuple[dict[str, str], Response]:
        """Return the headers that were sent, and the answer."""
        sent = {**self._headers(method), **(headers or {})}
        return sent, self._send(method, lambda: self._attempt(method, url, sent, body), sent)

    def _renewed(self) -> bool:
        """Get a new token in place of one that the service no longer takes; False where there is none to be had."""
        return False

    def _send(self, method: str, attempt: Callable[[], Response], headers: Mapping[str, str]) -> Response:
        """Make the request, again where that is harmless."""
        return self._retry.send(method, attempt)

    def _attempt(self, method: str, url: str, headers: Mapping[str, str], body: Any) -> Response:
        """Send the request once."""
        return self._transport.send(method, url, headers=headers, json=body)

    def _is_refused(self, response: Response) -> bool:
        return response.status >= 300

    def _headers(self, method: str) -> dict[str, str]:
        """Return what every request carries."""
        raise NotImplementedError

    def _refusal(self, method: str, path: str, response: Response, sent: Mapping[str, str]) -> RequestRefused:
        """Return the error for an answer that is not a success; ``sent`` are the headers of the request."""
        raise NotImplementedError
