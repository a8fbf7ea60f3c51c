# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which members of Microsoft Graph's objects hold what, as its reference has them: what is read here must be of its kind.

Something between this machine and Graph can change an answer. A member of another kind would end in an error that nobody understands, and
an id that is null in an address that means another object.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable

from ..._engine.errors import UnexpectedAnswer
from ..._http.answers import one_line

_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and _MOMENT.match(value) is not None


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


_KINDS: dict[str, tuple[Callable[[Any], bool], str, tuple[str, ...]]] = {
    "an id": (_is_key, "", ("id", "appId", "keyId", "resourceAppId")),
    "a text": (
        _is_text,
        "null",
        (
            *(
                "displayName",
                "uniqueName",
                "userPrincipalName",
                "scope",
                "clientId",
                "resourceId",
                "principalId",
                "consentType",
            ),
            *(
                "hint",
                "secretText",
                "authenticationType",
                "userType",
                "restrictionType",
                "maxLifetime",
                "state",
                "appOwnerOrganizationId",
            ),
        ),
    ),
    "true or false": (
        _is_flag,
        "null",
        ("accountEnabled", "appRoleAssignmentRequired", "isEnabled", "isOrganizationDefault"),
    ),
    "a moment": (
        _is_moment,
        "null",
        ("createdDateTime", "startDateTime", "endDateTime", "deletedDateTime", "lastPasswordChangeDateTime"),
    ),
    "a list of texts": (_are_texts, "null", ("tags", "definition")),
    "a list of objects": (
        _are_objects,
        "null",
        (
            "passwordCredentials",
            "requiredResourceAccess",
            "resourceAccess",
            "oauth2PermissionScopes",
            "appRoles",
            "passwordProfiles",
        ),
    ),
}
_MEMBERS = {name: (kind, fits, nothing) for kind, (fits, nothing, names) in _KINDS.items() for name in names}


def check_shape(answer: Any) -> None:
    """Raise `UnexpectedAnswer` where a member, however deep, is of another kind than Graph gives it."""
    pending = [answer]
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            for name, member in value.items():
                _check(name, member)
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)


def _check(name: str, value: Any) -> None:
    kind, fits, nothing = _MEMBERS.get(name, ("", None, ""))
    if fits is None or fits(value) or (value is None and nothing):
        return
    raise UnexpectedAnswer(
        f"An answer of Microsoft Graph has {one_line(repr(value), 60)} as {name}, which must be {kind}. A proxy, or whatever else lies between "
        f"this machine and Graph, may have changed it. Nothing was concluded from it.",
        status=200,
    )
