# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The address of the admin page, in any of its three shapes."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from .._engine.errors import InvalidInput

# The page Admin > Microsoft Dynamics, as the address names it.
PAGE = "DY0A1"
_MUNCHKIN = re.compile(r"^[0-9A-Za-z]{3}-[0-9A-Za-z]{3}-[0-9A-Za-z]{3}$")
SHAPES = (
    "https://app-ab01.marketo.com/#DY0A1, https://engage-ab.marketo.com/?munchkinId=123-ABC-456#/classic/DY0A1, or "
    "https://experience.adobe.com/#/@tenant/so:123-ABC-456/marketo-engage/classic/DY0A1"
)


def admin_page_address(url: str, munchkin_id: str | None) -> str:
    """The full address of the page. Raises `InvalidInput` for what can't be one, or for another instance than ``munchkin_id``."""
    parts = urlsplit(url.strip())
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise InvalidInput(
            f"url does not begin with https:// and a host name, or holds a user name. Copy the address of the admin page, such as {SHAPES}."
        )
    if munchkin_id and not _MUNCHKIN.match(munchkin_id):
        raise InvalidInput(
            f"munchkin_id is {munchkin_id!r}. It looks like 123-ABC-456, and is found in Marketo under Admin, Munchkin."
        )
    named = _instance_in(parts.query, parts.fragment)
    if munchkin_id and named and named.upper() != munchkin_id.upper():
        raise InvalidInput(
            f"url names the instance {named}, and munchkin_id is {munchkin_id}. Nothing was opened; correct one of them."
        )
    query, fragment = parts.query, parts.fragment
    if parts.hostname.startswith("engage-") and munchkin_id and not named:
        query = "&".join(filter(None, (query, urlencode({"munchkinId": munchkin_id}))))
    if PAGE not in fragment:
        fragment = _fragment(parts.hostname, fragment)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, fragment))


def shown_address(url: str) -> str:
    """An address without its query, which may hold what a sign-in hands over."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", parts.fragment.partition("?")[0]))


def _instance_in(query: str, fragment: str) -> str | None:
    given = parse_qs(query).get("munchkinId")
    shell = re.search(r"/so:([^/]+)", fragment)
    return given[0] if given else shell[1] if shell else None


def _fragment(host: str, fragment: str) -> str:
    if host == "experience.adobe.com":
        shell = re.match(r"(/?@[^/]+/so:[^/]+/marketo-engage)(?:/.*)?$|(/@[^/]+/so:[^/]+)$", fragment)
        if shell is None:
            raise InvalidInput(
                f"url is an address of Adobe's shell without the organization and the instance. Copy the whole address of the admin "
                f"page, such as {SHAPES}."
            )
        return f"{shell[1] or shell[2] + '/marketo-engage'}/classic/{PAGE}"
    return f"/classic/{PAGE}" if host.startswith("engage-") else PAGE
