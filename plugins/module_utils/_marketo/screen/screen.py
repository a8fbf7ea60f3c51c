# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One tab of the browser, as its user sees it: snapshots of it, its elements, and waiting for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable

from ..._engine.errors import InvalidInput, PageMismatch
from ..._engine.libraries import require
from ..._engine.waiting import Found
from ..matching.overrides import WHERE
from ..model import SECRETS
from ..reading.instance import read_instance
from ..reading.reading import Known
from ..reading.toggle import DISABLED, ENABLED
from ..session_options import SessionOptions
from ..snapshot.capture import capture
from .camera import Camera
from .clicks import Clicks
from .elements import Elements
from .frames import Frames
from .mismatch import Mismatch
from .native_dialogs import native_dialogs_of
from .patience import Patience
from .sight import Sight
from .sync_menu import SyncMenu
from .vocabulary import Vocabulary


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
        self.native_dialogs = native_dialogs_of(tab)
        self.camera = Camera(tab, options.account.known(), self._secret_labels, self.errors)
        self.mismatch = Mismatch(tab, options, self.camera, self.errors)
        self.clicks = Clicks(self.timeout, self.errors, self.mismatch)
        self.sync_menu = SyncMenu(self._patience, self.clicks, self.look, tab, self.errors)
        self.elements = Elements(self.look, self.words, self._patience, self.errors, self.mismatch, self.clicks)

    @property
    def timeout(self) -> float:
        """How long the page is waited for, in seconds."""
        return self._patience.timeout

    def look(self) -> Sight:
        """Take a snapshot of the whole page, for a ``with``. It holds what fields show, since a page may show saved values in fields; never a secret."""
        return Sight(capture(self.tab, values=True, selectors=self.words.overrides.selectors), self.words)

    def sync_state(self, sight: Sight) -> str:
        """Return what the sync's button says of the sync, wherever it is: on the page, or in a menu, which is opened for that and closed again."""
        state = sight.toggle.state
        if state in (ENABLED, DISABLED) or sight.is_loading or not isinstance(read_instance(sight.snapshot), Known):
            return state
        return self.sync_menu.state(sight) or state

    def wait(
        self, look: Callable[[], Found | None], failure: Callable[[], Exception], timeout: float | None = None
    ) -> Found:
        """Look until there is something. Raise what ``failure`` makes if there never is."""
        return self._patience.wait(look, failure, timeout)

    def attempt(self, look: Callable[[], Found | None], timeout: float | None = None) -> Found | None:
        """Look until there is something. Return None if there never is."""
        return self._patience.attempt(look, timeout)

    def seen(self, ask: Callable[[Sight], Found | None]) -> Callable[[], Found | None]:
        """Return a look for `wait` and `attempt` that asks a snapshot. A page that is just being loaded shows nothing."""

        def look() -> Found | None:
            try:
                with self.look() as sight:
                    return ask(sight)
            except self.errors:
                return None

        return look

    def instance(self) -> str | None:
        """Return the id of the instance whose page this is; None as long as the page doesn't say, or says more than one."""
        reading = self.seen(lambda sight: read_instance(sight.snapshot))()
        return reading.value if isinstance(reading, Known) else None

    def shows_admin_page(self) -> bool:
        """Return whether the admin page is there: it says whose it is, or shows the sync's button."""

        def look(sight: Sight) -> bool:
            says_whose = isinstance(read_instance(sight.snapshot), Known)
            return says_whose or sight.toggle.state in (ENABLED, DISABLED)

        return bool(self.seen(look)())

    def windows_now(self) -> list[str]:
        """Return what the windows on the page say, the topmost first; nothing if the page can't be read."""
        return self.seen(lambda sight: [window.text for window in sight.windows])() or []

    def unexpected(self, texts: list[str]) -> PageMismatch:
        """Return the error for a window that nobody asked for."""
        return self.mismatch(f"there is a dialog that nobody asked for: {' / '.join(texts)!r}", element="dialog")

    def _secret_labels(self) -> list[str]:
        return [label for name in SECRETS for label in self.words.labels(name)]

    def _try_selectors(self) -> None:
        """Let the browser read the operator's selectors, while it shows nothing yet."""
        for name, selector in self.words.overrides.selectors.items():
            try:
                self.tab.evaluate("selector => { document.querySelectorAll(selector); }", selector)
            except self.errors:
                raise InvalidInput(
                    f"{WHERE}: {name}: selector is {selector!r}, which the browser can't read as a CSS selector."
                ) from None
