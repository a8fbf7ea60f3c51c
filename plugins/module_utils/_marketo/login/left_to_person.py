# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pages that only a person may answer: which one it is, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..._engine.errors import SignInRefused
from ..browser.storage_state import HOW_TO_RECORD
from .sign_in_pages import PERSONS


def left_to_person(page: str, username: str | None, said: Sequence[str]) -> SignInRefused:
    """Return the error for a page on which nothing is pressed. ``said`` is the title of an error page."""
    if page == "ErrorPage":
        words = f" that says {' '.join(said)!r}" if said else ""
        return SignInRefused(
            f"The Marketo sign-in of {username} ended on an error page (ErrorPage){words}. Check that this user has access to Marketo with the "
            f"account and profile that were chosen (organization), and sign in once as this user in a browser.",
            page=page,
        )
    if page == "captcha":
        return SignInRefused(
            f"The Marketo sign-in of {username} asks to prove that a person is there (captcha). Nothing was typed or pressed. Sign in as this "
            f"user in a browser from this network, then run again; where it comes each time, {HOW_TO_RECORD}.",
            page=page,
        )
    return SignInRefused(
        f"The Marketo sign-in of {username} shows the page {page} ({PERSONS[page]}), which only a person may answer. Nothing was pressed on it. "
        f"Sign in once as this user in a browser and answer it, then run again; or {HOW_TO_RECORD}.",
        page=page,
    )


def not_ours(host: str) -> SignInRefused:
    """Return the error for a page on a host where nothing is typed."""
    if host.endswith(".marketo.com"):
        return SignInRefused(
            f"The Marketo sign-in goes on at {host}, which is no host of Adobe's or Marketo's sign-in: customers' landing pages are there. "
            f"Nothing was typed. Check url.",
            page="provider",
            url=host,
        )
    return SignInRefused(
        f"The Marketo sign-in goes on at {host}, a page of an identity provider (single sign-on), where nothing is typed by this "
        f"collection: {HOW_TO_RECORD}.",
        page="provider",
        url=host,
    )
