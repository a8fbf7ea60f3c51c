# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Teaching: a person clicks each element once when asked, and what comes of it is a page map with relations.

Nothing that the person clicks reaches the page, except what they let through with the bar's button; and that is clicked for them, once, and never if it
begins a sync.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError
from .blackboard import Blackboard
from .learning import REFUSED, TAUGHT, Learned, Learner
from .questions import ASKED

SKIPPED, NOT_ASKED = "skipped", "not_asked"
LOOK_SECONDS = 0.2
CLICK_SECONDS = 5.0
REST_SECONDS = 0.5
_THROUGH = (
    "Click what is to be let through, such as the Edit that opens a form. What begins a sync is never let through."
)


class Lesson:
    """One lesson in one tab. ``pause`` waits for so many seconds with the browser at work."""

    def __init__(
        self,
        tab: Any,
        page_map: Mapping[str, Any] | None,
        errors: tuple[type[Exception], ...],
        pause: Callable[[float], None] | None = None,
    ) -> None:
        self._tab = tab
        self._errors = errors
        self._pause = pause or (lambda seconds: tab.wait_for_timeout(seconds * 1000))
        self._board = Blackboard(tab, errors)
        self._learner = Learner(tab, page_map)
        self._deadline = 0.0

    def prepare(self) -> None:
        """Be ready for the documents that are loaded from now on."""
        self._board.prepare()

    def run(self, names: Sequence[str], seconds: float) -> dict[str, Any]:
        """Ask for these elements, for at most so long, and return what was learned; see RETURN of marketo_ui_info.

        What is not answered in time was not asked; that is no error, since what was learned so far is worth keeping.
        """
        self._deadline = time.monotonic() + seconds
        learned: dict[str, Learned] = {}
        for name in names:
            answer = self._one(name, f"{len(learned) + 1} of {len(names)}: click {ASKED[name]}.")
            if answer is None:
                break
            learned[name] = answer
        self._board.clear()
        left = {name: Learned(NOT_ASKED, "The lesson was stopped before.") for name in names if name not in learned}
        return _result({**learned, **left})

    def _one(self, name: str, question: str) -> Learned | None:
        """Ask until an element is learned or skipped; None if the lesson is stopped or its time is over."""
        note, through = "", False
        while time.monotonic() < self._deadline:
            self._board.ask(_THROUGH if through else question, note)
            said, element = self._wait()
            if said in ("stop", ""):
                return None
            if said == "skip":
                return Learned(SKIPPED, "Skipped.")
            if said == "through":
                note, through = "", True
                continue
            self._board.hide()
            if through:
                note, through = self._pass_on(element), False
                continue
            answer = self._learn(name, element)
            if answer.status != REFUSED:
                return answer
            note = answer.says
        return None

    def _wait(self) -> tuple[str, Any]:
        """Return what the person did: a button of the bar, or ``click`` with the element. An empty text if nothing came in time."""
        while time.monotonic() < self._deadline:
            self._refuse_closed()
            said = self._board.answer()
            if said:
                return said, None
            element = self._board.taken()
            if element is not None:
                return "click", element
            try:
                self._pause(LOOK_SECONDS)
            except self._errors:
                self._refuse_closed()
                raise
        return "", None

    def _learn(self, name: str, element: Any) -> Learned:
        try:
            return self._learner.learn(name, element)
        except self._errors:
            self._refuse_closed()
            return Learned(REFUSED, "The page changed while it was read. Click again.")

    def _pass_on(self, element: Any) -> str:
        """Click an element for the person unless it begins a sync; return what is to be said of it."""
        try:
            why = self._learner.refusal(element)
        except self._errors:
            self._refuse_closed()
            return "The page changed while it was read, so nothing was clicked."
        if why:
            return f"This is not let through: {why}."
        if not self._board.let_through(element, CLICK_SECONDS):
            return "It went away or something covers it, so nothing was clicked."
        self._pause(REST_SECONDS)
        return ""

    def _refuse_closed(self) -> None:
        if self._tab.is_closed():
            raise MarketoDynamicsError(
                "The browser's window was closed during the lesson, and what was learned went with it. Run again; the bar's Stop ends a lesson early."
            )


def _result(learned: Mapping[str, Learned]) -> dict[str, Any]:
    changes = {name: one.change for name, one in learned.items() if one.status == TAUGHT and one.change}
    return {
        "ok": not any(one.status == NOT_ASKED for one in learned.values()),
        "taught": [
            {"name": name, "status": one.status, "says": one.says, "entry": one.change} for name, one in learned.items()
        ],
        "override": as_yaml(changes) if changes else None,
    }


def as_yaml(changes: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the entries as they stand in an inventory. Texts are written as in JSON, which YAML reads."""
    lines = ["dynamics_sync_page_map:"]
    for name, change in changes.items():
        lines.append(f"  {name}:")
        lines += [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in change.items()]
    return "\n".join(lines) + "\n"
