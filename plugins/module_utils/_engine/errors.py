# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every error that a user can meet is one of these: one sentence that says what was wrong, what was found, what to do."""

from __future__ import annotations

from typing import Any


class MarketoDynamicsError(Exception):
    """Base of all errors that this collection raises on purpose.

    ``message`` is what the user reads; ``details`` goes into the task's result under ``error``, for playbooks that branch on
    it (``code``, ``status``, ``request_id``). Neither ever holds a secret.
    """

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details: dict[str, Any] = {name: value for name, value in details.items() if value is not None}


class InvalidInput(MarketoDynamicsError):
    """An option's value can't be used; nothing was changed."""


class MissingLibrary(MarketoDynamicsError):
    """A Python library or a program that the task needs is not installed."""


class Ambiguous(MarketoDynamicsError):
    """Several objects fit the description; choosing one is the user's decision."""


class SignInRefused(MarketoDynamicsError):
    """A sign-in was refused; ``details['code']`` holds the service's code, such as ``AADSTS7000215``."""


class RequestRefused(MarketoDynamicsError):
    """A service answered a request with an error.

    ``status`` is the HTTP status, ``code`` the service's own code. Only `NotFound` means that something is absent.
    """

    def __init__(self, message: str, status: int, code: str | None = None, **details: Any) -> None:
        super().__init__(message, status=status, code=code, **details)
        self.status = status
        self.code = code or ""


class UnexpectedAnswer(RequestRefused):
    """What came isn't what the service sends, whatever its status: it says nothing about what was asked."""


class NotFound(RequestRefused):
    """The service said, with status 404 and a code that means just that, that the object does not exist."""


class Conflict(RequestRefused):
    """The write collides with what is there already (status 409, or a 400 that says the same)."""


class Unreachable(MarketoDynamicsError):
    """No answer came. ``sent`` is False where the request certainly never left this machine."""

    def __init__(self, message: str, sent: bool, **details: Any) -> None:
        super().__init__(message, **details)
        self.sent = sent


class TimedOut(MarketoDynamicsError):
    """A bounded wait ended before what it waited for came true."""


class Defect(MarketoDynamicsError):
    """Something that never happens in a collection without defects, stopped before it could do harm."""

    def __init__(self, what: str) -> None:
        super().__init__(f"A defect of this collection: {what} Please report it.")


class WriteInCheckMode(Defect):
    """A client was asked to write in check mode."""


class PageMismatch(MarketoDynamicsError):
    """A web page does not look as expected; nothing further was clicked."""
