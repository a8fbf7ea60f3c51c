# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the doctor found, as a task asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .page_info import absolute
from .session_host.client import SessionClient


class UiInfo:
    """The query behind marketo_ui_info. Nothing is changed, and nothing that is missing is an error."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._screens: Sequence[str] = options["screens"]
        self._path = absolute(options["screenshot"])

    def run(self) -> dict[str, Any]:
        """Let the session walk the page."""
        return self._client.examine(self._screens, self._path)
