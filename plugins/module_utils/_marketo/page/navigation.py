# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Getting to Admin > Microsoft Dynamics, reading it, and making sure that it is the right instance's."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..._engine.errors import MarketoDynamicsError, PageMismatch
from ..address import PAGE, admin_page_address, shown_address
from ..login.sign_in import SignIn
from ..matching.language import language_of, said_language
from ..matching.listing import control_texts
from ..matching.words import LANGUAGES
from ..model import SHOWN
from ..reading.instance import read_instance
from ..reading.place import is_dynamics_page
from ..reading.reading import Known, Reading, Unreadable
from ..reading.toggle import DISABLED, ENABLED
from ..screen.elements import MOST_NAMED
from ..screen.screen import Screen
from ..screen.sight import Sight
from ..session_options import SessionOptions

# A page that has stayed as it is for so long shows what it is going to show.
SETTLED_SECONDS = 4.0


@dataclass(frozen=True)
class Rest:
    """What the page shows when it is at rest.

    ``sync_enabled`` is None if it wasn't asked for; ``values`` are the shown credentials, without those that the page has no label of.
    """

    munchkin_id: str
    sync_enabled: bool | None
    values: Mapping[str, str]


class Navigation:
    """Opens the page, and looks at it."""

    def __init__(self, screen: Screen, options: SessionOptions) -> None:
        self._screen = screen
        self._wanted = options.munchkin_id
        self._address = admin_page_address(options.url, options.munchkin_id)
        self.sign_in = SignIn(screen, options)
        self._nodes, self._same_since = 0, time.monotonic()

    def open(self) -> str:
        """Load the page anew, sign in where it asks for that, and return the id of the instance that it reports."""
        self._load()
        if self._screen.wait(self._what_came, self._nothing_came) == "sign_in":
            self.sign_in.run(self._screen.shows_admin_page)
        if not any(PAGE in frame.url for frame in self._screen.tab.frames):
            # A sign-in may forget which page was wanted.
            self._load()
            self._screen.wait(lambda: self._screen.shows_admin_page() or None, self._nothing_came)
        return self.guard()

    def guard(self) -> str:
        """Make sure of the instance before anything is clicked, and return its id."""
        return self._screen.wait(self._screen.seen(self.instance), self._nothing_came)

    def guard_page(self) -> Rest:
        """Make sure of instance and page before something is changed."""
        return self.read(())

    def arrive(self) -> None:
        """Wait for the page after a sign-in.

        A button or a tab that is called otherwise is for the first task to report, since the doctor has to get this far. A page without any tab is
        another matter: that is how it looks without the permission.
        """
        try:
            self.read(())
        except PageMismatch as error:
            if error.details.get("element") not in ("toggle", "dynamics_tab") or not self._has_tabs():
                raise

    def read(self, names: Sequence[str] = SHOWN, toggle: bool = True) -> Rest:
        """Wait until the page is at rest and all of this can be read: the instance, the sync's state, and these of the shown credentials.

        A value that stays empty, or isn't what its name promises, is an error: nothing may compare with it. The page's language is learnt on the way.
        """
        found: list[Rest] = []

        def look(sight: Sight) -> bool | None:
            rest = self._at_rest(sight, names, toggle)
            if rest is None:
                return None
            self._screen.words.language = language_of(sight.snapshot)
            found[:] = [rest]
            return True

        self._screen.wait(self._screen.seen(look), lambda: self._incomplete(names, toggle))
        return found[0]

    def _at_rest(self, sight: Sight, names: Sequence[str], toggle: bool) -> Rest | None:
        munchkin_id = self.instance(sight)
        if munchkin_id is None or sight.is_loading or not is_dynamics_page(sight.snapshot, self._tab_entry()):
            return None
        state = self._screen.sync_state(sight) if toggle else ""
        if toggle and state not in (ENABLED, DISABLED):
            return None
        values = {name: sight.readout(name) for name in names}
        known = {name: reading.value for name, reading in values.items() if isinstance(reading, Known)}
        if len(known) < len(values) and not self._lacks(sight, values):
            return None
        return Rest(munchkin_id, {ENABLED: True, DISABLED: False}.get(state), known)

    def _lacks(self, sight: Sight, values: Mapping[str, Reading]) -> bool:
        """Return whether the page has no label of what isn't known, and has stayed as it is for a while."""
        unknown = [one for one in values.values() if not isinstance(one, Known)]
        # A page that shows none of the values has only not drawn them yet.
        if len(unknown) == len(values) or not all(isinstance(one, Unreadable) and not one.labelled for one in unknown):
            return False
        seen = len(sight.snapshot.nodes)
        if seen != self._nodes:
            self._nodes, self._same_since = seen, time.monotonic()
        return time.monotonic() - self._same_since >= SETTLED_SECONDS

    def instance(self, sight: Sight) -> str | None:
        """Return the instance; None as long as the page doesn't say. Raise `PageMismatch` for another one than is wanted."""
        reading = read_instance(sight.snapshot)
        if not isinstance(reading, Known):
            return None
        if self._wanted and reading.value.upper() != self._wanted.upper():
            raise self._screen.mismatch(
                f"the page belongs to the instance {reading.value}, and munchkin_id asks for {self._wanted}: another customer's "
                f"instance or a sandbox",
                element="munchkin_id",
            )
        return reading.value

    def _load(self) -> None:
        self._screen.sync_menu.forget()
        try:
            # Only the fragment differs between the admin pages; from an empty page the browser really loads.
            self._screen.tab.goto("about:blank")
            self._screen.tab.goto(self._address, wait_until="domcontentloaded")
        except self._screen.errors as error:
            raise _unreachable(self._address, str(error)) from None

    def _what_came(self) -> str | None:
        if self._screen.shows_admin_page():
            return "page"
        return "sign_in" if self.sign_in.step() else None

    def _has_tabs(self) -> bool:
        return bool(self._screen.seen(lambda sight: control_texts(sight.snapshot, "tab"))())

    def _tab_entry(self) -> Any:
        return self._screen.words.entries["dynamics_tab"]

    def _nothing_came(self) -> PageMismatch:
        reading = self._screen.seen(lambda sight: read_instance(sight.snapshot))()
        if isinstance(reading, Unreadable):
            return self._screen.mismatch(f"it can't be told whose page it is: {reading.why}", element="munchkin_id")
        return self._screen.mismatch(
            "neither the admin page (which reports its Munchkin id) nor a known sign-in page came",
            element="munchkin_id",
        )

    def _incomplete(self, names: Sequence[str], toggle: bool) -> Exception:
        try:
            with self._screen.look() as sight:
                return self._why_incomplete(sight, names, toggle)
        except self._screen.errors:
            return self._screen.mismatch("it went away while it was read", element="mask")

    def _why_incomplete(self, sight: Sight, names: Sequence[str], toggle: bool) -> Exception:
        """Return what keeps the page from being read, the outermost reason first."""
        screen = self._screen
        if self.instance(sight) is None:
            return self._nothing_came()
        covers = sight.covering
        readings = {name: sight.readout(name) for name in names}
        unread = [(name, one) for name, one in readings.items() if not isinstance(one, Known)]
        state_is_known = self._screen.sync_state(sight) in (ENABLED, DISABLED)
        if covers and (unread or (toggle and not state_is_known)):
            return screen.unexpected(covers)
        if not is_dynamics_page(sight.snapshot, self._tab_entry()):
            return self._not_the_page(sight)
        if toggle and not state_is_known:
            return self._no_toggle(sight)
        if unread:
            return self.unreadable(*unread[0])
        return screen.mismatch(f"it was still loading after {screen.timeout:g} seconds", element="mask")

    def _not_the_page(self, sight: Sight) -> PageMismatch:
        labels = " or ".join(map(repr, self._screen.words.labels("dynamics_tab")))
        others = ", ".join(map(repr, control_texts(sight.snapshot, "tab")[:MOST_NAMED]))
        return self._screen.mismatch(
            f"the tab {labels} is not the active one (tabs seen: {others or 'none'}). The account needs the permission Access Admin > "
            f"Access CRM",
            element="dynamics_tab",
        )

    def unreadable(self, name: str, reading: Reading) -> PageMismatch:
        """Return the error for a saved value that can't be read."""
        why = reading.why if isinstance(reading, Unreadable) else "nothing of it is shown"
        return self._screen.mismatch(
            f"the saved {name} can't be read ({' or '.join(map(repr, self._screen.words.labels(name)))} was looked for): {why}. Without it "
            f"nothing is compared and nothing is saved",
            element=name,
        )

    def _no_toggle(self, sight: Sight) -> PageMismatch:
        screen, snapshot = self._screen, sight.snapshot
        said = said_language(snapshot)
        if language_of(snapshot) is None or (said and said.lower().partition("-")[0] not in LANGUAGES):
            return self._unknown_language(sight, said)
        labels = " or ".join(repr(text) for key in ("disable_sync", "enable_sync") for text in screen.words.labels(key))
        return screen.mismatch(
            f"the button {labels} was looked for, and {sight.toggle.count or 'none'} of it found, visible and enabled, where exactly one "
            f"is expected: {sight.toggle.why}",
            element="toggle",
            found=sight.toggle.count,
        )

    def _unknown_language(self, sight: Sight, said: str) -> PageMismatch:
        listed = (
            (kind, control_texts(sight.snapshot, entry)) for kind, entry in (("button", "clickable"), ("tab", "tab"))
        )
        shown = [f"{kind}s {', '.join(map(repr, texts[:MOST_NAMED]))}" for kind, texts in listed if texts]
        names = f"its html names the language {said!r}" if said else "its html names no language"
        return self._screen.mismatch(
            f"it seems to speak a language that is not in the page map ({', '.join(LANGUAGES)}): {names}, and it shows the "
            f"{' and the '.join(shown) or 'no button'}. Give the Marketo user one of these languages (My Account > Location), best English",
            element="toggle",
            found=0,
            language=said or None,
        )


def _unreachable(address: str, text: str) -> MarketoDynamicsError:
    where = shown_address(address)
    reason = next((word for word in text.split() if word.startswith("net::")), "no answer in time")
    if "CERT" in reason:
        return MarketoDynamicsError(
            f"The TLS certificate on the way to {where} could not be verified ({reason}). Where a private authority signs it, name "
            f"that authority's PEM file in ca_bundle.",
            code=reason,
        )
    return MarketoDynamicsError(f"The browser could not load {where} ({reason}). Check url and proxy.", code=reason)
