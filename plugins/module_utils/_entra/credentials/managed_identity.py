# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The identity that Azure gives to the machine or service this runs on. Its endpoint is on the machine: no proxy is asked."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Callable

from ..._clouds import Cloud
from ..._engine.errors import InvalidInput, SignInRefused, Unreachable
from ..._http.transport import Response, Transport
from .msal_client import MsalResponse, recent_msal, with_query
from .token import Token, granted

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 16.0)
"""Seconds between the tries. Microsoft's SDKs repeat 404 and 410 as well as 429 and 5xx, and 410 for at least 70 seconds."""
PAUSES_UNLESS_GONE = 4
SERVICE_FABRIC = "IDENTITY_SERVER_THUMBPRINT"


class DirectTransport(Transport):
    """Asks no proxy, whatever the environment says."""

    def _proxies(self, url: str) -> dict[str, str]:
        return {}


@dataclass(frozen=True)
class ManagedIdentityCredentials:
    """The system-assigned identity, or the user-assigned one that one of the three ids names."""

    client_id: str | None = None
    object_id: str | None = None
    resource_id: str | None = None
    ca_bundle: str | None = None
    timeout: float = 30
    once = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return (os.environ.get("IDENTITY_HEADER"), os.environ.get("MSI_SECRET"))

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Ask the endpoint that the environment names, else the virtual machine's."""
        if not scope.endswith("/.default"):
            raise InvalidInput(
                f"A managed identity's token is for a whole resource: scope must end in /.default, and is {scope}."
            )
        if os.environ.get(SERVICE_FABRIC):
            raise InvalidInput(
                "Managed identities of Service Fabric are not supported: their endpoint's certificate is checked in a way of its own."
            )
        msal = recent_msal("managed_identity")
        try:
            with DirectTransport(None, self.ca_bundle, self.timeout) as direct:
                client = msal.ManagedIdentityClient(self._identity(msal), http_client=EndpointClient(direct))
                answer = client.acquire_token_for_client(resource=scope[: -len("/.default")])
        except (ValueError, OSError) as error:
            raise SignInRefused(
                f"The managed identity endpoint gave no answer that can be used ({type(error).__name__}). {_FIX}"
            ) from error
        if "access_token" not in answer:
            reason = (
                str(answer.get("error_description") or answer.get("error") or "no reason given")
                .split("\n", maxsplit=1)[0][:300]
                .rstrip(". ")
            )
            raise SignInRefused(
                f"The managed identity endpoint refused a token for {self._name()}: {reason}. {_FIX}",
                code=answer.get("error"),
            )
        return granted(answer)

    def _identity(self, msal: Any) -> Any:
        chosen = {"client_id": self.client_id, "object_id": self.object_id, "resource_id": self.resource_id}
        given = {name: value for name, value in chosen.items() if value}
        return msal.UserAssignedManagedIdentity(**given) if given else msal.SystemAssignedManagedIdentity()

    def _name(self) -> str:
        chosen = self.client_id or self.object_id or self.resource_id
        return f"the user-assigned identity {chosen}" if chosen else "the system-assigned identity"


_FIX = "Check that the identity is assigned to this machine, and that the task runs on that machine."


class EndpointClient:
    """msal's requests to the endpoint, repeated while it isn't ready."""

    def __init__(self, transport: Transport, sleep: Callable[[float], None] = time.sleep) -> None:
        self._transport = transport
        self._sleep = sleep

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        **_kwargs: Any,
    ) -> MsalResponse:
        """Ask for a token."""
        return MsalResponse(self._patiently(lambda: self._send("GET", with_query(url, params), headers, None)))

    def post(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        **_kwargs: Any,
    ) -> MsalResponse:
        """Ask for a token, where the endpoint takes a form."""
        return MsalResponse(self._patiently(lambda: self._send("POST", with_query(url, params), headers, data)))

    def close(self) -> None:
        """The transport belongs to somebody else."""

    def _patiently(self, attempt: Callable[[], Response]) -> Response:
        for number, pause in enumerate(PAUSES):
            response = attempt()
            passes = response.status == 410 or (
                number < PAUSES_UNLESS_GONE and (response.status in (404, 429) or response.status >= 500)
            )
            if not passes:
                return response
            self._sleep(pause)
        return attempt()

    def _send(self, method: str, url: str, headers: Mapping[str, str] | None, form: Any) -> Response:
        try:
            return self._transport.send(method, url, headers=headers, form=form)
        except Unreachable as failure:
            raise Unreachable(
                f"No managed identity endpoint answered: {failure.message} managed_identity works only on Azure, or on a machine that "
                f"Azure Arc manages.",
                sent=failure.sent,
            ) from failure
