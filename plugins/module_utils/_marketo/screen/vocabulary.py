# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page calls its elements, in the languages that come into question."""

from __future__ import annotations

from typing import Any

from ..page_map.element import LANGUAGES
from ..page_map.page_map import PageMap


class Vocabulary:
    """The page map, in the page's language as soon as that is known."""

    def __init__(self, page_map: Any) -> None:
        self.map = PageMap(page_map)
        self.language: str | None = None

    def languages(self) -> tuple[str, ...]:
        """Return the languages whose labels are tried: the page's and English, or all of them while it is unknown."""
        return tuple(dict.fromkeys((self.language, "en"))) if self.language else LANGUAGES

    def labels(self, key: str) -> list[str]:
        """Return the labels to try for an element."""
        return self.map.labels(key, self.languages())

    def query(self, key: str) -> dict[str, Any]:
        """Return what the finder is told of an element."""
        return self.map.query(key, self.languages())

    def describe(self, key: str) -> str:
        """Describe an element: its kind, and the labels that were tried."""
        kind, entry = self.map.role(key).replace("_", " "), self.query(key)
        if entry["alone"]:
            return f"the {kind} at {entry['selector']!r}"
        within = f" at {entry['selector']!r}" if entry["selector"] else ""
        return f"the {kind} {' or '.join(map(repr, entry['labels']))}{within}"
