# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What comes of a sign-in: a token, or a refusal in one sentence."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..._clouds import CLOUDS, Cloud
from ..._engine.errors import SignInRefused
from ..._http.transport import Transport
from .aadsts import explain, refusal_code

# Tenants and applications live in one cloud each; these codes say that this one is not theirs.
OTHER_CLOUD = frozenset({"AADSTS90002", "AADSTS90038", "AADSTS900382", "AADSTS900432"})


@dataclass(frozen=True)
class Token:
    """An access token; ``expires_on`` is in seconds since 1970 (UTC)."""

    access_token: str = field(repr=False)
    expires_on: int = 0


class Credentials(Protocol):
    """One way to sign in."""

    once: bool
    """Whether it must not be tried again by itself: a password that counts towards a lock-out, a person who would be asked twice."""

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Sign in. What is wrong with the input is said before anything is sent."""


def granted(answer: Mapping[str, Any]) -> Token:
    """The token of a success."""
    token, seconds = answer.get("access_token"), str(answer.get("expires_in"))
    if not isinstance(token, str) or not token or not seconds.isdigit():
        raise SignInRefused(
            "The answer to the sign-in holds no token with the seconds for which it is valid. A proxy, or whatever else lies on the way, may have "
            "changed it."
        )
    return Token(token, int(time.time()) + int(seconds))


def refused(answer: Mapping[str, Any], cloud: Cloud, tenant_id: str | None, client_id: str | None) -> SignInRefused:
    """The error for a refusal of Microsoft Entra ID."""
    code = refusal_code(answer)
    text = explain(
        str(answer.get("error_description") or answer.get("error") or ""), tenant_id, client_id, cloud.authority_host
    )
    if code in OTHER_CLOUD:
        others = ", ".join(name for name in CLOUDS if name != cloud.name)
        text = f"{text} This sign-in went to cloud={cloud.name}; the others are {others}."
    return SignInRefused(text, code=code, correlation_id=answer.get("correlation_id"))


def mask(text: str, secrets: tuple[str | None, ...]) -> str:
    """The text without these secrets."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "********")
    return text
