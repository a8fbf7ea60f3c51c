# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person is asked to click, one after the other, in the order in which the elements come up."""

from __future__ import annotations

from collections.abc import Mapping

from ..matching.entries import ENTRIES

ICON = "row_good"
# In the order of the procedure: the page, the form behind Edit, the validation.
_ASKED: Mapping[str, str] = {
    "dynamics_tab": "the tab Microsoft Dynamics",
    "disable_sync": "the button that disables the sync (Disable Sync). Skip it while the sync is disabled",
    "enable_sync": "the button that enables the sync (Enable Sync). Skip it while the sync is enabled",
    "edit": "the Edit beside Credentials",
    "username": "into the field Username. If its form is closed, let one click through to open it",
    "password": "into the field Password",
    "organization_url": "into the field URL",
    "client_id": "into the field Client ID",
    "client_secret": "into the field Client Secret",
    "save": "the button that saves the credentials (Save)",
    "cancel": "the button that closes the form without saving (Cancel)",
    "sync_status": "the tab Sync Status",
    "sync_errors": "the tab Sync Errors",
    "validate_sync_setup": "the tab Validate Sync Setup",
    "next": "the button that starts the validation (Next)",
    ICON: "a green icon of a validation's rows",
    "close": "the button that closes the rows (Close)",
}
ASKED: Mapping[str, str] = {name: text for name, text in _ASKED.items() if name in ENTRIES or name == ICON}
