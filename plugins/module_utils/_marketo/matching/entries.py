# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The elements as data: what speaks for each, apart from how it is looked for (``choose.py``) and what an operator corrects (``overrides.py``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .words import SECTIONS, WORDS, Words


@dataclass(frozen=True)
class Entry:
    """One element.

    ``under`` and ``not_under`` name sections (`SECTIONS`) or give a heading's own words; ``near`` names values that we know. ``widgets`` are the
    toolkit's ids, item ids, types or actions of the element or of what it stands in. ``place`` is ``toolbar`` or empty. ``proves`` is what must come
    of a click; the caller checks it. ``selector`` is true if an operator gave one: then only what it marks is considered. ``id`` must be the element's.
    ``text_is_state`` is true where the text says what state the sync is in, so that nothing but the text finds it.
    """

    name: str
    words: Words
    kind: str = "clickable"
    under: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    widgets: tuple[str, ...] = ()
    place: str = ""
    proves: str = ""
    selector: bool = False
    id: str = ""
    text_is_state: bool = False


_OTHERS = ("sync_options", "field_sync", "entities_sync", "enable_step")
_TABS = ("dynamics_tab", "validate_sync_setup", "sync_status", "sync_errors", "reconfigure_auth_method")
_FIELDS = ("username", "password", "organization_url", "client_id", "client_secret", "tenant_id")
_SPECIAL: Mapping[str, Entry] = {
    "disable_sync": Entry(
        "disable_sync",
        WORDS["disable_sync"],
        not_under=("entities_sync", "enable_step"),
        widgets=("enableSync",),
        place="toolbar",
        proves="sync_disabled",
        text_is_state=True,
    ),
    "enable_sync": Entry(
        "enable_sync",
        WORDS["enable_sync"],
        not_under=("entities_sync", "enable_step"),
        widgets=("enableSync",),
        place="toolbar",
        proves="sync_enabled",
        text_is_state=True,
    ),
    "edit": Entry(
        "edit",
        WORDS["edit"],
        under=("credentials",),
        not_under=_OTHERS,
        near=("client_id", "username", "organization_url"),
        widgets=("editCredentials", "crmEditCredentials"),
        proves="credentials_form",
    ),
    "save": Entry("save", WORDS["save"], widgets=("submit", "crmEditCredentialsForm"), proves="credentials_saved"),
}


def _entry(name: str) -> Entry:
    if name in _SPECIAL:
        return _SPECIAL[name]
    kind = (
        "tab"
        if name in _TABS
        else "field"
        if name in _FIELDS
        else "choice"
        if name.startswith("auth_")
        else "clickable"
    )
    return Entry(name, WORDS[name], kind)


ENTRIES: Mapping[str, Entry] = {name: _entry(name) for name in WORDS}


def heading_words(name: str) -> tuple[str, ...]:
    """Return the words of a section, or the text itself if it isn't a section's name."""
    if name not in SECTIONS:
        return (name,)
    return tuple(text for texts in SECTIONS[name].values() for text in texts)
