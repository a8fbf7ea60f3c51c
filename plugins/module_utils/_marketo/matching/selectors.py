# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a text can be a CSS selector, told without a browser.

No full grammar: it finds what people get wrong (another language, an open bracket, a comma or a combinator with nothing behind it). The browser has the
last word, before it opens any address.
"""

from __future__ import annotations

import re

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
_PAIRS = {")": "(", "]": "["}
_OTHER_LANGUAGES = re.compile(r"^\s*(//|\.\./|xpath=|text=|css=|id=|role=|internal:)|>>")
_DANGLING = re.compile(r"^\s*[>+~,]|[>+~,]\s*$|,\s*,|[>+~]\s*[>+~,]|,\s*[>+~]")
# Behind a dot, a hash, or a colon stands a name.
_NAMELESS = re.compile(r"[.#](?!-?[A-Za-z_\\\u0080-\U0010ffff]|--)|:(?!:?[-A-Za-z])")
_FOREIGN = re.compile(r"[{}<;@!$%^&?`]")
_PSEUDO_ELEMENT = re.compile(r"::")


def complaint(selector: str) -> str | None:
    """Return what is wrong with a selector, or None."""
    return next(filter(None, (rule(selector) for rule in (_empty, _foreign_language, _quotation, _structure))), None)


def _empty(selector: str) -> str | None:
    return None if selector.strip() else "it is empty"


def _foreign_language(selector: str) -> str | None:
    return "it looks like XPath or a testing tool's own language" if _OTHER_LANGUAGES.search(selector) else None


def _quotation(selector: str) -> str | None:
    bare = _STRING.sub('""', selector).replace('""', "")
    return "a quotation mark is not closed" if '"' in bare or "'" in bare else None


def _structure(selector: str) -> str | None:
    bare = re.sub(r"\\.", "x", _STRING.sub('""', selector))
    wrong = _brackets(bare)
    if wrong:
        return wrong
    inside = re.sub(r"\[[^\]]*\]", "[]", bare)
    foreign = _FOREIGN.search(inside)
    complaints = (
        (re.search(r"\[\s*\]", bare), "a pair of square brackets is empty"),
        (_DANGLING.search(inside), "a comma or combinator has nothing on one of its sides"),
        (_PSEUDO_ELEMENT.search(inside), "a pseudo-element is nothing that can be clicked or read"),
        (foreign, f"it holds the character {foreign[0]}" if foreign else ""),
        (_NAMELESS.search(inside), "no name stands behind a dot, a hash or a colon"),
    )
    return next((text for found, text in complaints if found), None)


def _brackets(text: str) -> str | None:
    open_ones = []
    for character in text:
        if character in "([":
            open_ones.append(character)
        elif character in _PAIRS and (not open_ones or open_ones.pop() != _PAIRS[character]):
            return f"the bracket {character} closes nothing"
    return f"the bracket {open_ones[-1]} is not closed" if open_ones else None
