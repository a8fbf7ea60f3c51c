# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor: walks the admin page without changing anything, and holds every element of the page map against it.

It clicks tabs, *Edit*, and *Cancel*. It never clicks the sync's button, *Save*, *Next*, *Validate* or *Switch*, and it types nothing. What it finds missing or
doubled is a finding, not an error: the walk goes on as far as it can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model import SHOWN
from ..page.page import Page
from ..page_map.elements import BY_NAME, PAGE_MAP_VERSION, SCREENS, STATES
from ..page_map.scripts import find as finder
from . import picture
from .findings import Findings
from .settling import Settling
from .suggestion import override


class Doctor:
    """One walk."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._findings = Findings(page, draw=False)
        self._shots: list[picture.Shot] = []
        self._draw = False

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Walk these parts of the page, which was just loaded, and the main tab in any case; see RETURN of marketo_ui_info.

        Raises `PageMismatch` for a dialog that nobody asked for, and where the way to a part leads over what begins a sync.
        """
        self._findings = Findings(self._page, draw=bool(screenshot))
        self._draw = bool(screenshot)
        self._main()
        rendering = self._rendering()
        for screen_name, way in SCREENS.items():
            if screen_name not in screens and screen_name != "main":
                self._findings.not_visited(screen_name, f"{screen_name} is not among screens")
            elif screen_name not in ("main", "edit_dialog"):
                self._tab(screen_name, way)
        if "edit_dialog" in screens:
            if self._back():
                self._edit_dialog()
            else:
                self._findings.unreachable("edit_dialog", "the main tab did not come back")
        self._later()
        sheet = picture.save_sheet(self._page.tab, self._shots, screenshot) if screenshot else None
        return {
            "ok": self._findings.ok,
            "elements": self._findings.results(),
            "language": self._page.words.language,
            "munchkin_id": self._page.navigation.guard(),
            "rendering": rendering,
            "page_map_version": PAGE_MAP_VERSION,
            "screenshot": sheet,
            "override": override(self._findings.all, self._page.given_page_map),
        }

    def _main(self) -> None:
        page = self._page
        names = [
            name for name, element in BY_NAME.items() if "main" in element.screens and name not in (*STATES, *SHOWN)
        ]
        found = Settling(page, (*names, *STATES), shown=SHOWN).wait()
        if page.dialogs.shown():
            raise self._page.dialogs.unexpected(page.dialogs.texts())
        seen = page.look()
        page.words.language = page.words.map.language(seen.matched, seen.said_language)
        self._sync_button(found)
        for name in names:
            handles = page.elements.decided(name, found[name])
            waits = name == "edit" and not handles and not self._findings.sync_is_disabled()
            if waits and page.elements.is_there_disabled(name):
                self._findings.add(name, "main", "not_visited", why="it can be used once the sync is disabled")
            else:
                self._findings.find("main", name, handles)
        for name in SHOWN:
            self._findings.find("main", name, found[f"shown {name}"], role="value")
        self._findings.surroundings = frozenset(page.elements.candidates("link_or_button"))
        self._shoot("main")

    def _sync_button(self, found: Mapping[str, list[Any]]) -> None:
        """One button under two names: its label is the state."""
        both = [(name, handle) for name in STATES for handle in found[name]]
        if len(both) != 1:
            chosen = [(name, handle) for name in STATES for handle in self._page.elements.decided(name, [])]
            both = chosen if len(chosen) == 1 else both
        finding = self._findings.find("main", both[0][0] if both else STATES[0], [handle for _name, handle in both])
        finding.update(name="toggle", key=finding["name"])
        if not both:
            finding["candidates"] = self._findings.candidates(STATES[0], "button", None)[0]
        for name in STATES:
            if both and name != both[0][0]:
                state = "disabled" if name == "enable_sync" else "enabled"
                self._findings.add(name, "main", "not_visited", why=f"it is there while the sync is {state}")

    def _tab(self, screen_name: str, way: str) -> None:
        handles = self._page.elements.decided(way, self._page.elements.find(way))
        if len(handles) != 1:
            self._findings.not_visited(screen_name, f"{way}, which leads there, was found {len(handles)} times")
            return
        before = len(self._page.dialogs.shown())
        if not self._click(handles[0]):
            self._findings.unreachable(screen_name, f"{way} could not be clicked")
            return
        names = [name for name, element in BY_NAME.items() if screen_name in element.screens]
        Settling(self._page, names).wait()
        # The form may be in the tab or in a dialog of its own.
        dialogs = self._page.dialogs.shown()
        scope = dialogs[-1] if len(dialogs) > before else None
        self._form(screen_name, names, {name: self._page.elements.find(name, scope) for name in names}, scope)
        self._shoot(screen_name)
        if scope is not None:
            # There may be no way out of it but Next.
            self._page.navigation.open()
            Settling(self._page, ()).wait()

    def _edit_dialog(self) -> None:
        handles = self._page.elements.decided("edit", self._page.elements.find("edit"))
        if len(handles) != 1:
            self._findings.not_visited("edit_dialog", f"edit, which leads there, was found {len(handles)} times")
            return
        names = [name for name, element in BY_NAME.items() if "edit_dialog" in element.screens]
        dialog = self._click(handles[0]) and self._page.attempt(lambda: next(iter(self._page.dialogs.shown()), None))
        if not dialog:
            self._findings.unreachable("edit_dialog", "after a click on edit no dialog came")
            return
        self._form("edit_dialog", names, Settling(self._page, names, dialog).wait(), dialog)
        self._shoot("edit_dialog")
        cancel = self._page.elements.decided("cancel", self._page.elements.find("cancel", dialog), dialog)
        if not (
            len(cancel) == 1
            and self._click(cancel[0])
            and self._page.attempt(lambda: not self._page.dialogs.shown() or None)
        ):
            self._page.navigation.open()

    def _form(self, screen_name: str, names: Sequence[str], found: Mapping[str, list[Any]], scope: Any) -> None:
        """The elements of a form. Which fields it has depends on the method of signing in."""
        found = {name: self._page.elements.decided(name, found[name], scope) for name in names}
        counts = {name: len(found[name]) for name in names}
        fields = [name for name in names if BY_NAME[name].role == "field"]
        if screen_name == "auth_method" and not any(counts.values()) and not self._findings.sync_is_disabled():
            self._findings.not_visited(
                screen_name,
                "nothing of it is shown unless the sync is disabled, which has to be done first, as Adobe says",
            )
            return
        chosen = any(counts[name] for name in fields)
        for name in names:
            if screen_name == "auth_method" and not chosen and BY_NAME[name].role != "choice":
                self._findings.add(
                    name, screen_name, "not_visited", why="it comes after a method was chosen, and none is"
                )
            elif name == "password" and not counts[name] and counts.get("tenant_id"):
                self._findings.add(
                    name, screen_name, "not_visited", why="the form of server-to-server has no such field"
                )
            elif name != "tenant_id" or counts[name]:
                self._findings.find(screen_name, name, found[name], scope)

    def _back(self) -> bool:
        """To the main tab, until Edit is there again as it was; whether it is."""
        tab = self._page.elements.find("dynamics_tab")
        if self._page.dialogs.shown() or len(tab) != 1 or not self._click(tab[0]):
            self._page.navigation.open()
        edits = next(finding["count"] for finding in self._findings.all if finding["name"] == "edit")
        return bool(
            self._page.attempt(
                lambda: (
                    True
                    if len(self._page.elements.decided("edit", self._page.elements.find("edit"))) == edits
                    and not self._page.is_busy()
                    else None
                )
            )
        )

    def _later(self) -> None:
        seen = {finding["name"] for finding in self._findings.all}
        for name, element in BY_NAME.items():
            if element.later and name not in seen:
                self._findings.add(name, None, "not_visited", why=element.later)

    def _click(self, handle: Any) -> bool:
        return self._page.elements.press(handle)

    def _rendering(self) -> str:
        """Return what drew the page: ``ext3``, ``ext4``, ``mixed``, or ``plain`` if no toolkit's classes are on it."""
        answers = self._page.frames.every(finder.TOOLKITS)
        ext3, ext4 = (any(answer[kit] for answer in answers) for kit in ("ext3", "ext4"))
        return "mixed" if ext3 and ext4 else "ext3" if ext3 else "ext4" if ext4 else "plain"

    def _shoot(self, screen_name: str) -> None:
        marks = self._findings.take_marks(screen_name)
        # Tabs without elements of the page map show records of people, which nobody needs to see here.
        if self._draw and marks:
            self._shots.append(picture.shoot(self._page, screen_name, marks))
