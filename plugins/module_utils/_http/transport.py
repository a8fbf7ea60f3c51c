# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One HTTP request: proxy, certificate authorities, time limit. No retries, no knowledge of any service."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._engine.errors import InvalidInput, Unreachable
from .._engine.libraries import require
from .service_object import read_json

MOST_BYTES = 32 * 1024 * 1024
"""What one answer may hold. A page of a collection has some hundred kilobytes."""
_CHUNK = 64 * 1024
_PATIENCE = 10
"""How many times the time limit for a wait an answer may take in all, however steadily it drips."""


@dataclass(frozen=True)
class Response:
    """An answer; header names are lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    json: Any = None


class Transport:
    """Sends requests over kept connections. TLS is always verified: against ``ca_bundle``, or the usual authorities.

    :param proxy: address of an HTTP proxy; None uses ``HTTPS_PROXY`` and ``NO_PROXY`` of the environment.
    :param ca_bundle: path of a PEM file; None uses ``REQUESTS_CA_BUNDLE`` or ``SSL_CERT_FILE``, then the built-in list.
    :param timeout: seconds for connecting, and again for each wait for data.
    """

    def __init__(self, proxy: str | None = None, ca_bundle: str | None = None, timeout: float = 30) -> None:
        self._requests = require("requests")
        self._proxy = proxy
        self._verify = _authorities(ca_bundle)
        self._timeout = timeout
        self._session = self._requests.Session()
        # Otherwise a .netrc entry would replace our Authorization header, and REQUESTS_CA_BUNDLE would override ca_bundle.
        self._session.trust_env = False

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Transport:
        """Return the transport that a module's options ask for."""
        return cls(options["proxy"], options["ca_bundle"], options["timeout"])

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the kept connections."""
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
    ) -> Response:
        """Send one request. Raises `Unreachable` where no complete answer came."""
        failures = self._requests.exceptions
        try:
            answer = self._session.request(
                method,
                url,
                headers=dict(headers or {}),
                json=json,
                data=form,
                timeout=self._timeout,
                proxies=self._proxies(url),
                verify=self._verify,
                allow_redirects=False,
                stream=True,
            )
            content = self._content(answer, url)
        except failures.SSLError as error:
            raise Unreachable(_tls_sentence(url, error), sent=not _never_sent(error)) from error
        except failures.ConnectTimeout as error:
            raise Unreachable(
                f"No connection to {_host(url)}{self._way(url)} within {self._timeout:g} seconds.", sent=False
            ) from error
        except failures.ConnectionError as error:
            raise Unreachable(
                f"The connection to {_host(url)}{self._way(url)} failed: {_reason(error)}", sent=not _never_sent(error)
            ) from error
        except failures.Timeout as error:
            raise Unreachable(f"{_host(url)} did not answer within {self._timeout:g} seconds.", sent=True) from error
        except failures.RequestException as error:
            raise Unreachable(f"The request to {_host(url)} failed: {_reason(error)}", sent=True) from error
        return _response(answer, content)

    def _content(self, answer: Any, url: str) -> bytes:
        """Read the body, up to a size and a time. Raises `Unreachable`."""
        deadline = time.monotonic() + _PATIENCE * self._timeout
        content = bytearray()
        with answer:
            for chunk in answer.iter_content(_CHUNK):
                content += chunk
                if len(content) > MOST_BYTES:
                    raise Unreachable(
                        f"The answer of {_host(url)} was broken off: it is longer than {MOST_BYTES // 1024 // 1024} MiB, which no service "
                        f"sends. A proxy may have answered in its place.",
                        sent=True,
                    )
                if time.monotonic() > deadline:
                    raise Unreachable(
                        f"The answer of {_host(url)} was broken off: it was not complete after {_PATIENCE * self._timeout:g} seconds.",
                        sent=True,
                    )
        return bytes(content)

    def _proxies(self, url: str) -> dict[str, str]:
        if self._proxy:
            return {"https": self._proxy, "http": self._proxy}
        return dict(self._requests.utils.get_environ_proxies(url))

    def _way(self, url: str) -> str:
        proxies = self._proxies(url)
        return " through the proxy" if proxies.get("https") or proxies.get("all") else ""


def _authorities(ca_bundle: str | None) -> Any:
    path = ca_bundle or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE")
    if not path:
        return True
    if not os.path.exists(path):
        raise InvalidInput(
            f"The file of certificate authorities {path} does not exist. Correct ca_bundle, or the environment "
            f"variable REQUESTS_CA_BUNDLE or SSL_CERT_FILE."
        )
    return path


# What the libraries call the failures before a request has left. Anything else may have reached the service: a connection that
# breaks off later comes as the same kinds of error, so their kind alone tells nothing.
_BEFORE_SENDING = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "Tunnel connection failed",
    "CERTIFICATE_VERIFY_FAILED",
)


def _never_sent(error: Exception) -> bool:
    return any(word in repr(error) for word in _BEFORE_SENDING)


def _tls_sentence(url: str, error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" not in repr(error):
        return f"The TLS connection to {_host(url)} broke off ({_reason(error)})."
    return (
        f"The TLS certificate of {_host(url)} could not be verified ({_reason(error)}). Where a private authority signs it, name that "
        f"authority's PEM file in ca_bundle."
    )


def _reason(error: Exception) -> str:
    """The innermost reason, without the library's class names around it; URLs hold no secret here."""
    reason: Any = error
    while getattr(reason, "args", None) and isinstance(reason.args[-1], BaseException):
        reason = reason.args[-1]
    inner = getattr(reason, "reason", None)
    return str(inner if inner is not None else reason)


def _host(url: str) -> str:
    return url.split("/")[2] if "://" in url else url


def _response(answer: Any, content: bytes) -> Response:
    """Return the answer; JSON is in UTF-8 (RFC 8259), so nothing is guessed."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, content.decode("utf-8", "replace"), read_json(content))
