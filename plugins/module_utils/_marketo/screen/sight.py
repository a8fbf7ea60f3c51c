# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one snapshot shows. Everything that is decided about the page at one moment is decided on one of these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import Any

from ..matching.choices import choose_option
from ..matching.choose import choose
from ..matching.outcome import Choice, Found
from ..matching.windows import Window, windows
from ..reading.busy import is_loading
from ..reading.forms import find_field
from ..reading.reading import Known, Reading
from ..reading.readouts import VALUES, read_value
from ..reading.toggle import Toggle, read_toggle
from ..snapshot.capture import Capture
from ..snapshot.model import Node, Snapshot
from .vocabulary import Vocabulary

# Which part of its frame a window covers that is more than a note at the side.
_BIG = 0.08
_WINDOW = re.compile(r"(^|[ _-])(x4?-window|modal|dialog)($|[ _-])", re.IGNORECASE)
# Elements that were seen in an earlier snapshot. Two snapshots have no node in common, but the elements behind them stay the same.
Elements = Sequence[Any]


class Sight:
    """One snapshot with the operator's words. Use it in a ``with``, which lets go of the elements at its end."""

    def __init__(self, captured: Capture, words: Vocabulary) -> None:
        self._captured = captured
        self._words = words

    @property
    def snapshot(self) -> Snapshot:
        """Return the plain data."""
        return self._captured.snapshot

    def __enter__(self) -> Sight:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._captured.close()

    def choose(self, key: str, within: Node | None = None) -> Choice:
        """Return the element of this name in a part of the page; without one, in all that isn't a window."""
        entry = self._words.entries[key]
        if entry.kind == "field":
            return find_field(self.snapshot, key, within, entry)
        if entry.kind == "choice":
            return choose_option(entry, self.snapshot, within)
        return choose(entry, self.snapshot, self.known_values if entry.near else None, within, self.ignored)

    def has(self, key: str, within: Node | None = None) -> bool:
        """Return whether it is clear which element of this name is meant."""
        return isinstance(self.choose(key, within), Found)

    def handle(self, node: Node) -> Any:
        """Return Playwright's handle of a node's element."""
        return self._captured.handle(node)

    @cached_property
    def ignored(self) -> frozenset[int]:
        """Return the nodes that the operator wants to be passed over."""
        return self._words.overrides.ignored(self.snapshot)

    @cached_property
    def toggle(self) -> Toggle:
        """Return the sync's button, and what it says of the sync."""
        return read_toggle(self.snapshot, self.known_values, self._words.entries, self.ignored)

    def toggle_in(self, scope: Node) -> Toggle:
        """Return the sync's button in a menu that was opened for it."""
        return read_toggle(self.snapshot, None, self._words.entries, self.ignored, scope)

    @cached_property
    def known_values(self) -> Mapping[str, str]:
        """Return what the page shows of the saved credentials, as far as it can be read."""
        readings = {name: self.readout(name) for name in VALUES}
        return {name: reading.value for name, reading in readings.items() if isinstance(reading, Known)}

    def readout(self, name: str) -> Reading:
        """Return what the page shows of one saved value."""
        return read_value(self.snapshot, name, entry=self._words.entries[name])

    @cached_property
    def is_loading(self) -> bool:
        """Return whether it makes sense to wait before anything is read."""
        return is_loading(self.snapshot)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Return the windows that lie on the page, the topmost first, without banners and what the operator wants to be ignored."""
        return tuple(one for one in windows(self.snapshot) if not one.banner and one.node.index not in self.ignored)

    @property
    def covering(self) -> list[str]:
        """Return what those windows say that may keep a person from the page: dialogs, and anything big. A guide in a corner doesn't."""
        frames = self.snapshot.frames
        return [
            one.text
            for one in self.windows
            if one.node.role in ("dialog", "alertdialog")
            or one.node.tag == "dialog"
            or one.node.data.get("aria-modal") == "true"
            or _WINDOW.search(one.node.classes)
            or one.node.box.area > _BIG * frames[one.node.frame].size[0] * frames[one.node.frame].size[1]
        ]

    def standing(self) -> list[Any]:
        """Return the elements of today's windows, to tell them from those that come later."""
        return [self.handle(window.node) for window in self.windows]

    def windows_since(self, before: Elements) -> list[Window]:
        """Return the windows that weren't there before, the topmost first."""
        known = [node for node in map(self.node_of, before) if node is not None] if self.windows else []
        return [
            one for one in self.windows if not any(one.node.contains(node) or node.contains(one.node) for node in known)
        ]

    def node_of(self, element: Any) -> Node | None:
        """Return the node of an element of an earlier snapshot, or None if it is gone."""
        return self._captured.node_of(element)

    def still_shows(self, element: Any) -> bool:
        """Return whether an element of an earlier snapshot is still there and can be seen."""
        node = self.node_of(element)
        return node is not None and node.shown
