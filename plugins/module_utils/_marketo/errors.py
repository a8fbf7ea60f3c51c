# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page itself said no to."""

from __future__ import annotations

from typing import Protocol

from .._engine.errors import MarketoDynamicsError


class PageRefused(MarketoDynamicsError):
    """The page answered an action with an error; the sentence quotes it."""


class ValidationFailed(MarketoDynamicsError):
    """At least one of the seven rows is red; ``details['checks']`` holds them all."""


class ValidationUnreadable(MarketoDynamicsError):
    """Whether the validation passed could not be read. It may have passed; ``details['checks']`` holds what was seen."""


class SessionGone(MarketoDynamicsError):
    """There is no session under this handle any more."""


class SyncSeen(Protocol):
    """Whatever knows the state of the sync as last read."""

    @property
    def munchkin_id(self) -> str | None:
        """The instance."""

    @property
    def sync_enabled(self) -> bool | None:
        """Whether the sync was enabled."""


def tell_sync_state(error: MarketoDynamicsError, seen: SyncSeen | None) -> None:
    """Add to an error what was last read of the sync; nothing if it was not read."""
    if seen is not None:
        add_sync_state(error, seen.munchkin_id, seen.sync_enabled)


def add_sync_state(error: MarketoDynamicsError, munchkin_id: str | None, enabled: bool | None) -> None:
    """Add to an error, once, whether the sync was enabled as last read: whoever meets the error must know whether records flow."""
    if enabled is None or "sync_enabled" in error.details:
        return
    of = f" of {munchkin_id}" if munchkin_id else ""
    error.message = f"{error.message} As last read, the sync{of} was {'enabled' if enabled else 'disabled'}."
    error.details["sync_enabled"] = enabled
