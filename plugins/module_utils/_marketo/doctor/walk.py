# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor: walks the admin page without changing anything, and holds every element of the page map against it.

It clicks tabs, *Edit*, and *Cancel*. It never clicks the sync's button, *Save*, *Next*, *Validate* or *Switch*, and it types nothing. What it finds missing or
doubled is a finding, not an error: the walk goes on as far as it can.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..address import shown_address
from ..model import SHOWN
from ..page.navigation import Navigation, merge
from ..page_map.elements import BY_NAME, PAGE_MAP_VERSION, SCREENS, STATES
from ..page_map.scripts import find as finder
from ..screen.screen import LONGEST_LOOK_SECONDS, Screen
from . import picture
from .suggestion import override

# What has not come so long after the page's last change, with no mask over it, counts as missing.
QUIET_SECONDS = 1.5
# The same where nothing in particular is waited for.
REST_SECONDS = 0.4
# What only one method of signing in has.
SELDOM = ("tenant_id",)

Finding = dict[str, Any]


class Doctor:
    """One walk."""

    def __init__(self, screen: Screen, navigation: Navigation) -> None:
        self._screen = screen
        self._navigation = navigation
        self._findings: list[Finding] = []
        self._shots: list[picture.Shot] = []
        self._draw = False
        self._blocked = False
        # Buttons around the page, such as the user's menu, which are there on the main tab already.
        self._surroundings: frozenset[str] = frozenset()

    def examine(self, screens: Sequence[str], screenshot: str | None) -> dict[str, Any]:
        """Walk these parts of the page, which was just loaded, and the main tab in any case; see RETURN of marketo_ui_info.

        Raises `PageMismatch` for a dialog that nobody asked for.
        """
        self._draw = bool(screenshot)
        self._main()
        rendering = self._rendering()
        for screen_name, way in SCREENS.items():
            if screen_name not in screens and screen_name != "main":
                self._not_visited(screen_name, f"{screen_name} is not among screens")
            elif screen_name not in ("main", "edit_dialog"):
                self._tab(screen_name, way)
        if "edit_dialog" in screens:
            if self._back():
                self._edit_dialog()
            else:
                self._unreachable("edit_dialog", "the main tab did not come back")
        self._later()
        sheet = picture.save_sheet(self._screen.page, self._shots, screenshot) if screenshot else None
        elements = [
            {name: value for name, value in finding.items() if name not in ("key", "candidates", "certain")}
            for finding in self._findings
        ]
        return {
            "ok": not self._blocked
            and not any(finding["status"] in ("missing", "several") for finding in self._findings),
            "elements": elements,
            "language": self._screen.language,
            "munchkin_id": self._navigation.guard(),
            "rendering": rendering,
            "page_map_version": PAGE_MAP_VERSION,
            "screenshot": sheet,
            "override": override(self._findings, self._screen.given_page_map),
        }

    # --- the parts of the page

    def _main(self) -> None:
        screen = self._screen
        names = [
            name for name, element in BY_NAME.items() if "main" in element.screens and name not in (*STATES, *SHOWN)
        ]
        found = self._settle((*names, *STATES), None, SHOWN)
        if screen.dialogs():
            raise self._navigation.unexpected_dialog(screen.texts(screen.dialogs()))
        seen = merge(screen.look())
        screen.language = screen.map.language(seen["matched"], seen["lang"])
        for name in names:
            self._find("main", name, found[name])
        self._toggle(found)
        for name in SHOWN:
            self._find("main", name, found[f"shown {name}"], role="value")
        self._surroundings = frozenset(screen.candidates("link_or_button"))
        self._shoot("main")

    def _toggle(self, found: Mapping[str, list[Any]]) -> None:
        """One button under two names: its label is the state."""
        both = [(name, handle) for name in STATES for handle in found[name]]
        finding = self._find("main", both[0][0] if both else STATES[0], [handle for _name, handle in both])
        finding.update(name="toggle", key=finding["name"])
        if not both:
            finding["candidates"] = self._candidates(STATES[0], "button", None)[0]
        for name in STATES:
            if both and name != both[0][0]:
                state = "disabled" if name == "enable_sync" else "enabled"
                self._add(name, "main", "not_visited", why=f"it is there while the sync is {state}")

    def _tab(self, screen_name: str, way: str) -> None:
        handles = self._screen.find(way)
        if len(handles) != 1:
            self._not_visited(screen_name, f"{way}, which leads there, was found {len(handles)} times")
            return
        before = len(self._screen.dialogs())
        if not self._click(handles[0]):
            self._unreachable(screen_name, f"{way} could not be clicked")
            return
        names = [name for name, element in BY_NAME.items() if screen_name in element.screens]
        self._settle(names, None)
        # The form may be in the tab or in a dialog of its own.
        dialogs = self._screen.dialogs()
        scope = dialogs[-1] if len(dialogs) > before else None
        self._form(screen_name, names, {name: self._screen.find(name, scope) for name in names}, scope)
        self._shoot(screen_name)
        if scope is not None:
            # There may be no way out of it but Next.
            self._navigation.open()
            self._settle((), None)

    def _edit_dialog(self) -> None:
        handles = self._screen.find("edit")
        if len(handles) != 1:
            self._not_visited("edit_dialog", f"edit, which leads there, was found {len(handles)} times")
            return
        names = [name for name, element in BY_NAME.items() if "edit_dialog" in element.screens]
        dialog = self._click(handles[0]) and self._until(lambda: next(iter(self._screen.dialogs()), None))
        if not dialog:
            self._unreachable("edit_dialog", "after a click on edit no dialog came")
            return
        self._form("edit_dialog", names, self._settle(names, dialog), dialog)
        self._shoot("edit_dialog")
        cancel = self._screen.find("cancel", dialog)
        if not (
            len(cancel) == 1 and self._click(cancel[0]) and self._until(lambda: not self._screen.dialogs() or None)
        ):
            self._navigation.open()

    def _form(self, screen_name: str, names: Sequence[str], found: Mapping[str, list[Any]], scope: Any) -> None:
        """The elements of a form. Which fields it has depends on the method of signing in."""
        counts = {name: len(found[name]) for name in names}
        fields = [name for name in names if BY_NAME[name].role == "field"]
        if screen_name == "auth_method" and not any(counts.values()) and not self._sync_is_disabled():
            self._not_visited(
                screen_name,
                "nothing of it is shown unless the sync is disabled, which has to be done first, as Adobe says",
            )
            return
        chosen = any(counts[name] for name in fields)
        for name in names:
            if screen_name == "auth_method" and not chosen and BY_NAME[name].role != "choice":
                self._add(name, screen_name, "not_visited", why="it comes after a method was chosen, and none is")
            elif name == "password" and not counts[name] and counts.get("tenant_id"):
                self._add(name, screen_name, "not_visited", why="the form of server-to-server has no such field")
            elif name != "tenant_id" or counts[name]:
                self._find(screen_name, name, found[name], scope)

    def _back(self) -> bool:
        """To the main tab, until Edit is there again as it was; whether it is."""
        tab = self._screen.find("dynamics_tab")
        if self._screen.dialogs() or len(tab) != 1 or not self._click(tab[0]):
            self._navigation.open()
        edits = next(finding["count"] for finding in self._findings if finding["name"] == "edit")
        return bool(
            self._until(lambda: True if len(self._screen.find("edit")) == edits and not self._screen.busy() else None)
        )

    def _later(self) -> None:
        seen = {finding["name"] for finding in self._findings}
        for name, element in BY_NAME.items():
            if element.later and name not in seen:
                self._add(name, None, "not_visited", why=element.later)

    # --- looking

    def _settle(self, names: Sequence[str], scope: Any, shown: Sequence[str] = ()) -> dict[str, list[Any]]:
        """Wait until everything is there once, or nothing more comes; return what was found."""
        screen = self._screen
        last: dict[str, int] | None = None
        changed, deadline = time.monotonic(), time.monotonic() + screen.timeout
        while True:
            busy, counts = self._count(names, scope, shown)
            now = time.monotonic()
            if busy or counts != last:
                changed, last = now, counts
            toggles = sum(counts.get(name, 0) for name in STATES)
            complete = (
                names
                and toggles == (1 if STATES[0] in names else 0)
                and all(count == 1 for name, count in counts.items() if name not in (*STATES, *SELDOM))
            )
            if (
                (complete and not busy)
                or now - changed >= (QUIET_SECONDS if names else REST_SECONDS)
                or now >= deadline
            ):
                break
            screen.page.wait_for_timeout(LONGEST_LOOK_SECONDS * 1000)
        return {
            **{name: screen.find(name, scope) for name in names},
            **{f"shown {name}": self._shown(name) for name in shown},
        }

    def _count(self, names: Sequence[str], scope: Any, shown: Sequence[str]) -> tuple[bool, dict[str, int]]:
        """Whether a mask is to be seen, and how many there are of each, in one look at each frame."""
        screen = self._screen
        query = {
            "scope": scope,
            "entries": {name: screen.query(name) for name in names},
            "shown": {name: screen.labels(name) for name in shown},
        }
        frames = [scope.owner_frame()] if scope else screen.frames()
        answers = [answer for frame in frames for answer in screen.ask(frame, finder.COUNT, query)]
        counts: dict[str, int] = {}
        for answer in answers:
            for name, count in answer["counts"].items():
                counts[name] = counts.get(name, 0) + count
        return any(answer["busy"] for answer in answers), counts

    def _shown(self, name: str) -> list[Any]:
        query = {"labels": self._screen.labels(name)}
        return [
            handle for frame in self._screen.frames() for handle in self._screen.handles(frame, finder.SHOWN, query)
        ]

    def _until(self, look: Any) -> Any:
        """What comes within the session's timeout, or None."""
        deadline = time.monotonic() + self._screen.timeout
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                return found
            self._screen.page.wait_for_timeout(LONGEST_LOOK_SECONDS * 1000)
        return None

    def _click(self, handle: Any) -> bool:
        try:
            handle.click(timeout=self._screen.timeout * 1000)
        except self._screen.errors:
            return False
        return True

    def _sync_is_disabled(self) -> bool:
        """Whether its button says so; a button that was not found says nothing."""
        return any(
            finding["name"] == "disable_sync" and finding["status"] == "not_visited" for finding in self._findings
        )

    def _rendering(self) -> str:
        """What drew the page: ``ext3``, ``ext4``, ``mixed``, or ``plain`` where no toolkit's classes are on it."""
        answers = [answer for frame in self._screen.frames() for answer in self._screen.ask(frame, finder.TOOLKITS)]
        ext3, ext4 = (any(answer[kit] for answer in answers) for kit in ("ext3", "ext4"))
        return "mixed" if ext3 and ext4 else "ext3" if ext3 else "ext4" if ext4 else "plain"

    # --- findings

    def _find(
        self, screen_name: str, name: str, handles: list[Any], scope: Any = None, role: str | None = None
    ) -> Finding:
        status = {0: "missing", 1: "found"}.get(len(handles), "several")
        finding = self._add(name, screen_name, status, len(handles), role)
        if not handles:
            texts, proven = self._candidates(name, finding["role"], scope)
            # The whole page has more buttons than those of the page map, on its main tab at least.
            on_main = screen_name == "main" and finding["role"] in ("button", "link_or_button")
            finding.update(candidates=texts, certain=len(texts) == 1 and (proven or not on_main))
            return finding
        said = [text for text in self._screen.ask(handles[0], finder.NAME) if text]
        finding["label"] = said[0] if said else None
        languages = self._screen.map.languages_of(name, said[0]) if said else []
        finding["language"] = (
            self._screen.language if self._screen.language in languages else next(iter(languages), None)
        )
        try:
            finding["frame"] = shown_address(handles[0].owner_frame().url)
        except (*self._screen.errors, AttributeError):
            finding["frame"] = None
        finding["boxes"] = [picture.box(handle, self._screen.errors) for handle in handles] if self._draw else []
        return finding

    def _add(
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
            "role": role or self._screen.map.role(name),
            "status": status,
            "count": count,
            "label": None,
            "language": None,
            "frame": None,
            "why": why,
        }
        self._findings.append(finding)
        return finding

    def _candidates(self, name: str, role: str, scope: Any) -> tuple[list[str], bool]:
        """What a missing element may be called now: what the toolkit's register names (then True), else every text of that role that means nothing else."""
        frames = [scope.owner_frame()] if scope else self._screen.frames()
        query = {"scope": scope, "entry": self._screen.query(name)}
        hinted = [
            text
            for frame in frames
            for texts in (self._screen.ask(frame, finder.HINTED, query) if role == "button" else ())
            for text in texts
        ]
        known = self._screen.map.known() | self._surroundings
        named = [text for text in dict.fromkeys(hinted) if text and text not in known]
        return (
            (named, True)
            if named
            else ([text for text in dict.fromkeys(self._screen.candidates(role, scope)) if text not in known], False)
        )

    def _not_visited(self, screen_name: str, why: str) -> None:
        for name, element in BY_NAME.items():
            if screen_name in element.screens and not element.later:
                self._add(name, screen_name, "not_visited", why=why)

    def _unreachable(self, screen_name: str, why: str) -> None:
        self._blocked = True
        self._not_visited(screen_name, why)

    def _shoot(self, screen_name: str) -> None:
        marks = [
            (finding["name"], finding["status"], finding.pop("boxes", []))
            for finding in self._findings
            if finding["screen"] == screen_name
        ]
        # Tabs without elements of the page map show records of people, which nobody needs to see here.
        if self._draw and marks:
            self._shots.append(picture.shoot(self._screen, screen_name, marks))
