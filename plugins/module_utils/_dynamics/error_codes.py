# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the Dataverse Web API's error codes mean here, and what to do.

Source: learn.microsoft.com/power-apps/developer/data-platform (compose HTTP requests and handle errors; service protection API
limits). A code that is not in the table is shown as the service worded it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._engine.errors import Conflict, NotFound, RequestRefused
from .._engine.meaning import Meaning
from .._http.transport import Response

NOT_A_MEMBER = "0x80072560"
RECORD_ABSENT = "0x80040217"
DUPLICATE = "0x80040237"
USER_DISABLED = "0x80040225"
RESTRICTED = "0x80095ffc"
NO_ENTRY = (NOT_A_MEMBER, RESTRICTED, USER_DISABLED)
"""The token is good, and the organization keeps its holder out."""
_LIMITS_FIX = (
    "Service protection limits hold for each user and web server: let less else run as this user, and run again later."
)
MEANINGS: dict[str, Meaning] = {
    NOT_A_MEMBER: Meaning(
        "who signed in is not a member of this organization, or has no security role in it",
        "Add the user, or for an application its application user, to the environment with a security role (Power Platform admin center, "
        "Environments, Settings, Users + permissions).",
    ),
    RESTRICTED: Meaning(
        "the organization restricts which applications may reach it, and this one is not among them",
        "Allow the application's client id in the environment's access control for applications.",
    ),
    USER_DISABLED: Meaning(
        "the user is disabled in this organization",
        "Enable the user (Power Platform admin center, Environments, Settings, Users).",
    ),
    "0x80040220": Meaning("who signed in lacks a privilege", "Give a security role that holds it."),
    RECORD_ABSENT: Meaning("there is no such record", "Check its name or id."),
    DUPLICATE: Meaning("a record with the same key exists already", "Change that one, or remove it first."),
    "0x80060888": Meaning("the address or the query was not understood", "Check names of tables and columns."),
    "0x8006088a": Meaning("the address leads nowhere", "Check names of tables and columns."),
    "0x80072322": Meaning("too many requests in five minutes", _LIMITS_FIX),
    "0x80072321": Meaning("too much working time in five minutes", _LIMITS_FIX),
    "0x80072326": Meaning("too many requests at once", _LIMITS_FIX),
    "0x80040216": Meaning(
        "the service met an unexpected error", "Run again; where it stays, ask Microsoft with the request id."
    ),
    "0x80040265": Meaning(
        "a rule of the data, or a plug-in of the organization, refused it", "Read its own words, which follow."
    ),
}
_PRIVILEGE = re.compile(r"\bprv\w+")


def refusal(method: str, path: str, response: Response, host: str, waited: float) -> RequestRefused:
    """The error for an answer that is no success.

    :param path: address below the Web API's root, with its query, which the sentence leaves out.
    :param waited: seconds for which the task has waited already since the service asked for it.
    """
    body = response.json if isinstance(response.json, dict) else {}
    told = body.get("error")
    error: dict[str, Any] = told if isinstance(told, dict) else {}
    code, message = str(error.get("code") or ""), sentence(error.get("message"))
    call = f"{method} {path.split('?', maxsplit=1)[0]}"
    facts: dict[str, Any] = {
        "status": response.status,
        "code": code,
        "request_id": response.headers.get("x-ms-service-request-id"),
        "privilege": missing_privilege(message),
    }
    if response.status == 401:
        return RequestRefused(
            f"Dataverse ({host}) did not accept the access token for {call}. It must be issued by the organization's own tenant, for "
            f"https://{host}.",
            **facts,
        )
    if not error and response.status != 429:
        return RequestRefused(
            f"{host} answered {call} with status {response.status}, and not in the way of Dataverse. Check that url is the address of a "
            f"Dynamics organization, and that no proxy answers in its place.",
            **facts,
        )
    if response.status == 429:
        return RequestRefused(_throttled(call, response, code, host, waited), **facts)
    text = f"Dataverse ({host}) refused {call}: {explain(code, message)}"
    if response.status == 404 and code == RECORD_ABSENT:
        return NotFound(text, **facts)
    kind = Conflict if response.status == 409 or (response.status == 412 and code == DUPLICATE) else RequestRefused
    return kind(text, **facts)


def explain(code: str, message: str) -> str:
    """Plain words, the code, the service's own words, and what to do."""
    meaning = MEANINGS.get(code)
    if meaning is None:
        return f"{message} ({code or 'no code'})"
    privilege = missing_privilege(message)
    fact = f"{meaning.fact}, {privilege}," if privilege else meaning.fact
    return f"{fact} ({code}: {message}) {meaning.fix}"


def missing_privilege(message: str) -> str | None:
    """The privilege that a refusal names, such as ``prvReadSolution``."""
    found = _PRIVILEGE.search(message)
    return found.group() if found else None


def sentence(message: Any) -> str:
    """The service's own words, one line that ends like a sentence."""
    text = " ".join(str(message or "no explanation").split())[:500]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _throttled(call: str, response: Response, code: str, host: str, waited: float) -> str:
    limits: Mapping[str, str] = response.headers
    meaning = MEANINGS.get(code, Meaning("too many requests", _LIMITS_FIX))
    asked = limits.get("retry-after")
    return (
        f"Dataverse ({host}) limits {call}: {meaning.fact} ({code or 429}). It asks to wait {asked or 'for an unsaid number of'} seconds; this task has "
        f"waited {waited:g} seconds already, and may wait no longer. {meaning.fix}"
    )
