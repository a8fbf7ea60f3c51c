# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether Marketo may be connected to another organization than the saved one. The task asks this before it plans, the session host before it clicks."""

from __future__ import annotations

from .._engine.errors import InvalidInput
from .._organization_url import OrganizationUrl, read_organization_url


def refuse_another_organization(saved: str | None, wanted: OrganizationUrl, allow_change: bool) -> None:
    """Raise `InvalidInput` if another organization is saved, or text that can't be read, and ``allow_change`` is false."""
    if not saved or allow_change or read_organization_url(saved) == wanted:
        return
    address = wanted.organization_service_url
    raise InvalidInput(
        f"Marketo is connected to {saved}, and organization_url asks for {address}: another organization. Nothing was changed. A wrong "
        f"organization can't be undone (Adobe: it takes a new Marketo subscription), so correct organization_url, or set allow_url_change "
        f"to true if this is meant.",
        saved=saved,
        wanted=address,
    )


def address_to_save(saved: str | None, wanted: OrganizationUrl | None, allow_change: bool) -> str | None:
    """Return what the form is to hold: the saved address unchanged as long as it names the wanted organization; None if none is wanted.

    Raise `InvalidInput` if it names another one and ``allow_change`` is false.
    """
    if wanted is None:
        return None
    refuse_another_organization(saved, wanted, allow_change)
    return saved if saved and read_organization_url(saved) == wanted else wanted.organization_service_url
