# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether the part of the page that is shown is that of Microsoft Dynamics."""

from __future__ import annotations

from ..matching.entries import Entry
from ..matching.text import fold, index
from ..matching.words import all_words
from ..snapshot.model import Snapshot
from .reading import Known
from .tabs import is_active_tab


def is_dynamics_page(snapshot: Snapshot, entry: Entry) -> bool:
    """Return whether nothing says that another tab is the active one, and the name of the page is to be seen.

    Which tab is active is marked in many ways, and the first one may be called otherwise, such as *Overview*. So a tab that says it isn't active
    counts, and one that says nothing doesn't; the sync's button and the saved values have to be read besides.
    """
    reading = is_active_tab(snapshot, entry)
    if isinstance(reading, Known):
        return reading.value == "yes"
    texts = index(snapshot)
    return any(fold(word) in texts for word in all_words(entry.words)) or any(
        fold(word) in fold(frame.title) for word in all_words(entry.words) for frame in snapshot.frames
    )
