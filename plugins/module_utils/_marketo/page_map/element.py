# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page map says of one element."""

from __future__ import annotations

from dataclasses import dataclass

# The languages of Marketo's pages, chosen per user (My Account > Location).
LANGUAGES = ("en", "fr", "de", "ja", "pt", "es")
# What an element can be; ``choice`` is one of several ways that exclude each other, such as a radio button.
ROLES = ("button", "link_or_button", "tab", "field", "choice")

Labels = dict[str, tuple[str, ...]]


# The screens that hold the form of the credentials.
FORMS = ("edit_dialog", "validation", "auth_method")


@dataclass(frozen=True)
class Element:
    """One element of the page.

    ``labels`` are tried in their order, those of the page's language and the English ones. ``screens`` are the parts of the page
    (`SCREENS`) on which it is expected, ``later`` says why the doctor can't see it. ``hints`` prefer one among several that carry the label: a
    CSS selector of the element or of something around it, or, behind ``widget:``, a query for the toolkit's own register, where item
    ids, types, and actions live that never show in the markup.
    """

    name: str
    role: str
    labels: Labels
    screens: tuple[str, ...] = ()
    later: str = ""
    hints: tuple[str, ...] = ()
    # Where the label says what state the sync is in: nothing but the label finds it, not even an operator's selector alone.
    label_is_state: bool = False


def everywhere(*texts: str) -> Labels:
    """Labels that are the same in all languages, or known in English alone."""
    return {language: texts for language in LANGUAGES}


def fold(text: str) -> str:
    """A label as it is compared: blanks folded, straight apostrophes, and no colon or asterisk at its end. The finder folds the page's texts alike."""
    return " ".join(text.replace("\u200b", " ").replace("\u2018", "'").replace("\u2019", "'").split()).rstrip(" :：*")
