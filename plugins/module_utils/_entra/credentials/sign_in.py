# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in to Microsoft Entra ID, in whichever way was chosen."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from ..._clouds import Cloud
from ..._engine.errors import InvalidInput, SignInRefused
from ..._http.transport import Transport
from .selection import choose
from .token import Credentials, Token, mask


def sign_in(credentials: Credentials, cloud: Cloud, scope: str, transport: Transport) -> Token:
    """Get a token for ``scope``, such as ``https://graph.microsoft.com/.default``. Raises `SignInRefused`, `InvalidInput`."""
    try:
        return credentials.get_token(cloud, scope, transport)
    except SignInRefused as refusal:
        # What a service wrote into its refusal is not ours to vouch for.
        raise SignInRefused(mask(refusal.message, credentials.secrets), **refusal.details) from refusal


def renewed_token(ended: str, params: Mapping[str, Any], cloud: Cloud, scope: str, transport: Transport) -> str | None:
    """Return a new token in place of one that has ended; None where nobody but a person could get one, or where it is another identity's.

    A ready token may have come from elsewhere than the credentials that the environment holds: who wrote as one goes on as no other.
    """
    try:
        credentials = choose(params)
        if credentials.once:
            return None
        token = sign_in(credentials, cloud, scope, transport).access_token
    except (InvalidInput, SignInRefused):
        # The service's refusal of the old token is the better answer.
        return None
    return token if _identity(ended) is not None and _identity(ended) == _identity(token) else None


def _identity(token: str) -> tuple[str, ...] | None:
    """Return whose token it is, as its claims name tenant, application and object (learn.microsoft.com/entra/identity-platform/access-tokens);
    None where they can't be read. A service's tokens may be written in another way one day: then no token is renewed."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        named = (claims["tid"], claims.get("appid") or claims["azp"], claims["oid"])
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return named if all(isinstance(item, str) for item in named) else None


def access_token(params: Mapping[str, Any], cloud: Cloud, scope: str, transport: Transport) -> str:
    """The ready token among a module's options, else a new one for ``scope``."""
    return params.get("access_token") or sign_in(choose(params), cloud, scope, transport).access_token
