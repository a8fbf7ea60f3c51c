# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page itself said no to."""

from __future__ import annotations

from .._engine.errors import MarketoDynamicsError


class PageRefused(MarketoDynamicsError):
    """The page answered an action with an error; the sentence quotes it."""


class ValidationFailed(MarketoDynamicsError):
    """At least one of the seven rows is red; ``details['checks']`` holds them all."""


class SessionGone(MarketoDynamicsError):
    """There is no session under this handle any more."""


def tell_sync_state(error: MarketoDynamicsError, munchkin_id: str | None, enabled: bool | None) -> None:
    """Add to an error, once, whether the sync was enabled as last read: whoever meets the error must know whether records flow."""
    if enabled is None or "sync_enabled" in error.details:
        return
    of = f" of {munchkin_id}" if munchkin_id else ""
    error.message = f"{error.message} As last read, the sync{of} was {'enabled' if enabled else 'disabled'}."
    error.details["sync_enabled"] = enabled
