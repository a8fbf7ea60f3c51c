# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where on the page each element is expected, and which the doctor can't see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..matching.entries import ENTRIES

# Raised with every change of what is expected, so that a report tells what the page was held against.
PAGE_MAP_VERSION = "3"

# The parts of the page, in the order in which the doctor walks them, with what leads there from the main tab.
SCREENS: Mapping[str, str] = {
    "main": "",
    "sync_status": "sync_status",
    "sync_errors": "sync_errors",
    "auth_method": "reconfigure_auth_method",
    "validation": "validate_sync_setup",
    "edit_dialog": "edit",
}
# The two names of the sync's button: what it is called says what a click would do.
STATES = ("disable_sync", "enable_sync")
# The screens that hold the form of the credentials.
FORMS = ("edit_dialog", "validation", "auth_method")
_ROLES = {"clickable": "button"}
_AFTER_A_CHANGE = "it answers a question that follows a click that changes something"


@dataclass(frozen=True)
class Expected:
    """Where an element is expected; ``later`` says why it can't be seen without a change, or is empty."""

    screens: tuple[str, ...] = ()
    later: str = ""


_MAIN = ("dynamics_tab", "disable_sync", "enable_sync", "edit", "validate_sync_setup", "sync_status", "sync_errors")
EXPECTED: Mapping[str, Expected] = {
    **dict.fromkeys((*_MAIN, "reconfigure_auth_method"), Expected(("main",))),
    **dict.fromkeys(("username", "client_id", "organization_url"), Expected(("main", *FORMS))),
    **dict.fromkeys(("password", "client_secret"), Expected(FORMS)),
    **dict.fromkeys(("save", "cancel"), Expected(("edit_dialog",))),
    "next": Expected(("validation",)),
    "close": Expected(later="it stands below the rows of a validation, and a validation signs in for real"),
    **dict.fromkeys(("auth_method_ropc", "auth_method_s2s"), Expected(("auth_method",))),
    "tenant_id": Expected(FORMS, "only the form of server-to-server has it"),
    "validate": Expected(("auth_method",)),
    "switch": Expected(later="it can be used after a validation, and a validation signs in for real"),
    **dict.fromkeys(("yes", "confirm", "ok", "no"), Expected(later=_AFTER_A_CHANGE)),
}


def on_screen(screen: str) -> list[str]:
    """Return the elements that are expected on a part of the page, in their order."""
    return [name for name, expected in EXPECTED.items() if screen in expected.screens]


def role_of(name: str) -> str:
    """Return what kind of element it is, as a result says it."""
    kind = ENTRIES[name].kind
    return "link_or_button" if name == "edit" else _ROLES.get(kind, kind)
