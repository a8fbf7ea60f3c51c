# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Getting to Admin > Microsoft Dynamics, reading it, and making sure that it is the right instance's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..._engine.errors import MarketoDynamicsError, PageMismatch
from ..address import PAGE, admin_page_address, shown_address
from ..login.sign_in import SignIn
from ..model import SHOWN
from ..page_map.element import LANGUAGES
from ..reading.reading import Known, Reading
from ..screen.elements import MOST_NAMED
from ..screen.look import Look
from ..screen.screen import Screen
from ..session_options import SessionOptions
from ..snapshot.capture import instances_in
from .readouts import first_unreadable, read_readouts

PARTS = ("toggle", *SHOWN)


class Navigation:
    """Opens the page, and looks at it."""

    def __init__(self, screen: Screen, options: SessionOptions) -> None:
        self._screen = screen
        self._wanted = options.munchkin_id
        self._address = admin_page_address(options.url, options.munchkin_id)
        self.sign_in = SignIn(screen, options)

    def open(self) -> str:
        """Load the page anew, sign in where it asks for that, and return the id of the instance that it reports."""
        self._load()
        if self._screen.wait(self._what_came, self._nothing_came) == "sign_in":
            self.sign_in.run(lambda: bool(self._instances()))
        if not any(PAGE in frame.url for frame in self._screen.tab.frames):
            # A sign-in may forget which page was wanted.
            self._load()
            self._screen.wait(lambda: self._instances() or None, self._nothing_came)
        return self.guard()

    def guard(self, seen: Look | None = None) -> str:
        """Make sure of the instance before anything is clicked. ``seen`` is the look of just now, if there is one."""
        found = (seen or self._screen.look()).munchkin_ids
        if len(found) != 1:
            raise self._screen.mismatch(
                f"the page reports {len(found)} Munchkin ids, where exactly one is expected", element="munchkin_id"
            )
        named = sorted(
            {one.upper() for frame in self._screen.frames.visible() for one in instances_in(frame.url)}
            - {found[0].upper()}
        )
        if named:
            raise self._screen.mismatch(
                f"the page reports the instance {found[0]}, and its address names {' and '.join(named)}: it can't be told whose page it is",
                element="munchkin_id",
            )
        if self._wanted and found[0].upper() != self._wanted.upper():
            raise self._screen.mismatch(
                f"the page belongs to the instance {found[0]}, and munchkin_id asks for {self._wanted}: another customer's "
                f"instance or a sandbox",
                element="munchkin_id",
            )
        return found[0]

    def guard_page(self) -> None:
        """Make sure of instance and page before something is changed."""
        self.read(("toggle",), guard=True)

    def arrive(self) -> None:
        """Wait for the page after a sign-in.

        A button or a tab that is called otherwise is for the first task to report, since the doctor has to get this far. A page without any tab is
        another matter: that is how it looks without the permission.
        """
        try:
            self.read(("toggle",))
        except PageMismatch as error:
            element = error.details.get("element")
            if element != "toggle" and not (element == "dynamics_tab" and self._screen.elements.candidates("tab")):
                raise

    def read(self, parts: Sequence[str] = PARTS, guard: bool = False) -> dict[str, str]:
        """Wait until the page is at rest, shows its toggle exactly once, and every other of these parts can be read; return them.

        With ``guard`` the instance is made sure of by the same look. A value that stays empty, or isn't what its name promises, is an error: nothing
        may compare with it. The page's language is learnt on the way.
        """
        shown = [part for part in parts if part in SHOWN]
        last: list[tuple[Look, dict[str, Reading]]] = []

        def look() -> bool | None:
            seen = self._screen.look()
            last[:] = [(seen, {})]
            if guard:
                self.guard(seen)
            if seen.dialogs:
                raise self._screen.dialogs.unexpected(seen.dialogs)
            if "toggle" in parts:
                seen = self._screen.with_toggle(seen)
                last[:] = [(seen, {})]
            if not (seen.is_active_tab and seen.has_one([part for part in parts if part not in shown])) or seen.busy:
                return None
            readouts = read_readouts(self._screen, seen, shown)
            last[:] = [(seen, readouts)]
            return True if first_unreadable(readouts) is None else None

        self._screen.wait(look, lambda: self._incomplete(*last[0], parts))
        seen, readouts = last[0]
        self._screen.words.language = self._screen.words.map.language(seen.matched, seen.said_language)
        known = {name: reading.value for name, reading in readouts.items() if isinstance(reading, Known)}
        return {part: known[part] if part in known else seen.parts[part][0] for part in parts}

    def _load(self) -> None:
        try:
            # Only the fragment differs between the admin pages; from an empty page the browser really loads.
            self._screen.tab.goto("about:blank")
            self._screen.tab.goto(self._address, wait_until="domcontentloaded")
        except self._screen.errors as error:
            raise _unreachable(self._address, str(error)) from None

    def _what_came(self) -> str | None:
        if self._instances():
            return "page"
        return "sign_in" if self.sign_in.step() else None

    def _instances(self) -> list[str]:
        return self._screen.look().munchkin_ids

    def _nothing_came(self) -> PageMismatch:
        return self._screen.mismatch(
            "neither the admin page (which reports its Munchkin id) nor a known sign-in page came",
            element="munchkin_id",
        )

    def _incomplete(self, seen: Look, readouts: Mapping[str, Reading], parts: Sequence[str]) -> Exception:
        screen = self._screen
        if not seen.is_active_tab:
            labels = " or ".join(map(repr, screen.words.labels("dynamics_tab")))
            others = ", ".join(map(repr, screen.elements.candidates("tab")[:MOST_NAMED]))
            return screen.mismatch(
                f"the tab {labels} is not the active one ({seen.tabs} of that name found; tabs seen: {others or 'none'}). The "
                f"account needs the permission Access Admin > Access CRM",
                element="dynamics_tab",
            )
        if "toggle" in parts and not seen.parts["toggle"] and self._speaks_another_language(seen):
            return self._unknown_language(seen)
        for part in parts:
            count = len(seen.parts[part])
            if count != 1 and part == "toggle":
                labels = " or ".join(
                    repr(text) for key in ("disable_sync", "enable_sync") for text in screen.words.labels(key)
                )
                return screen.mismatch(
                    f"the button {labels} was looked for, and {count or 'none'} of it found, visible and enabled, where exactly one "
                    f"is expected",
                    element="toggle",
                    found=count,
                )
        unreadable = first_unreadable(readouts)
        if unreadable:
            name, why = unreadable
            return screen.mismatch(
                f"the saved {name} can't be read ({' or '.join(map(repr, screen.words.labels(name)))} was looked for): {why}. Without it nothing "
                f"is compared and nothing is saved",
                element=name,
            )
        return screen.mismatch(f"it was still loading after {screen.timeout:g} seconds", element="mask")

    def _speaks_another_language(self, seen: Look) -> bool:
        """Whether no label on the page is known, or the page itself names a language that the map doesn't have."""
        known = [texts for key, texts in seen.matched.items() if key != "dynamics_tab" and texts]
        said = (seen.said_language or "").lower().partition("-")[0]
        return not known or bool(said and said not in LANGUAGES)

    def _unknown_language(self, seen: Look) -> PageMismatch:
        screen = self._screen
        shown = [
            f"{kind}s {', '.join(map(repr, texts[:MOST_NAMED]))}"
            for kind in ("button", "tab")
            for texts in (screen.elements.candidates(kind),)
            if texts
        ]
        said = (
            f"its html names the language {seen.said_language!r}"
            if seen.said_language
            else "its html names no language"
        )
        return screen.mismatch(
            f"it seems to speak a language that is not in the page map ({', '.join(LANGUAGES)}): {said}, and it shows the "
            f"{' and the '.join(shown) or 'no button'}. Give the Marketo user one of these languages (My Account > Location), best English",
            element="toggle",
            found=0,
            language=seen.said_language,
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
