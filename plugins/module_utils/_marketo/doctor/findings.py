# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the doctor found of each element of the page map."""

from __future__ import annotations

from typing import Any

from ..matching.choose import IS_DISABLED
from ..matching.forbidden import is_forbidden_text
from ..matching.listing import control_texts
from ..matching.outcome import Choice, Found, Refused
from ..matching.text import fold
from ..matching.words import LANGUAGES, all_words
from ..reading.reading import Known, Unreadable
from ..screen.screen import Screen
from ..screen.sight import Sight
from ..snapshot.model import Node
from . import picture
from .screens import EXPECTED, on_screen, role_of

Finding = dict[str, Any]
# What only the suggestion of an override needs.
# The buttons of forms that may be used only after something was typed.
WAITING = ("save", "next", "validate")
INTERNAL = ("key", "candidates", "certain")


class Findings:
    """Collects findings."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
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

    def choice(self, screen_name: str, name: str, sight: Sight, within: Node | None = None) -> Finding:
        """Note what a snapshot shows of an element."""
        return self.note(screen_name, name, sight, sight.choose(name, within), within)

    def note(self, screen_name: str, name: str, sight: Sight, choice: Choice, within: Node | None = None) -> Finding:
        """Note a choice."""
        able = [one.control for one in choice.candidates if not one.excluded] if isinstance(choice, Refused) else []
        controls = [choice.control] if isinstance(choice, Found) else able if len(able) > 1 else []
        status = "found" if isinstance(choice, Found) else "several" if controls else "missing"
        finding = self.add(name, screen_name, status, len(controls))
        if isinstance(choice, Refused):
            finding["why"] = choice.sentence()
            waits = [one for one in choice.candidates if one.excluded == IS_DISABLED]
            if name in WAITING and len(waits) == 1 and not controls:
                # Such a button comes to life once the form is filled in.
                finding.update(status="found", count=1)
                controls, choice = [waits[0].control], Found(name, waits[0])
        if not controls:
            self._suggest(finding, screen_name, name, sight, within)
            return finding
        text = _label(sight, choice.best.node if isinstance(choice, Found) else controls[0])
        frame = sight.snapshot.frames[controls[0].frame]
        finding.update(label=text, language=self._language(name, text), frame=frame.address)
        finding["boxes"] = [picture.box(control) for control in controls]
        return finding

    def value(self, name: str, sight: Sight) -> Finding:
        """Note what a snapshot shows of a saved value."""
        reading = sight.readout(name)
        if isinstance(reading, Unreadable) and not reading.labelled:
            why = "the page doesn't show it; it is read from the form behind Edit"
            return self.add(name, "main", "not_visited", role="value", why=why)
        finding = self.add(name, "main", "found" if isinstance(reading, Known) else "missing", role="value")
        if isinstance(reading, Known):
            finding["count"] = 1
            finding["frame"] = _frame_of_page(sight)
        else:
            finding["why"] = reading.why if isinstance(reading, Unreadable) else "nothing of it is shown"
            finding.update(candidates=[], certain=False)
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
        """Note something of which nothing else is known."""
        finding: Finding = {
            "name": name,
            "screen": screen_name,
            "role": role or self._screen.words.overrides.role(name) or role_of(name),
            "status": status,
            "count": count,
            "label": None,
            "language": None,
            "frame": None,
            "why": why,
        }
        self.all.append(finding)
        return finding

    def candidates(self, name: str, sight: Sight, within: Node | None = None) -> tuple[list[str], bool]:
        """What a missing element may be called now: what the toolkit's register names (then True), else every text of that kind that means nothing else."""
        entry = self._screen.words.entries[name]
        known = {fold(text) for one in self._screen.words.entries.values() for text in all_words(one.words)}
        known |= set(map(fold, self.surroundings))
        named = _possible(_named_by_toolkit(sight, entry.widgets, within), known)
        return (named, True) if named else (_possible(control_texts(sight.snapshot, entry.kind, within), known), False)

    def not_visited(self, screen_name: str, why: str) -> None:
        """Note that a part of the page was left out."""
        for name in on_screen(screen_name):
            if not EXPECTED[name].later:
                self.add(name, screen_name, "not_visited", why=why)

    def unreachable(self, screen_name: str, why: str) -> None:
        """Note that a part of the page could not be reached."""
        self.blocked = True
        self.not_visited(screen_name, why)

    def _suggest(self, finding: Finding, screen_name: str, name: str, sight: Sight, within: Node | None) -> None:
        texts, proven = self.candidates(name, sight, within)
        # The whole page has more buttons than those of the page map, on its main tab at least.
        on_main = screen_name == "main" and finding["role"] in ("button", "link_or_button")
        finding.update(candidates=texts, certain=len(texts) == 1 and (proven or not on_main))

    def _language(self, name: str, text: str) -> str | None:
        """Return the language in which an element is called so, the page's own if it is one of them."""
        words = self._screen.words.entries[name].words
        own = {fold(one) for one in self._screen.words.overrides.own_texts(name)}
        languages = (
            []
            if fold(text) in own
            else [language for language in LANGUAGES if fold(text) in map(fold, words.get(language, ()))]
        )
        return self._screen.words.language if self._screen.words.language in languages else next(iter(languages), None)


def _label(sight: Sight, node: Node) -> str:
    if node.type and node.names.all():
        return node.names.all()[0].rstrip(" :：*")
    return sight.snapshot.text(node) or next(iter(node.names.all()), node.value or "")


def _frame_of_page(sight: Sight) -> str | None:
    control = sight.toggle.control
    return sight.snapshot.frames[control.frame].address if control is not None else None


def _named_by_toolkit(sight: Sight, widgets: tuple[str, ...], within: Node | None) -> list[str]:
    """Return the texts of what the toolkit's register, or an id, names as an element, whatever its label."""
    snapshot = sight.snapshot
    wanted = {fold(widget) for widget in widgets}
    found = []
    for node in snapshot.inside(within) if within is not None else snapshot.nodes:
        ids = {fold(text.partition(":")[2] or text) for text in (node.id, *node.widget) if text}
        if node.shown and ids & wanted and len(snapshot.text(node)) <= 80:
            found.append(snapshot.text(node))
    return found


def _possible(texts: list[str], known: set[str]) -> list[str]:
    """Return the texts that mean nothing else, each once. What begins a sync is never proposed."""
    return [text for text in dict.fromkeys(texts) if text and fold(text) not in known and not is_forbidden_text(text)]
