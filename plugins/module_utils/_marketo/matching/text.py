# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How texts are compared: without case, blanks and punctuation, and with what pages add to a label left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..snapshot.model import Node, Snapshot

_REQUIRED = re.compile(
    r"[(\[]\s*(required|mandatory|obligatoire|requis|erforderlich|pflichtfeld|obligatorio|requerido|obrigat[óo]rio|必須)\s*[)\]]",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[(\[]\s*\d+\s*[)\]]\s*$")
# Icon fonts write an icon's name before the label: "syncDisable Sync".
_LIGATURE = re.compile(r"^[a-z_]{2,30}\s*(?=[^\Wa-z\d_])")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NO_LETTERS = re.compile(r"[^\w]+|_")

EXACT, LOOSE, LIGATURE = 1.0, 0.95, 0.87


def fold(text: str) -> str:
    """Return a text as it is compared."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def keys(text: str) -> Iterator[tuple[str, float]]:
    """Yield what a text may be compared as, with how good an agreement would be."""
    yield fold(text), EXACT
    bare = _COUNT.sub("", _REQUIRED.sub("", text))
    if bare != text:
        yield fold(bare), LOOSE
    without = _LIGATURE.sub("", bare)
    if without != bare:
        yield fold(without), LIGATURE


def words_of(text: str) -> list[str]:
    """Return the words of a name that tools or people made up, camelCase taken apart."""
    return [word for word in re.split(r"[\W_\d]+", _CAMEL.sub(" ", text).casefold()) if word]


def index(snapshot: Snapshot) -> dict[str, list[tuple[int, float, str]]]:
    """Return, by folded text, which nodes bear it: (node, how good the agreement is, where the text was). Worked out once per snapshot."""
    known = snapshot.memory.get("index")
    if isinstance(known, dict):
        return known
    found: dict[str, list[tuple[int, float, str]]] = {}
    for node in snapshot.nodes:
        if node.shown or node.hidden == "size":
            for key, (strength, where) in _keys_of(snapshot, node).items():
                found.setdefault(key, []).append((node.index, strength, where))
    snapshot.memory["index"] = found
    return found


def _keys_of(snapshot: Snapshot, node: Node) -> dict[str, tuple[float, str]]:
    """Return the keys of one node, each with its best source."""
    best: dict[str, tuple[float, str]] = {}
    whole = snapshot.text(node)
    names = node.names
    for text, quality, where in (
        (node.own_text, 1.0, "text"),
        (whole if len(whole) <= 120 else "", 0.95, "text"),
        (names.labelled_by, 0.9, "aria-labelledby"),
        (names.aria_label, 0.9, "aria-label"),
        # Fields have labels too, but nobody clicks a field by its label to do something; radio buttons are choices.py's.
        (names.label if node.type == "checkbox" else "", 0.95, "label"),
        (names.title, 0.87, "title"),
        (names.alt, 0.87, "alt"),
    ):
        for key, strength in keys(text) if text else ():
            if key and strength * quality > best.get(key, (0.0, ""))[0]:
                best[key] = (strength * quality, where)
    return best
