# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Choosing an account or a profile: Marketo is a company's, and between several companies nothing is guessed."""

from __future__ import annotations

from typing import Any

from ..._engine.errors import SignInRefused
from ..screen.screen import Screen
from ..session_options import Account
from . import sign_in_pages as pages
from .elements import SignInElements


class Choosers:
    """Answers the account chooser and the profile chooser."""

    def __init__(self, screen: Screen, elements: SignInElements, account: Account) -> None:
        self._screen = screen
        self._elements = elements
        self._organization = account.organization or ""
        self._username = account.username or ""

    def account(self) -> None:
        """Choose the account that ``organization`` names, else the company's: which company, the profile chooser asks later."""
        named = [element for element, lines in self._others() if _is_named(self._organization, lines)]
        if len(named) == 1:
            self._elements.press_element(named[0], "the account")
        elif self._elements.visible(pages.COMPANY_ACCOUNT):
            self._elements.press(pages.COMPANY_ACCOUNT)
        else:
            self._choose()

    def profile(self) -> None:
        """Choose the profile that ``organization`` names, else the only company's."""
        self._choose()

    def _choose(self) -> None:
        offered: list[list[str]] = []

        def look() -> Any | None:
            companies, others = self._companies(), []
            if not companies:
                others = self._others()
            offered[:] = [lines for _element, lines in [*companies, *others, *self._personal(companies)]]
            fitting = self._fitting(companies, others)
            return fitting[0] if len(fitting) == 1 else None

        choice = self._screen.wait(look, lambda: self._no_choice(offered))
        self._elements.press_element(choice, "the profile")

    def _fitting(self, companies: list[tuple[Any, list[str]]], others: list[tuple[Any, list[str]]]) -> list[Any]:
        choices = companies or others
        if self._organization:
            return [element for element, lines in choices if _is_named(self._organization, lines)]
        if len(choices) == 1:
            return [choices[0][0]]
        return [element for element, lines in others if _is_named(self._username, lines)]

    def _companies(self) -> list[tuple[Any, list[str]]]:
        return self._read(pages.COMPANY_PROFILES)

    def _personal(self, companies: list[tuple[Any, list[str]]]) -> list[tuple[Any, list[str]]]:
        """Return the personal profile, to be named beside the companies' ones and never chosen by itself."""
        return self._read(pages.PERSONAL_PROFILE) if companies else []

    def _others(self) -> list[tuple[Any, list[str]]]:
        """Return whatever can be pressed, on a chooser that is built otherwise than known."""
        return self._read(pages.OTHER_CHOICES)

    def _read(self, selector: str) -> list[tuple[Any, list[str]]]:
        found = [(element, self._elements.lines(element)) for element in self._elements.visible(selector)]
        return [(element, lines) for element, lines in found if lines]

    def _no_choice(self, offered: list[list[str]]) -> SignInRefused:
        given = self._organization
        choices = ", ".join(repr(" / ".join(lines)) for lines in offered) or "none that could be read"
        why = f"organization {given!r} is not the name of exactly one" if given else "organization is not given"
        return SignInRefused(
            f"The Marketo sign-in asks which account or profile to use, and {why}. It offers {choices}. "
            f"Give the name of the right one in organization.",
            page="profile",
        )


def _is_named(name: str, lines: list[str]) -> bool:
    wanted = " ".join(name.split()).casefold()
    return bool(wanted) and wanted in (line.casefold() for line in lines)
