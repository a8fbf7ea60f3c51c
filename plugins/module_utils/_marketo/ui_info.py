# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the doctor found on the page, or what a rehearsal finds in a snapshot of it, as a task asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from .._engine import console
from .._engine.errors import InvalidInput
from .matching.overrides import parse_overrides
from .offline.rehearsal import rehearse
from .page_info import absolute
from .session_host.client import SessionClient, session_client
from .snapshot_file.store import check_path, read

# What one way of asking returns, and the other doesn't.
OF_THE_PAGE = ("language", "munchkin_id", "rendering", "page_map_version", "screenshot", "override", "snapshot")
OF_A_SNAPSHOT = ("readings", "lines")
# The session host answers within half an hour, or counts as hanging.
LONGEST_LESSON = 1500.0


@contextmanager
def page_or_file(params: Mapping[str, Any], check_mode: bool) -> Iterator[SessionClient | None]:
    """The client of the session, or None where a file is asked instead of a page."""
    if params["from_snapshot"]:
        yield None
        return
    with session_client(params, check_mode) as client:
        yield client


class UiInfo:
    """The query behind marketo_ui_info. Nothing is changed, and nothing that is missing is an error."""

    def __init__(self, client: SessionClient | None, options: Mapping[str, Any]) -> None:
        self._client = client
        self._file: str | None = options["from_snapshot"]
        self._screens: Sequence[str] = options["screens"]
        self._path = absolute(options["screenshot"])
        self._snapshot = check_path(options["snapshot"]) if options["snapshot"] else None
        if options["page_map"] and not self._file:
            raise InvalidInput(
                "page_map is for from_snapshot. A page in a session is held against the page_map that marketo_session was given."
            )
        self._overrides = parse_overrides(options["page_map"])
        self._teach: Sequence[str] = options["teach"] or ()
        self._lesson_seconds: float = options["teach_timeout"]
        if not 0 < self._lesson_seconds <= LONGEST_LESSON:
            raise InvalidInput(
                f"teach_timeout is {self._lesson_seconds:g}. Give a number of seconds above 0, and {LONGEST_LESSON:g} at most."
            )

    def run(self) -> dict[str, Any]:
        """Let the session walk the page, or rehearse with the file."""
        if self._client is None:
            found = rehearse(read(self._file or ""), self._overrides)
            return {**dict.fromkeys((*OF_THE_PAGE, "taught")), **found}
        if self._teach:
            return {**dict.fromkeys((*OF_THE_PAGE, *OF_A_SNAPSHOT, "elements")), **self._lesson(self._client)}
        written = None
        # The snapshot comes first: the walk may not get far. Check mode writes no file.
        if self._snapshot and not self._client.check_mode:
            written = self._client.snapshot(self._snapshot)
        found = self._client.examine(self._screens, self._path)
        return {**dict.fromkeys((*OF_A_SNAPSHOT, "taught")), **found, "snapshot": written["path"] if written else None}

    def _lesson(self, client: SessionClient) -> dict[str, Any]:
        """Have a person teach. In check mode nobody is bothered."""
        if client.check_mode:
            return {"ok": True, "taught": []}
        console.tell(
            f"The browser's window asks for {len(self._teach)} elements in a bar, for at most {self._lesson_seconds:g} seconds. Click each once; "
            f"no click reaches the page."
        )
        return client.teach(self._teach, self._lesson_seconds)
