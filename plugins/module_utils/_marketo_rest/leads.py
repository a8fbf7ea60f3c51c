# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""People in Marketo (leads, in the API's words): the fields they have, and who has an email address."""

from __future__ import annotations

from typing import Any

from .._engine.errors import RequestRefused
from .client import RestClient

Json = dict[str, Any]


def fields(client: RestClient) -> dict[str, Json]:
    """All fields by their REST name: ``dataType``, ``length`` where there is one, ``crmManaged``."""
    described = client.get("leads/describe2.json")
    found = described[0].get("fields") if described else None
    if not found:
        raise RequestRefused(
            f"Marketo ({client.host}) described a person without fields. Check the role of the API-only user.",
            status=200,
        )
    return {str(field.get("name")): field for field in found}


def with_email(client: RestClient, email: str, wanted: list[str]) -> list[Json]:
    """The people with an email address, and these fields of theirs; an empty field may be missing."""
    query = {"filterType": "email", "filterValues": email, "fields": ",".join(["id", "email", "updatedAt", *wanted])}
    return client.get("leads.json", query)
