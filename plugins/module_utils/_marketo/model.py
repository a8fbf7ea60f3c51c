# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What tasks, the session host and the page objects hand to each other, by name. Secrets are left out of every representation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Optional

from .._validation_rows import Check, Judgement

# What Marketo shows of the saved credentials, and what it never shows.
SHOWN = ("username", "client_id", "organization_url")
SECRETS = ("password", "client_secret")
# The fields of every form that takes credentials; tenant_id comes with server-to-server alone.
FIELDS = ("username", "password", "client_id", "client_secret", "organization_url")
SUBSETS = ("status", "errors")

# ``moment``, ``path``, and ``reason`` if the picture could not be stored.
Picture = dict[str, Optional[str]]


@dataclass(frozen=True)
class Credentials:
    """What is typed into a form, by field. None leaves a field as it is."""

    username: str | None = None
    password: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    organization_url: str | None = None
    tenant_id: str | None = None

    def given(self) -> dict[str, str]:
        """Return the fields that have a value."""
        return {name: value for name, value in asdict(self).items() if value}

    def shown(self) -> ShownCredentials:
        """Return the part that Marketo shows once it is saved."""
        return ShownCredentials(self.username, self.client_id, self.organization_url)


@dataclass(frozen=True)
class ShownCredentials:
    """What the page shows of the saved credentials."""

    username: str | None
    client_id: str | None
    organization_url: str | None


@dataclass(frozen=True)
class PageState:
    """What the main tab shows. ``credentials`` and ``auth_method`` are None unless asked for, ``auth_method`` also if the page doesn't show it."""

    munchkin_id: str | None
    language: str | None
    sync_enabled: bool
    credentials: ShownCredentials | None = None
    auth_method: str | None = None

    @classmethod
    def from_wire(cls, answer: Mapping[str, Any]) -> PageState:
        """Restore it from JSON."""
        shown = answer["credentials"]
        return cls(**{**answer, "credentials": ShownCredentials(**shown) if shown else None})


@dataclass(frozen=True)
class SyncSwitched:
    """What the page shows after the sync was switched."""

    sync_enabled: bool
    munchkin_id: str
    screenshots: list[Picture]


@dataclass(frozen=True)
class CredentialsSaved:
    """What a freshly loaded page shows after a save."""

    credentials: ShownCredentials
    screenshots: list[Picture]

    @classmethod
    def from_wire(cls, answer: Mapping[str, Any]) -> CredentialsSaved:
        """Restore it from JSON."""
        return cls(ShownCredentials(**answer["credentials"]), answer["screenshots"])


@dataclass(frozen=True)
class MethodSwitched:
    """What the page said and shows after the authentication method was switched. ``switched_at`` is ISO 8601 in UTC."""

    judgement: Judgement
    dialogs: list[str]
    switched_at: str
    auth_method: str | None
    credentials: ShownCredentials
    screenshots: list[Picture]

    @classmethod
    def from_wire(cls, answer: Mapping[str, Any]) -> MethodSwitched:
        """Restore it from JSON."""
        credentials = ShownCredentials(**answer["credentials"])
        return cls(**{**answer, "credentials": credentials, "judgement": _judgement(answer)})


@dataclass(frozen=True)
class Validated:
    """A validation's rows, judged."""

    judgement: Judgement
    screenshot: str | None
    screenshots: list[Picture]
    sync_enabled: bool
    munchkin_id: str | None

    @classmethod
    def from_wire(cls, answer: Mapping[str, Any]) -> Validated:
        """Restore it from JSON."""
        return cls(**{**answer, "judgement": _judgement(answer)})


def _judgement(answer: Mapping[str, Any]) -> Judgement:
    given = answer["judgement"]
    return Judgement(tuple(Check(**check) for check in given["checks"]), given["reason"], given["readable"])
