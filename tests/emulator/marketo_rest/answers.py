"""How the API answers: HTTP 200 with an envelope, errors included; only refused token requests have another status."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response


class RestError(Exception):
    """A refusal: Marketo's own code and message, in an answer with status 200."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class TokenRefused(Exception):
    """The credentials of a token request are wrong: status 401 and OAuth's error."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


def success(result: list[dict[str, Any]]) -> Response:
    """An answer with what was asked for."""
    return JSONResponse({"requestId": _request_id(), "result": result, "success": True})


def failure(error: RestError) -> Response:
    """An answer with one error."""
    errors = [{"code": error.code, "message": error.message}]
    return JSONResponse({"requestId": _request_id(), "success": False, "errors": errors})


def token_failure(refused: TokenRefused) -> Response:
    """The answer to a token request with wrong credentials."""
    return JSONResponse({"error": refused.error, "error_description": refused.description}, 401)


def _request_id() -> str:
    return f"{secrets.token_hex(2)}#{secrets.token_hex(6)[1:]}"
