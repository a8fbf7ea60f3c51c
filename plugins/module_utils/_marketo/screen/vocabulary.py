# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page calls its elements, with the operator's corrections."""

from __future__ import annotations

from typing import Any

from ..matching.overrides import parse_overrides
from ..matching.words import LANGUAGES

_KINDS = {"clickable": "button"}


class Vocabulary:
    """The entries, and the page's language as soon as that is known."""

    def __init__(self, page_map: Any) -> None:
        self.overrides = parse_overrides(page_map)
        self.entries = self.overrides.entries()
        self.language: str | None = None

    def labels(self, key: str) -> list[str]:
        """Return what an element may be called: in the page's language and in English, or in all languages while the page's is unknown."""
        languages = dict.fromkeys((self.language, "en")) if self.language else LANGUAGES
        words = self.entries[key].words
        return list(dict.fromkeys(text for language in languages if language for text in words.get(language, ())))

    def describe(self, key: str) -> str:
        """Describe an element: its kind, and what it was expected to be called."""
        entry = self.entries[key]
        kind = _KINDS.get(entry.kind, entry.kind)
        selector = self.overrides.selectors.get(key)
        if selector and not self.overrides.own_texts(key):
            return f"the {kind} at {selector!r}"
        within = f" at {selector!r}" if selector else ""
        return f"the {kind} {' or '.join(map(repr, self.labels(key)))}{within}"
