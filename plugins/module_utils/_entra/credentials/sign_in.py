# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Signing in to Microsoft Entra ID, in whichever way was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._clouds import Cloud
from ..._engine.errors import SignInRefused
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


def access_token(params: Mapping[str, Any], cloud: Cloud, scope: str, transport: Transport) -> str:
    """The ready token among a module's options, else a new one for ``scope``."""
    return params.get("access_token") or sign_in(choose(params), cloud, scope, transport).access_token
