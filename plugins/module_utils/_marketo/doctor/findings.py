# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the doctor found of each element of the page map."""

from __future__ import annotations

from typing import Any

from ..address import shown_address
from ..matching.forbidden import is_forbidden_text
from ..page_map.elements import BY_NAME
from ..page_map.scripts import find as finder
from ..screen.screen import Screen
from . import picture

Finding = dict[str, Any]
# What only the suggestion of an override needs.
INTERNAL = ("key", "candidates", "certain")


class Findings:
    """Collects findings. ``draw`` says whether a picture of them is wanted."""

    def __init__(self, screen: Screen, draw: bool) -> None:
        self._screen = screen
        self._draw = draw
        # What an element that is just going away raises.
        self._gone: tuple[type[Exception], ...] = (*screen.errors, AttributeError)
        self.all: list[Finding] = []
        self.blocked = False
        # Buttons around the page, such as the user's menu, which are there on the main tab already.
        self.surroundings: frozenset[str] = frozenset()

    @property
    def ok(self) -> bool:
        """Whether every part was reached, and nothing is missing or doubled."""
        return not self.blocked and not any(finding["status"] in ("missing", "several") for finding in self.all)

    def results(self) -> list[dict[str, Any]]:
        """Return the findings as the module does."""
        return [{name: value for name, value in finding.items() if name not in INTERNAL} for finding in self.all]

    def sync_is_disabled(self) -> bool:
        """Whether the sync's button says so; a button that was not found says nothing."""
        return any(finding["name"] == "disable_sync" and finding["status"] == "not_visited" for finding in self.all)

    def take_marks(self, screen_name: str) -> list[picture.Mark]:
        """Return what to outline on a part of the page."""
        return [
            (finding["name"], finding["status"], finding.pop("boxes", []))
            for finding in self.all
            if finding["screen"] == screen_name
        ]

    def find(
        self, screen_name: str, name: str, handles: list[Any], scope: Any = None, role: str | None = None
    ) -> Finding:
        status = {0: "missing", 1: "found"}.get(len(handles), "several")
        finding = self.add(name, screen_name, status, len(handles), role)
        if not handles:
            texts, proven = self.candidates(name, finding["role"], scope)
            # The whole page has more buttons than those of the page map, on its main tab at least.
            on_main = screen_name == "main" and finding["role"] in ("button", "link_or_button")
            finding.update(candidates=texts, certain=len(texts) == 1 and (proven or not on_main))
            return finding
        said = [text for text in self._screen.frames.ask(handles[0], finder.NAME) if text]
        finding["label"] = said[0] if said else None
        languages = self._screen.words.map.languages_of(name, said[0]) if said else []
        finding["language"] = (
            self._screen.words.language if self._screen.words.language in languages else next(iter(languages), None)
        )
        try:
            finding["frame"] = shown_address(handles[0].owner_frame().url)
        except self._gone:
            finding["frame"] = None
        finding["boxes"] = [picture.box(handle, self._screen.errors) for handle in handles] if self._draw else []
        return finding

    def add(
        self,
        name: str,
        screen_name: str | None,
        status: str,
        count: int = 0,
        role: str | None = None,
        why: str | None = None,
    ) -> Finding:
        finding: Finding = {
            "name": name,
            "screen": screen_name,
            "role": role or self._screen.words.map.role(name),
            "status": status,
            "count": count,
            "label": None,
            "language": None,
            "frame": None,
            "why": why,
        }
        self.all.append(finding)
        return finding

    def candidates(self, name: str, role: str, scope: Any) -> tuple[list[str], bool]:
        """What a missing element may be called now: what the toolkit's register names (then True), else every text of that role that means nothing else."""
        query = {"scope": scope, "entry": self._screen.words.query(name)}
        answers = self._screen.frames.every(finder.HINTED, query, scope) if role == "button" else []
        hinted = [text for texts in answers for text in texts]
        known = self._screen.words.map.known() | self.surroundings
        named = _possible(hinted, known)
        return (named, True) if named else (_possible(self._screen.elements.candidates(role, scope), known), False)

    def not_visited(self, screen_name: str, why: str) -> None:
        for name, element in BY_NAME.items():
            if screen_name in element.screens and not element.later:
                self.add(name, screen_name, "not_visited", why=why)

    def unreachable(self, screen_name: str, why: str) -> None:
        self.blocked = True
        self.not_visited(screen_name, why)


def _possible(texts: list[str], known: frozenset[str]) -> list[str]:
    """Return the texts that mean nothing else, each once. What begins a sync is never proposed."""
    return [text for text in dict.fromkeys(texts) if text and text not in known and not is_forbidden_text(text)]
