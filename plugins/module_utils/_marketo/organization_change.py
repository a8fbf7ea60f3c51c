# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether Marketo may be connected to another organization than the saved one. The task asks this before it plans, the session host before it clicks."""

from __future__ import annotations

from .._engine.errors import InvalidInput
from .._organization_url import OrganizationUrl, read_organization_url


def refuse_another_organization(saved: str | None, wanted: OrganizationUrl, allow_change: bool) -> None:
    """Raise `InvalidInput` if another organization is saved, or text that can't be read, and ``allow_change`` is false; also without any text."""
    address = wanted.organization_service_url
    if not saved:
        raise InvalidInput(
            f"The organization that Marketo is connected to could not be read, and organization_url asks for {address}. Nothing was changed: "
            f"what can't be read may be another organization, and a wrong one can't be undone. Look at the page.",
            saved=saved,
            wanted=address,
        )
    if allow_change or read_organization_url(saved) == wanted:
        return
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
    return saved if names(saved, wanted) else wanted.organization_service_url


def names(text: str | None, wanted: OrganizationUrl) -> bool:
    """Return whether a text is an address of this organization."""
    return bool(text) and read_organization_url(text) == wanted


def name_the_same(text: str | None, other: str | None) -> bool:
    """Return whether two texts are addresses of one organization. What can't be read names none."""
    organization = read_organization_url(other)
    return organization is not None and names(text, organization)


def refuse_another_in_form(held: str, wanted: str, allow_change: bool) -> bool:
    """Return whether a form's field for the address may stay as it is.

    What a form is filled in with is the second witness of the organization: raise `InvalidInput` if it is neither blank nor the wanted organization,
    and ``allow_change`` is false.
    """
    if held == wanted or name_the_same(held, wanted):
        return True
    if held and not allow_change:
        raise InvalidInput(
            f"The form holds the organization {held}, and {wanted} is to be saved: another organization than the page shows. The form was cancelled "
            f"and nothing was saved. A wrong organization can't be undone, so look at the page: set allow_url_change to true only if this is meant.",
            saved=held,
            wanted=wanted,
        )
    return False
