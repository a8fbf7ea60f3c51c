# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Microsoft Graph's refusals mean (learn.microsoft.com/graph/errors)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import Conflict, NotFound, RequestRefused
from ..._http.answers import one_line, what_came
from ..._http.transport import Response
from .permissions import permission_for

# The codes with which Graph says that an object is absent. Any other 404 is an error: a wrong address, or a proxy's page.
# Directory_ObjectNotFound is none of them: it tells of a directory that can't be read yet.
ABSENT = frozenset({"Request_ResourceNotFound", "ResourceNotFound"})
# Another write was under way in the tenant, and this one was not processed. It comes with 409 and with 503, on any write.
CONCURRENCY = "Directory_ConcurrencyViolation"
QUOTA = "Directory_QuotaExceeded"
# What the reports say in place of Authorization_RequestDenied.
REPORTS_PERMISSION = "Authentication_MSGraphPermissionMissing"


def is_concurrency_violation(response: Response) -> bool:
    """Whether a write was not processed because it met another one."""
    return response.status >= 400 and _error(response).get("code") == CONCURRENCY


def refusal(method: str, path: str, response: Response, client_request_id: str, waited: float = 0) -> RequestRefused:
    """Return the error for an answer that is no success; ``waited`` are the seconds for which the task has waited already."""
    error = _error(response)
    code, message = one_line(error.get("code") or "", 100), _message(error, response)
    facts: dict[str, Any] = {
        "status": response.status,
        "code": code,
        "client_request_id": client_request_id,
        "request_id": response.headers.get("request-id") or _request_id(error),
    }
    call = f"{method} {path.split('?', maxsplit=1)[0]}"
    if response.status == 401:
        return RequestRefused(
            f"Microsoft Graph did not accept the access token for {call}: {message} Sign in again, to the cloud of this tenant.",
            **facts,
        )
    if response.status == 403:
        return RequestRefused(
            f"Microsoft Graph refused {call} ({code or 'no code'}: {message}){_fix(code, method, path)}", **facts
        )
    if response.status == 404 and code in ABSENT:
        return NotFound(f"Microsoft Graph found nothing at {call}: {message}", **facts)
    if response.status == 429:
        asked = response.headers.get("retry-after")
        return RequestRefused(
            f"Microsoft Graph throttles {call} ({code or 429}: {message}) It asks to wait {asked or 'for an unsaid number of'} "
            f"seconds; this task has waited {waited:g}, and may wait no longer (patience). Run again later.",
            **facts,
        )
    if code == CONCURRENCY:
        return RequestRefused(
            f"Microsoft Graph did not carry out {call}, since something else is being written in the tenant ({code}: {message}) This task has "
            f"waited {waited:g} seconds for that, and may wait no longer (patience). Run again later.",
            **facts,
        )
    kind = Conflict if response.status == 409 or _is_conflict(code, message) else RequestRefused
    return kind(
        f"Microsoft Graph answered {call} with status {response.status} ({code or 'no code'}): {message}", **facts
    )


def _error(response: Response) -> Mapping[str, Any]:
    """Return the error of the body; empty where it isn't written as Graph writes it."""
    error = response.json.get("error") if isinstance(response.json, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def _message(error: Mapping[str, Any], response: Response) -> str:
    if not error:
        came = "JSON that is no error of Microsoft Graph" if isinstance(response.json, Mapping) else what_came(response)
        return f"What came is {came}, so a proxy may have answered in its place."
    details = error.get("details")
    words = (
        [item.get("message", "") for item in details if isinstance(item, Mapping)] if isinstance(details, list) else []
    )
    text = one_line(error.get("message") or "; ".join(map(str, words)) or "no explanation")
    return text if text.endswith(".") else text + "."


def _fix(code: str, method: str, path: str) -> str:
    """What to do about a 403: only its own codes tell of a permission."""
    if code.startswith("Authorization_") or code == REPORTS_PERMISSION:
        return (
            f" The signed-in application needs the permission {permission_for(method, path)} with admin consent; a signed-in person needs a "
            f"directory role for it as well."
        )
    if code == QUOTA:
        return (
            " Who signed in has made as many objects as the quota allows; deleted ones count for 30 days. Delete finally what is not needed, or "
            "sign in as somebody else."
        )
    return ""


def _request_id(error: Mapping[str, Any]) -> str | None:
    """The id in the body's inner error, whose name is written in two ways; in a batch no header holds it."""
    inner = error.get("innerError") or error.get("innererror")
    return inner.get("request-id") if isinstance(inner, Mapping) else None


def _is_conflict(code: str, message: str) -> bool:
    """Some conflicts come as 400 and are told apart by their text alone."""
    return code == "Request_MultipleObjectsWithSameKeyValue" or (
        code == "Request_BadRequest" and ("already exist" in message or "ObjectConflict" in message)
    )
