# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page's language, by the words that are found on it."""

from __future__ import annotations

from ..snapshot.model import Snapshot
from .text import fold, index
from .words import LANGUAGES, WORDS

# Words that mean something on this page alone. "OK" or "Save" may belong to whatever lies around it.
_TELLING = (
    "disable_sync",
    "enable_sync",
    "edit",
    "validate_sync_setup",
    "sync_status",
    "sync_errors",
    "reconfigure_auth_method",
    "username",
    "client_id",
)


def language_of(snapshot: Snapshot) -> str | None:
    """Return the language whose words the page shows most; what the page says of itself (``lang``) decides between equals. None where nothing tells."""
    texts = index(snapshot)
    votes = dict.fromkeys(LANGUAGES, 0)
    for name in _TELLING:
        for language, words in WORDS[name].items():
            votes[language] += any(fold(word) in texts for word in words)
    most = max(votes.values())
    best = [language for language in LANGUAGES if votes[language] == most]
    if most == 0 or len(best) == len(LANGUAGES):
        return None
    said = said_language(snapshot).lower().replace("_", "-").partition("-")[0]
    return said if said in best else best[0] if len(best) == 1 else None


def said_language(snapshot: Snapshot) -> str:
    """Return the language that the page names, of the frame that is the admin page if there is one; empty if none does."""
    ordered = sorted(snapshot.frames, key=lambda frame: (not frame.munchkin_id, -frame.index))
    return next((frame.language for frame in ordered if frame.language), "")
