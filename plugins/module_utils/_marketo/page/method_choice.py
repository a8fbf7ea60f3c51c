# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choosing the authentication method: where its form is, and how one of the methods is taken.

Adobe publishes neither what the methods are called (one example is *Web API*) nor how they are offered. Radio buttons, buttons, the options of a list and
a list that opens on a click are all understood.
"""

from __future__ import annotations

import re
import time
from typing import Any

from ..matching.controls import clickability
from ..matching.openers import may_be_opened
from ..matching.outcome import Choice, Found
from ..model import FIELDS
from ..screen.clicks import CLICKED
from ..screen.part import Part
from ..screen.sight import Sight
from ..snapshot.model import Node, Snapshot
from .page import Page

CHOICES = {"ropc": "auth_method_ropc", "s2s": "auth_method_s2s"}
# A choice may come late; so long is it waited for before a list is opened in search of it.
LATE_SECONDS = 2.0
# How long an opened list may take to show its entries, before another one is tried.
OPEN_SECONDS = 3.0
_TRIGGER = re.compile(
    r"(^|[ _-])(form-(arrow-)?trigger|combo-?box|select-trigger|dropdown-toggle)($|[ _-])", re.IGNORECASE
)
_LIST_ROLES = frozenset(("combobox", "listbox"))


def find_method_form(sight: Sight) -> Node | None:
    """Return the window that has the choice or the fields of a method; without one, the page that has them."""
    names = (*CHOICES.values(), *FIELDS)
    for window in sight.windows:
        if any(sight.has(name, window.node) for name in names):
            return window.node
    return sight.snapshot.nodes[0] if any(sight.has(name) for name in names) else None


METHOD_FORM = Part("the form of the authentication method", find_method_form)


class MethodChoice:
    """Takes one method."""

    def __init__(self, page: Page, name: str) -> None:
        self._page = page
        self._name = name
        self._opened: list[Any] = []
        self._patient_until = time.monotonic() + LATE_SECONDS

    def take(self) -> None:
        """Choose the method. Raises `PageMismatch` where it isn't offered, or can't be chosen."""
        taken = self._page.wait(
            self._page.seen(self._attempt), lambda: self._page.elements.missing(self._name, METHOD_FORM)
        )
        if not taken[0]:
            raise self._page.mismatch(
                f"{self._page.words.describe(self._name)} is there but could not be chosen", element=self._name
            )

    def _attempt(self, sight: Sight) -> list[bool] | None:
        if sight.is_loading:
            return None
        choice = self._choice(sight)
        if isinstance(choice, Found):
            return [self._click(sight, choice.control)]
        self._open_a_list(sight)
        return None

    def _choice(self, sight: Sight) -> Choice | None:
        """Look in the form; in a list that was opened too, which lies beside it."""
        form = find_method_form(sight)
        choice = sight.choose(self._name, form) if form is not None else None
        if isinstance(choice, Found) or not self._opened:
            return choice
        layers = [window.node for window in sight.windows]
        found = (sight.choose(self._name, one) for one in [*layers, None])
        return next((one for one in found if isinstance(one, Found)), choice)

    def _click(self, sight: Sight, control: Node) -> bool:
        """Choose an option. One of a closed list is chosen by its list, since nobody can click it."""
        if control.tag != "option":
            return self._page.clicks.press(sight, control) == CLICKED
        option: Any = sight.handle(control)
        value = option.get_attribute("value") or option.inner_text()
        option.evaluate_handle("one => one.closest('select')").as_element().select_option(value)
        return True

    def _open_a_list(self, sight: Sight) -> None:
        """Open the next list, where the choice has not come by itself."""
        if time.monotonic() < self._patient_until:
            return
        # A box and the trigger beside it are one list; a click on both would close it again.
        tried = {node.parent for node in map(sight.node_of, self._opened) if node is not None}
        for control in _lists(sight.snapshot):
            if control.parent not in tried and self._page.clicks.press(sight, control) == CLICKED:
                self._opened.append(sight.handle(control))
                self._patient_until = time.monotonic() + OPEN_SECONDS
                return


def _lists(snapshot: Snapshot) -> list[Node]:
    """Return what says of itself that it opens a list of choices; that of a toolkit with a trigger beside its box is the trigger."""
    found = [one for one in snapshot.nodes if _opens_choices(snapshot, one)]
    return sorted(found, key=lambda one: not _TRIGGER.search(one.classes))


def _opens_choices(snapshot: Snapshot, node: Node) -> bool:
    says_so = (
        node.role in _LIST_ROLES
        or node.data.get("aria-haspopup") == "listbox"
        or (bool(_TRIGGER.search(node.classes)) and clickability(snapshot, node)[0] >= 0.5)
    )
    in_tabs = any(one.role == "tablist" for one in snapshot.ancestors(node))
    return says_so and not in_tabs and may_be_opened(snapshot, node)
