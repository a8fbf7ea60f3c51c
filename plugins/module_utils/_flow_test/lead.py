# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The canary's other end: the person in Marketo whom the sync fills from it."""

from __future__ import annotations

import difflib
from typing import Any, NamedTuple

from .._engine.errors import Ambiguous, InvalidInput
from .._marketo_rest import leads
from .._marketo_rest.client import RestClient


class Lead(NamedTuple):
    """``text`` is what the field holds, None where that is empty."""

    id: int
    text: str | None


class MarketoField(NamedTuple):
    """``longest`` is None where Marketo doesn't say; so is ``crm_managed``, which says that a CRM fills the field, not that it runs."""

    name: str
    longest: int | None
    crm_managed: bool | None


def find_field(marketo: RestClient, name: str) -> MarketoField:
    """The field. Raises `InvalidInput` with names near it where there is none."""
    there: dict[str, dict[str, Any]] = leads.fields(marketo)
    if name not in there:
        near = difflib.get_close_matches(name, there, 4, 0.6)
        raise InvalidInput(
            f"marketo_field is {name!r}, and Marketo ({marketo.host}) knows no such field of a person. "
            + (f"Near it: {', '.join(near)}. " if near else "")
            + "It takes the REST name, such as title for Job Title."
        )
    length, managed = there[name].get("length"), there[name].get("crmManaged")
    return MarketoField(name, int(length) if length else None, managed if isinstance(managed, bool) else None)


def find_lead(marketo: RestClient, email: str, field: str) -> Lead:
    """The one person. Raises `InvalidInput` where there is none, `Ambiguous` where there are several."""
    found = leads.with_email(marketo, email, [field])
    if not found:
        raise InvalidInput(
            f"Marketo ({marketo.host}) knows nobody with the email address {email}. The canary must have come to Marketo once: let the sync "
            f"bring it, and check that the API-only user may see its partition."
        )
    if len(found) > 1:
        ids = ", ".join(str(person.get("id")) for person in found[:5])
        raise Ambiguous(
            f"Marketo ({marketo.host}) knows {len(found)} people with the email address {email} (ids {ids}). A canary must be one person: merge or "
            f"remove the others."
        )
    return Lead(int(found[0]["id"]), found[0].get(field) or None)
