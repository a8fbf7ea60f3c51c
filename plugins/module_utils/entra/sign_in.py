# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in to Microsoft Entra ID as an application (OAuth 2.0 client credentials), through msal."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any, Dict, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.clouds import Cloud
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput, SignInRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.libraries import require
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.entra.refusals import explain, refusal_code
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.http.transport import Transport

# A directory's id, or one of its verified domain names.
_TENANT = re.compile(r"^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """An access token; ``expires_on`` is in seconds since 1970 (UTC)."""

    access_token: str
    expires_on: int


@dataclass(frozen=True)
class ClientCredentials:
    """An application's sign-in: directory (id or domain), client id, client secret."""

    tenant_id: Optional[str]
    client_id: Optional[str]
    client_secret: Optional[str]

    def check(self) -> None:
        """Raise `InvalidInput` where a part is missing or malformed, before anything is sent."""
        variables = {"tenant_id": "AZURE_TENANT", "client_id": "AZURE_CLIENT_ID", "client_secret": "AZURE_SECRET"}
        missing = [name for name in variables if not getattr(self, name)]
        if missing:
            raise InvalidInput(
                f"Signing in to Microsoft Entra ID needs {_and(list(variables))}, or a ready access_token; missing here: {_and(missing)}. "
                f"Set the option, or the environment variable {_and([variables[name] for name in missing])}.")
        if not _TENANT.match(str(self.tenant_id)) or str(self.tenant_id).lower() in ("common", "organizations", "consumers"):
            raise InvalidInput(f"tenant_id is {self.tenant_id!r}. It must be the directory's id (a GUID) or one of its verified domain "
                               f"names, such as contoso.onmicrosoft.com.")


def sign_in(credentials: ClientCredentials, cloud: Cloud, scope: str, transport: Transport) -> Token:
    """Get a token for ``scope``, such as ``https://graph.microsoft.com/.default``. Raises `SignInRefused`, `InvalidInput`."""
    credentials.check()
    authority = f"{cloud.authority_host}/{credentials.tenant_id}"
    msal = require("msal")
    http_client = _MsalHttpClient(transport)
    try:
        application = msal.ConfidentialClientApplication(
            credentials.client_id, client_credential=credentials.client_secret, authority=authority,
            # The authority comes from the operator's own settings; asking a public host about it fails in closed networks.
            instance_discovery=False, http_client=http_client)
        answer = application.acquire_token_for_client(scopes=[scope])
    except ValueError as error:
        # Where the tenant's discovery document is refused, msal's ValueError doesn't say why; the answer itself does.
        refusal = http_client.last_refusal
        raise SignInRefused(
            explain(str(refusal.get("error_description") or error), credentials.tenant_id, credentials.client_id, cloud.authority_host),
            code=refusal_code(refusal)) from error
    if "access_token" not in answer:
        raise SignInRefused(
            explain(str(answer.get("error_description", "")), credentials.tenant_id, credentials.client_id, cloud.authority_host),
            code=refusal_code(answer), correlation_id=answer.get("correlation_id"))
    return Token(answer["access_token"], int(time.time()) + int(answer["expires_in"]))


class _MsalHttpClient:
    """msal's requests over our transport, so that proxy, authorities and time limit hold for sign-in too."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._retry = RetryPolicy()
        self.last_refusal: Dict[str, Any] = {}
        """The last error body, where it was JSON."""

    def post(self, url: str, params: Optional[Mapping[str, str]] = None, data: Any = None,
             headers: Optional[Mapping[str, str]] = None, **_kwargs: Any) -> "_MsalResponse":
        """Asking for a token creates nothing: it may be repeated like a read."""
        return self._send("GET", "POST", url, params, headers, data)

    def get(self, url: str, params: Optional[Mapping[str, str]] = None, headers: Optional[Mapping[str, str]] = None,
            **_kwargs: Any) -> "_MsalResponse":
        """Read a discovery document."""
        return self._send("GET", "GET", url, params, headers, None)

    def close(self) -> None:
        """The transport belongs to somebody else."""

    def _send(self, repeat_as: str, method: str, url: str, params: Any, headers: Any, form: Any) -> "_MsalResponse":
        if params:
            url = f"{url}?{require('requests').compat.urlencode(params)}"
        answer = self._retry.send(repeat_as, lambda: self._transport.send(method, url, headers=headers, form=form))
        if answer.status >= 400 and isinstance(answer.json, dict):
            self.last_refusal = answer.json
        return _MsalResponse(answer)


class _MsalResponse:
    """The three attributes that msal reads of an answer."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status
        self.text: str = response.text
        self.headers: Dict[str, str] = dict(response.headers)

    def raise_for_status(self) -> None:
        """msal calls this after it has looked at the status itself."""
        if self.status_code >= 400:
            raise ValueError(self.text)


def _and(names: list) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
