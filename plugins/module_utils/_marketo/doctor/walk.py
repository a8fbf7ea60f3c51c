# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor: walks the admin page without changing anything, and holds every element of the page map against it.

It clicks tabs, *Edit*, and *Cancel*. It never clicks the sync's button, *Save*, *Next*, *Validate* or *Switch*, and it types nothing. What it finds missing or
doubled is a finding, not an error: the walk goes on as far as it can.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..matching.language import language_of
from ..matching.listing import control_texts
from ..matching.outcome import Found, Refused
from ..model import FIELDS, SHOWN
from ..page.method_choice import METHOD_FORM
from ..page.page import Page
from ..reading.place import is_dynamics_page
from ..reading.toggle import DISABLED, ENABLED
from ..screen.clicks import CLICKED
from ..screen.form import form_with
from ..screen.part import Part
from ..screen.sight import Sight
from . import picture
from .findings import Findings
from .screens import EXPECTED, PAGE_MAP_VERSION, SCREENS, STATES, on_screen
from .settling import Settling
from .suggestion import override

LEAST_FIELDS = 2


class Doctor:
    """One walk."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._findings = Findings(page)
        self._shots: list[picture.Shot] = []
        self._draw = False

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Walk these parts of the page, which was just loaded, and the main tab in any case; see RETURN of marketo_ui_info.

        Raises `PageMismatch` for a dialog that nobody asked for, and where the way to a part leads over what begins a sync.
        """
        self._findings = Findings(self._page)
        self._draw = bool(screenshot)
        rendering = self._main()
        for screen_name, way in SCREENS.items():
            if screen_name not in screens and screen_name != "main":
                self._findings.not_visited(screen_name, f"{screen_name} is not among screens")
            elif screen_name not in ("main", "edit_dialog"):
                self._tab(screen_name, way)
        if "edit_dialog" in screens:
            if self._back():
                self._edit_form()
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

    def _main(self) -> str:
        """Walk the main tab. Return what drew it."""
        names = [name for name in on_screen("main") if name not in (*STATES, *SHOWN)]
        Settling(self._page, (*names, *STATES), shown=SHOWN).wait()
        with self._page.look() as sight:
            covers = sight.covering
            if covers and self._page.sync_state(sight) not in (ENABLED, DISABLED):
                raise self._page.unexpected(covers)
            self._page.words.language = language_of(sight.snapshot)
            self._sync_button(sight)
            for name in names:
                self._main_element(name, sight)
            for name in SHOWN:
                self._findings.value(name, sight)
            self._findings.surroundings = frozenset(control_texts(sight.snapshot, "clickable"))
            rendering = _rendering(sight)
        self._shoot("main")
        return rendering

    def _main_element(self, name: str, sight: Sight) -> None:
        if (
            name == "dynamics_tab"
            and not sight.has(name)
            and is_dynamics_page(sight.snapshot, self._page.words.entries[name])
        ):
            self._findings.add(
                name, "main", "not_visited", why="the first tab is called otherwise, and nothing depends on it"
            )
            return
        waits = name == "edit" and not sight.has(name) and not self._findings.sync_is_disabled()
        if waits and self._page.elements.is_there_disabled(name):
            self._findings.add(name, "main", "not_visited", why="it can be used once the sync is disabled")
        else:
            self._findings.choice("main", name, sight)

    def _sync_button(self, sight: Sight) -> None:
        """One control under two names: what it is called is the state."""
        in_menu = sight.toggle.state not in (ENABLED, DISABLED) and self._page.sync_state(sight)
        if in_menu in (ENABLED, DISABLED):
            name = STATES[0] if in_menu == ENABLED else STATES[1]
            self._findings.add(name, "main", "found", 1).update(name="toggle", key=name)
            return
        toggle, name = sight.toggle, STATES[0]
        if toggle.state in (ENABLED, DISABLED):
            name = STATES[0] if toggle.state == ENABLED else STATES[1]
        choices = {state: sight.choose(state) for state in STATES}
        choice = next((one for one in choices.values() if isinstance(one, Found)), choices[name])
        if toggle.state not in (ENABLED, DISABLED):
            doubtful = [one for one in choices.values() if isinstance(one, Refused) and one.is_doubtful]
            choice = doubtful[0] if doubtful else Refused(name, toggle.why or "it isn't there")
            name = choice.name
        finding = self._findings.note("main", name, sight, choice)
        finding.update(name="toggle", key=name)
        for state in STATES if toggle.state in (ENABLED, DISABLED) else ():
            if state != name:
                said = "disabled" if state == "enable_sync" else "enabled"
                self._findings.add(state, "main", "not_visited", why=f"it is there while the sync is {said}")

    def _tab(self, screen_name: str, way: str) -> None:
        if not self._page.elements.is_there(way):
            self._findings.not_visited(screen_name, f"{way}, which leads there, was not found once")
            return
        if not self._press(way):
            self._findings.unreachable(screen_name, f"{way} could not be clicked")
            return
        names = on_screen(screen_name)
        part = _form_part(screen_name) if names else None
        Settling(self._page, names, part).wait()
        with self._page.look() as sight:
            node = part.find(sight) if part is not None else None
            in_window = node is not None and any(window.node.contains(node) for window in sight.windows)
            self._form(screen_name, names, sight, part)
        self._shoot(screen_name)
        if in_window:
            # There may be no way out of it but Next.
            self._page.navigation.open()
            Settling(self._page, ()).wait()

    def _edit_form(self) -> None:
        if not self._page.elements.is_there("edit"):
            self._findings.not_visited("edit_dialog", "edit, which leads there, was not found once")
            return
        part = _form_part("edit_dialog")
        came = self._press("edit") and self._page.attempt(self._page.seen(part.find)) is not None
        if not came:
            self._findings.unreachable("edit_dialog", "after a click on edit no dialog came")
            return
        names = on_screen("edit_dialog")
        Settling(self._page, names, part).wait()
        with self._page.look() as sight:
            self._form("edit_dialog", names, sight, part)
        self._shoot("edit_dialog")
        cancelled = self._page.elements.is_there("cancel", part) and self._press("cancel", part)
        gone = self._page.seen(lambda sight: True if part.find(sight) is None else None)
        if not (cancelled and self._page.attempt(gone)):
            self._page.navigation.open()

    def _form(self, screen_name: str, names: Sequence[str], sight: Sight, part: Part | None) -> None:
        """The elements of a form. Which fields it has depends on the method of signing in."""
        node = part.find(sight) if part is not None else None
        there = {name: node is not None and sight.has(name, node) for name in names}
        if screen_name == "auth_method" and not any(there.values()) and not self._findings.sync_is_disabled():
            self._findings.not_visited(
                screen_name,
                "nothing of it is shown unless the sync is disabled, which has to be done first, as Adobe says",
            )
            return
        chosen = any(there[name] for name in names if name in FIELDS)
        for name in names:
            if screen_name == "auth_method" and not chosen and not name.startswith("auth_method"):
                self._findings.add(
                    name, screen_name, "not_visited", why="it comes after a method was chosen, and none is"
                )
            elif name == "password" and not there[name] and there.get("tenant_id"):
                self._findings.add(
                    name, screen_name, "not_visited", why="the form of server-to-server has no such field"
                )
            elif name != "tenant_id" or there[name]:
                self._findings.choice(screen_name, name, sight, node)

    def _back(self) -> bool:
        """To the main tab, until Edit is there again as it was; whether it is."""
        if not (self._page.elements.is_there("dynamics_tab") and self._press("dynamics_tab")):
            self._page.navigation.open()
        was_there = any(one["name"] == "edit" and one["status"] == "found" for one in self._findings.all)

        def look(sight: Sight) -> bool | None:
            if sight.is_loading:
                return None
            return True if sight.has("edit") is was_there else None

        return bool(self._page.attempt(self._page.seen(look)))

    def _later(self) -> None:
        seen = {finding["name"] for finding in self._findings.all}
        for name, expected in EXPECTED.items():
            if expected.later and name not in seen:
                self._findings.add(name, None, "not_visited", why=expected.later)

    def _press(self, name: str, part: Part | None = None) -> bool:
        def attempt(sight: Sight) -> bool:
            node = part.find(sight) if part is not None else None
            choice = sight.choose(name, node)
            return isinstance(choice, Found) and self._page.clicks.press(sight, choice.control) == CLICKED

        return bool(self._page.seen(attempt)())

    def _shoot(self, screen_name: str) -> None:
        marks = self._findings.take_marks(screen_name)
        # Tabs without elements of the page map show records of people, which nobody needs to see here.
        if self._draw and marks:
            self._shots.append(picture.shoot(self._page, screen_name, marks))


def _form_part(screen_name: str) -> Part:
    """Return the part that holds the form of a screen."""
    if screen_name == "auth_method":
        return METHOD_FORM
    return form_with("the form", [name for name in on_screen(screen_name) if name in FIELDS], LEAST_FIELDS)


def _rendering(sight: Sight) -> str:
    """Return what drew the page: ``ext3``, ``ext4``, ``mixed``, or ``plain`` if no toolkit's classes are on it."""
    classes = " ".join(node.classes for node in sight.snapshot.nodes if node.shown)
    ext3 = any(f"{name} " in f"{classes} " for name in (" x-btn", " x-tab-strip", " x-panel"))
    ext4 = any(f"{name} " in f"{classes} " for name in (" x4-btn", " x4-tab", " x4-panel"))
    return "mixed" if ext3 and ext4 else "ext3" if ext3 else "ext4" if ext4 else "plain"
