# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What may be taken for an answer. A proxy, or the sign-in page of a network, answers in a service's place with status 200: that says nothing.

What isn't the JSON expected is an error that names what came. It is never read as an empty object, and so never as absence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .._engine.errors import RequestRefused, UnexpectedAnswer
from .retry import AnswerLost
from .transport import Response

_TITLE = re.compile(r"<title[^>]*>(?P<title>.{0,500}?)</title>", re.IGNORECASE | re.DOTALL)
_LONGEST = 300
"""Characters of a service's own words that a sentence repeats."""


def one_line(words: Any, longest: int = _LONGEST) -> str:
    """Return foreign words on one line, without anything that a terminal could take for a command, and not too long."""
    text = " ".join("".join(character if character.isprintable() else " " for character in str(words)).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def what_came(response: Response) -> str:
    """Return in words what a body is that is no JSON object."""
    if not response.text.strip():
        return "an empty answer"
    if response.json is not None:
        return "JSON, but no object"
    title = _TITLE.search(response.text[:20_000])
    if title or response.text.lstrip()[:20].lower().startswith(("<!doctype", "<html")):
        return f"an HTML page ({one_line(title['title'], 100)})" if title else "an HTML page"
    return "no JSON, or only a part of it"


def check_success(service: str, host: str, method: str, path: str, response: Response) -> None:
    """Take a success for one only where it is an object of JSON, or says by its status or method that it has nothing to say.

    Raises `UnexpectedAnswer`; `AnswerLost` for a POST, which may have been carried out all the same.
    """
    if isinstance(response.json, Mapping):
        return
    if not response.text and method != "GET" and (method != "POST" or response.status == 204):
        return
    sentence = f"{no_json(service, method, path, response)} Let {host} through unchanged."
    if method == "POST":
        raise AnswerLost(f"{sentence} Whether it was carried out is unknown.", sent=True)
    raise UnexpectedAnswer(f"{sentence} Nothing was concluded from it.", status=response.status)


def no_json(service: str, method: str, path: str, response: Response) -> str:
    """Return the sentence about an answer that is no object of JSON."""
    return (
        f"{_call(method, path)} was answered with status {response.status} and {what_came(response)}, where {service} sends JSON. Most likely a "
        f"proxy, or the sign-in page of a network, answered in its place."
    )


def redirected(service: str, method: str, path: str, response: Response) -> RequestRefused:
    """Return the error for a redirect. Where it leads nobody knows, so the token doesn't go there."""
    try:
        place = urlsplit(response.headers.get("location", "")).hostname or "another address"
    except ValueError:
        place = "an address that is none"
    return UnexpectedAnswer(
        f"{_call(method, path)} was redirected to {one_line(place, 100)} (status {response.status}), which was not followed: {service} doesn't do "
        f"that. Most likely a proxy, or the sign-in page of a network, answered in its place, or the service's address is wrong.",
        status=response.status,
    )


def values_of(page: Mapping[str, Any]) -> list[Any]:
    """Return the members of a page of a collection. Raises `UnexpectedAnswer` where there is no list of objects."""
    values = page.get("value")
    if not isinstance(values, list) or not all(isinstance(item, Mapping) for item in values):
        raise UnexpectedAnswer(
            "An answer that should be a collection holds no list of objects. A proxy, or whatever else lies between this machine and the service, "
            "may have changed it. Nothing was concluded from it.",
            status=200,
        )
    return values


def _call(method: str, path: str) -> str:
    return f"{method} {path.split('?', maxsplit=1)[0]}"
