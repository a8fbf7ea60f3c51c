"""``addPassword`` and ``removePassword``: the client secrets of an application."""

from __future__ import annotations

import secrets
import string
import uuid
from datetime import datetime

from ..directory import Object
from ..errors import bad_request, malformed
from ..exchange import Answer, GraphRequest
from ..routing import Operation
from ..times import add_years, normalized, parse_date_time, seven_digits
from ..validation import check_properties, date_time, guid, nullable
from ..validation import string as string_checker
from .app_management_policies import check_new_password
from .applications import find_own_application

_RESOURCE = "Application"
_DEFAULT_YEARS = 2
_HINT_LENGTH = 3
_SECRET_LENGTH = 40
_ALPHABET = string.ascii_letters + string.digits + "~._-"

# With personal accounts in its audience an application takes no more.
_MOST_WITH_PERSONAL_ACCOUNTS = 2
_PERSONAL_AUDIENCES = ("AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount")

_WRITABLE = {
    "displayName": nullable(string_checker(120)),
    "startDateTime": nullable(date_time),
    "endDateTime": nullable(date_time),
    "customKeyIdentifier": nullable(string_checker()),
}


def _add_password(request: GraphRequest) -> Answer:
    application = find_own_application(request)
    wanted = _read_credential(request)
    now = request.directory.now()
    start, end = _lifetime(wanted, now)
    check_new_password(request.directory, application, parse_date_time(end) - parse_date_time(start))
    _check_number(application)
    secret_text = _new_secret_text()
    credential = {
        "customKeyIdentifier": wanted.get("customKeyIdentifier"),
        "displayName": wanted.get("displayName"),
        "endDateTime": end,
        "hint": secret_text[:_HINT_LENGTH],
        "keyId": str(uuid.uuid4()),
        "startDateTime": start,
    }
    application.setdefault("passwordCredentials", []).append({**credential, "secretText": None})
    request.directory.tenant.setdefault("secrets", {})[credential["keyId"]] = secret_text
    context = f"{request.service_root}/$metadata#microsoft.graph.passwordCredential"
    return Answer(200, {"@odata.context": context, **credential, "secretText": secret_text})


def _read_credential(request: GraphRequest) -> Object:
    body = request.json_object(required=False)
    for name in body:
        if name != "passwordCredential":
            raise malformed(
                f"The parameter '{name}' in the request payload is not a valid parameter "
                "for the operation 'addPassword'."
            )
    wanted = body.get("passwordCredential") or {}
    if not isinstance(wanted, dict):
        raise malformed("The parameter 'passwordCredential' must be an object.")
    check_properties(wanted, _WRITABLE, _RESOURCE, read_only_names=("secretText", "hint", "keyId"))
    return wanted


def _lifetime(wanted: Object, now: datetime) -> tuple[str, str]:
    """Return start and end as they are stored; a caller's time keeps its own precision."""
    start_text = wanted.get("startDateTime")
    start = parse_date_time(start_text) if start_text else now
    end_text = wanted.get("endDateTime")
    end = parse_date_time(end_text) if end_text else add_years(start, _DEFAULT_YEARS)
    if end <= start or end <= now:
        message = "Key credential end date is invalid."
        raise bad_request(message, [{"code": "InvalidKeyEndDate", "message": message, "target": "EndDate"}])
    return (
        normalized(start_text) if start_text else seven_digits(start),
        normalized(end_text) if end_text else seven_digits(end),
    )


def _check_number(application: Object) -> None:
    held = len(application.get("passwordCredentials") or [])
    if application.get("signInAudience") in _PERSONAL_AUDIENCES and held >= _MOST_WITH_PERSONAL_ACCOUNTS:
        raise bad_request(f"You can only add a maximum of {_MOST_WITH_PERSONAL_ACCOUNTS} encrypted credentials.")


def _new_secret_text() -> str:
    """Make a secret as Entra's look: a marker after the first three characters, punctuation in between."""
    head = "".join(secrets.choice(string.ascii_letters + string.digits) for _index in range(_HINT_LENGTH)) + "8Q~"
    return head + "".join(secrets.choice(_ALPHABET) for _index in range(_SECRET_LENGTH - len(head)))


def _remove_password(request: GraphRequest) -> Answer:
    application = find_own_application(request)
    body = request.json_object()
    guid(body.get("keyId"), "keyId", _RESOURCE)
    key_id = str(body["keyId"])
    held = application.get("passwordCredentials") or []
    removed = next((each for each in held if each["keyId"].lower() == key_id.lower()), None)
    if removed is None:
        # Not verified: no source says what the real service answers to an unknown keyId.
        raise bad_request(f"No password credential found with keyId '{key_id}'.")
    application["passwordCredentials"] = [each for each in held if each is not removed]
    request.directory.tenant.setdefault("secrets", {}).pop(removed["keyId"], None)
    return Answer(204)


OPERATIONS = [
    Operation("POST", "/applications/{application}/addPassword", _add_password),
    Operation("POST", "/applications/{application}/removePassword", _remove_password),
]
