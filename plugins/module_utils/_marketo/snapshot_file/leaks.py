# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The last look at a sanitised snapshot: a value of the run that is still in it, in whatever spelling, keeps it from being written."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from .vocabulary import Vocabulary

# Shorter ones stand in other words by chance.
_SHORTEST = 4


def is_left(data: Any, values: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Return whether one of these values is somewhere in the data: in clear, in base64, encoded for addresses, or escaped as in JSON.

    A value that is one of the page's own words, such as the password ``Password``, can't be told from it and doesn't count.
    """
    page = "\n".join(dict.fromkeys(_texts(data)))
    folded = page.casefold()
    for value in {one.strip() for one in values}:
        if len(value) < _SHORTEST or vocabulary.holds(value):
            continue
        if value.casefold() in folded or any(form in page for form in _encoded(value)):
            return True
    return False


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, part in data.items():
            # Names of attributes come from the page, too; the other keys are ours.
            yield from part if key == "d" else ()
            yield from _texts(part)
    elif isinstance(data, (list, tuple)):
        for part in data:
            yield from _texts(part)


def _encoded(value: str) -> Iterator[str]:
    raw = value.encode()
    for shift in range(3):
        # In base64 of a longer text the value begins at any of three places; what its neighbours share in isn't compared.
        skipped, padding = (shift * 8 + 5) // 6, (-(len(raw) + shift)) % 3
        coded = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        inner = coded[skipped : len(coded) - 1 if padding else None]
        if len(inner) >= _SHORTEST:
            yield from (inner, inner.replace("+", "-").replace("/", "_"))
    for form in (quote(value, safe=""), quote(value), quote_plus(value)):
        if form != value:
            yield from (form, form.replace("%", "%25"), _lower_escapes(form))
    escaped = json.dumps(value)[1:-1]
    if escaped != value:
        yield escaped


def _lower_escapes(text: str) -> str:
    head, *rest = text.split("%")
    return "%".join((head, *(part[:2].lower() + part[2:] for part in rest)))
