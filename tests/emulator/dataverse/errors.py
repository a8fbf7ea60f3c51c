"""Refusals of the Web API: HTTP status, a hexadecimal code, and a message."""

from __future__ import annotations


class WebApiError(Exception):
    """An answer with an error body."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class Unauthorized(Exception):
    """An answer 401, which has no error body but a challenge in its header."""


def bad_query(message: str) -> WebApiError:
    """The query can't be understood."""
    return WebApiError(400, "0x80060888", message)


def bad_request(message: str) -> WebApiError:
    """The body can't be understood or breaks a rule of the data."""
    return WebApiError(400, "0x80040265", message)


def undeclared_property(name: str, entity_set: str) -> WebApiError:
    """The body binds a navigation property that the table doesn't have, or not in this case."""
    return WebApiError(
        400,
        "0x80048d19",
        f"Error identified in Payload provided by the user for Entity :'{entity_set}', For more information on this error "
        "please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : "
        f"Microsoft.OData.ODataException: An undeclared property '{name}' which only has property annotations in the payload "
        "but no property value was found in the payload. In OData, only declared navigation properties and declared named "
        "streams can be represented as properties without values.",
    )


def no_segment(segment: str) -> WebApiError:
    """The address leads nowhere."""
    return WebApiError(404, "0x8006088a", f"Resource not found for the segment '{segment}'.")


def no_record(entity: str, key: str) -> WebApiError:
    """The table holds no such row."""
    return WebApiError(404, "0x80040217", f"Entity '{entity}' With Id = {key} Does Not Exist")


def not_a_member() -> WebApiError:
    """The token is good, but nobody in the organization belongs to it."""
    return WebApiError(403, "0x80072560", "The user is not a member of the organization.")


def user_disabled(user_id: str) -> WebApiError:
    """The organization knows the user, and keeps it out."""
    return WebApiError(403, "0x80040225", f"The specified user(Id = {user_id}) is disabled.")


def missing_privilege(user_id: str, privilege: str) -> WebApiError:
    """None of the user's roles allows the operation."""
    return WebApiError(403, "0x80040220", f"Principal user (Id={user_id}) is missing {privilege} privilege.")
