# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which proxy the browser uses, as Playwright takes it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from ..._engine.errors import InvalidInput


def browser_proxy(option: str | None, environment: Mapping[str, str] | None = None) -> dict[str, str] | None:
    """Playwright's proxy setting: the option, else ``HTTPS_PROXY`` and ``NO_PROXY`` of the environment. None: no proxy.

    A user name and password in the address are taken out of it, so that they don't show up in the browser's command line.
    """
    variables = os.environ if environment is None else environment
    address = option or variables.get("https_proxy") or variables.get("HTTPS_PROXY")
    if not address:
        return None
    bypass = "" if option else variables.get("no_proxy") or variables.get("NO_PROXY") or ""
    if "*" in [item.strip() for item in bypass.split(",")]:
        return None
    setting = _server(address)
    if _bypassed(bypass):
        setting["bypass"] = _bypassed(bypass)
    return setting


def _server(address: str) -> dict[str, str]:
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in ("http", "https", "socks5"):
        raise InvalidInput(
            "proxy (or the environment variable HTTPS_PROXY) is no proxy's address. Write it like http://proxy.example.com:3128."
        )
    setting = {"server": f"{parts.scheme}://{host}{f':{port}' if port else ''}"}
    if parts.username:
        setting.update(username=unquote(parts.username), password=unquote(parts.password or ""))
    return setting


def _bypassed(no_proxy: str) -> str:
    """NO_PROXY's names cover their subdomains; for Chromium that takes a second entry with a leading dot."""
    entries = []
    for item in filter(None, (part.strip() for part in no_proxy.split(","))):
        name = item[2:] if item.startswith("*.") else item.lstrip(".")
        numeric = name.replace(".", "").replace("/", "").replace(":", "").isdigit()
        entries.extend([name] if numeric else [name, f".{name}"])
    return ",".join(entries)
