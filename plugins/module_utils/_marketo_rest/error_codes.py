# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the REST API's error codes mean here.

Marketo answers a failed call with status 200, ``success: false`` and a list of errors
(experienceleague.adobe.com/docs/marketo-developer/marketo/rest/error-codes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._engine.errors import RequestRefused
from .._engine.meaning import Meaning
from .._http.transport import Response

# No token, an unknown one, an expired one.
TOKEN_CODES = frozenset({"600", "601", "602"})
UNKNOWN_FIELD = "1006"
_RATE, _AT_ONCE = "606", "615"
# Timed out, unavailable, system error, subscription unreachable, a resource missing for a moment. A call with such a code was not done.
_PASSING = frozenset({"604", "608", "611", "614", "713"})
# Seconds over which the rate limit counts (100 calls), where the message doesn't say.
_WINDOW = "20"
_PERMISSION = (
    "The role of the API-only user behind the custom service needs the permission Read-Only Lead (Read-Only Person) of Access API. Where the "
    "role has it, the instance's allowlist for IP-based API access may leave this machine's address out."
)
_LATER = "Run again later."
MEANINGS: dict[str, Meaning] = {
    "600": Meaning(
        "the call came without its access token", "Look for a proxy that takes the Authorization header away."
    ),
    "601": Meaning(
        "it did not accept the access token it had just issued",
        "Check that rest_endpoint and munchkin_id are those of one instance.",
    ),
    "602": Meaning("the access token it had just issued has expired", _LATER),
    "603": Meaning("access is denied", _PERMISSION),
    "604": Meaning("the call took too long", _LATER),
    _RATE: Meaning(
        "more calls than the instance allows came in a short while, from all its integrations together", _LATER
    ),
    "607": Meaning(
        "the instance's calls for this day are used up",
        "They are counted anew from midnight, Central Standard Time. Admin, Integration, Web Services "
        "shows who used them.",
    ),
    "608": Meaning("the API is unavailable for the moment", _LATER),
    "610": Meaning("there is nothing at this address", "Check rest_endpoint."),
    "611": Meaning("the service met an error", _LATER),
    "614": Meaning("the instance can't be reached", f"Check munchkin_id and rest_endpoint. {_LATER}"),
    _AT_ONCE: Meaning("more calls at once than the instance allows, from all its integrations together", _LATER),
    "713": Meaning("the service is short of something for the moment", _LATER),
    "1003": Meaning("it can't use what was asked", "The email address must lead to fewer people."),
    UNKNOWN_FIELD: Meaning(
        "it knows no such field",
        "Give the field's REST name, as Admin, Field Management, Export Field Names lists it.",
    ),
}


def error_of(response: Response) -> tuple[str, str] | None:
    """Code and message of a failed call; None for a success."""
    body = response.json if isinstance(response.json, Mapping) else {}
    if body.get("success") is not False:
        return None
    errors = body.get("errors") or [{}]
    first = errors[0] if isinstance(errors[0], Mapping) else {}
    return str(first.get("code") or ""), " ".join(str(first.get("message") or "no explanation").split())[:300]


def in_terms_of_http(response: Response) -> Response:
    """An answer that asks to come back later, with the status that says so in HTTP: what knows when to repeat a request reads that."""
    code, message = error_of(response) or ("", "")
    if code == _RATE:
        return _as(response, 429, {"retry-after": _window(message)})
    if code == _AT_ONCE:
        return _as(response, 429, {})
    return _as(response, 503, {}) if code in _PASSING else response


def refusal(call: str, host: str, response: Response) -> RequestRefused:
    """The error for an answer that is no success."""
    error = error_of(response)
    if error is None:
        return RequestRefused(
            f"{host} answered {call} with status {response.status}, and not in the way of Marketo's REST API. Check munchkin_id and "
            f"rest_endpoint, and that no proxy answers in its place.",
            status=response.status,
        )
    code, message = error
    meaning = MEANINGS.get(code, Meaning(message, "Adobe's page on error codes of the REST API tells more."))
    return RequestRefused(
        f"Marketo ({host}) refused {call}: {meaning.fact} ({code or 'no code'}: {message}). {meaning.fix}",
        status=200,
        code=code,
        request_id=response.json.get("requestId"),
    )


def _as(response: Response, status: int, headers: Mapping[str, str]) -> Response:
    return Response(status, headers, response.text, response.json)


def _window(message: str) -> str:
    """The seconds that the limit's message names: Max rate limit '100' exceeded with in '20' secs."""
    named = re.search(r"'(\d+(?:\.\d+)?)'\s*secs", message)
    return named[1] if named else _WINDOW
