# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""msal's requests over our transport, so that proxy, authorities and time limit hold for sign-in too."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any, Callable

from ..._clouds import Cloud
from ..._engine.errors import MissingLibrary, UnexpectedAnswer
from ..._engine.libraries import require
from ..._http.answers import no_json, redirected
from ..._http.retry import RetryPolicy
from ..._http.transport import Transport
from .token import Token, granted, refused

Ask = Callable[[Any, dict[str, Any]], Mapping[str, Any]]


def through_msal(ask: Ask, cloud: Cloud, tenant_id: str, client_id: str, transport: Transport) -> Token:
    """Let ``ask`` sign in: it gets msal and the arguments that every application of msal takes here, and returns msal's answer."""
    msal = require("msal")
    http_client = MsalHttpClient(transport)
    common = {
        "authority": f"{cloud.authority_host}/{tenant_id}",
        "http_client": http_client,
        # The authority comes from the operator's own settings; asking a public host about it fails in closed networks.
        "instance_discovery": False,
    }
    try:
        answer = ask(msal, common)
    except ValueError as error:
        # Where the tenant's discovery document is refused, msal's ValueError doesn't say why; the answer itself does.
        raise refused(
            http_client.last_refusal or {"error_description": str(error)}, cloud, tenant_id, client_id
        ) from error
    if "access_token" not in answer:
        raise refused(answer, cloud, tenant_id, client_id)
    return granted(answer)


def recent_msal(option: str) -> Any:
    """msal, in a version that knows managed identities and SHA-256 thumbprints of certificates."""
    msal = require("msal")
    if tuple(int(part) for part in re.findall(r"\d+", msal.__version__)[:2]) < (1, 30):
        raise MissingLibrary(
            f"{option} needs the Python library msal 1.30 or later, and {sys.executable} has {msal.__version__}. Upgrade it there: "
            f"{sys.executable} -m pip install --upgrade msal",
            library="msal",
        )
    return msal


class MsalHttpClient:
    """What msal calls."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._retry = RetryPolicy()
        self.last_refusal: dict[str, Any] = {}
        """The last error body, where it was JSON."""

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        **_kwargs: Any,
    ) -> MsalResponse:
        """Asking for a token creates nothing: it may be repeated like a read."""
        return self._send("POST", url, params, headers, data)

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_kwargs: Any,
    ) -> MsalResponse:
        """Read a discovery document."""
        return self._send("GET", url, params, headers, None)

    def close(self) -> None:
        """The transport belongs to somebody else."""

    def _send(self, method: str, url: str, params: Any, headers: Any, form: Any) -> MsalResponse:
        url = with_query(url, params)
        answer = self._retry.send("GET", lambda: self._transport.send(method, url, headers=headers, form=form))
        # msal takes what isn't JSON for a defect of its own, or of the tenant's name.
        if 300 <= answer.status < 400:
            raise redirected("Microsoft Entra ID", method, url, answer)
        if not isinstance(answer.json, dict):
            raise UnexpectedAnswer(no_json("Microsoft Entra ID", method, url, answer), status=answer.status)
        if answer.status >= 400:
            self.last_refusal = answer.json
        return MsalResponse(answer)


class MsalResponse:
    """The three attributes that msal reads of an answer."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status
        self.text: str = response.text
        self.headers: dict[str, str] = dict(response.headers)

    def raise_for_status(self) -> None:
        """msal calls this after it has looked at the status itself."""
        if self.status_code >= 400:
            raise ValueError(self.text)


def with_query(url: str, params: Mapping[str, str] | None) -> str:
    """The address with these parameters."""
    return f"{url}?{require('requests').compat.urlencode(params)}" if params else url
