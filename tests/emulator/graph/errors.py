"""The errors Microsoft Graph answers with, and the texts that clients tell them apart by."""

from __future__ import annotations

from typing import Any

from .clouds import APP_ID


class GraphError(Exception):
    """An answer other than success."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers = headers or {}

    def body(self, date: str, request_id: str, client_request_id: str) -> dict[str, Any]:
        """Render the error as Graph writes it; the inner error's date has no offset."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.details:
            error["details"] = self.details
        error["innerError"] = {"date": date, "request-id": request_id, "client-request-id": client_request_id}
        return {"error": error}


def bad_request(message: str, details: list[dict[str, str]] | None = None) -> GraphError:
    """The directory found the request wrong."""
    return GraphError(400, "Request_BadRequest", message, details)


def malformed(message: str) -> GraphError:
    """The gateway found the request wrong, before the directory saw it."""
    return GraphError(400, "BadRequest", message)


def invalid_property(name: str) -> GraphError:
    """The type has no such property."""
    return bad_request(f"Invalid property '{name}'.")


def invalid_value(name: str, resource: str) -> GraphError:
    """The property exists, its value is wrong."""
    return bad_request(
        f"Invalid value specified for property '{name}' of resource '{resource}'.",
        [{"code": "InvalidValue", "message": "Invalid value.", "target": name}],
    )


def read_only(name: str) -> GraphError:
    """The property is set by the service alone."""
    return bad_request(f"Property '{name}' is read-only and cannot be set.")


def object_conflict(name: str) -> GraphError:
    """Another object holds the value of a unique property."""
    message = f"Another object with the same value for property {name} already exists."
    return bad_request(message, [{"code": "ObjectConflict", "message": message, "target": name}])


def same_key(message: str) -> GraphError:
    """Another object or link with the same key exists."""
    return GraphError(409, "Request_MultipleObjectsWithSameKeyValue", message)


def unsupported_query(message: str) -> GraphError:
    """The query is well-formed but not served (at least not without the advanced-query header)."""
    return GraphError(400, "Request_UnsupportedQuery", message)


def not_found(identifier: str) -> GraphError:
    """There is no such object, or none yet."""
    message = (
        f"Resource '{identifier}' does not exist or one of its queried reference-property objects are not present."
    )
    return GraphError(404, "Request_ResourceNotFound", message)


def denied(message: str = "Insufficient privileges to complete the operation.") -> GraphError:
    """The caller lacks a permission."""
    return GraphError(403, "Authorization_RequestDenied", message)


def unauthenticated(reason: str) -> GraphError:
    """Refuse a request without a usable token."""
    challenge = (
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", '
        f'client_id="{APP_ID}"'
    )
    return GraphError(401, "InvalidAuthenticationToken", reason, headers={"www-authenticate": challenge})
