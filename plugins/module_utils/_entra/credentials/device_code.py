# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A person signs in, in a browser of their own, with a code that the running play shows them (OAuth 2.0 device authorization)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..._clouds import Cloud
from ..._engine import console
from ..._engine.errors import InvalidInput, SignInRefused
from ..._http.transport import Transport
from .msal_client import through_msal
from .token import Token

# How the protocol says that the person didn't do it.
_NOT_DONE = {
    "authorization_pending": "nobody entered the code in time. Run again",
    "expired_token": "nobody entered the code in time. Run again",
    "authorization_declined": "the person declined",
    "access_denied": "the person declined",
    "bad_verification_code": "the code was not recognized. Run again",
}


@dataclass(frozen=True)
class DeviceCodeCredentials:
    """``client_id``: an application that allows public client flows."""

    tenant_id: str
    client_id: str
    once = True

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return ()

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Show the code, and wait for the person."""
        if not console.is_there():
            raise InvalidInput(
                "device_code needs a person at a terminal who reads the code while the task runs, and there is none here: in AWX, in a "
                "pipe, and where the task runs on another host than Ansible itself. Use another way to sign in, such as a certificate or "
                "managed_identity."
            )
        answers: list[Mapping[str, Any]] = []

        def ask(msal: Any, common: dict[str, Any]) -> Mapping[str, Any]:
            application = msal.PublicClientApplication(self.client_id, **common)
            flow: Mapping[str, Any] = application.initiate_device_flow(scopes=[scope])
            if flow.get("user_code"):
                console.tell(
                    f"To sign in, open {flow['verification_uri']} in a browser on any device and enter the code {flow['user_code']} "
                    f"(within {flow['expires_in'] // 60} minutes)."
                )
                flow = application.acquire_token_by_device_flow(flow)
            answers.append(flow)
            return flow

        try:
            return through_msal(ask, cloud, self.tenant_id, self.client_id, transport)
        except SignInRefused as refusal:
            error = answers[-1].get("error") if answers else None
            if error in _NOT_DONE:
                raise SignInRefused(
                    f"The sign-in with a device code did not come about: {_NOT_DONE[error]}.", code=error
                ) from refusal
            raise
