# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One tab of the browser, as its user sees it: frames, dialogs, elements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Callable

from ..._engine.errors import InvalidInput
from ..._engine.libraries import require
from ..._engine.waiting import Found
from ..model import SECRETS
from ..page_map.elements import BY_NAME, SYNC_BUTTON
from ..page_map.override import WHERE
from ..page_map.scripts import find as finder
from ..session_options import SessionOptions
from .camera import Camera
from .chooser import Chooser
from .clicks import Clicks
from .dialogs import Dialogs
from .elements import Elements
from .frames import Frames
from .look import Glance, Look
from .mismatch import Mismatch
from .patience import Patience
from .vocabulary import Vocabulary

# What one look at the page takes in: the main tab, without the forms and dialogs.
LOOKED_AT = tuple(element.name for element in BY_NAME.values() if "main" in element.screens)


class Screen:
    """Puts the parts together. ``tab`` is Playwright's page, ``errors`` are the errors that it raises."""

    def __init__(self, tab: Any, options: SessionOptions) -> None:
        self.tab = tab
        self.errors: tuple[type[Exception], ...] = (require("playwright.sync_api").Error,)
        self.given_page_map: Mapping[str, Any] | None = options.page_map
        self.words = Vocabulary(self.given_page_map)
        self._try_selectors()
        self._patience = Patience(tab, options.timeout)
        self.frames = Frames(tab, self.errors)
        self.camera = Camera(tab, options.account.known(), self._secret_labels, self.errors)
        self.mismatch = Mismatch(tab, options, self.camera, self.errors)
        self.dialogs = Dialogs(self.frames, self.errors, self.mismatch)
        self._chooser = Chooser(tab, self.words, self.errors)
        self.clicks = Clicks(tab, self.timeout, self.errors, self.mismatch)
        self.elements = Elements(
            self.frames,
            self.dialogs,
            self.words,
            self._patience,
            self.errors,
            self.mismatch,
            self.clicks,
            self._chooser,
        )

    @property
    def timeout(self) -> float:
        """How long the page is waited for, in seconds."""
        return self._patience.timeout

    def wait(
        self, look: Callable[[], Found | None], failure: Callable[[], Exception], timeout: float | None = None
    ) -> Found:
        """Look until there is something. Raise what ``failure`` makes if there never is."""
        return self._patience.wait(look, failure, timeout)

    def attempt(self, look: Callable[[], Found | None], timeout: float | None = None) -> Found | None:
        """Look until there is something. Return None if there never is."""
        return self._patience.attempt(look, timeout)

    def look(self) -> Look:
        """Take one consistent look at each frame."""
        entries = {key: self.words.query(key) for key in LOOKED_AT}
        return Look.from_frames(self.frames.every(finder.LOOK, {"entries": entries}))

    def with_toggle(self, seen: Look) -> Look:
        """Return a look with the one button of the sync, chosen by evidence if its label isn't there exactly once; as it is if that is not clear."""
        if len(seen.parts["toggle"]) == 1 or seen.busy or seen.dialogs or not seen.is_active_tab:
            return seen
        enabled = self._chooser.sync_is_enabled()
        if enabled is None:
            return seen
        return replace(seen, parts={**seen.parts, "toggle": [self.words.labels(SYNC_BUTTON[enabled])[0]]})

    def glance(self, fields: Iterable[str]) -> Glance:
        """Take a short look at each frame, for dialogs and for any of these fields."""
        entries = {key: self.words.query(key) for key in fields}
        return Glance.from_frames(self.frames.every(finder.GLANCE, {"entries": entries}))

    def is_busy(self) -> bool:
        """Whether a load mask is shown."""
        return any(self.frames.every(finder.BUSY))

    def _secret_labels(self) -> list[str]:
        return [label for name in SECRETS for label in self.words.labels(name)]

    def _try_selectors(self) -> None:
        """Let the browser read the operator's selectors, while it shows nothing yet."""
        for name, selector in self.words.map.selectors.items():
            try:
                self.tab.evaluate("selector => { document.querySelectorAll(selector); }", selector)
            except self.errors:
                raise InvalidInput(
                    f"{WHERE}: {name}: selector is {selector!r}, which the browser can't read as a CSS selector."
                ) from None
