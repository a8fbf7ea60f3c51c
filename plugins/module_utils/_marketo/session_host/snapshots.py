# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The request for a snapshot of the page in a file."""

from __future__ import annotations

import time
from typing import Any

from ..page.page import Page
from ..reading.busy import is_loading
from ..session_options import SessionOptions
from ..snapshot.capture import capture
from ..snapshot_file.beside import write_page
from ..snapshot_file.store import read

# The page is at rest if it held as many elements for so long.
REST_SECONDS = 1.0
LOOK_SECONDS = 0.25


class Snapshots:
    """Loads the admin page anew and writes what it shows, whether or not anything on it is known."""

    def __init__(self, tab: Any, options: SessionOptions) -> None:
        self._page = Page(tab, options)
        self._options = options

    def take(self, path: str) -> dict[str, Any]:
        """Write the snapshot; return its path and how much it holds.

        Raise `PageMismatch` if it is another instance's page, and `MarketoDynamicsError` if something of the run would be in the file.
        """
        self._page.navigation.open()
        self._rest()
        write_page(path, self._page.tab, self._options)
        # Whatever a file promises was read back from it.
        written = read(path)
        return {
            "path": path,
            "elements": len(written.nodes),
            "frames": len(written.frames),
            "unreadable_frames": len(written.unreadable),
        }

    def _rest(self) -> None:
        """Wait until the page stays as it is, for as long as the page may take; one that never rests is written as it is then."""
        since, seen, deadline = time.monotonic(), -1, time.monotonic() + self._page.timeout
        while time.monotonic() < deadline:
            with capture(self._page.tab) as captured:
                count, loading = len(captured.snapshot.nodes), is_loading(captured.snapshot)
            if loading or count != seen:
                since, seen = time.monotonic(), count
            elif time.monotonic() - since >= REST_SECONDS:
                return
            self._page.tab.wait_for_timeout(LOOK_SECONDS * 1000)
