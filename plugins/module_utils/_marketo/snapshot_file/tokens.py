# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Values become tokens that say their shape (``<email1>``, ``<guid2>``, ``<host1>``); equal values get equal tokens.

``expanded`` turns tokens into made-up values of the same shape, since what reads a page knows a client id by its looks. No made-up value belongs to
anybody: RFC 2606 and RFC 5737 keep those names and addresses free.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Callable

_GUID = r"(?<![\w-])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![\w-])"
_URL = r"https?://[^\s<>\"']+"
_EMAIL = r"[^\s@:;,<>()\"'=/]+@[^\s@<>()\"'/]+\.[^\s@<>()\"'/]*\w"
_LOGIN = r"(?<![\w/:])[\w.-]+\\[\w.$-]+"
_MUNCHKIN = r"(?<![\w-])\d{3}-[A-Za-z]{3}-\d{3}(?![\w-])"
_IP = r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"
_CODE = r"(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[A-Za-z0-9+/=_-]{24,}(?![\w+/=-])"
_HOST = r"(?<![\w@.-])(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,}(?:/[^\s<>\"']*)?(?![\w@])"
# Among identifiers, dots also separate parts of names, and names of files end like hosts.
_HOST_IN_NAME = (
    r"(?<![\w@])(?:[a-zA-Z0-9-]+\.)+(?!(?:js|md|py|sh|ts)\b)"
    r"(?:com|net|org|edu|gov|info|biz|app|dev|cloud|local|internal|invalid|test|example|[a-z]{2})(?![\w@.])"
)
_NUMBER = r"(?<!\d)\d{6,}(?!\d)"

_IN_TEXT = re.compile(
    "|".join(
        f"(?P<{kind}>{shape})"
        for kind, shape in (
            ("url", _URL), ("email", _EMAIL), ("login", _LOGIN), ("guid", _GUID), ("munchkin", _MUNCHKIN), ("ip", _IP),
            ("host", _HOST), ("code", _CODE),
        )
    )
)  # fmt: skip
_IN_NAME = re.compile(
    "|".join(
        f"(?P<{kind}>{shape})"
        for kind, shape in (
            ("url", _URL), ("email", _EMAIL), ("guid", _GUID), ("munchkin", _MUNCHKIN), ("ip", _IP), ("host", _HOST_IN_NAME),
            ("code", _CODE), ("number", _NUMBER),
        )
    )
)  # fmt: skip
_MADE_UP: Mapping[str, Callable[[int], str]] = {
    "email": lambda number: f"email{number}@example.invalid",
    "login": lambda number: f"DOMAIN{number}\\user{number}",
    "guid": lambda number: f"00000000-0000-4000-8000-{number:012d}",
    "munchkin": lambda number: f"{number % 1000:03d}-AAA-{number // 1000:03d}",
    "ip": lambda number: f"192.0.2.{number % 256}",
    "host": lambda number: f"host{number}.example.invalid",
    "path": lambda number: f"path{number}",
    "code": lambda number: f"code{number:020d}",
    "number": lambda number: f"{100000 + number}",
    "user": lambda number: f"user{number}",
    "value": lambda number: f"value{number}",
}
TOKEN = re.compile(rf"<({'|'.join(_MADE_UP)})(\d+)>")
# Shorter ones stand in other words by chance.
_SHORTEST = 5
# What a page puts where it cuts a value off: then nothing takes the rest for the whole.
_CUT = re.compile(r"(…|\.\.\.)$")


class Tokens:
    """Gives out tokens, and knows what they stand for."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}

    def of(self, kind: str, value: str) -> str:
        """Return the token of a value."""
        numbers = self._numbers.setdefault(kind, {})
        return f"<{kind}{numbers.setdefault(value.casefold(), len(numbers) + 1)}>"

    def originals(self) -> dict[str, str]:
        """Return what stands behind the tokens, in lower case, with the tokens; the longest first, and without what is too short to be found again."""
        found = {
            value: f"<{kind}{number}>"
            for kind, numbers in self._numbers.items()
            for value, number in numbers.items()
            if len(value) >= _SHORTEST and kind not in ("number", "path")
        }
        return dict(sorted(found.items(), key=lambda one: len(one[0]), reverse=True))

    def in_text(self, text: str, rest: Callable[[str], str]) -> str:
        """Return a text with its values as tokens; ``rest`` says what becomes of what stands between them."""
        parts, end = [], 0
        for found in _IN_TEXT.finditer(text):
            parts += [rest(text[end : found.start()]), self._token(found)]
            end = found.end()
        return "".join((*parts, rest(text[end:])))

    def in_name(self, text: str) -> str:
        """Return an id, a class or another name for programs, with values in it as tokens."""
        return _IN_NAME.sub(self._token, text)

    def _token(self, found: re.Match[str]) -> str:
        kind, value = found.lastgroup or "value", _CUT.sub("", found[0])
        token = self.of_address(value) if kind in ("url", "host") else self.of(kind, value)
        return token + found[0][len(value) :]

    def of_address(self, address: str) -> str:
        """Return an address with its host, and whatever stands behind that, as tokens."""
        scheme, separator, rest = address.rpartition("://")
        host, slash, path = rest.partition("/")
        kept = f"{scheme}{separator}{self.of('host', host)}{slash}"
        return kept + self.of("path", path) if path else kept


def expanded(text: str) -> str:
    """Return a text with made-up values in the place of tokens."""
    return TOKEN.sub(lambda found: _MADE_UP[found[1]](int(found[2])), text)
