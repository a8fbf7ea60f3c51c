"""What sign-in refuses, by its AADSTS code: HTTP status, OAuth error, and the answer's body."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import JSONResponse


@dataclass(frozen=True)
class _Kind:
    status: int
    error: str
    text: str
    suberror: str | None = None


_KINDS: dict[int, _Kind] = {
    # The request itself.
    900144: _Kind(400, "invalid_request", "The request body must contain the following parameter: '{name}'."),
    70003: _Kind(400, "unsupported_grant_type", "The app requested an unsupported grant type '{name}'."),
    # The protocol's own name for it; its AADSTS code is not known.
    0: _Kind(400, "authorization_declined", "The person declined."),
    70016: _Kind(
        400, "authorization_pending", "OAuth 2.0 device flow error. Authorization is pending. Continue polling."
    ),
    70018: _Kind(400, "bad_verification_code", "Invalid verification code."),
    70019: _Kind(400, "expired_token", "Verification code expired."),
    70011: _Kind(400, "invalid_scope", "The provided value for the input parameter 'scope' is not valid: '{name}'."),
    # The tenant.
    90002: _Kind(
        400, "invalid_request", "Tenant '{name}' not found. Check the tenant id and the sign-in host's cloud."
    ),
    9001023: _Kind(
        400,
        "invalid_request",
        "The grant type isn't supported over the /common or /consumers endpoints. Use the tenant-specific endpoint.",
    ),
    50059: _Kind(
        400, "invalid_request", "No tenant-identifying information found in either the request or the credentials."
    ),
    # The client application.
    700016: _Kind(
        400, "unauthorized_client", "Application with identifier '{name}' was not found in the directory '{tenant}'."
    ),
    7000229: _Kind(
        401, "invalid_client", "The client application '{name}' is missing service principal in the tenant '{tenant}'."
    ),
    7000112: _Kind(400, "unauthorized_client", "Application '{name}' is disabled."),
    7000215: _Kind(
        401,
        "invalid_client",
        "Invalid client secret provided for app '{name}'. The value must be the secret's value, not its id.",
    ),
    7000216: _Kind(
        401,
        "invalid_client",
        "'client_assertion' or 'client_secret' is required for the 'client_credentials' grant type.",
    ),
    7000218: _Kind(
        401,
        "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
    7000222: _Kind(401, "invalid_client", "The provided client secret keys for app '{name}' are expired."),
    700025: _Kind(
        401, "invalid_client", "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."
    ),
    700024: _Kind(401, "invalid_client", "Client assertion is not within its valid time range."),
    700027: _Kind(
        401, "invalid_client", "The certificate with which the client assertion is signed is not registered."
    ),
    700211: _Kind(401, "invalid_client", "No matching federated identity record found for issuer '{name}'."),
    700213: _Kind(401, "invalid_client", "No matching federated identity record found for subject '{name}'."),
    700212: _Kind(401, "invalid_client", "No matching federated identity record found for audience '{name}'."),
    50027: _Kind(401, "invalid_client", "The client assertion is no valid JSON Web Token."),
    # The resource.
    500011: _Kind(
        400, "invalid_resource", "The resource principal named {name} was not found in the tenant named {tenant}."
    ),
    500014: _Kind(400, "invalid_resource", "The service principal for resource '{name}' is disabled."),
    650053: _Kind(
        400, "invalid_client", "The application asked for scope '{name}' that doesn't exist on the resource."
    ),
    650057: _Kind(
        400,
        "invalid_resource",
        "Invalid resource. The resource '{name}' is not listed in the requested permissions of the application's "
        "registration.",
    ),
    # The user.
    50034: _Kind(400, "invalid_grant", "The user account {name} does not exist in the {tenant} directory."),
    50053: _Kind(
        400, "invalid_grant", "The account is locked: too many sign-ins with an incorrect user ID or password."
    ),
    50055: _Kind(400, "invalid_grant", "The password is expired.", "user_password_expired"),
    50056: _Kind(400, "invalid_grant", "Invalid or null password: the password does not exist in the directory."),
    50057: _Kind(400, "invalid_grant", "The user account is disabled."),
    50126: _Kind(400, "invalid_grant", "Error validating credentials due to invalid username or password."),
    50076: _Kind(
        400,
        "invalid_grant",
        "You must use multi-factor authentication to access '{name}'.",
        "basic_action",
    ),
    53003: _Kind(400, "invalid_grant", "Access has been blocked by Conditional Access policies.", "message_only"),
    50105: _Kind(
        400, "invalid_grant", "The signed in user '{user}' is not assigned to a role for the application '{name}'."
    ),
    65001: _Kind(
        400,
        "invalid_grant",
        "The user or administrator has not consented to use the application with ID '{name}'.",
        "consent_required",
    ),
}


class Refused(Exception):
    """The sign-in is refused with an AADSTS code."""

    def __init__(self, code: int, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def refusal_text(refused: Refused) -> str:
    """Return the sentence for a refusal, without its code."""
    return _KINDS[refused.code].text.format(**refused.words)


def refusal_response(refused: Refused, host: str, correlation_id: str, now: datetime) -> JSONResponse:
    """Make the answer for a refusal, as the sign-in host writes it."""
    kind, text = _KINDS[refused.code], refusal_text(refused)
    trace_id = str(uuid.uuid4())
    timestamp = now.strftime("%Y-%m-%d %H:%M:%SZ")
    body = {
        "error": kind.error,
        "error_description": f"{f'AADSTS{refused.code}: ' if refused.code else ''}{text} Trace ID: {trace_id} Correlation ID: {correlation_id} "
        f"Timestamp: {timestamp}",
        "error_codes": [refused.code] if refused.code else [],
        "timestamp": timestamp,
        "trace_id": trace_id,
        "correlation_id": correlation_id,
        "error_uri": f"https://{host}/error?code={refused.code}",
    }
    if kind.suberror:
        body["suberror"] = kind.suberror
    return JSONResponse(body, kind.status, headers={"Cache-Control": "no-store", "x-ms-request-id": trace_id})
