# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The page map as it holds for one session: the built-in entries with an operator's corrections on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .element import LANGUAGES, Element, fold
from .elements import BY_NAME, NEVER_CLICKED
from .override import Correction, corrections


class PageMap:
    """Answers what to look for. Raises `InvalidInput` for corrections that can't be used."""

    def __init__(self, page_map: Any = None) -> None:
        self._corrections = corrections(page_map)

    @property
    def selectors(self) -> dict[str, str]:
        """The operator's selectors, by element: the browser is to try them before it opens anything."""
        return {name: correction.selector for name, correction in self._corrections.items() if correction.selector}

    def is_corrected(self, name: str) -> bool:
        """Return whether the operator says something about an element."""
        return name in self._corrections

    def labels(self, name: str, languages: Sequence[str] = LANGUAGES) -> list[str]:
        """The labels of an element in these languages, those of the operator first."""
        correction, built_in = self._correction(name), BY_NAME[name].labels
        own = [text for language in languages for text in correction.of(language)]
        known = [fold(text) for language in languages for text in built_in[language]]
        return list(dict.fromkeys(own + known))

    def role(self, name: str) -> str:
        """What kind of element it is."""
        return self._correction(name).role or BY_NAME[name].role

    def query(self, name: str, languages: Sequence[str]) -> dict[str, Any]:
        """What the finder needs to know to look for an element.

        With an operator's selector and no labels beside it the selector alone decides, except where the label is the state.
        """
        correction, element = self._correction(name), BY_NAME[name]
        alone = (
            correction.selector and not correction.labels and not correction.by_language and not element.label_is_state
        )
        return {
            "role": self.role(name),
            "labels": self.labels(name, languages),
            "selector": correction.selector,
            "alone": bool(alone),
            "hints": list(element.hints),
        }

    def known(self) -> frozenset[str]:
        """Every label of every element in every language, and those that no element may ever have."""
        return frozenset(text for name in BY_NAME for text in self.labels(name)) | NEVER_CLICKED

    def languages_of(self, name: str, text: str) -> list[str]:
        """The languages in which an element is called so."""
        wanted = fold(text)
        return [
            language
            for language in LANGUAGES
            if wanted
            in (*self._correction(name).by_language.get(language, ()), *map(fold, BY_NAME[name].labels[language]))
        ]

    def language(self, matched: Mapping[str, Sequence[str]], hint: str | None = None) -> str | None:
        """The page's language, from the labels that were found on it; the page's own word for it (``lang``) decides between equals.

        ``matched`` is element -> texts. None where no label tells: nothing was found, only what several languages share, or only what the
        operator named for any language.
        """
        votes = {language: 0 for language in LANGUAGES}
        for name, texts in matched.items():
            for language in {language for text in texts for language in self.languages_of(name, text)}:
                votes[language] += 1
        most = max(votes.values())
        best = [language for language in LANGUAGES if votes[language] == most]
        if most == 0 or len(best) == len(LANGUAGES):
            return None
        said = (hint or "").lower().replace("_", "-").partition("-")[0]
        if said in best:
            return said
        return best[0] if len(best) == 1 else None

    def element(self, name: str) -> Element:
        """The built-in entry."""
        return BY_NAME[name]

    def _correction(self, name: str) -> Correction:
        return self._corrections.get(name) or Correction()
