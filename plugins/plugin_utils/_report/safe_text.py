# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text that is safe to show: without any secret of the run, and escaped for HTML. Both work through whole structures of data."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterable
from typing import Any, Callable
from urllib.parse import quote, quote_plus

MASK = "(secret)"
SHORTEST = 4
"""Anything shorter is no secret, and would mask half of the text."""


def without_secrets(data: Any, secrets: Iterable[Any]) -> Any:
    """The same data with every secret masked, also where it is encoded for a URL, for JSON or in Base64.

    The collection's results hold none to begin with. This is the second lock on that door, for what a service says in an error text.
    """
    forms = sorted(
        {form for secret in secrets if secret and len(str(secret)) >= SHORTEST for form in encoded_forms(str(secret))},
        key=len,
        reverse=True,
    )

    def masked(text: str) -> str:
        for form in forms:
            text = text.replace(form, MASK)
        return text

    return _through(data, masked)


def escaped(data: Any) -> Any:
    """The same data with every text escaped for HTML, names in dictionaries too."""
    return _through(data, html.escape)


def encoded_forms(secret: str) -> list[str]:
    """The secret as it may look in a text."""
    encoded = secret.encode("utf-8")
    # Base64 of a longer text shows the secret in one of three ways, by where it begins; the ends that depend on the neighbours are cut off.
    inner = [
        base64.b64encode(b"\0" * offset + encoded).decode("ascii").rstrip("=")[{0: 0, 1: 2, 2: 3}[offset] : -2]
        for offset in range(3)
    ]
    return [
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        html.escape(secret),
        *(form for form in inner if len(form) >= SHORTEST),
    ]


def _through(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {change(str(name)): _through(value, change) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_through(item, change) for item in data]
    return change(str(data)) if isinstance(data, str) else data
