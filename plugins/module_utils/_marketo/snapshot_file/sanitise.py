# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Take out of a snapshot what belongs to a person or a company, and leave what matching needs: structure, looks, and Adobe's words.

    data, tokens = sanitised(snapshot, vocabulary, {"sync.user"})

Values become tokens (``tokens.py``). Of other text each letter becomes one that says nothing, so only its length stays. Names for programs (ids,
classes) stay, with values in them as tokens. Addresses lose everything but the host's token and the page's own code. Scripts and cookies were never in
a snapshot; the token of Marketo's page is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Callable
from urllib.parse import urlsplit

from ..matching.forbidden import is_forbidden_text
from ..snapshot.codec import to_json
from ..snapshot.model import Snapshot
from .tokens import Tokens
from .vocabulary import Vocabulary

_PAGE = "DY0A1"
# The keys of a node's facts (see snapshot/codec.py) by what they hold.
_TEXTS = ("al", "a", "l", "ti", "alt", "ph", "v")
_NAMES = ("id", "c", "n", "r", "ty", "cu", "g")
# data- attributes whose values are names for programs.
_PROGRAM = re.compile(
    r"^(aria-|.*(test|qa|cy|automation))|(^|[-_])(id|icon|state|status|type|role|action|component|view|kind|variant)$"
)
_IDENTIFIER = re.compile(r"^[\w:./#-]{0,80}$")
_SHORTEST = 5
_LEAF = Callable[[str], str]


def sanitised(snapshot: Snapshot, vocabulary: Vocabulary, values: Iterable[str] = ()) -> tuple[dict[str, Any], Tokens]:
    """Return a snapshot as data without anything personal, and the tokens that were given out.

    ``values`` are values of the run that aren't secret and have no shape of their own, such as a name; they become tokens wherever they stand.
    """
    tokens = Tokens()
    cleaner = _Cleaner(tokens, vocabulary)
    data = to_json(snapshot)
    data["nodes"] = [cleaner.node(raw) for raw in data["nodes"]]
    data["frames"] = [cleaner.frame(raw) for raw in data["frames"]]
    for value in values:
        if len(value) >= _SHORTEST and not vocabulary.holds(value) and value.casefold() not in tokens.originals():
            tokens.of("value", value)
    # What has a token stands nowhere else either, such as in the middle of an id.
    known = tokens.originals()
    if known:
        found = re.compile("|".join(map(re.escape, known)), re.IGNORECASE)
        data = mapped(data, lambda text: found.sub(lambda one: known.get(one[0].casefold(), "<value0>"), text))
    return data, tokens


def mapped(data: Any, change: _LEAF) -> Any:
    """Return data with every text in it changed; keys stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {key: mapped(part, change) for key, part in data.items()}
    if isinstance(data, (list, tuple)):
        return [mapped(part, change) for part in data]
    return data


class _Cleaner:
    """Cleans the parts of one snapshot."""

    def __init__(self, tokens: Tokens, vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self._vocabulary = vocabulary

    def node(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        clean = dict(raw)
        for key in _TEXTS:
            if key in clean:
                clean[key] = self.text(clean[key])
        for key in _NAMES:
            if key in clean:
                clean[key] = self._tokens.in_name(clean[key])
        if "t" in clean:
            clean["t"] = [[count, self.text(text)] for count, text in clean["t"]]
        if "d" in clean:
            clean["d"] = {self._tokens.in_name(key): self._data(key, value) for key, value in clean["d"].items()}
        if "w" in clean:
            clean["w"] = [self._tokens.in_name(text) for text in clean["w"]]
        if "lk" in clean:
            clean["lk"] = self._look(clean["lk"])
        return clean

    def frame(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        munchkin, user = raw["munchkin_id"], raw["user"]
        return {
            **raw,
            "address": self._address(raw["address"]),
            "instances": [self._tokens.of("munchkin", one) for one in raw["instances"]],
            "munchkin_id": self._tokens.of("munchkin", munchkin) if munchkin else "",
            "user": self._tokens.of("user", user) if user else "",
            "token": "",
            "language": raw["language"] if re.match(r"^[A-Za-z-]{0,12}$", raw["language"]) else "",
            "title": self.text(raw["title"]),
            "unreadable": self.text(raw["unreadable"]),
        }

    def text(self, text: str) -> str:
        """Return a text of the page, of the same length as far as it isn't a value."""
        if len(text.strip()) <= 1 or self._vocabulary.holds(text):
            return text
        clean = self._tokens.in_text(text, self._words)
        # Whether something begins a sync must never depend on what was taken out.
        return "Start Sync" if is_forbidden_text(text) and not is_forbidden_text(clean) else clean

    def _words(self, text: str) -> str:
        parts, end = [], 0
        for begin, stop in self._vocabulary.spans(text):
            parts += [_length_only(text[end:begin]), text[begin:stop]]
            end = stop
        return "".join((*parts, _length_only(text[end:])))

    def _data(self, key: str, value: str) -> str:
        is_name = _PROGRAM.search(key) and _IDENTIFIER.match(value)
        return self._tokens.in_name(value) if is_name else self.text(value)

    def _look(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        clean = dict(raw)
        for key in ("im", "sr", "bp"):
            if key in clean:
                clean[key] = self._tokens.in_name(clean[key])
        for key in ("be", "af"):
            if clean.get(key):
                content, colour, background, image = clean[key]
                clean[key] = [self.text(content), colour, background, self._tokens.in_name(image)]
        return clean

    def _address(self, address: str) -> str:
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        if not parts.hostname:
            return "about:blank" if address else ""
        page = f"#{_PAGE}" if _PAGE in parts.fragment else ""
        return f"{parts.scheme}://{self._tokens.of('host', parts.netloc)}/{page}"


def _length_only(text: str) -> str:
    """Return a text with letters that say nothing; blanks and punctuation stay."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter.isdigit():
        return "0"
    if not letter.isalnum():
        return letter
    return "M" if letter.isupper() else "m" if letter.islower() else "口"
