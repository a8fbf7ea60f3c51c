# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A snapshot beside a picture of the same page: what the picture shows a person, the snapshot says to the matcher."""

from __future__ import annotations

import os
import re
from typing import Any

from ..._engine.errors import MarketoDynamicsError
from ..snapshot.capture import capture
from .run_values import page_map_of, run_values
from .store import SUFFIX, write
from .vocabulary import Vocabulary, words_of_map

# Of the snapshots beside mismatches in a directory so many stay, the newest.
KEPT = 20
_OURS = re.compile(rf"^mismatch-[\w-]+{re.escape(SUFFIX)}$")


def write_page(path: str, tab: Any, options: Any) -> str:
    """Write what a browser's tab shows now. ``options`` are the session's: their values never reach the file, their page map's words do."""
    page_map = page_map_of(options)
    with capture(tab, values=True) as captured:
        return write(path, captured.snapshot, run_values(options), Vocabulary(words_of_map(page_map)))


def write_beside(picture: str, tab: Any, options: Any, errors: tuple[type[Exception], ...]) -> str | None:
    """Write a snapshot beside a picture; return its path, or None if that fails: it is no reason for another error."""
    caught: tuple[type[Exception], ...] = (MarketoDynamicsError, *errors)
    path = f"{os.path.splitext(picture)[0]}{SUFFIX}"
    try:
        written = write_page(path, tab, options)
        _sweep(os.path.dirname(path))
        return written
    except caught:
        return None


def _sweep(directory: str) -> None:
    """Remove all but the newest of such snapshots; others' files stay."""
    found = sorted((name for name in os.listdir(directory) if _OURS.match(name)), reverse=True)
    for name in found[KEPT:]:
        os.unlink(os.path.join(directory, name))
